"""No answer came: one error for whatever an HTTP library raises then.

The one fact that callers need is whether the request may have reached the
service, since a create that did must not be sent again. The libraries' error
classes do not tell it (a proxy's error may come from before or after), but the
place does: every library used here looks the name up, builds the proxy's tunnel
and shakes hands over TLS inside a method called ``connect``, and sends nothing of
the request before it returns. An error that was raised inside of it, or while
the request was put together, left nothing behind; every other error counts as
sent. So does one that came by way of anybody else's code, such as a session's
hook or an adapter that tries again: what that had sent before is not known here.
"""

from collections.abc import Iterator
from types import FrameType
from typing import Any, cast

from refreshbooks import address, exceptions, masking

__all__ = ["never_left", "no_response"]

_LIBRARIES = frozenset({"refreshbooks", "requests", "urllib3", "http", "urllib", "httplib2"})

_STEPS_BEFORE_SENDING = frozenset(
    {
        "connect",
        # http.client puts a request together, and sends it at its end.
        "putrequest",
        "putheader",
        # requests, which looks at its certificate files in a step of its own.
        "prepare",
        "check_header_validity",
        "get_adapter",
        "get_connection_with_tls_context",
        "cert_verify",
    }
)

# Where requests hands an answer to hooks.
_AFTER_THE_ANSWER = "dispatch_hook"


def no_response(
    error: Exception,
    url: str,
    *,
    kind: type[Exception] | None = None,
    sent: bool | None = None,
) -> exceptions.NoResponse:
    """Returns our error for the one that a library raised while calling.

    It is also of the library's class, so that ``except`` clauses written for
    the library go on working.

    Args:
        kind: That class, where it is not the error's own.
        sent: Whether the request may have arrived; found out from the error
            where it is left out.
    """
    left = not never_left(error) if sent is None else sent
    ending = "the request may have arrived" if left else "nothing was sent"
    shown = address.without_credentials(url)
    reason = _reason(error).replace(str(url), shown)
    message = f"no answer from {shown}: {reason} ({ending})"
    try:
        both: Any = exceptions.also(exceptions.NoResponse, cast(Any, kind or type(error)))
        combined: exceptions.NoResponse = both(message, sent=left)
    except TypeError:
        # A class with a layout or a constructor that goes with no other.
        return exceptions.NoResponse(message, sent=left)
    return combined


def never_left(error: BaseException) -> bool:
    """Says whether an error was raised before anything of the request was sent."""
    return all(map(_raised_before_sending, [error, *_earlier_attempts(error)]))


def _raised_before_sending(error: BaseException | None) -> bool:
    for frame in _frames(error):
        name = frame.f_code.co_name
        library = str(frame.f_globals.get("__name__")).partition(".")[0]
        if library not in _LIBRARIES or name == _AFTER_THE_ANSWER:
            return False
        if name in _STEPS_BEFORE_SENDING:
            return True
    return False


def _earlier_attempts(error: BaseException) -> Iterator[BaseException | None]:
    """Yields how it went before, where an adapter was told to try again.

    urllib3's policy remembers that; None stands for an answer with a status
    that was not wanted.
    """
    for frame in _frames(error):
        policy = frame.f_locals.get("retries") if frame.f_code.co_name == "urlopen" else None
        yield from (attempt.error for attempt in getattr(policy, "history", ()))


def _frames(error: BaseException | None) -> Iterator[FrameType]:
    """Yields what an error came by, outermost cause and frame first."""
    for cause in _causes(error):
        step = cause.__traceback__
        while step is not None:
            yield step.tb_frame
            step = step.tb_next


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yields an error and those that it was made from, outermost first.

    Only what the libraries name themselves is followed. Python's implicit
    context would lead further, into whatever the caller was handling when it
    called us.
    """
    if error is None:
        return
    yield error
    inner = [error.__cause__, getattr(error, "reason", None), *error.args]
    found = {id(one): one for one in inner if isinstance(one, BaseException)}
    for one in found.values():
        yield from _causes(one)


def _reason(error: BaseException) -> str:
    innermost = list(_causes(error))[-1]
    words = masking.mask(" ".join(str(innermost).split()))
    if "WRONG_VERSION_NUMBER" in words:
        words += "; does the port speak plain http? Then write http:// before the host"
    return f"{type(innermost).__name__}: {words}" if words else type(innermost).__name__
