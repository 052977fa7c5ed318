"""Lists: which records, in what order, and which page of them.

Filters combine: a record must pass them all. ``date_from`` and ``updated_to``
and their like include the boundary. Without a folder, records in the folder of
deleted ones are left out.
"""

from collections.abc import Sequence

from refreshbooks.catalog.model import Field
from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.documents import Page
from refreshbooks.sandbox.store import Condition

__all__ = ["conditions_of", "listed", "page_of"]

_MOST_PER_PAGE = 100
_NO_FILTERS = ("page", "per_page", "order")
_CONTAINED = {"invoice": ("number",), "client": ("notes",)}
_UNDELETED = Condition("folder", "in", ("active", "archived"))


def listed(call: Call) -> Page:
    """Returns the page of records that a list call asks for, as they are shown."""
    number, size = _paging(call)
    records, total = call.book.page(
        call.kind,
        *conditions_of(call),
        order=_order(call),
        size=size,
        offset=(number - 1) * size,
    )
    shown = [call.behaviour.view(call, record) for record in records]
    return _page(shown, number, size, total)


def page_of(call: Call, items: Sequence[object]) -> Page:
    """Returns the page of a fixed list that a call asks for."""
    number, size = _paging(call)
    offset = (number - 1) * size
    return _page(items[offset : offset + size], number, size, len(items))


def _page(items: Sequence[object], number: int, size: int, total: int) -> Page:
    pages = -(-total // size)
    return Page(items, {"page": number, "per_page": size, "pages": pages, "total": total})


def conditions_of(call: Call) -> list[Condition]:
    """Returns what the filters of a call demand of a record."""
    conditions = [
        condition
        for described in call.method.params
        if described.name not in _NO_FILTERS
        and (condition := _condition(call, described)) is not None
    ]
    if call.resource.folders and not call.sent.get("folder"):
        conditions.append(_UNDELETED)
    return conditions


def _condition(call: Call, described: Field) -> Condition | None:
    name = described.name
    text = call.sent.get(name)
    special = call.behaviour.filters.get(name)
    if special is not None and text is not None:
        return special(call, text)
    if not text:
        return None
    if name.endswith("_from") and described.type in ("date", "datetime"):
        return Condition(name.removesuffix("_from"), "from", text)
    if name.endswith("_to") and described.type in ("date", "datetime"):
        return Condition(name.removesuffix("_to"), "to", text)
    if name in _CONTAINED.get(call.kind, ()):
        return Condition(name, "contains", text)
    return Condition(name, "is", text)


def _order(call: Call) -> str:
    """Returns the order for the store, out of the catalog's words for it.

    Where nothing is known, records come as they were made.
    """
    field, _, direction = call.method.order.removeprefix("by ").partition(" ")
    if not field:
        return "id"
    minus = "-" if direction.startswith("desc") else ""
    return minus + ("id" if field == call.resource.key else field)


def _paging(call: Call) -> tuple[int, int]:
    """Returns the page's number, and how many it holds."""
    return _wish(call, "page"), min(_wish(call, "per_page"), _MOST_PER_PAGE)


def _wish(call: Call, name: str) -> int:
    default = next((field.default for field in call.method.params if field.name == name), None)
    number = int(call.sent.get(name) or default or 1)
    if number < 1:
        raise failures.invalid(name)
    return number
