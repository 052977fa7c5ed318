"""A create of the current API that is safe to run again: the record is looked for first.

The order of the steps, the lock and the notes beside it are those of Classic, see
:mod:`refreshbooks.once`. Here is only how a record is known again and looked for.
"""

import copy
import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from os import PathLike
from typing import TYPE_CHECKING, Any

from refreshbooks.catalog.rest.model import Field
from refreshbooks.catalog.rest.model import Resource as Row
from refreshbooks.exceptions import BadParameter, NotCreated
from refreshbooks.once import keys, markers
from refreshbooks.paging.listing import Listing
from refreshbooks.rest import paging, values
from refreshbooks.rest.api.resource import Resource
from refreshbooks.rest.builders.filter import FilterBuilder
from refreshbooks.rest.families import FAMILIES
from refreshbooks.rest.models import Result

if TYPE_CHECKING:
    from refreshbooks.once.making import Found

__all__ = ["Sought", "find_or_create", "sought"]

_NOTES = ("notes", "note")
_NUMBERS = frozenset({"integer", "number", "decimal"})


def find_or_create(  # noqa: PLR0913
    create: Any,
    /,
    *given: Any,
    by: str | Iterable[str] | None = None,
    marker: str | None = None,
    settle: float | None = None,
    wait: float = 900.0,
    locks: str | PathLike[str] | None = None,
) -> "Found":
    """Returns the one record that a create would make; makes it if it is not there.

    ::

        found = rest.find_or_create(
            client.clients.create, account_id, {"email": "ann@example.com"}, by="email"
        )
        found.id, found.created

    What is promised to all who ask with the same key, and what cannot be, is said at
    :func:`refreshbooks.api.find_or_create`. A record is known again by values of its
    own, or by a marker written into its notes, or by both. It is looked for in the
    resource's list, narrowed by the filters that are known to work, where active and
    archived records are and deleted ones are not.

    Args:
        create: The method, such as ``client.clients.create``.
        *given: What it takes: the account's or business's id, and the record.
        by: The names of the fields that make out the record: one name, or several.
        marker: Your own name for the record, without square brackets.
        settle: Seconds after which a create that was sent is applied, or never will be.
        wait: Seconds to wait for another thread or process that is at it.
        locks: A folder on a disk of this host, the same for all who take turns.

    Returns:
        The record's ``id``, the ``record``, and whether it was ``created`` by this call.

    Raises:
        BadParameter: There is no key, or a value of it is missing or empty. Nothing
            was sent.
        NotCreated: Several records have the key, the list could not be read as a
            whole, or the lock was not to be had. Nothing was created.
        OutcomeUnknown: Answers to all attempts were lost, and at the last look the
            record was not there.
        MissingExtra: filelock is not installed.
    """
    # Few programs need it.
    from refreshbooks.once.making import found_or_created

    resource, ids, record = _asked(create, given)
    wanted = sought(resource._row, ids, record, by=by, marker=marker)
    records = _Records(resource, wanted, record)
    return found_or_created(wanted, records, settle=settle, wait=wait, locks=locks)


@dataclass(frozen=True)
class Sought:
    """What makes out one record.

    Attributes:
        row: Its resource in the catalog.
        ids: What every call of it takes first.
        values: The values of its natural key by their names, as JSON has them.
        marker: The caller's own name for it; empty where there is none.
    """

    row: Row
    ids: tuple[object, ...]
    values: Mapping[str, Any]
    marker: str = ""

    def __str__(self) -> str:
        return keys.told(self.row.single, self.values, self.marker)

    @property
    def key(self) -> str:
        """The field that holds its id."""
        return self.row.key

    def filters(self) -> FilterBuilder:
        """Returns what narrows the list of the resource down."""
        narrow = FilterBuilder()
        exact = "equals" if FAMILIES[self.row.family].is_bracketed else "plain"
        kinds = {each.name: each.kind for each in self.row.filters}
        for name, value in self.values.items():
            text = markers.squeezed(str(value))
            if isinstance(value, bool) or not isinstance(value, int | str):
                continue
            # What finds too much does no harm; what overlooks a record makes a second one.
            if kinds.get(f"{name}_like") == "like" and text == str(value).strip():
                narrow.like(f"{name}_like", text)
            elif kinds.get(name) == exact and text == str(value):
                narrow.equals(name, value)
        return narrow

    def is_met_by(self, row: Any) -> bool:
        """Says whether a row of the list is the record.

        Raises:
            NotCreated: The list does not show what the record is known by.
        """
        if not isinstance(row, Result):
            return False  # some lists have nulls among their rows
        names = [*self.values, *([_notes(self.row)] if self.marker else [])]
        for name in names:
            if name not in row.data:
                raise NotCreated(f"lists of {self.row.attribute} do not show {name!r}")
        if self.marker and not markers.is_in(self.marker, row.data[_notes(self.row)] or ""):
            return False
        return all(
            _comparable(self.row, name, row.data[name]) == _comparable(self.row, name, value)
            for name, value in self.values.items()
        )

    def id_in(self, answer: Any) -> Any:
        """Returns the id in a row, or in the answer of a create; None if there is none."""
        data = answer.data if isinstance(answer, Result) else None
        return data.get(self.row.key, data.get(self.row.alias)) if data else None

    def marked(self, record: Mapping[str, Any]) -> Mapping[str, Any]:
        """Returns the record to create, with the marker in its notes."""
        if not self.marker:
            return record
        name = _notes(self.row)
        return {**record, name: markers.added(self.marker, record.get(name) or "")}

    def identity(self) -> list[Any]:
        """Returns what is the same for all who look for the same record."""
        texts = sorted(
            (name, str(_comparable(self.row, name, value))) for name, value in self.values.items()
        )
        return ["rest", self.row.name, *map(str, self.ids), texts, self.marker]


def sought(
    row: Row,
    ids: tuple[object, ...],
    record: Mapping[str, Any],
    *,
    by: str | Iterable[str] | None = None,
    marker: str | None = None,
) -> Sought:
    """Returns what makes out the record that a create would make.

    Raises:
        BadParameter: Nothing does, or a list of the resource would not tell.
    """
    names = keys.names_of(by, marker)
    if marker is not None:
        marker = markers.checked(marker)
        if not isinstance(record.get(_notes(row)), str | None):
            raise BadParameter("notes are a text", path=_notes(row))
    body = values.loads(FAMILIES[row.family].sent(row, record))
    sent = body[row.single] if row.wrapped else body
    return Sought(row, ids, {name: _value(row, sent, name) for name in names}, marker or "")


class _Records:
    """How records of one resource are looked for and created."""

    def __init__(self, resource: Resource, wanted: Sought, record: Mapping[str, Any]) -> None:
        client: Any = resource._client
        self.account = client.base_url.lower()
        self.method = f"{resource._row.attribute}.create"
        self.repeats = client.rules.repeats
        self.timeout = getattr(client._transport, "timeout", None)
        self._resource: Any = resource
        self._client = client
        self._wanted = wanted
        self._record = wanted.marked(record)

    def listing(self) -> Listing:
        """Returns the list, narrowed as far as it can be."""
        ids = self._wanted.ids[: len(self._resource._wanted("list"))]
        builders = [self._wanted.filters()] if self._wanted.filters().build() else None
        return paging.listing(self._resource.list, ids, builders, 100, {})

    def create(self, begin: Callable[[], None]) -> Any:
        """Creates the record."""
        noting = copy.copy(self._client)
        noting._transport = _noting(self._client._transport, begin)
        resource: Any = type(self._resource)(self._wanted.row, noting)
        return resource.create(*self._wanted.ids, self._record)


def _noting(transport: Callable[[Any], Any], begin: Callable[[], None]) -> Callable[[Any], Any]:
    """Returns a transport that notes each attempt just before it is made."""

    def noted(request: Any) -> Any:
        begin()
        return transport(request)

    return noted


def _asked(
    create: Any, given: tuple[Any, ...]
) -> tuple[Resource, tuple[object, ...], Mapping[str, Any]]:
    """Returns the resource, the ids and the record of a create.

    Raises:
        BadParameter: It is none, or nothing could be found.
    """
    method = paging.unbound(create)
    if not paging.is_method(create) or method.__name__ != "create":
        raise BadParameter(
            "find_or_create takes a method that creates, such as client.clients.create, not"
            f" {create!r}"
        )
    if paging.is_awaited(create):
        raise BadParameter(
            "find_or_create takes a method that is not awaited: make the client by rest.Client,"
            " and await asyncio.to_thread(rest.find_or_create, ...)"
        )
    resource: Resource = method.__self__
    row = resource._row
    if "list" not in row.methods or not row.key:
        raise BadParameter(f"there is no {row.attribute}.list in which one could be found again")
    *ids, record = (*getattr(create, "args", ()), *given) or (None,)
    record = record.data if isinstance(record, Result) else record
    if not isinstance(record, Mapping):
        raise BadParameter("the record to find or create is a dict, the last argument")
    return resource, tuple(ids), record


def _value(row: Row, record: Mapping[str, Any], name: str) -> Any:
    if name not in record:
        raise BadParameter(f"the data has no {name!r} to know the record by", path="by")
    value = record.get(name)
    if isinstance(value, list) or (isinstance(value, dict) and _type(row, name) != "money"):
        raise BadParameter("a record is known by plain values only", path=name)
    if value is None or (isinstance(value, str) and not value.strip()):
        raise BadParameter("the record is known by this, so it has to have a value", path=name)
    return value


def _notes(row: Row) -> str:
    for each in row.fields:
        if each.name in _NOTES and each.type == "string" and not each.read_only:
            return each.name
    raise BadParameter(f"a {row.single} has no notes to keep a marker in", path="marker")


def _type(row: Row, name: str) -> str:
    fields: dict[str, Field] = {each.name: each for each in row.fields}
    return fields[name].type if name in fields else ""


def _comparable(row: Row, name: str, value: Any) -> Any:
    """Returns a value as it compares: two spellings of one value are the same."""
    kind = _type(row, name)
    if isinstance(value, dict):
        return [(key, str(_number(value[key]))) for key in sorted(value)]
    if kind in values.TIMES and isinstance(value, str):
        moment = values.moment(value, kind, {})
        is_day = kind == "date" and isinstance(moment, datetime.datetime)
        return moment.date() if is_day else moment
    if kind in _NUMBERS or name.endswith("id"):
        return _number(value)
    text = markers.squeezed("" if value is None else str(value))
    return text.casefold() if name == "email" else text


def _number(value: Any) -> Any:
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return str(value)
