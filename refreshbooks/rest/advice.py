"""What an error of a call adds for whoever has to deal with it.

Here the call is known, and with it whether something may have been written, what would
tell, and whether an id was given that is of another kind.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from refreshbooks import masking
from refreshbooks.exceptions import (
    BadResponse,
    NoResponse,
    OutcomeUnknown,
    RefreshbooksError,
    also,
)
from refreshbooks.rest.asked import Asked, names_in
from refreshbooks.rest.errors import (
    Forbidden,
    FreshBooksError,
    NotFound,
    RateLimited,
    ServerFailure,
    Unauthenticated,
    UnknownAfterAnswer,
)
from refreshbooks.rest.models import Result
from refreshbooks.rest.scopes import needed
from refreshbooks.retry import is_in_doubt

__all__ = ["check", "explained"]

_MOST_FILTERS = 2

_ON_SILENCE = "nothing was changed: call again, if need be with a longer timeout="
_ON_NO_CONNECTION = "check the network, and base_url, and call again"

_ON_NO_TRUST = (
    "the server's certificate is not trusted here: REQUESTS_CA_BUNDLE names a file of those that"
    " are, such as a sandbox's ca_file"
)
_UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"

_INACTIVE = 1042
_ON_INACTIVE = "the account is closed or not paid for: its owner can have it opened again"

_ON_REDIRECTION = "check base_url"
_HINTS: Mapping[type[FreshBooksError], str] = {
    Unauthenticated: "the token has ended or is none: get another, by refresh or by consent",
    Forbidden: "check that the token has the scopes, and its user the rights",
    NotFound: "there is none, or it is of an account that the token is not good for",
    RateLimited: "call less often, see rate_limit",
    ServerFailure: "the service failed: try again later",
}

_KINDS = {
    "account_id": "a short text such as 'ACM123'",
    "business_id": "a number",
    "business_uuid": "a UUID",
}
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def explained(error: RefreshbooksError, asked: Asked) -> RefreshbooksError:
    """Returns the error of a call, with the method and a hint on it.

    A write that may have been applied comes back as :class:`OutcomeUnknown`; where an
    answer came, it is of its error's class too.
    """
    if error.method is not None:
        return error  # of another call, which an argument of this one made
    if not asked.is_read and is_in_doubt(error):
        error = _doubtful(error, asked)
    error.method = asked.method
    if isinstance(error, OutcomeUnknown):
        return error
    if isinstance(error, FreshBooksError):
        error.advise(error.hint or _on_refusal(error, asked))
    elif isinstance(error, NoResponse):
        error.hint = _on_silence(error)
    elif isinstance(error, BadResponse):
        error.hint = "nothing was changed"
    return error


def check(asked: Asked) -> str | None:
    """Returns the call that would tell whether a write was applied, or None."""
    row = asked.row
    if row is None:
        return None
    given = asked.ids.keys() - _KINDS.keys()
    if "get" in row.methods and given == _further_ids(row.single_path):
        return _shown(asked, "get", row.single_path)
    if "list" in row.methods and given >= _further_ids(row.path):
        return _shown(asked, "list", row.path, _sought(asked))
    return None


def _doubtful(error: RefreshbooksError, asked: Asked) -> OutcomeUnknown:
    message = f"{_problem(error)}; {asked.method} was sent and may have been applied"
    told: OutcomeUnknown
    if isinstance(error, FreshBooksError):
        theirs: Any = type(error)
        told = also(UnknownAfterAnswer, theirs)(message)
        vars(told).update({**vars(error), **vars(told)})
    else:
        kind = OutcomeUnknown if error.besides is None else also(OutcomeUnknown, error.besides)
        told = kind(message)
    told.__cause__ = error.__cause__ if isinstance(error, NoResponse) else error
    told.check = check(asked)
    look = f"look with {told.check}" if told.check else "look"
    told.hint = f"{look} before you send it again"
    return told


def _problem(error: RefreshbooksError) -> str:
    if isinstance(error, NoResponse):
        return error.message
    if isinstance(error, FreshBooksError):
        return f"the answer was HTTP status {error.status_code}, {error.args[0]!r}"
    return str(error)


def _further_ids(template: str) -> set[str]:
    """Returns the ids of a template, but for those of the account or business."""
    return set(names_in(template)) - _KINDS.keys()


def _shown(asked: Asked, verb: str, template: str, builders: str = "") -> str:
    assert asked.row is not None
    # A template that does not begin with the account or business stands behind it.
    names = [name for name in asked.ids if name in _KINDS or name in names_in(template)]
    arguments = [*(repr(asked.ids[name]) for name in names), *filter(None, [builders])]
    return masking.mask(f"client.{asked.row.attribute}.{verb}({', '.join(arguments)})")


def _sought(asked: Asked) -> str:
    """Returns the builders that find what was to be made, by what was sent."""
    record = asked.record.data if isinstance(asked.record, Result) else asked.record
    if asked.row is None or not isinstance(record, Mapping):
        return ""
    names = [each.name for each in asked.row.filters if each.kind == "equals"]
    found = [
        f".equals({name!r}, {record[name]!r})"
        for name in names
        if isinstance(record.get(name), int | str) and not isinstance(record[name], bool)
    ]
    return f"builders=[FilterBuilder(){''.join(found[:_MOST_FILTERS])}]" if found else ""


def _on_silence(error: NoResponse) -> str:
    if _UNTRUSTED in error.message:
        return _ON_NO_TRUST
    return _ON_SILENCE if error.sent else _ON_NO_CONNECTION


def _on_refusal(error: FreshBooksError, asked: Asked) -> str | None:
    if error.error_code == _INACTIVE:
        return _ON_INACTIVE
    told = _on_kinds(error, asked.ids) or _on_scopes(error, asked) or _on_status(error)
    return "; ".join(filter(None, [*_further(error), told])) or None


def _further(error: FreshBooksError) -> list[str]:
    """Returns what the answer said beside what the text of the error says."""
    return [masking.mask(text) for text in error.messages[1:] if text != error.args[0]]


def _on_scopes(error: FreshBooksError, asked: Asked) -> str | None:
    """Returns which scope a call needs that was forbidden."""
    if not isinstance(error, Forbidden) or asked.row is None:
        return None
    scope = needed(asked.row.scopes, is_read=asked.is_read)
    return scope and f"check that the token has the scope {scope}, and its user the rights"


def _on_status(error: FreshBooksError) -> str | None:
    """Returns what to do about an error, whatever the call."""
    if error.status_code == HTTPStatus.NOT_IMPLEMENTED:
        return None
    if HTTPStatus.MULTIPLE_CHOICES <= error.status_code < HTTPStatus.BAD_REQUEST:
        return _ON_REDIRECTION
    return next((hint for kind, hint in _HINTS.items() if isinstance(error, kind)), None)


def _on_kinds(error: FreshBooksError, ids: Mapping[str, object]) -> str | None:
    """Returns what to say about an id that looks like one of another kind."""
    if not isinstance(error, NotFound):
        return None
    for name, value in ids.items():
        kind = _kind(value)
        if name in _KINDS and kind != name:
            return (
                f"{name} is {_KINDS[name]}, and {value!r} looks like the {kind}: client.business()"
                " has all three"
            )
    return None


def _kind(value: object) -> str:
    text = str(value)
    if text.isdecimal():
        return "business_id"
    if _UUID.fullmatch(text):
        return "business_uuid"
    return "account_id"
