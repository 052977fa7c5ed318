"""Attribute chains become calls.

``c.invoice.lines.add(...)`` joins its names to ``"invoice.lines.add"``, hands
name and arguments to a request encoder, the document to a transport, and the
answer to a response decoder. All three are callables; nothing here knows XML
or HTTP.

Every public name on a client belongs to the service, so conveniences are
functions (see :mod:`refreshbooks.api`) and the few attributes here are those of
version 2.0.
"""

from collections.abc import Callable, Generator, Mapping
from typing import Any, ClassVar, NoReturn
from urllib.parse import urlsplit

from refreshbooks.advice import explained
from refreshbooks.exceptions import BadParameter, FailedRequest, RefreshbooksError
from refreshbooks.exchange import Call, Rules, Send, Step, Wait, drive, exchange
from refreshbooks.retry import Repeats, Retry, is_read

__all__ = [
    "Client",
    "FailedRequest",
    "RemoteMethod",
    "RequestEncoder",
    "ResponseDecoder",
    "Transport",
    "call_of",
    "with_names",
    "with_rules",
    "with_transport",
]

RequestEncoder = Callable[..., Any]
"""``(method, **params)`` to whatever the transport takes, commonly bytes."""

Transport = Callable[[Any], Any]
"""One request document to one answer, commonly bytes to bytes."""

ResponseDecoder = Callable[[Any], Any]
"""The transport's answer to what the caller gets."""


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
        rules: Rules | None = None,
    ) -> None:
        self.request_encoder = request_encoder
        # Any, since users reach through to their transport's own attributes.
        self.transport: Any = transport
        self.response_decoder = response_decoder
        self._rules = Rules(Repeats(Retry())) if rules is None else rules

    def __getattr__(self, name: str) -> "RemoteMethod":
        # The service has no such names, and Python asks for many of them:
        # to copy, to unwrap, to display.
        if name.startswith("_") or name in self._own:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        chain: RemoteMethod = with_names(self, [*self._chained(), name])
        return chain

    def _chained(self) -> list[str]:
        return []

    def _chain_class(self) -> Any:
        return RemoteMethod

    def _prefix(self) -> str:
        return ".".join(self._chained())

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._rules.names_under(self._prefix())})

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
        rules: Rules | None = None,
    ) -> None:
        super().__init__(request_encoder, transport, response_decoder, rules=rules)
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
            NoResponse: No answer came.
            BadResponse: The answer is no response document.
            OutcomeUnknown: This was a write, and may have been applied.
            WriteRefused: This was a write, and the client only reads.
        """
        if args:
            raise BadParameter("arguments go by name, such as invoice_id=1")
        return self._driven(exchange(call_of(self, params)))

    def _driven(self, steps: Generator[Step, Any, Any]) -> Any:
        return drive(steps, self._carried_out)

    def _carried_out(self, step: Step) -> Any:
        if isinstance(step, Send):
            return self.transport(step.entity)
        if isinstance(step, Wait):
            return self._rules.repeats.policy.sleep(step.seconds)
        assert self._rules.limit is not None
        return self._rules.limit.wait()


def call_of(caller: Any, params: Mapping[str, object]) -> Call:
    """Returns the call that a chain stands for, of which nothing is done yet."""
    method: str = caller._prefix()

    def explain(error: RefreshbooksError) -> RefreshbooksError:
        return explained(error, method, params, caller._host(), caller._rules.names_under)

    return Call(
        method=method,
        is_read=is_read(method),
        encode=lambda: caller.request_encoder(method, **params),
        decode=caller.response_decoder,
        explain=explain,
        rules=caller._rules,
    )


def with_names(caller: Any, names: list[str]) -> Any:
    """Returns the chain of other names on the same connections, by the same rules."""
    return caller._chain_class()(
        names,
        caller.request_encoder,
        caller.transport,
        caller.response_decoder,
        rules=caller._rules,
    )


def with_transport(caller: Any, transport: Transport) -> Any:
    """Returns the same client or chain with another way for its bytes to travel."""
    other = object.__new__(type(caller))
    other.__dict__.update(caller.__dict__)
    other.transport = transport
    return other


def with_rules(caller: Any, rules: Rules) -> Any:
    """Returns the same client or chain with other rules."""
    other = with_transport(caller, caller.transport)
    other._rules = rules
    return other
