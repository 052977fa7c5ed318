"""Which error an answer becomes: by its status, and by what its body says."""

from collections.abc import Mapping
from typing import Any

from requests.structures import CaseInsensitiveDict

from refreshbooks.rest import errors, values
from refreshbooks.rest.error_bodies import UNKNOWN, Said, said
from refreshbooks.transports.statuses import retry_after

__all__ = ["refusal", "unexpected"]

_SUCCESS = 300
_SERVERS_OWN = 500

_BY_STATUS: dict[int, type[errors.FreshBooksError]] = {
    400: errors.ValidationError,
    401: errors.Unauthenticated,
    403: errors.Forbidden,
    404: errors.NotFound,
    409: errors.Conflict,
    422: errors.ValidationError,
    429: errors.RateLimited,
}

# Where the status tells no more than that the request was wrong, the service's code may.
_BY_CODE: dict[int | str | None, type[errors.FreshBooksError]] = {
    401: errors.Unauthenticated,
    403: errors.Forbidden,
    404: errors.NotFound,
    409: errors.Conflict,
    1003: errors.Forbidden,  # access denied
    1012: errors.NotFound,  # unknown resource
    1038: errors.Forbidden,  # the field may not be written
}

_VAGUE = (errors.FreshBooksError, errors.ValidationError)

# The words of OAuth for "ask the user again" and "this is not your application".
_REFUSED_GRANTS = frozenset(
    {"invalid_client", "invalid_grant", "invalid_token", "unauthorized_client"}
)

# The families whose errors keep the body as text.
_AS_TEXT = frozenset({"oauth", "uploads"})


def refusal(
    family: str, status: int, content: bytes, headers: Mapping[str, str]
) -> errors.FreshBooksError:
    """Returns the error that an answer is.

    >>> body = b'{"response": {"errors": [{"errno": 1012, "message": "Client not found."}]}}'
    >>> refusal("accounting", 404, body, {})
    NotFound(404, 'Client not found.', error_code=1012)

    Args:
        family: The family of addresses that was asked, such as ``"accounting"``;
            ``"oauth"`` for the token call.
        status: The HTTP status. One below 300 gives a :class:`BadAnswer`, for a
            body that is not what it should be.
    """
    raw: Any = _as_text(content)
    try:
        body = values.loads(content)
    except errors.BadAnswer as error:
        found = Said(values.UNREADABLE, messages=error.messages)
    else:
        found = said(family, body)
        raw = raw if family in _AS_TEXT else body
    refused = _kind(status, found)(status, found.message, raw, found.code, found.details)
    refused.messages = found.messages or refused.messages
    refused.reason = found.reason
    refused.retry_after = retry_after(CaseInsensitiveDict(headers).get("Retry-After"))
    if found.message in (UNKNOWN, values.UNREADABLE):
        refused.note(content)
    return refused


def unexpected(status: int, content: bytes) -> errors.BadAnswer:
    """Returns the error for JSON that lacks what the call should bring."""
    error = errors.BadAnswer(status, "Returned an unexpected response", _as_text(content))
    error.note(content)
    return error


def _kind(status: int, found: Said) -> type[errors.FreshBooksError]:
    if status < _SUCCESS:
        return errors.BadAnswer
    if status >= _SERVERS_OWN:
        return errors.ServerFailure
    if found.reason in _REFUSED_GRANTS:
        return errors.Unauthenticated
    kind = _BY_STATUS.get(status, errors.FreshBooksError)
    return _BY_CODE.get(found.code, kind) if kind in _VAGUE else kind


def _as_text(content: bytes) -> str:
    return content.decode("utf-8", "replace")
