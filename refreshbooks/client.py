"""Attribute chains become calls.

``c.invoice.lines.add(...)`` joins its names to ``"invoice.lines.add"``, hands
name and arguments to a request encoder, the document to a transport, and the
answer to a response decoder. All three are callables; nothing here knows XML
or HTTP.

Every public name on a client belongs to the service, so conveniences are
functions (see :mod:`refreshbooks.api`) and the few attributes here are those of
version 2.0.
"""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, NoReturn
from urllib.parse import urlsplit

from refreshbooks import masking
from refreshbooks.exceptions import FailedRequest, NoResponse, OutcomeUnknown, also

__all__ = [
    "Client",
    "FailedRequest",
    "NamesUnder",
    "RemoteMethod",
    "RequestEncoder",
    "ResponseDecoder",
    "Transport",
    "is_read",
    "with_transport",
]

_log = logging.getLogger("refreshbooks")

RequestEncoder = Callable[..., Any]
"""``(method, **params)`` to whatever the transport takes, commonly bytes."""

Transport = Callable[[Any], Any]
"""One request document to one answer, commonly bytes to bytes."""

ResponseDecoder = Callable[[Any], Any]
"""The transport's answer to what the caller gets."""

NamesUnder = Callable[[str], Iterable[str]]
"""A documented prefix such as ``"invoice.lines"`` to the names that follow it."""


def _no_names(prefix: str) -> Iterable[str]:
    return ()


class _Caller:
    """What a client and its chains have in common."""

    request_encoder: RequestEncoder
    transport: Transport
    response_decoder: ResponseDecoder
    _names_under: NamesUnder

    def __getattr__(self, name: str) -> "RemoteMethod":
        # The service has no such names, and Python asks for many of them:
        # to copy, to unwrap, to display.
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return self._chain(name)

    def _chain(self, name: str) -> "RemoteMethod":
        raise NotImplementedError

    def _prefix(self) -> str:
        return ""

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._names_under(self._prefix())})

    def __copy__(self) -> Any:
        return with_transport(self, self.transport)

    def __deepcopy__(self, memo: object) -> Any:
        # A connection cannot be copied; the copy shares it.
        return with_transport(self, self.transport)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} is not pickled: it holds a credential, which would end up"
            " wherever the pickle goes. Send what names the account, and make the client there."
        )

    def _account(self) -> str:
        url = getattr(self.transport, "url", None)
        return f" of {urlsplit(url).netloc.rpartition('@')[2]}" if isinstance(url, str) else ""


class Client(_Caller):
    """The service as one object: every attribute begins a call.

    >>> def echo(method, **params):
    ...     return method, params
    >>> c = Client(echo, lambda request: request, lambda answer: answer)
    >>> c.invoice.lines.delete(invoice_id=1, line_id=2)
    ('invoice.lines.delete', {'invoice_id': 1, 'line_id': 2})

    A client may be shared by threads, lives on across a fork, and closes its
    connections at the end of a ``with`` block.

    Attributes:
        request_encoder: Called as ``encoder(method, **params)``.
        transport: Called with what the encoder returned.
        response_decoder: Called with what the transport returned; its result
            reaches the caller untouched.
    """

    def __init__(
        self,
        request_encoder: RequestEncoder,
        transport: Transport,
        response_decoder: ResponseDecoder,
        *,
        names_under: NamesUnder = _no_names,
    ) -> None:
        self.request_encoder = request_encoder
        self.transport = transport
        self.response_decoder = response_decoder
        self._names_under = names_under

    def _chain(self, name: str) -> "RemoteMethod":
        return RemoteMethod(
            [name],
            self.request_encoder,
            self.transport,
            self.response_decoder,
            names_under=self._names_under,
        )

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *raised: object) -> None:
        close = getattr(self.transport, "close", None)
        if close is not None:
            close()

    def __repr__(self) -> str:
        return f"<Client{self._account()}>"


class RemoteMethod(_Caller):
    """A chain of names: an attribute makes it longer, a call sends it.

    Attributes:
        names: The names so far, a list such as ``["invoice", "create"]``.
    """

    def __init__(
        self,
        names: list[str],
        request_encoder: RequestEncoder,
        transport: Transport,
        response_decoder: ResponseDecoder,
        *,
        names_under: NamesUnder = _no_names,
    ) -> None:
        self.names = names
        self.request_encoder = request_encoder
        self.transport = transport
        self.response_decoder = response_decoder
        self._names_under = names_under

    def _chain(self, name: str) -> "RemoteMethod":
        return RemoteMethod(
            [*self.names, name],
            self.request_encoder,
            self.transport,
            self.response_decoder,
            names_under=self._names_under,
        )

    def _prefix(self) -> str:
        return ".".join(self.names)

    def __repr__(self) -> str:
        return f"<RemoteMethod {self._prefix()}{self._account()}>"

    def __call__(self, /, **params: object) -> Any:
        """Sends the call and returns the decoded answer.

        Every keyword belongs to the service; options of one call are set by
        :func:`refreshbooks.api.with_options`.

        Raises:
            BadParameter: An argument has no XML form; nothing was sent.
            FailedRequest: The service refused the call.
            TransportException: The answer's HTTP status was no success.
            NoResponse: No answer came; OutcomeUnknown where this was a write
                that may have been applied.
            BadResponse: The answer is no response document.
        """
        method = self._prefix()
        request = self.request_encoder(method, **params)
        started = time.perf_counter()
        try:
            answer = self.transport(request)
        except NoResponse as silence:
            _log.debug("%s: no response after %.3f s", method, time.perf_counter() - started)
            raise _explained(silence, method) from silence.__cause__
        except Exception as refusal:
            _log.debug(
                "%s: %s after %.3f s", method, _status(refusal), time.perf_counter() - started
            )
            raise
        if _log.isEnabledFor(logging.DEBUG):
            _log_answer(method, answer, time.perf_counter() - started)
        return self._decoded(method, answer)

    def _decoded(self, method: str, answer: Any) -> Any:
        try:
            result = self.response_decoder(answer)
        except FailedRequest as failure:
            failure.method = method
            failure.hint = failure.hint or _near_miss(method, self._names_under)
            _log.debug("%s: failed: %s", method, failure)
            raise
        if not is_read(method) and _log.isEnabledFor(logging.INFO):
            _log_write(method, result)
        return result


def is_read(method: str) -> bool:
    """Says whether a method leaves the books as they are.

    >>> [is_read(name) for name in ("invoice.list", "invoice.getPDF", "invoice.create")]
    [True, True, False]
    """
    last = method.rpartition(".")[2]
    return last in ("list", "current") or last.startswith("get")


def with_transport(caller: Any, transport: Transport) -> Any:
    """Returns the same client or chain with another way for its bytes to travel."""
    parts = (caller.request_encoder, transport, caller.response_decoder)
    if isinstance(caller, RemoteMethod):
        return type(caller)(list(caller.names), *parts, names_under=caller._names_under)
    return type(caller)(*parts, names_under=caller._names_under)


def _explained(silence: NoResponse, method: str) -> NoResponse:
    """Returns the same silence, said for this method."""
    told: NoResponse = silence
    if silence.sent and not is_read(method):
        # Any, since mypy takes the classes of errors for unhashable.
        theirs: Any = type(silence.__cause__)
        kind = OutcomeUnknown if silence.__cause__ is None else also(OutcomeUnknown, theirs)
        told = kind(
            f"{silence.message}; {method} was sent and may have been applied: look before you"
            " send it again",
            sent=True,
        )
    told.method = method
    return told


def _near_miss(method: str, names_under: NamesUnder) -> str | None:
    """Returns what an undocumented method that failed was perhaps meant to be."""
    known = set(_documented("", names_under))
    if not known or method in known:
        return None
    # Needed only here, on the way to an error.
    import difflib

    near = difflib.get_close_matches(method, sorted(known), n=1)
    ask = f"; did you mean {near[0]}?" if near else ""
    return f"no method {method} is documented{ask}"


def _documented(prefix: str, names_under: NamesUnder) -> Iterable[str]:
    for name in names_under(prefix):
        path = f"{prefix}.{name}" if prefix else name
        below = list(_documented(path, names_under))
        yield from below or [path]


def _log_answer(method: str, answer: Any, seconds: float) -> None:
    size = len(answer) if isinstance(answer, bytes) else 0
    status = getattr(answer, "status", "-")
    _log.debug("%s: status %s, %d bytes, %.3f s", method, status, size, seconds)


def _log_write(method: str, result: Any) -> None:
    """One line for each write, with the id that came back."""
    children = getattr(result, "iterchildren", None)
    first = next(children(), None) if children is not None else None
    if first is None or first.text is None:
        _log.info("%s: done", method)
        return
    _log.info("%s: done, %s", method, masking.mask(f"{first.tag.rpartition('}')[2]} {first.text}"))


def _status(refusal: Exception) -> str:
    status = getattr(refusal, "status", None)
    return type(refusal).__name__ if status is None else f"status {status}"
