"""One call on its way: what was asked, by whom, in which book, and when."""

import functools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from refreshbooks import catalog
from refreshbooks.catalog.model import Method, Resource
from refreshbooks.sandbox.classic import addresses, failures
from refreshbooks.sandbox.classic.behaviour import Behaviour, behaviour_of
from refreshbooks.sandbox.classic.multipart import Part
from refreshbooks.sandbox.delivery import Delivery
from refreshbooks.sandbox.store import Book, Record

__all__ = ["Call", "element_of", "is_number", "key_of"]

# More digits than any record will have; SQLite's numbers end at 19.
_LONGEST_ID = 18


@dataclass
class Call:
    """What every verb, action and hook is handed.

    Attributes:
        method: What the catalog says about the method.
        resource: The resource the method belongs to.
        book: The account's records.
        now: The time, on US Eastern clocks, without a zone.
        user: The staff_id of who calls.
        site: The address of the account's pages, for links.
        salt: Makes the addresses of secret pages hard to guess.
        delivery: Tells those who asked for it what has happened.
        sent: The checked parameters by name.
        requests: How many calls there were today, this one among them.
        files: What came along with the request document, by content id.
    """

    method: Method
    resource: Resource
    book: Book
    now: datetime
    user: str
    site: str
    salt: str = field(repr=False)
    delivery: Delivery = field(repr=False)
    requests: int = 0
    # Passwords and card numbers may be among it.
    sent: dict[str, Any] = field(default_factory=dict, repr=False)
    files: dict[str, Part] = field(default_factory=dict, repr=False)

    @property
    def values(self) -> dict[str, Any]:
        """What was sent inside the record's element, such as ``<invoice>``."""
        values: dict[str, Any] = self.sent.get(self.element, {})
        return values

    @property
    def element(self) -> str:
        """The element that carries the record in requests and in answers of get.

        A staff member is a ``member`` in lists and ``staff`` elsewhere.
        """
        return element_of(self.method.name)

    @property
    def kind(self) -> str:
        """The kind of the resource's records in the book."""
        return self.resource.name

    @property
    def behaviour(self) -> Behaviour:
        """What the resource does beyond the generic."""
        return behaviour_of(self.resource.name)

    @property
    def stamp(self) -> str:
        """The time as answers write it."""
        return self.now.isoformat(" ", "seconds")

    @property
    def today(self) -> str:
        """The day as answers write it."""
        return self.now.date().isoformat()

    def find(self, kind: str, number: str, field: str = "") -> Record:
        """Returns the record of a kind that a text names.

        Args:
            field: The element that named it, for the error's text; by default the
                kind's own key.

        Raises:
            Failure: 50010, where there is none or it is deleted.
        """
        field = field or key_of(kind)
        record = self.book.get(kind, int(number)) if is_number(number) else None
        if record is None:
            raise failures.not_found(field, kind)
        if record.get("folder") == "deleted":
            raise failures.is_deleted(field, kind)
        return record

    def addressed(self) -> Record:
        """Returns the record that the call names by the resource's key."""
        key = self.resource.key
        return self.find(self.kind, self.sent.get(key) or self.values.get(key, ""), key)

    def save(self, kind: str, record: Record) -> None:
        """Keeps a record under its own number, stamped with the time."""
        record["updated"] = self.stamp
        self.book.put(kind, int(record[key_of(kind)]), record)

    def secret(self, kind: str, number: object) -> str:
        """Returns letters that name a page nobody guesses, always the same ones."""
        return addresses.secret(self.salt, kind, number)


@functools.cache
def element_of(name: str) -> str:
    """Returns the element that carries the record in calls of a method, see :class:`Call`."""
    method, resource = catalog.find(name), catalog.resource(name.partition(".")[0])
    assert method is not None
    assert resource is not None
    names = {described.name for described in (*method.params, *method.answer)}
    return resource.record if resource.record in names else resource.name


@functools.cache
def key_of(kind: str) -> str:
    """Returns the element that names records of a kind."""
    resource = catalog.resource(kind)
    return resource.key if resource and resource.key else f"{kind}_id"


def is_number(text: str) -> bool:
    """Says whether a text can name a record at all."""
    return text.isascii() and text.isdigit() and len(text.lstrip("0")) <= _LONGEST_ID
