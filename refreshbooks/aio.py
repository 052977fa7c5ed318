"""The same chains, awaited: clients for programs that run in an event loop.

::

    from refreshbooks import aio

    async with aio.TokenClient("example.freshbooks.com", token) as c:
        invoice = await c.invoice.get(invoice_id=344)

Everything but the waiting is what :mod:`refreshbooks.api` does: the same options,
answers, errors, repeats and log lines. The bytes travel by httpx2, which the extra
``async`` brings.

A client may be used in several loops, one after the other or at once; each has its
own connections, at most a hundred, and calls beyond that wait for their turn. They
are closed in the loop that opened them: by ``async with`` or :func:`close`. What a
loop left open when it ended is let go at the next call in another one.

A call that is cancelled, also by a timeout such as ``asyncio.timeout(5)``, closes
its connection and raises what it was cancelled by. If it was a write, it may have
been applied: a warning in the log names it.
"""

import asyncio
import inspect
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, NoReturn

from refreshbooks import api, client
from refreshbooks.api import rate_limit, with_options
from refreshbooks.exceptions import BadParameter, MissingExtra
from refreshbooks.exchange import Send, Step, Wait, drive_awaited
from refreshbooks.retry import Retry

if TYPE_CHECKING:
    from refreshbooks.paging.awaited import AwaitedRows

__all__ = [
    "AuthorizingClient",
    "Client",
    "OAuthClient",
    "RemoteMethod",
    "Retry",
    "TokenClient",
    "close",
    "paginate",
    "rate_limit",
    "with_options",
]


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
            return await _slept(self._rules.repeats.policy.sleep, step.seconds)
        assert self._rules.limit is not None
        return await self._rules.limit.wait_async()


class Client(client.Client):
    """The service as one object: every attribute begins a call, which is awaited.

    Its transport is awaited too: any callable from bytes to an awaitable answer.
    """

    def _chain_class(self) -> Any:
        return RemoteMethod

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *raised: object) -> None:
        shut = getattr(self.transport, "aclose", None)
        if shut is not None:
            await shut()

    def __enter__(self) -> NoReturn:
        raise TypeError("this client is awaited: write 'async with', or await aio.close(client)")

    def __exit__(self, *raised: object) -> NoReturn:
        self.__enter__()


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


def paginate(
    chain: Any,
    /,
    *,
    per_page: int | str = 100,
    prefetch: int = 4,
    resume: str | None = None,
    verify: bool = False,
    **filters: object,
) -> "AwaitedRows":
    """Returns an asynchronous iterator over the rows of a list.

    ::

        async for invoice in aio.paginate(c.invoice.list, status="unpaid"):
            print(invoice.number, invoice.amount)

    What is promised, and what cannot be noticed, is said at
    :func:`refreshbooks.api.paginate`.

    Args:
        chain: The method, such as ``c.invoice.list``, or any callable that takes
            ``page``, ``per_page`` and filters and returns an awaitable response
            tree.
        per_page: As there, and so are the others.
        prefetch: How many calls may be under way at once, each in a task of its own.
        **filters: The service's own parameters, sent with each page.

    Raises:
        BadParameter: This is no list, or an argument cannot be used; nothing was
            sent.
    """
    # Those who list nothing do not load the rest of that room.
    from refreshbooks.paging import classic
    from refreshbooks.paging.awaited import AwaitedRows

    if isinstance(chain, client.RemoteMethod) and not isinstance(chain, RemoteMethod):
        raise BadParameter("the calls of this client are not awaited: read it by api.paginate")
    listing = classic.listing(chain, per_page, filters)
    return AwaitedRows(listing, prefetch=prefetch, resume=resume, verify=verify)


async def close(caller: Client) -> None:
    """Closes the connections that a client has in this loop; a later call opens new ones.

    The same happens at the end of an ``async with`` block.
    """
    await caller.__aexit__()


def _awaited(factory: Callable[..., Any], *given: Any, **options: Any) -> Client:
    """Returns what a factory of the front door puts together, of our parts."""
    made = factory(*given, client_class=Client, transport_class=_transport, **options)
    assert isinstance(made, Client)
    return made


def _transport(*given: Any, **options: Any) -> Any:
    try:
        from refreshbooks.transports import async_httpx2
    except ImportError as error:
        raise MissingExtra("a client whose calls are awaited", "async") from error
    return async_httpx2.Transport(*given, **options)


async def _slept(sleep: Any, seconds: float) -> None:
    waiting = asyncio.sleep(seconds) if sleep is Retry.sleep else sleep(seconds)
    if inspect.isawaitable(waiting):
        await waiting
