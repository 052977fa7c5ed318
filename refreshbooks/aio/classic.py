"""The Classic API's chains, awaited."""

from collections.abc import Callable, Generator
from typing import Any, NoReturn

from refreshbooks import api, client
from refreshbooks.aio.waiting import Awaited, missing, slept
from refreshbooks.exchange import Send, Step, Wait, drive_awaited

__all__ = ["AuthorizingClient", "Client", "OAuthClient", "RemoteMethod", "TokenClient"]


class RemoteMethod(client.RemoteMethod):
    """A chain of names whose call is awaited."""

    def _chain_class(self) -> Any:
        return RemoteMethod

    def __call__(self, /, *args: NoReturn, **params: object) -> Any:
        """Returns the call, to be awaited; see :class:`refreshbooks.client.RemoteMethod`."""
        call = super().__call__(*args, **params)
        # Python names it where nobody awaits it.
        call.__qualname__ = self._prefix()
        return call

    async def _driven(self, steps: Generator[Step, Any, Any]) -> Any:
        return await drive_awaited(steps, self._carried_out)

    async def _carried_out(self, step: Step) -> Any:
        if isinstance(step, Send):
            return await self.transport(step.entity)
        if isinstance(step, Wait):
            return await slept(self._rules.repeats.policy.sleep, step.seconds)
        assert self._rules.limit is not None
        return await self._rules.limit.wait_async()


class Client(Awaited, client.Client):
    """The service as one object: every attribute begins a call, which is awaited.

    Its transport is awaited too: any callable from bytes to an awaitable answer.
    """

    def _chain_class(self) -> Any:
        return RemoteMethod

    def _awaited_transport(self) -> Any:
        return self.transport


def AuthorizingClient(
    domain: str,
    auth: api.HeadersFactory,
    request_encoder: client.RequestEncoder = api.default_request_encoder,
    response_decoder: client.ResponseDecoder = api.default_response_decoder,
    user_agent: str | None = None,
    **options: Any,
) -> Client:
    """Returns a client that authorises itself in a way of your own.

    Args:
        domain: As of :func:`refreshbooks.api.AuthorizingClient`, and so are the
            others. The headers factory and the coders are called, not awaited.
        **options: The same ones. ``session`` is an ``httpx2.AsyncClient`` of your
            own, which you close yourself; a ``retry`` whose ``sleep`` is your own
            may return an awaitable.

    Raises:
        BadParameter: As there.
        MissingExtra: If httpx2 is not installed.
    """
    coders = (request_encoder, response_decoder)
    return _awaited(api.AuthorizingClient, domain, auth, *coders, user_agent, **options)


def TokenClient(
    domain: str,
    token: str | bytes,
    user_agent: str | None = None,
    request_encoder: client.RequestEncoder = api.default_request_encoder,
    response_decoder: client.ResponseDecoder = api.default_response_decoder,
    **options: Any,
) -> Client:
    """Returns a client that authorises itself by a user's API token.

    Args:
        domain: As of :func:`refreshbooks.api.TokenClient`, and so are the others.
        **options: As of :func:`AuthorizingClient`.

    Raises:
        BadParameter: The domain or the token cannot be used.
        MissingExtra: If httpx2 is not installed.
    """
    coders = (request_encoder, response_decoder)
    return _awaited(api.TokenClient, domain, token, user_agent, *coders, **options)


def OAuthClient(
    domain: str,
    consumer_key: str,
    consumer_secret: str,
    token: str,
    token_secret: str,
    user_agent: str | None = None,
    request_encoder: client.RequestEncoder = api.default_request_encoder,
    response_decoder: client.ResponseDecoder = api.default_response_decoder,
    **options: Any,
) -> Client:
    """Returns a client that signs its calls by OAuth 1.0a.

    Args:
        domain: As of :func:`refreshbooks.api.OAuthClient`, and so are the others.
        **options: As of :func:`AuthorizingClient`, and ``signature_method``.

    Raises:
        BadParameter: The domain or the signature method cannot be used.
        MissingExtra: If httpx2 is not installed.
    """
    credentials = (consumer_key, consumer_secret, token, token_secret)
    coders = (request_encoder, response_decoder)
    return _awaited(api.OAuthClient, domain, *credentials, user_agent, *coders, **options)


def _awaited(factory: Callable[..., Any], *given: Any, **options: Any) -> Client:
    """Returns what a factory of the front door puts together, of our parts."""
    made = factory(*given, client_class=Client, transport_class=_transport, **options)
    assert isinstance(made, Client)
    return made


def _transport(*given: Any, **options: Any) -> Any:
    try:
        from refreshbooks.transports import async_httpx2
    except ImportError as error:
        raise missing(error) from error
    return async_httpx2.Transport(*given, **options)
