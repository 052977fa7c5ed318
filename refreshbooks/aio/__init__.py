"""The same calls, awaited: clients for programs that run in an event loop.

::

    from refreshbooks import aio

    async with aio.TokenClient("example.freshbooks.com", token) as c:
        invoice = await c.invoice.get(invoice_id=344)

    async with aio.RestClient("my_app", access_token=token) as client:
        invoice = await client.invoices.get(account_id, 17)

Everything but the waiting is what :mod:`refreshbooks.api` and
:mod:`refreshbooks.rest` do: the same options, answers, errors, repeats and log
lines. The bytes travel by httpx2, which the extra ``async`` brings.

A client may be used in several loops, one after the other or at once; each has its
own connections, at most a hundred, and calls beyond that wait for their turn. They
are closed in the loop that opened them: by ``async with`` or :func:`close`. What a
loop left open when it ended is let go at the next call in another one.

A call that is cancelled, also by a timeout such as ``asyncio.timeout(5)``, closes
its connection and raises what it was cancelled by. If it was a write, it may have
been applied: a warning in the log names it.
"""

from refreshbooks.aio.classic import (
    AuthorizingClient,
    Client,
    OAuthClient,
    RemoteMethod,
    TokenClient,
)
from refreshbooks.aio.paginating import paginate
from refreshbooks.aio.rest import RestClient
from refreshbooks.api import rate_limit, with_options
from refreshbooks.retry import Retry

__all__ = [
    "AuthorizingClient",
    "Client",
    "OAuthClient",
    "RemoteMethod",
    "RestClient",
    "Retry",
    "TokenClient",
    "close",
    "paginate",
    "rate_limit",
    "with_options",
]


async def close(caller: Client | RestClient) -> None:
    """Closes the connections that a client has in this loop; a later call opens new ones.

    The same happens at the end of an ``async with`` block.
    """
    await caller.__aexit__()
