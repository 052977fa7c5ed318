"""Lists: which page of the records that the filters let through, in what order.

More than a hundred rows a page are never given, without a word; page 0 is page
1; behind the last page is nothing, with the true totals.
"""

from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer, Page
from refreshbooks.sandbox.rest.fields import shown
from refreshbooks.sandbox.rest.filters import conditions_of

__all__ = ["list_records", "page_of", "paging"]

_MOST_PER_PAGE = 100
# SQLite's numbers end soon after.
_LAST = 10**16


def list_records(call: Call) -> Answer:
    """Answers a page of records; all of them where the list has no pages."""
    conditions = conditions_of(call)
    order = _order(call)
    if call.resource.paging:
        number, size = paging(call)
        offset = min((number - 1) * size, _LAST)
        records, total = call.book.page(
            call.kind, *conditions, order=order, size=size, offset=offset
        )
    else:
        records = call.book.select(call.kind, *conditions, order=order)
        number, size, total = 1, max(len(records), 1), len(records)
    rows = [shown(call, record) for record in records]
    meta = call.behaviour.meta(call, conditions)
    return call.family.listing(call.resource, Page(rows, number, size, total, meta))


def page_of(call: Call, rows: list[object]) -> Page:
    """Returns the page of a list that is all there that a call asks for."""
    number, size = paging(call)
    offset = (number - 1) * size
    return Page(rows[offset : offset + size], number, size, len(rows))


def paging(call: Call) -> tuple[int, int]:
    """Returns the page's number, and how many rows it holds.

    Raises:
        Refusal: 1014 or 1013, where they are no whole numbers above zero; but
            page 0 is the first one.
    """
    number = _wish(call, "page", 1, least=0)
    size = _wish(call, "per_page", call.family.per_page, least=1)
    return max(number, 1), min(size, _MOST_PER_PAGE)


def _wish(call: Call, name: str, default: int, least: int) -> int:
    text = call.query.plain(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and int(text[:20]) >= least):
        raise refusals.invalid(name, text, name)
    return int(text[:15])


def _order(call: Call) -> str:
    """Returns the order for the store; a key that cannot be sorted by means nothing."""
    asked = call.query.plain("sort") or ""
    if call.family.is_bracketed:
        key, _, direction = asked.rpartition("_")
        minus = {"asc": "", "desc": "-"}.get(direction)
    else:
        key, minus = asked.removeprefix("-"), "-" if asked.startswith("-") else ""
    if minus is None or key not in call.resource.sorts:
        return call.behaviour.order
    name = call.behaviour.names.get(key, key)
    columns = {field: column for column, field in call.behaviour.columns.items()}
    return minus + columns.get(name, name)
