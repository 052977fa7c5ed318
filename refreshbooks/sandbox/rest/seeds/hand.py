"""Makes records as calls do, by the same behaviours, at whatever moment."""

import zoneinfo
from datetime import datetime
from typing import Any, Protocol

from refreshbooks.sandbox.rest import records
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Book, Record

__all__ = ["Calls", "Hand"]


class Calls(Protocol):
    """Makes calls that the account itself makes; the REST side is one such."""

    def call(self, resource: str, verb: str = "create") -> Call:
        """Returns a call of a method of a resource."""


class Hand:
    """The owner's hand, which writes what was known at each moment.

    Args:
        calls: Makes calls of the account.
        book: Where to write.
    """

    def __init__(self, calls: Calls, book: Book) -> None:
        self._source = calls
        self._book = book
        self._calls: dict[str, Call] = {}
        self._office = zoneinfo.ZoneInfo("America/New_York")

    def call(self, kind: str, moment: datetime) -> Call:
        """Returns a call about a resource, as if it came at a moment on Eastern clocks."""
        if kind not in self._calls:
            call = self._source.call(kind)
            call.book = self._book
            self._calls[kind] = call
        call = self._calls[kind]
        call.at = moment.replace(tzinfo=self._office)
        return call

    def make(self, kind: str, moment: datetime, values: Record) -> Record:
        """Makes a record of what is said of it, and returns it as it is kept."""
        call = self.call(kind, moment)
        call.sent = values
        return records.make(call, values)

    def change(self, kind: str, moment: datetime, record: Record, **changes: Any) -> Record:
        """Changes some fields of a record, as an update does, and returns it."""
        call = self.call(kind, moment)
        call.sent = changes
        changed = {**record, **changes}
        if "vis_state" in changes:
            call.file(changed, changes["vis_state"])
        records.keep(call, changed, record, "update")
        return changed

    def read(self, kind: str, number: int) -> Record:
        """Returns the record of a number that was made."""
        record = self._book.get(kind, number)
        assert record is not None
        return record

    def latest(self, kind: str) -> Record:
        """Returns the record that was made last."""
        return self.read(kind, self._book.given()[kind])
