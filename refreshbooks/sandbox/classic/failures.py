"""What the Classic side answers when it refuses: a text and a five-digit code.

The first digit tells the kind: 1 the account, 2 who you are, 3 what you may,
4 the request, 5 the records. The service's own codes and texts were captured
for what most programs meet. For the rest the texts are this sandbox's own, with
the code of the nearest kind; the functions say so.
"""

__all__ = [
    "Failure",
    "forbidden",
    "invalid",
    "is_deleted",
    "malformed",
    "missing",
    "not_found",
    "not_yet",
    "refused",
    "stray_file",
    "unauthenticated",
    "unknown_element",
]

_MALFORMED = 40010
_MISSING = 40040
_INVALID = 40060
_NOT_FOUND = 50010
_REFUSED = 50020
_UNAUTHENTICATED = 20010
_FORBIDDEN = 30010


class Failure(Exception):
    """The call is refused, and nothing of it has happened.

    Attributes:
        code: The five-digit code.
        message: The text for ``<error>``.
        field: The name of the offending parameter, where there is one.
    """

    def __init__(self, code: int, message: str, field: str = "") -> None:
        super().__init__(code, message, field)
        self.code = code
        self.message = message
        self.field = field


def unauthenticated() -> Failure:
    """The credential is missing or not good."""
    return Failure(_UNAUTHENTICATED, "Authentication failed.")


def forbidden() -> Failure:
    """The credential is good, but not for this."""
    return Failure(_FORBIDDEN, "Permission Denied.")


def malformed() -> Failure:
    """What came is no request document."""
    return Failure(_MALFORMED, "Your XML is not formatted correctly.")


def missing(field: str) -> Failure:
    """A required element was left out or sent empty.

    >>> missing("client_id").message
    "Missing required field: 'client_id'."
    """
    return Failure(_MISSING, f"Missing required field: '{field}'.", field)


def invalid(field: str, reason: str = "") -> Failure:
    """The value cannot stand in that element.

    Args:
        reason: What is wrong with it, in words of the sandbox's own.
    """
    message = f"Invalid value for field '{field}'."
    return Failure(_INVALID, f"{message} {reason}" if reason else message, field)


def unknown_element(name: str) -> Failure:
    """An element that the method does not have. The text is the sandbox's own."""
    return Failure(_INVALID, f"Invalid node: '{name}'. The method has no such element.", name)


def stray_file(content_id: str) -> Failure:
    """A file that no element for files names. The text is the sandbox's own.

    >>> stray_file("file1").message
    "The file 'file1' belongs nowhere: no element that takes files names it."
    """
    return Failure(
        _INVALID, f"The file '{content_id}' belongs nowhere: no element that takes files names it."
    )


def not_found(field: str, resource: str) -> Failure:
    """No record has that number, or it is no number at all.

    >>> not_found("time_entry_id", "time_entry").message
    "'time_entry_id' not found. Time entry not found."
    """
    return Failure(_NOT_FOUND, f"'{field}' not found. {_noun(resource)} not found.", field)


def is_deleted(field: str, resource: str) -> Failure:
    """The record lies in the folder of deleted ones."""
    return Failure(_NOT_FOUND, f"'{field}' not found. {_noun(resource)} is deleted.", field)


def refused(verb: str, resource: str, reason: str) -> Failure:
    """The records as they are do not allow it.

    >>> refused("accept", "estimate", "Estimate is already accepted.").message
    'Failed to accept estimate. Estimate is already accepted.'
    """
    return Failure(_REFUSED, f"Failed to {verb} {resource.replace('_', ' ')}. {reason}")


def not_yet(method: str) -> Failure:
    """A method of the service that this sandbox cannot do. The text is its own.

    >>> not_yet("invoice.getPDF").message
    'This sandbox does not do invoice.getPDF yet.'
    """
    return Failure(_INVALID, f"This sandbox does not do {method} yet.", "method")


def _noun(resource: str) -> str:
    return resource.replace("_", " ").capitalize()
