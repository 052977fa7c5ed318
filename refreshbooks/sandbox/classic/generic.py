"""Create, get, update, delete and list, for every resource, from the catalog alone.

Each verb takes a checked :class:`~refreshbooks.sandbox.classic.call.Call` and
returns what stands below ``<response>``. What a resource does beyond that, its
:class:`~refreshbooks.sandbox.classic.behaviour.Behaviour` says.
"""

import copy
import functools
from collections.abc import Callable, Mapping
from typing import Any

from refreshbooks import catalog
from refreshbooks.catalog.model import Field, FieldType
from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.call import Call, element_of
from refreshbooks.sandbox.classic.defaults import fill_defaults
from refreshbooks.sandbox.classic.listing import listed
from refreshbooks.sandbox.store import Record

__all__ = ["VERBS", "create", "delete", "get", "list_records", "make", "number_items", "update"]

_Answer = dict[str, Any]


def create(call: Call) -> _Answer:
    """Makes a record, and answers its number."""
    key = call.resource.key
    return {key: make(call, copy.deepcopy(call.values))[key]}


def make(call: Call, record: Record) -> Record:
    """Makes a record of what is said of it, and returns it as it is kept.

    Args:
        record: Becomes the record.
    """
    record[call.resource.key] = str(call.book.next_id(call.kind))
    fill_defaults(call, _record_fields(call.method.name), record)
    if call.resource.folders:
        record["folder"] = "active"
    number_items(call, record, None)
    _keep(call, record, None)
    return record


def get(call: Call) -> _Answer:
    """Answers one record."""
    return {call.element: call.behaviour.view(call, call.addressed())}


def update(call: Call) -> _Answer:
    """Puts what was sent in the place of what was there; lists as a whole."""
    before = call.addressed()
    record = {**copy.deepcopy(before), **copy.deepcopy(call.values)}
    _fill_items(call, record)
    number_items(call, record, before)
    _keep(call, record, before)
    # Hardly any update answers with it; the catalog knows which.
    return {call.resource.key: record[call.resource.key]}


def delete(call: Call) -> _Answer:
    """Moves a record to the folder of deleted ones, or throws it away for good."""
    before = call.addressed()
    after: Record | None = None
    if call.resource.folders:
        after = {**copy.deepcopy(before), "folder": "deleted"}
        call.save(call.kind, after)
    else:
        call.book.drop(call.kind, int(before[call.resource.key]))
    call.behaviour.settle(call, before, after)
    return {}


def list_records(call: Call) -> _Answer:
    """Answers a page of the records that the filters let through."""
    return {call.resource.plural: listed(call)}


def number_items(call: Call, record: Record, before: Record | None) -> None:
    """Gives the record's own items, such as lines and contacts, their numbers.

    An item that names one of the earlier items keeps that number. Items named
    like a resource (the tasks of a project) are not the record's own.
    """
    for described in _own_lists(call.method.name):
        key = f"{described.item}_id"
        known = {item.get(key) for item in (before or {}).get(described.name) or []}
        for item in record.get(described.name) or []:
            if item.get(key) in known:
                known.remove(item[key])  # the second one of that number is another
            else:
                item[key] = str(call.book.next_id(f"{call.kind}.{described.item}"))


def _keep(call: Call, record: Record, before: Record | None) -> None:
    # Passwords never come back, so there is no reason to have them.
    record.pop("password", None)
    _check_words(call, before or {})
    call.behaviour.complete(call, record, before)
    call.save(call.kind, record)
    call.behaviour.settle(call, before, record)


def _check_words(call: Call, before: Record) -> None:
    # Programs send back words that only answers hold; those must change nothing.
    for described in _fields(call.method.name, "enum"):
        words = (*described.values, before.get(described.name), "", None)
        if call.values.get(described.name) not in words:
            raise failures.invalid(described.name)


def _fill_items(call: Call, record: Record) -> None:
    for described in _fields(call.method.name, "list"):
        if described.name in call.values:
            fill_defaults(call, (described,), record)


@functools.cache
def _own_lists(method: str) -> tuple[Field, ...]:
    return tuple(filter(_owns_items, _fields(method, "list")))


def _owns_items(described: Field) -> bool:
    if not described.fields or catalog.resource(described.item):
        return False
    # A required key names something that exists already.
    key = f"{described.item}_id"
    return not any(field.name == key and field.required for field in described.fields)


@functools.cache
def _fields(method: str, kind: FieldType) -> tuple[Field, ...]:
    return tuple(field for field in _record_fields(method) if field.type == kind)


@functools.cache
def _record_fields(name: str) -> tuple[Field, ...]:
    """Returns what may stand inside the record's element in a call of a method."""
    method, element = catalog.find(name), element_of(name)
    assert method is not None
    return next((field.fields for field in method.params if field.name == element), ())


VERBS: Mapping[str, Callable[[Call], _Answer]] = {
    "create": create,
    "get": get,
    "update": update,
    "delete": delete,
    "list": list_records,
}
