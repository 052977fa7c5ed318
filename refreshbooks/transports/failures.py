"""No answer came: one error for whatever an HTTP library raises then.

The one fact that callers need is whether the request may have reached the
service, since a create that did must not be sent again. The libraries' error
classes do not tell it reliably, but the place does: every library used here
looks the name up, builds the proxy's tunnel and shakes hands over TLS inside a
method called ``connect``, and sends nothing of the request before it returns.
An error that was raised inside of it, or while the request was put together,
left nothing behind; every other error counts as sent.
"""

from collections.abc import Iterator
from typing import Any, cast

from refreshbooks import address, exceptions, masking

__all__ = ["never_left", "no_response"]

_STEPS_BEFORE_SENDING = frozenset(
    {
        "connect",
        # http.client puts a request together, and sends it at its end.
        "putrequest",
        "putheader",
        # requests, which looks at its certificate files in a step of its own.
        "prepare",
        "get_adapter",
        "get_connection_with_tls_context",
        "cert_verify",
    }
)


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
    message = f"no answer from {address.without_credentials(url)}: {_reason(error)} ({ending})"
    try:
        both: Any = exceptions.also(exceptions.NoResponse, cast(Any, kind or type(error)))
        combined: exceptions.NoResponse = both(message, sent=left)
    except TypeError:
        # A class with a layout or a constructor that goes with no other.
        return exceptions.NoResponse(message, sent=left)
    return combined


def never_left(error: BaseException) -> bool:
    """Says whether an error was raised before anything of the request was sent."""
    return any(_raised_before_sending(cause) for cause in _causes(error))


def _raised_before_sending(error: BaseException) -> bool:
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_name in _STEPS_BEFORE_SENDING:
            return True
        step = step.tb_next
    return False


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yields an error and those that it was made from, outermost first.

    Only what the libraries name themselves is followed. Python's implicit
    context would lead further, into whatever the caller was handling when it
    called us.
    """
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
