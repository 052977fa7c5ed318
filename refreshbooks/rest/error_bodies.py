"""What an error body says, in whichever of the service's many forms.

Each family of addresses has its own form, the gateway before them has another,
and some versions of the API a third. A form here is a function that finds what
a body says, or None where the body has another form; :func:`said` asks the
family's own first and then all others, so that nothing a body says is lost.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["UNKNOWN", "Said", "said"]

UNKNOWN = "Unknown error"
"""What the official SDK says where a body says nothing."""


class Said(NamedTuple):
    """What a body says.

    Attributes:
        message: What is wrong, in one sentence.
        code: The service's number for it, or for ``current_user`` a word.
        details: What it says beside that.
        messages: All its sentences; empty where the message is the only one.
        reason: Its own word for what is wrong.
    """

    message: str
    code: int | str | None = None
    details: list[Any] | None = None
    messages: tuple[str, ...] = ()
    reason: str | None = None


def said(family: str, body: Any) -> Said:
    """Returns what a body of a family says.

    >>> said("projects", {"error": "Requested resource could not be found."}).message
    'Requested resource could not be found.'
    >>> said("accounting", {"error": "down for maintenance"}).message
    'down for maintenance'
    """
    for form in (*_OWN.get(family, ()), *_EVERYWHERE):
        found = form(body)
        if found is not None:
            break
    else:
        found = Said(UNKNOWN)
    # These families' errors have a list there, whatever else they lack.
    return found._replace(details=found.details or []) if family in _LISTING else found


def _accounting(body: Any) -> Said | None:
    """``{"response": {"errors": [{"errno": 1012, "message": "...", ...}]}}``."""
    errors = _at(_at(body, "response"), "errors")
    entries = _entries(errors)
    if not entries:
        return None
    messages = _texts(_at(entry, "message") for entry in entries)
    return Said(
        message=_text(_at(entries[0], "message")) or _first(messages),
        code=_number(_at(entries[0], "errno")),
        details=errors if isinstance(errors, list) else None,
        messages=messages,
    )


def _businesses(body: Any) -> Said | None:
    """``{"errors": {"message": "...", "details": [{"reason": "...", "metadata": {}}]}}``."""
    errors = _at(body, "errors")
    details = _entries(_at(errors, "details"))
    reasons = _texts(_at(detail, "reason") for detail in details)
    message = reasons[-1] if reasons else _text(_at(errors, "message"))
    if message is None:
        return None
    metadata = [detail["metadata"] for detail in details if "metadata" in detail]
    return Said(message, details=metadata, messages=reasons)


def _events(body: Any) -> Said | None:
    """``{"errno": 422, "message": "...", "details": ["event: ..."]}``."""
    message = _text(_at(body, "message"))
    if message is None:
        return None
    details = _at(body, "details")
    further = _violations(details) if isinstance(details, list) else ()
    return Said(
        message,
        code=_number(_at(body, "errno")),
        details=details if isinstance(details, list) else None,
        messages=(message, *further),
    )


def _projects(body: Any) -> Said | None:
    """``{"errno": 2001, "error": {"title": "field required"}}``, or a text there."""
    error = _at(body, "error")
    if not isinstance(error, dict) or not error:
        return _plain(body)
    pairs = [(key, _text(value) or str(value)) for key, value in error.items()]
    return Said(
        message="Error: {} {}".format(*pairs[-1]),
        code=_number(_at(body, "errno")),
        details=[{key: value} for key, value in error.items()],
        messages=tuple(f"{key}: {text}" for key, text in pairs),
    )


def _payments(body: Any) -> Said | None:
    """``{"error_type": "...", "message": "...", "errors": [{"field": "F", "message": "M"}]}``."""
    messages = _texts(map(_field_and_message, _entries(_at(body, "errors"))))
    reason = _text(_at(body, "error_type"))
    message = messages[0] if messages else _text(_at(body, "message"))
    return None if message is None else Said(message, messages=messages, reason=reason)


def _identity(body: Any) -> Said | None:
    """``{"error": "unauthenticated", "error_description": "..."}``; the word is the code."""
    word = _text(_at(body, "error"))
    description = _text(_at(body, "error_description"))
    if word is None and description is None:
        return None
    return Said(description or word or UNKNOWN, code=word or "Unknown Error", reason=word)


def _tokens(body: Any) -> Said | None:
    """The same of the token call, which has no code."""
    found = _identity(body)
    if found is None:
        return None
    return found._replace(
        message=_text(_at(body, "error_description")) or "Failed to fetch access_token", code=None
    )


def _gateway(body: Any) -> Said | None:
    """The same in front of every family: ``{"error": "...", "error_description": "..."}``."""
    description = _text(_at(body, "error_description"))
    return None if description is None else Said(description, reason=_text(_at(body, "error")))


def _google(body: Any) -> Said | None:
    """``{"code": 5, "details": [{"@type": "...ErrorInfo", "reason": "1012", "metadata": {}}]}``."""
    details = [detail for detail in _entries(_at(body, "details")) if "@type" in detail]
    if not details:
        return None
    told = [detail for detail in details if isinstance(detail.get("metadata"), dict)]
    messages = _texts(detail["metadata"].get("message") for detail in told)
    messages = messages or _violations(details)
    return Said(
        message=_first(messages) if messages else _text(_at(body, "message")) or UNKNOWN,
        code=_number(told[0].get("reason")) if told else None,
        details=[detail["metadata"] for detail in told] or details,
        messages=messages,
    )


def _plain(body: Any) -> Said | None:
    """A text under one of the usual names, and a number beside it or none."""
    for name in ("error", "message", "title", "detail"):
        message = _text(_at(body, name))
        if message is not None:
            code = _number(_at(body, "errno"))
            return Said(message, code=code, reason=_text(_at(body, "error_type")))
    return None


def _numbered(body: Any) -> Said | None:
    """A number and no word about it."""
    code = _number(_at(body, "errno"))
    return None if code is None else Said(UNKNOWN, code=code)


_Form = Callable[[Any], Said | None]

_OWN: dict[str, tuple[_Form, ...]] = {
    "accounting": (_accounting,),
    "accounting_businesses": (_businesses,),
    "auth": (_identity,),
    "comments": (_gateway, _google, _projects),
    "events": (_events,),
    "oauth": (_tokens,),
    "payments": (_google, _payments),
    "projects": (_gateway, _google, _projects),
    "timetracking": (_gateway, _google, _projects),
    "uploads": (_gateway, _plain),
}

_EVERYWHERE: tuple[_Form, ...] = (
    _gateway,
    _google,
    _accounting,
    _businesses,
    _projects,
    _payments,
    _numbered,
)

_LISTING = frozenset({"comments", "events", "projects", "timetracking"})


def _at(body: Any, name: str) -> Any:
    return body.get(name) if isinstance(body, dict) else None


def _entries(found: Any) -> list[dict[str, Any]]:
    """Returns the dicts of a list, or the one that stands in place of a list."""
    listed = found if isinstance(found, list) else [found]
    return [entry for entry in listed if isinstance(entry, dict)]


def _texts(found: Any) -> tuple[str, ...]:
    return tuple(text for text in map(_text, found) if text is not None)


def _text(found: Any) -> str | None:
    """Returns a sentence; what is empty or no text is none."""
    return found if isinstance(found, str) and found.strip() else None


def _first(messages: tuple[str, ...]) -> str:
    return messages[0] if messages else UNKNOWN


def _number(found: Any) -> int | None:
    """Returns a code, which some forms write as text."""
    if isinstance(found, bool) or not isinstance(found, int | str):
        return None
    try:
        return int(found)
    except ValueError:
        return None


def _field_and_message(entry: dict[str, Any]) -> str | None:
    field, message = _text(entry.get("field")), _text(entry.get("message"))
    return f"{field}: {message}" if field and message else message


def _violations(details: list[Any]) -> tuple[str, ...]:
    """Returns the sentences in a list of texts, or of google.rpc's lists of fields."""
    sentences: list[Any] = []
    for detail in details:
        found = _at(detail, "fieldViolations")
        for violation in _entries(found) if found else ():
            field, text = _text(violation.get("field")), _text(violation.get("description"))
            sentences.append(f"{field}: {text}" if field and text else text)
        sentences.append(detail)
    return _texts(sentences)
