"""Categories: names that differ, in two storeys.

A list with an empty ``parent_id`` is the upper storey, each category with those
below it; with a number, those below that category.
"""

from collections.abc import Iterator

from refreshbooks.sandbox.classic import failures, generic
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.fields import fall_back, is_named
from refreshbooks.sandbox.classic.names import check_unique
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_PER_PAGE_BELOW = "25"


def _complete(call: Call, category: Record, before: Record | None) -> None:
    fall_back(category, before, name="")
    check_unique(call, category)
    _settle_parent(category)
    if category["category_id"] in _above(call, category):
        raise failures.invalid("parent_id", "A category cannot stand below itself.")


def _settle_parent(record: Record) -> None:
    # No parent is written in three ways, and kept in one.
    if not is_named(record.get("parent_id")):
        record["parent_id"] = ""


def _above(call: Call, category: Record) -> Iterator[str]:
    while category["parent_id"]:
        yield category["parent_id"]
        category = call.find("category", category["parent_id"], "parent_id")


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    if before is not None and after is None:
        for category in _below(call, before):
            call.save("category", {**category, "parent_id": ""})


def _list(call: Call) -> Record:
    if "parent_id" in call.sent:
        call.sent.setdefault("per_page", _PER_PAGE_BELOW)
        _settle_parent(call.sent)
    return generic.list_records(call)


def _view(call: Call, category: Record) -> Record:
    storeys = call.sent.get("parent_id") == ""
    return {**category, "subcategories": _below(call, category) if storeys else None}


def _below(call: Call, category: Record) -> list[Record]:
    return call.book.select("category", Condition("parent_id", "is", category["category_id"]))


def _with_parent(call: Call, parent_id: str) -> Condition:
    return Condition("parent_id", "is", parent_id)


BEHAVIOUR = Behaviour(
    complete=_complete,
    settle=_settle,
    view=_view,
    actions={"list": _list},
    filters={"parent_id": _with_parent},
)
