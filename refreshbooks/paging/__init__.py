"""A list call, page after page.

:mod:`~refreshbooks.paging.walk` decides which page is wanted next, what comes of
it, and what has to be read again; it makes no call. A driver makes them:
:mod:`~refreshbooks.paging.rows` is the synchronous one,
:mod:`~refreshbooks.paging.awaited` that for an event loop. What a page says of itself
is read by :mod:`~refreshbooks.paging.answers`, and called for by
:mod:`~refreshbooks.paging.classic`, which alone know the Classic API; the current
API brings both of its own.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from refreshbooks.paging.rows import Rows

__all__ = ["paginate"]


def paginate(
    chain: Any,
    /,
    *,
    per_page: int | str = 100,
    prefetch: int = 4,
    resume: str | None = None,
    verify: bool = False,
    **filters: object,
) -> "Rows":
    """Returns an iterator over the rows of a list, whatever number of pages it has.

    ::

        for invoice in api.paginate(c.invoice.list, status="unpaid"):
            print(invoice.number, invoice.amount)

    Nothing is called before the first row is asked for.

    **What is promised.** No row comes twice: rows are told apart by their ids. A row
    that was there all the time comes, or ``.doubts`` names the pages where it may be
    missing, as far as the answers show that the list changed: by another ``total``, by
    a row that comes a second time, or by a page that is too short. Then the places
    concerned are read again, and rows found there come later than their neighbours.
    That costs at most two more calls for each page, and a few. Doubts that remain
    are told at the end by one :class:`~refreshbooks.exceptions.PagingWarning` as well.

    **What cannot be noticed** is a change that leaves ``total`` as it was between two
    answers: in a list by name, a record renamed to an earlier place; with filters,
    one record that leaves the list while another one joins it; with ``prefetch``, a
    record deleted and another one created while several pages are under way. Read
    one by one (``prefetch=1``), lists by descending id (invoices, clients, payments)
    that no filter narrows lose nothing unnoticed. Rows without an id, such as
    currencies, are told apart by their pages alone.

    Args:
        chain: The method, such as ``c.invoice.list``, or any callable that takes
            ``page``, ``per_page`` and filters and returns a response tree.
        per_page: Rows a page; the service gives at most 100.
        prefetch: How many calls may be under way at once, up to 64, in as many threads. With
            0 or 1 each call is made in the caller's own thread when its rows are
            needed.
        resume: A token, to go on where another reading stopped.
        verify: Read the list again until a reading brings nothing new, four times
            at most. For those who would rather read twice than miss a row.
        **filters: The service's own parameters, sent with each page.

    Raises:
        BadParameter: This is no list, or an argument cannot be used; nothing was
            sent.
    """
    # Those who list nothing do not load the rest of this room.
    from refreshbooks.paging import classic
    from refreshbooks.paging.rows import Rows

    listing = classic.listing(chain, per_page, filters)
    return Rows(listing, prefetch=prefetch, resume=resume, verify=verify)
