"""The lists of either API, awaited page after page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from refreshbooks import client
from refreshbooks.aio.classic import RemoteMethod
from refreshbooks.exceptions import BadParameter

if TYPE_CHECKING:
    from refreshbooks.paging.awaited import AwaitedRows
    from refreshbooks.rest.query import Buildable

__all__ = ["paginate"]


def paginate(  # noqa: PLR0913
    chain: Any,
    /,
    *ids: object,
    builders: "Iterable[Buildable] | None" = None,
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

        async for invoice in aio.paginate(client.invoices.list, account_id):
            print(invoice.invoice_number, invoice.amount.amount)

    What is promised, and what cannot be noticed, is said at
    :func:`refreshbooks.api.paginate`.

    Args:
        chain: The method, such as ``c.invoice.list`` or ``client.invoices.list``; or
            any callable that takes ``page``, ``per_page`` and filters and returns an
            awaitable response tree.
        *ids: In the current API, what the method takes first.
        builders: In the current API, as of :func:`refreshbooks.rest.paginate`.
        per_page: As there, and so are the others.
        prefetch: How many calls may be under way at once, each in a task of its own.
        **filters: The Classic service's own parameters, sent with each page.

    Raises:
        BadParameter: This is no list, or an argument cannot be used; nothing was
            sent.
    """
    # Those who list nothing do not load the rest of that room.
    from refreshbooks.paging import classic
    from refreshbooks.paging.awaited import AwaitedRows
    from refreshbooks.rest import paging as rest

    if rest.is_method(chain):
        _refuse(is_awaited=rest.is_awaited(chain), by="rest")
        listing = rest.listing(chain, ids, builders, per_page, filters)
    else:
        is_ours = isinstance(chain, client.RemoteMethod)
        _refuse(is_awaited=not is_ours or isinstance(chain, RemoteMethod), by="api")
        if ids or builders is not None:
            raise BadParameter("lists of the Classic API take their filters by name")
        listing = classic.listing(chain, per_page, filters)
    return AwaitedRows(listing, prefetch=prefetch, resume=resume, verify=verify)


def _refuse(*, is_awaited: bool, by: str) -> None:
    if not is_awaited:
        raise BadParameter(f"the calls of this client are not awaited: read it by {by}.paginate")
