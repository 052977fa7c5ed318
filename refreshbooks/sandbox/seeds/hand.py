"""Makes records as calls do, by the same behaviours, at whatever moment."""

from datetime import datetime

from refreshbooks import catalog
from refreshbooks.sandbox.classic import generic
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.clock import system_time
from refreshbooks.sandbox.credentials import ADMINISTRATOR
from refreshbooks.sandbox.delivery import CLASSIC, Deliveries, Delivery
from refreshbooks.sandbox.store import Book, Record

__all__ = ["Hand"]


class Hand:
    """The administrator's hand, which writes what was known at each moment.

    Args:
        book: Where to write.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._calls: dict[str, Call] = {}
        # Callbacks are none of what it makes.
        self._delivery = Delivery(book, CLASSIC, Deliveries(system_time))

    def call(self, kind: str, moment: datetime) -> Call:
        """Returns a call that makes a record of a kind, as if it came at a moment."""
        call = self._calls.get(kind) or self._calls.setdefault(kind, self._new_call(kind))
        call.now = moment
        return call

    def make(self, kind: str, moment: datetime, record: Record) -> Record:
        """Makes a record of what is said of it, and returns it as it is kept."""
        call = self.call(kind, moment)
        call.sent = {call.element: record}
        return generic.make(call, record)

    def change(self, kind: str, moment: datetime, record: Record, **changes: str) -> None:
        """Writes into a record what no call can, as the web pages would."""
        record.update(changes)
        self.call(kind, moment).save(kind, record)

    def read(self, kind: str, number: str) -> Record:
        """Returns the record of a number that was made."""
        record = self._book.get(kind, int(number))
        assert record is not None
        return record

    def _new_call(self, kind: str) -> Call:
        method, resource = catalog.find(f"{kind}.create"), catalog.resource(kind)
        assert method is not None
        assert resource is not None
        # Whatever pages a record has are addressed when it is shown.
        now = datetime.min
        return Call(method, resource, self._book, now, ADMINISTRATOR, "", "", self._delivery)
