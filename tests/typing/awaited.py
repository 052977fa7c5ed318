"""Awaited clients as a type checker sees them."""

from typing import TYPE_CHECKING, Any

import httpx2

from refreshbooks import aio, api, client

if TYPE_CHECKING:
    from typing_extensions import assert_type


async def clients(session: httpx2.AsyncClient) -> None:
    """Clients of every kind, with their options."""
    by_token = aio.TokenClient("example.freshbooks.com", "a token", timeout=(3, 30), retries=0)
    assert_type(by_token, aio.Client)
    by_oauth = aio.OAuthClient("example.freshbooks.com", "k", "s", "t", "ts", session=session)
    assert_type(by_oauth, aio.Client)
    assert_type(aio.AuthorizingClient("example.freshbooks.com", dict), aio.Client)
    async with by_token as entered:
        assert_type(entered, aio.Client)
    await aio.close(by_oauth)
    aio.TokenClient("example.freshbooks.com")  # type: ignore[call-arg]


async def calls(c: aio.Client) -> None:
    """Chains are those of any client, and what is awaited is anything."""
    assert_type(c.invoice.create, client.RemoteMethod)
    assert_type(await c.invoice.create(invoice={"client_id": 8}), Any)
    await aio.with_options(c.invoice.getPDF, timeout=60)(invoice_id=1)


async def lists(c: aio.Client) -> None:
    """Rows, pages, and where a reading stands."""
    async with aio.paginate(c.invoice.list, per_page=50, status="unpaid") as rows:
        async for row in rows:
            assert_type(row, Any)
        async for page in rows.pages():
            assert_type(page.total, int | None)
    assert_type(rows.token, str)
    for row in rows:  # type: ignore[attr-defined]
        print(row)


async def retries() -> None:
    """A wait of one's own may be awaited."""

    async def sleep(seconds: float) -> None:
        """Waits."""

    aio.TokenClient("example.freshbooks.com", "a token", retry=api.Retry(sleep=sleep))
