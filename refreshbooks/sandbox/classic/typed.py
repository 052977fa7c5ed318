"""Settings that are always there, one of each type, and can only be changed."""

from collections.abc import Sequence

from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["TypedRecords"]


class TypedRecords:
    """A fixed set of records, each known by its ``type``.

    In the book stands only what somebody changed; a fresh account has none of
    it there.

    Args:
        kind: The kind of the records in the book.
        originals: The records as every account has them at first.
    """

    def __init__(self, kind: str, originals: Sequence[Record]) -> None:
        self._kind = kind
        self._originals = originals
        self._types = [record["type"] for record in originals]

    def read(self, call: Call, name: str) -> Record:
        """Returns the record of a type."""
        index = self._types.index(name)
        return call.book.get(self._kind, index + 1) or self._originals[index]

    def all(self, call: Call) -> list[Record]:
        """Returns them all, in their own order."""
        return [self.read(call, name) for name in self._types]

    def change(self, call: Call, values: Record) -> None:
        """Puts new values into the record of ``values["type"]``."""
        record = {**self.read(call, values["type"]), **values}
        call.book.put(self._kind, self._types.index(values["type"]) + 1, record)
