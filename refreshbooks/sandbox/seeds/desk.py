"""A book whose records lie on a desk first, and are put on the shelf in bulk."""

from refreshbooks.sandbox.conditions import Condition
from refreshbooks.sandbox.store import Book, Record

__all__ = ["Desk"]

# So many records are put away together.
_FULL = 2_000
# Of these there are a great many, and hardly one is read again.
_PASSING = frozenset(
    {
        *("invoice", "payment", "estimate", "expense", "time_entry"),
        *("invoices", "payments", "estimates", "expenses", "time_entries"),
    }
)


class Desk(Book):
    """The same book as another, for somebody who has a great deal to write.

    Nobody else may write in the book meanwhile, so one transaction is around all
    of it; :meth:`put_away` comes last.

    Args:
        book: Where the records belong.
    """

    def __init__(self, book: Book) -> None:
        super().__init__(book.store, book.name)
        self._given = book.given()
        self._here: dict[tuple[str, int], Record] = {}
        self._written: dict[tuple[str, int], None] = {}
        self._kinds_written: set[str] = set()

    def next_id(self, kind: str) -> int:
        """Returns the next number of a kind, and counts it as given."""
        self._given[kind] = number = self._given.get(kind, 0) + 1
        return number

    def given(self) -> dict[str, int]:
        """Returns the last number that was given of each kind."""
        return dict(self._given)

    def get(self, kind: str, number: int) -> Record | None:
        """Returns a record, or None where there is none of that number."""
        return self._here.get((kind, number)) or super().get(kind, number)

    def put(self, kind: str, number: int, record: Record) -> None:
        """Keeps a record, in the place of an earlier one of that number."""
        self._here[kind, number] = record
        self._written[kind, number] = None
        self._kinds_written.add(kind)
        if len(self._written) >= _FULL:
            self._put_records_away()

    def select(
        self, kind: str, *conditions: Condition, order: str = "id", limit: int | None = None
    ) -> list[Record]:
        """Returns the records that meet every condition; see :meth:`Book.select`."""
        if kind in self._kinds_written:
            self._put_records_away()
        return super().select(kind, *conditions, order=order, limit=limit)

    def put_away(self) -> None:
        """Puts everything into the book, and the numbers given."""
        self._put_records_away()
        for kind, last in self._given.items():
            self.give(kind, last)

    def _put_records_away(self) -> None:
        self.put_all((*place, self._here[place]) for place in self._written)
        for place in self._written:
            if place[0] in _PASSING:
                del self._here[place]
        self._written.clear()
        self._kinds_written.clear()
