"""One call on its way: what was asked, by whom, in which book, and when."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from refreshbooks.catalog import rest as catalog
from refreshbooks.catalog.rest.model import Resource
from refreshbooks.sandbox.delivery import Delivery
from refreshbooks.sandbox.rest import refusals, stamps
from refreshbooks.sandbox.rest.behaviour import Behaviour, behaviour_of
from refreshbooks.sandbox.rest.envelopes import FAMILIES, Family
from refreshbooks.sandbox.rest.identity import Business
from refreshbooks.sandbox.rest.query import Query
from refreshbooks.sandbox.store import Book, Condition, Record

__all__ = ["Call", "resource_of", "types_of"]

# More digits than any record will have; SQLite's numbers end at 19.
_LONGEST_ID = 18
_STAMPED = ("updated", "updated_at")
_FOLDERS = ("active", "deleted", "archived")


@dataclass
class Call:
    """What every verb and hook is handed.

    Attributes:
        resource: What the catalog says about the resource.
        verb: The method, such as ``create``.
        business: Whose books these are.
        book: The account's records.
        at: The time, in UTC.
        ids: What stands in the address, by the template's names.
        query: What stands behind the question mark.
        sent: The request's body, out of its wrapper.
        values: What was sent of the declared fields, checked.
        user: The number of who calls, among the account's staff.
        site: Where the sandbox is reached, for links.
        content: The request's bytes, and of what kind they are.
        delivery: Tells of changes, once all of this is committed.
    """

    resource: Resource
    verb: str
    business: Business
    book: Book
    at: datetime
    ids: Mapping[str, str] = field(default_factory=dict)
    query: Query = field(default_factory=Query)
    sent: dict[str, Any] = field(default_factory=dict, repr=False)
    values: Record = field(default_factory=dict, repr=False)
    user: str = "1"
    site: str = ""
    content: bytes = field(default=b"", repr=False)
    content_type: str = ""
    delivery: Delivery | None = None

    @property
    def kind(self) -> str:
        """The kind of the resource's records in the book."""
        return self.resource.name

    @property
    def family(self) -> Family:
        """How the resource's answers look."""
        return FAMILIES[self.resource.family]

    @property
    def behaviour(self) -> Behaviour:
        """What the resource does beyond the generic."""
        return behaviour_of(self.resource.name)

    @property
    def includes(self) -> frozenset[str]:
        """What the call asks to be told besides."""
        return self.query.includes(self.resource, is_bracketed=self.family.is_bracketed)

    @property
    def said(self) -> dict[str, object]:
        """What every announcement says, beside what has happened."""
        business = self.business
        return {
            "account_id": business.account_id,
            "business_id": business.business_id,
            "identity_id": business.identity_id,
            "user_id": self.user,
        }

    @property
    def today(self) -> str:
        """The day on the wall of the service's office, as answers write it."""
        return stamps.eastern(self.at).date().isoformat()

    def stamp(self, kind: str = "datetime", family: str = "") -> str:
        """Returns the time as answers of the resource's family write it.

        Args:
            kind: The type of the field: ``datetime`` or ``utc``.
            family: Another family's form.
        """
        return stamps.written(self.at, kind, family or self.resource.family)

    def find(self, kind: str, number: object, field: str = "") -> Record:
        """Returns the record of a resource that a number names, be it deleted or not.

        Args:
            kind: The resource's name.
            field: What named it, for the refusal; by default the kind's own key.

        Raises:
            Refusal: 1012, where there is none.
        """
        resource = resource_of(kind)
        record = self._kept(resource, str(number))
        if record is None:
            raise refusals.not_found(resource.single, field or _spoken(resource), number)
        return record

    def addressed(self) -> Record:
        """Returns the record that the address names."""
        return self.find(self.kind, self.ids.get("id", ""))

    def save(self, kind: str, record: Record) -> None:
        """Keeps a record under its own number, stamped with the time."""
        types, family = types_of(kind), resource_of(kind).family
        for name in _STAMPED:
            if name in types:
                record[name] = stamps.written(self.at, types[name], family)
        for column, name in behaviour_of(kind).columns.items():
            record[column] = record.get(name)
        record.setdefault("folder", _FOLDERS[record.get("vis_state") or 0])
        self.book.put(kind, int(record["serial"]), record)

    def number(self, kind: str, record: Record, serial: int | None = None) -> None:
        """Gives a new record the next number of its kind, under all its names.

        Under ``serial`` it stands in any case, also where a uuid is the key.

        Args:
            serial: The number, where it is known.
        """
        resource = resource_of(kind)
        counter = behaviour_of(kind).counter or kind
        record["serial"] = self.book.next_id(counter) if serial is None else serial
        if resource.key and _is_counted(resource):
            record[resource.key] = record["serial"]
        if resource.alias:
            record[resource.alias] = record["serial"]

    def drop(self, kind: str, record: Record) -> None:
        """Throws a record away for good."""
        self.book.drop(kind, int(record["serial"]))

    def about(self, kind: str) -> "Call":
        """Returns this call as if it were about another resource, with nothing sent."""
        return replace(self, resource=resource_of(kind), ids={}, sent={}, values={}, query=Query())

    def file(self, record: Record, vis_state: int) -> None:
        """Puts a record where a state belongs: active, deleted or archived."""
        record["vis_state"] = vis_state
        record["folder"] = _FOLDERS[vis_state]

    def announce(self, event: str, number: object) -> None:
        """Tells whoever wants to know, once all of this is committed.

        Args:
            event: Noun and verb, such as ``invoice.create``.
        """
        if self.delivery is not None:
            self.delivery.announce(event, number, **self.said)

    def _kept(self, resource: Resource, number: str) -> Record | None:
        if not _is_counted(resource):
            named = Condition(resource.key, "is", number)
            return next(iter(self.book.select(resource.name, named, limit=1)), None)
        is_number = number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID
        return self.book.get(resource.name, int(number)) if is_number else None


@functools.cache
def types_of(kind: str) -> Mapping[str, str]:
    """Returns the types of a resource's declared fields, by name."""
    return {described.name: described.type for described in resource_of(kind).fields}


def resource_of(kind: str) -> Resource:
    """Returns the row of a resource that is known to be there."""
    resource = catalog.find(kind)
    assert resource is not None, kind
    return resource


def _spoken(resource: Resource) -> str:
    """Returns the name by which refusals speak of a resource's key, such as ``userid``."""
    return resource.alias or resource.key


def _is_counted(resource: Resource) -> bool:
    """Says whether records are named by rising numbers, and not by random letters."""
    return types_of(resource.name).get(resource.key, "integer") == "integer"
