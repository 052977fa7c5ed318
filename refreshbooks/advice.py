"""What an error of a call adds for whoever has to deal with it.

The parts that raise errors know bytes and statuses; here the method is known,
and with it whether something may have been written, where to look for it, and
what was perhaps meant.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from refreshbooks import masking
from refreshbooks.exceptions import (
    AccountMoved,
    AuthorizationError,
    BadResponse,
    FailedRequest,
    NoResponse,
    OutcomeUnknown,
    RateLimited,
    RefreshbooksError,
    TransportException,
    UnknownAfterStatus,
    also,
    failure_class,
)
from refreshbooks.nouns import FILTERS, RESOURCE_KEYS
from refreshbooks.retry import is_in_doubt, is_read

__all__ = ["NamesUnder", "check", "explained", "no_names"]

NamesUnder = Callable[..., Iterable[str]]
"""A prefix such as ``"invoice.lines"`` to the documented names that follow it; with
``documented=False`` to all that are known."""

_FORBIDDEN = "{method} is forbidden: check what the credential's user may do in {account}"

_SERVERS_OWN = 500

_ON_STATUS = {
    400: "the API is perhaps switched off for {account}: its administrator can enable it",
    401: "{method} was refused: check the credential, and that it belongs to {account}",
    403: _FORBIDDEN,
    404: "nothing answers at this address: check the domain",
    503: "the service is down for maintenance or overloaded: try again later",
}
_ON_FAILURE = "the service failed: try again later"

_ON_CODE = {
    10030: "the service knows no such account: check the domain",
    20010: "check the credential, and that it belongs to {account}",
}

# What people know a record by.
_TELLING = ("number", "name", "email", "amount", "hours", "date")

# What the address says that a closed or an unknown account redirects to.
_ON_LOCATION = {
    "deactivated": "the account is deactivated: its owner can have it opened again",
    "loginsearch": "the service knows no such account: check the domain",
}

_MOVED = "check the account, then make the client with the new address"
_ON_SILENCE = "nothing was changed: call again, if need be with a longer timeout="
_ON_NO_CONNECTION = "check the domain and the network, and call again"
_ON_NONSENSE = "nothing was changed: call again, and if that is no better, check the domain"
_WAIT = "wait before you call again, or give the client a limit (api.rate_limit)"


def no_names(prefix: str, *, documented: bool = True) -> Iterable[str]:
    """The look-up of a client without a catalog."""
    return ()


def explained(
    error: RefreshbooksError,
    method: str,
    params: Mapping[str, object],
    account: str,
    names_under: NamesUnder,
) -> RefreshbooksError:
    """Returns the error of a call, with the method and a hint on it.

    A write that may have been applied comes back as :class:`OutcomeUnknown`.

    Args:
        error: What was raised.
        method: The method called, such as ``"invoice.create"``.
        params: What it was called with.
        account: The host that was called; empty where that is not known.
        names_under: The catalog's look-up.
    """
    if error.method is not None:
        return error  # of another call, which an argument of this one made
    if not is_read(method) and is_in_doubt(error):
        error = _doubtful(error, method, params, names_under)
    error.method = method
    words = {"method": method, "account": account or "the account"}
    if isinstance(error, OutcomeUnknown):
        return error
    if isinstance(error, FailedRequest):
        error.hint = _meant(method, names_under) or _on_code(error.code, words)
    elif isinstance(error, AccountMoved):
        error.hint = _on_location(error.location or "")
    elif isinstance(error, RateLimited):
        error.hint = _WAIT
    elif isinstance(error, TransportException):
        _advise(error, _on_status(error.status, words))
    elif isinstance(error, NoResponse):
        error.hint = _ON_SILENCE if error.sent else _ON_NO_CONNECTION
    elif isinstance(error, BadResponse):
        error.hint = _ON_NONSENSE
    return error


def check(method: str, params: Mapping[str, object], names_under: NamesUnder) -> str | None:
    """Returns the call that would tell whether a write was applied, or None.

    >>> def known(prefix, documented=True):
    ...     return ("create", "get", "list", "update")
    >>> check("invoice.create", {"invoice": {"client_id": 8, "notes": "Yard"}}, known)
    'invoice.list(client_id=8)'
    >>> check("invoice.update", {"invoice": {"invoice_id": 344}}, known)
    'invoice.get(invoice_id=344)'
    """
    resource = method.partition(".")[0]
    known = names_under(resource)
    sent = {**params, **_record(params.get(resource))}
    key = RESOURCE_KEYS.get(resource, f"{resource}_id")
    if "get" in known and sent.get(key) is not None:
        return f"{resource}.get({_arguments(sent, [key])})"
    if "list" in known:
        return f"{resource}.list({_arguments(sent, FILTERS.get(resource, ()))})"
    return None


def _record(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _arguments(sent: Mapping[str, object], names: Iterable[str]) -> str:
    texts = ((name, str(sent[name])) for name in names if sent.get(name) is not None)
    shown = (f"{name}={text if text.isdecimal() else repr(text)}" for name, text in texts)
    return masking.mask(", ".join(shown))


def _doubtful(
    error: RefreshbooksError, method: str, params: Mapping[str, object], names_under: NamesUnder
) -> OutcomeUnknown:
    """Returns the error of a write that may have been applied."""
    told = _unknown(error, f"{_problem(error)}; {method} was sent and may have been applied")
    told.check = check(method, params, names_under)
    look = f"look with {told.check}{_values(method, params)}" if told.check else "look"
    told.hint = f"{look} before you send it again"
    return told


def _values(method: str, params: Mapping[str, object]) -> str:
    """Returns what tells the record among those of a list, where the list has no filter for it."""
    resource, _, verb = method.partition(".")
    filters = FILTERS.get(resource, ())
    sent = _record(params.get(resource)) if verb == "create" else {}
    told = _arguments(sent, [name for name in _TELLING if name not in filters])
    return f" for {told}" if told else ""


def _unknown(error: RefreshbooksError, message: str) -> OutcomeUnknown:
    told: Any
    if isinstance(error, TransportException):
        told = _after_status(type(error))(message, error.status, error.content)
        vars(told).update({**vars(error), **vars(told)})
    elif error.besides is not None:
        told = also(OutcomeUnknown, error.besides)(message)
    else:
        told = OutcomeUnknown(message)
    told.__cause__ = error.__cause__ if isinstance(error, NoResponse) else error
    unknown: OutcomeUnknown = told
    return unknown


def _after_status(theirs: Any) -> Any:
    # A transport of somebody's own may raise a class of theirs, which they catch.
    try:
        return also(UnknownAfterStatus, theirs)
    except TypeError:
        return UnknownAfterStatus  # theirs has a layout that goes with no other


def _problem(error: RefreshbooksError) -> str:
    if isinstance(error, NoResponse):
        return error.message
    if isinstance(error, TransportException):
        return f"the answer was HTTP status {error.status}"
    return str(error)


def _on_status(status: int, words: Mapping[str, str]) -> str | None:
    otherwise = _ON_FAILURE if status >= _SERVERS_OWN else ""
    return _ON_STATUS.get(status, otherwise).format(**words) or None


def _on_code(code: int | None, words: Mapping[str, str]) -> str | None:
    if code is None:
        return None
    forbidden = _FORBIDDEN if failure_class(code) is AuthorizationError else ""
    return _ON_CODE.get(code, forbidden).format(**words) or None


def _on_location(location: str) -> str:
    said = location.lower()
    return next((hint for word, hint in _ON_LOCATION.items() if word in said), _MOVED)


def _advise(error: TransportException, hint: str | None) -> None:
    error.hint = hint
    # The text of these errors is fixed since version 2.0, but a traceback of
    # Python 3.11 and later shows notes below it.
    if hint is not None and hasattr(error, "add_note"):
        error.add_note(hint)


def _meant(method: str, names_under: NamesUnder) -> str | None:
    """Returns what an unknown method was perhaps meant to be, or None for a known one."""
    parts = method.split(".")
    prefix: list[str] = []
    for part in parts:
        before = ".".join(prefix)
        if part not in names_under(before, documented=False):
            known = sorted(names_under(before))
            return _said(method, prefix, known, _nearest(part, known), parts[len(prefix) + 1 :])
        prefix.append(part)
    return None


def _said(
    method: str, prefix: list[str], known: list[str], near: str | None, rest: list[str]
) -> str | None:
    if not known:
        return None if not prefix else f"no method {method} is documented"
    if near is not None:
        return f"no method {method} is documented; did you mean {'.'.join([*prefix, near, *rest])}?"
    owner = ".".join(prefix) or "the service"
    return f"no method {method} is documented; {owner} has {', '.join(known)}"


def _nearest(name: str, known: list[str]) -> str | None:
    by_lower_case = {each.lower(): each for each in known}
    # Needed only here, on the way to an error.
    import difflib

    near = difflib.get_close_matches(name.lower(), by_lower_case, n=1, cutoff=0.7)
    return by_lower_case[near[0]] if near else None
