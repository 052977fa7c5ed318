"""What an error of a call adds for whoever has to deal with it.

The parts that raise errors know bytes and statuses; here the method is known,
and with it whether something may have been written and what was perhaps meant.
"""

from collections.abc import Callable, Iterable

from refreshbooks.exceptions import (
    BadResponse,
    FailedRequest,
    NoResponse,
    OutcomeUnknown,
    RefreshbooksError,
    TransportException,
    also,
)
from refreshbooks.retry import is_read

__all__ = ["NamesUnder", "explained"]

NamesUnder = Callable[..., Iterable[str]]
"""A prefix such as ``"invoice.lines"`` to the documented names that follow it; with
``documented=False`` to all that are known."""

_UNAUTHENTICATED = 401
_SERVERS_OWN = 500


def explained(
    error: RefreshbooksError, method: str, account: str, names_under: NamesUnder
) -> RefreshbooksError:
    """Returns the error of a call, with the method and a hint on it.

    Silence after a write comes back as :class:`OutcomeUnknown`.

    Args:
        error: What was raised.
        method: The method called, such as ``"invoice.create"``.
        account: The host that was called; empty where that is not known.
        names_under: The catalog's look-up.
    """
    if error.method is not None:
        return error  # of another call, which an argument of this one made
    if isinstance(error, NoResponse) and error.sent and not is_read(method):
        error = _unknown_outcome(error, method)
    error.method = method
    if isinstance(error, FailedRequest):
        error.hint = _meant(method, names_under)
    elif isinstance(error, BadResponse) and not is_read(method):
        error.hint = _may_have_been_applied(method)
    elif isinstance(error, TransportException):
        _advise(error, _on_status(error.status, method, account))
    return error


def _unknown_outcome(silence: NoResponse, method: str) -> NoResponse:
    kind = OutcomeUnknown if silence.besides is None else also(OutcomeUnknown, silence.besides)
    told: NoResponse = kind(f"{silence.message}; {_may_have_been_applied(method)}", sent=True)
    return told


def _may_have_been_applied(method: str) -> str:
    return f"{method} was sent and may have been applied: look before you send it again"


def _on_status(status: int, method: str, account: str) -> str | None:
    if status == _UNAUTHENTICATED:
        where = f"to {account}" if account else "there"
        return f"{method} was refused: check the credential, and that it belongs {where}"
    if status >= _SERVERS_OWN and not is_read(method):
        return _may_have_been_applied(method)
    return None


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
