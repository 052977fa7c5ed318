"""The lists of the current API, page after page.

What is promised of a reading, and how it is kept, is the same as for Classic: see
:mod:`refreshbooks.paging`. Here is only how a page is asked for and what an answer
says of itself, which differs between the families.
"""

import functools
import hashlib
import inspect
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from refreshbooks.catalog.rest.model import Resource as Row
from refreshbooks.exceptions import BadParameter
from refreshbooks.paging.listing import Listing, page_size
from refreshbooks.paging.pages import Answer, Ask, Id
from refreshbooks.rest.api.resource import Resource
from refreshbooks.rest.builders import Builder, Parameter
from refreshbooks.rest.builders.paginator import PaginateBuilder
from refreshbooks.rest.errors import BadAnswer
from refreshbooks.rest.models import ListResult, Result
from refreshbooks.rest.query import Buildable, query_string

if TYPE_CHECKING:
    from refreshbooks.paging.rows import Rows

__all__ = ["is_awaited", "is_method", "listing", "paginate", "read", "unbound"]

_LONGEST_NUMBER = 18
_PLACES = {"page", "per_page", "page_number", "page_size"}


def paginate(  # noqa: PLR0913
    method: Any,
    /,
    *ids: object,
    builders: Iterable[Buildable] | None = None,
    per_page: int | str = 100,
    prefetch: int = 4,
    resume: str | None = None,
    verify: bool = False,
    **named: object,
) -> "Rows":
    """Returns an iterator over the rows of a list, whatever number of pages it has.

    ::

        unpaid = FilterBuilder().equals("v3_status", "unpaid")
        for invoice in rest.paginate(client.invoices.list, account_id, builders=[unpaid]):
            print(invoice.invoice_number, invoice.outstanding.amount)

    Nothing is called before the first row is asked for. What is promised, and what
    cannot be noticed, is said at :func:`refreshbooks.api.paginate`: no row twice, and
    none lost without a word in ``.doubts``, as far as the answers show that the list
    changed. A list that has no pages is read by one call.

    Args:
        method: The method, such as ``client.clients.list`` or
            ``business.clients.list``, without calling it.
        *ids: What it takes first, such as the account's id.
        builders: Filters, includes, an order, sent with each page; no page.
        per_page: Rows a page; the service gives at most 100.
        prefetch: How many calls may be under way at once, up to 64.
        resume: A token, to go on where another reading stopped.
        verify: Read the list again until a reading brings nothing new.
        **named: What else the method takes by name, sent with each page.

    Raises:
        BadParameter: This is no list, or an argument cannot be used; nothing was
            sent.
    """
    from refreshbooks.paging.rows import Rows

    of_list = listing(method, ids, builders, per_page, named)
    return Rows(of_list, prefetch=prefetch, resume=resume, verify=verify)


def is_method(method: object) -> bool:
    """Says whether this is a method of a resource of this API."""
    return isinstance(getattr(unbound(method), "__self__", None), Resource)


def is_awaited(method: Any) -> bool:
    """Says whether the calls of such a method are awaited."""
    return inspect.iscoroutinefunction(unbound(method).__self__._client._driven)


def listing(
    method: Any,
    ids: tuple[object, ...],
    builders: Iterable[Buildable] | None,
    per_page: int | str,
    named: Mapping[str, object],
) -> Listing:
    """Returns one list, read from the start; its arguments are those of :func:`paginate`.

    Raises:
        BadParameter: This cannot be read page by page; nothing was sent.
    """
    row = _row(method)
    asked = tuple(builders or ())
    query = query_string(asked, row.family)
    _refuse_a_page(query, named)

    def fetch(ask: Ask) -> Any:
        wanted = [*asked, *_place(row, ask)]
        return method(*ids, **named, **({"builders": wanted} if wanted else {}))

    known_by = {"ids": (*getattr(method, "args", ()), *ids), "query": query, **named}
    return Listing(
        f"{row.attribute}.list",
        fetch,
        lambda listed: read(listed, row),
        per_page=page_size(per_page),
        filters=known_by,
    )


def read(listed: ListResult, row: Row) -> Answer:
    """Returns what a list that came says of a page.

    Args:
        row: The resource in the catalog.

    Raises:
        BadAnswer: It is no page: it has neither rows nor a word of how many there are.
    """
    rows = list(listed)
    said = listed.data.get("meta") or listed.data
    page, pages, per_page, total = (
        _number(said.get(name)) for name in ("page", "pages", "per_page", "total")
    )
    if row.paging and total is None and (row.plural or row.single) not in listed.data:
        raise BadAnswer(200, "Returned an unexpected response", raw_response=listed.data)
    if total is not None and total < len(rows):
        # Who counts fewer than came does not count: read on until a page is not full.
        pages = total = None
    if not row.paging and total is None and pages is None:
        # One answer holds them all.
        page, pages, per_page, total = 1, 1, len(rows), len(rows)
    if pages is None and total is not None and per_page:
        pages = -(-total // per_page)
    ids = list(_ids(rows, row))
    return Answer(rows=rows, ids=ids, page=page, per_page=per_page, pages=pages, total=total)


class _NumberedPage(Builder):
    """A page under the names that manual journal entries have for it."""

    def __init__(self, page: int, size: int) -> None:
        self._page = page
        self._size = size

    def parameters(self, *, bracketed: bool) -> Iterator[Parameter]:
        """Returns the page and the number of its rows."""
        yield Parameter("page_number", self._page, str(self._page))
        yield Parameter("page_size", self._size, str(self._size))


def _place(row: Row, ask: Ask) -> Iterator[Buildable]:
    if row.paging == "page_number":
        yield _NumberedPage(ask.page, ask.per_page)
    elif row.paging or ask.page > 1:
        yield PaginateBuilder(ask.page, ask.per_page)


def _refuse_a_page(query: str, named: Mapping[str, object]) -> None:
    given = {part.partition("=")[0] for part in query.split("&")} | named.keys()
    for place in sorted(given & _PLACES):
        raise BadParameter(
            "paginate reads all pages by itself, so it takes no page: give per_page=, or go on"
            " in the middle with resume=",
            path=place,
        )


def unbound(method: Any) -> Any:
    """Returns the method that one of a business stands for."""
    return method.func if isinstance(method, functools.partial) else method


def _row(method: Any) -> Row:
    if not is_method(method):
        raise BadParameter(
            f"paginate takes a list's own method, such as client.clients.list, without calling it;"
            f" not a {type(method).__name__}"
        )
    found = unbound(method)
    row: Row = found.__self__._row
    if found.__name__ != "list":
        raise BadParameter(
            f"{row.attribute}.{found.__name__} is no list and was not called: paginate reads"
            f" those that end in .list"
        )
    return row


def _ids(rows: list[Any], row: Row) -> Iterator[Id | None]:
    """Yields what tells each row apart from the others; None where nothing does."""
    seen: Counter[str] = Counter()
    for one in rows:
        # Some lists have nulls among their rows.
        data = one.data if isinstance(one, Result) else {}
        key = _id(data.get(row.key, data.get(row.alias))) if row.key else None
        if key is None and row.paging == "page_number":
            # Nothing would show that a page came a second time.
            text = _digest(data)
            seen[text] += 1
            key = f"{text}-{seen[text]}"
        yield key


def _id(value: object) -> Id | None:
    if isinstance(value, str):
        # Some ids are numbers here and their texts there.
        number = _number(value)
        return (value or None) if number is None else number
    return value if type(value) is int else None


def _number(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value) if len(value) <= _LONGEST_NUMBER else None
    return value if type(value) is int else None


def _digest(record: Any) -> str:
    text = json.dumps(record, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
