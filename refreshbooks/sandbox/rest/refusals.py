"""What the REST side refuses, in words of no family; the envelopes make bodies of it.

A refusal has an HTTP status and one problem or several. A problem has one of the
service's numbers, the field it is about, and what stood there. Each family says
the same thing in its own way: see :data:`WORDS`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "WORDS",
    "Problem",
    "Refusal",
    "conflict",
    "deleted",
    "forbidden",
    "invalid",
    "locked",
    "malformed",
    "missing",
    "no_account",
    "not_allowed",
    "not_found",
    "not_known",
    "nowhere",
    "problem",
    "several",
    "too_long",
]

# The service's numbers, by what is wrong, as its documentation lists them.
_NUMBERS = {
    "required": 1001,
    "value": 1004,
    "number": 1015,
    "datetime": 1016,
    "length": 1017,
    "date": 1033,
    "boolean": 1031,
    "list": 1034,
    "per_page": 1013,
    "page": 1014,
    "filter_date": 1023,
    "filter_number": 1024,
    "filter_boolean": 1032,
    "duplicate": 1029,
    "type": 1035,
}

_ACCOUNTING = {
    "required": "The field '{field}' is required.",
    "number": "The field '{field}' must be a number.",
    "datetime": "The field '{field}' must be a date and time.",
    "date": "The field '{field}' must be a date.",
    "boolean": "The field '{field}' must be a boolean.",
    "length": "The field '{field}' is too long.",
    "page": "The page must be a positive number.",
    "per_page": "The number of results per page must be a positive number.",
    "duplicate": "The value of '{field}' is taken.",
}
_BUSINESSES = {"required": "This field is required."}
# Those services check with pydantic and pass on what it says; where we have not
# seen its words for a case, these are ours.
_PROJECTS = {
    "required": "field required",
    "number": "value is not a valid number",
    "boolean": "value could not be parsed to a boolean",
    "date": "Input should be a valid date, input is too short",
    "datetime": "Input should be a valid datetime or date, input is too short",
    "filter_date": "Input should be a valid datetime or date, input is too short",
    "length": "value has too many characters",
}

WORDS = {
    "accounting": _ACCOUNTING,
    "accounting_businesses": _BUSINESSES,
    "projects": _PROJECTS,
    "timetracking": _PROJECTS,
    "comments": _PROJECTS,
    "payments": {
        "required": "field required",
        "value": "value is not a valid enumeration member; permitted: {permitted}",
    },
    "events": {"required": "Field required"},
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        errno: The service's number.
        kind: What is wrong, in one word, for the families' own words.
        field: Where; empty where it is nowhere in particular.
        value: What stood there.
        message: The text, where it is the same in all families.
        permitted: What could stand there, where there are words for it.
    """

    errno: int
    kind: str
    field: str = ""
    value: object = None
    message: str = ""
    permitted: tuple[str, ...] = ()

    def text(self, family: str) -> str:
        """Returns what a family says about it."""
        words = WORDS.get(family, {}).get(self.kind) or _ACCOUNTING.get(self.kind)
        return self.message or (words or "The value of '{field}' is not valid.").format(
            field=self.field, permitted=", ".join(map(repr, self.permitted))
        )


class Refusal(Exception):
    """The call is refused, and nothing of it has happened.

    Attributes:
        status: The HTTP status.
        problems: What is wrong; at least one.
        resource: What the fields belong to, such as ``invoice``; empty where the
            resource that was called is meant.
    """

    def __init__(self, status: int, *problems: Problem, resource: str = "") -> None:
        super().__init__(status, *problems)
        self.status = status
        self.problems = problems
        self.resource = resource

    @property
    def kind(self) -> str:
        """What is wrong first of all, in one word."""
        return self.problems[0].kind


def missing(*fields: str) -> Refusal:
    """Required fields are not there."""
    return Refusal(422, *(Problem(1001, "required", field) for field in fields))


def invalid(field: str, value: object = None, kind: str = "value", message: str = "") -> Refusal:
    """A field holds what it cannot hold.

    Args:
        kind: In what way: ``value``, ``number``, ``date``, ``datetime``,
            ``boolean``, ``page``, ``filter_date`` and the like.
        message: The whole text, where the words of the kind do not do.
    """
    return Refusal(422, problem(kind, field, value, message))


def problem(kind: str, field: str, value: object = None, message: str = "") -> Problem:
    """Returns what is wrong with a field, see :func:`invalid`."""
    return Problem(_NUMBERS[kind], kind, field, value, message)


def several(problems: Iterable[Problem]) -> Refusal:
    """Several things are wrong at once."""
    return Refusal(422, *problems)


def too_long(field: str, value: object) -> Refusal:
    """A text is longer than the field takes."""
    return invalid(field, value, "length")


def locked(field: str, value: object) -> Refusal:
    """A field that nobody can write was written, and the service minds."""
    text = f"Write access denied on field {field}."
    return Refusal(403, Problem(1038, "locked", field, value, text))


def not_found(resource: str, field: str, value: object) -> Refusal:
    """No record has that number.

    Args:
        resource: The single name, such as ``credit_note``.
    """
    text = f"{resource.replace('_', ' ').capitalize()} not found."
    return Refusal(404, Problem(1012, "not_found", field, str(value), text), resource=resource)


def deleted(resource: str, field: str, value: object) -> Refusal:
    """The record is deleted, and this cannot be done with it."""
    text = f"{resource.replace('_', ' ').capitalize()} is deleted."
    return Refusal(422, Problem(1011, "deleted", field, str(value), text), resource=resource)


def conflict(field: str, value: object, message: str) -> Refusal:
    """What the call says does not go with what is there."""
    return Refusal(409, Problem(409, "conflict", field, value, message))


def forbidden() -> Refusal:
    """The token is good, but not for this."""
    text = "The server could not verify that you are authorized to access the URL requested."
    return Refusal(403, Problem(1003, "forbidden", message=text))


def no_account() -> Refusal:
    """The address names an account that is not there, or not this token's."""
    return Refusal(404, Problem(404, "no_account", message="Account not found"))


def malformed() -> Refusal:
    """The body is not what the service can read."""
    return Refusal(400, Problem(1005, "malformed", message="The request could not be parsed."))


def nowhere() -> Refusal:
    """Nothing is at the address."""
    text = "Requested resource could not be found."
    return Refusal(404, Problem(404, "nowhere", message=text))


def not_allowed() -> Refusal:
    """The address is good, but not for this HTTP method."""
    return Refusal(405, Problem(405, "not_allowed", message="Method not allowed"))


def not_known(what: str, why: str) -> Refusal:
    """Nobody knows what the service answers, so nothing is invented."""
    text = f"The sandbox does not answer {what}: {why}"
    return Refusal(501, Problem(501, "not_known", message=text))
