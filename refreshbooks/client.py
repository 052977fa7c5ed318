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
from typing import Any, ClassVar, NoReturn
from urllib.parse import urlsplit

from refreshbooks import masking
from refreshbooks.advice import NamesUnder, explained
from refreshbooks.exceptions import BadParameter, FailedRequest, RefreshbooksError
from refreshbooks.retry import is_read

__all__ = [
    "Client",
    "FailedRequest",
    "RemoteMethod",
    "RequestEncoder",
    "ResponseDecoder",
    "Transport",
    "with_transport",
]

_log = logging.getLogger("refreshbooks")

RequestEncoder = Callable[..., Any]
"""``(method, **params)`` to whatever the transport takes, commonly bytes."""

Transport = Callable[[Any], Any]
"""One request document to one answer, commonly bytes to bytes."""

ResponseDecoder = Callable[[Any], Any]
"""The transport's answer to what the caller gets."""


def _no_names(prefix: str, *, documented: bool = True) -> Iterable[str]:
    return ()


class _Caller:
    """What a client and its chains have in common."""

    _own: ClassVar = frozenset({"request_encoder", "transport", "response_decoder"})
    # The encoder asks its arguments what they are, and these answer to any name.
    _calls_the_service: ClassVar = True

    def __init__(
        self,
        request_encoder: RequestEncoder,
        transport: Transport,
        response_decoder: ResponseDecoder,
        *,
        names_under: NamesUnder = _no_names,
    ) -> None:
        self.request_encoder = request_encoder
        # Any, since users reach through to their transport's own attributes.
        self.transport: Any = transport
        self.response_decoder = response_decoder
        self._names_under = names_under

    def __getattr__(self, name: str) -> "RemoteMethod":
        # The service has no such names, and Python asks for many of them:
        # to copy, to unwrap, to display.
        if name.startswith("_") or name in self._own:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return RemoteMethod(
            [*self._chained(), name],
            self.request_encoder,
            self.transport,
            self.response_decoder,
            names_under=self._names_under,
        )

    def _chained(self) -> list[str]:
        return []

    def _prefix(self) -> str:
        return ".".join(self._chained())

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

    def _host(self) -> str:
        url = getattr(self.transport, "url", None)
        return urlsplit(url).netloc.rpartition("@")[2] if isinstance(url, str) else ""

    def _account(self) -> str:
        host = self._host()
        return f" of {host}" if host else ""


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

    _own: ClassVar = _Caller._own | {"names"}

    def __init__(
        self,
        names: list[str],
        request_encoder: RequestEncoder,
        transport: Transport,
        response_decoder: ResponseDecoder,
        *,
        names_under: NamesUnder = _no_names,
    ) -> None:
        super().__init__(request_encoder, transport, response_decoder, names_under=names_under)
        self.names = names

    def _chained(self) -> list[str]:
        return self.names

    def __repr__(self) -> str:
        return f"<RemoteMethod {self._prefix()}{self._account()}>"

    def __call__(self, /, *args: NoReturn, **params: object) -> Any:
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
        if args:
            raise BadParameter("arguments go by name, such as invoice_id=1")
        method = self._prefix()
        try:
            return self._sent(method, params)
        except RefreshbooksError as error:
            raise explained(error, method, self._host(), self._names_under) from error.__cause__

    def _sent(self, method: str, params: dict[str, object]) -> Any:
        request = self.request_encoder(method, **params)
        started = time.perf_counter()
        try:
            answer = self.transport(request)
        except Exception as error:
            _log.debug("%s: %s, %.3f s", method, _outcome(error), time.perf_counter() - started)
            raise
        if _log.isEnabledFor(logging.DEBUG):
            _log_answer(method, answer, time.perf_counter() - started)
        result = self.response_decoder(answer)
        if not is_read(method) and _log.isEnabledFor(logging.INFO):
            _log_write(method, result)
        return result


def with_transport(caller: Any, transport: Transport) -> Any:
    """Returns the same client or chain with another way for its bytes to travel."""
    other = object.__new__(type(caller))
    other.__dict__.update(caller.__dict__)
    other.transport = transport
    return other


def _log_answer(method: str, answer: Any, seconds: float) -> None:
    size = len(answer) if isinstance(answer, bytes) else 0
    status = getattr(answer, "status", "-")
    _log.debug("%s: status %s, %d bytes, %.3f s", method, status, size, seconds)


def _log_write(method: str, result: Any) -> None:
    """One line for each write, with the id that came back."""
    children = getattr(result, "iterchildren", None)
    first = next(children("*"), None) if children is not None else None
    name = "" if first is None else first.tag.rpartition("}")[2]
    if first is None or not name.endswith("_id"):
        _log.info("%s: done", method)
        return
    _log.info("%s: done, %s %s", method, name, masking.mask(" ".join((first.text or "").split())))


def _outcome(error: Exception) -> str:
    status = getattr(error, "status", None)
    return type(error).__name__ if status is None else f"status {status}"
