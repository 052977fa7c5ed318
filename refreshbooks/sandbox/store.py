"""Records on the shelf: kept, found, counted, paged and thrown away.

The store knows neither of the two APIs, only *books*: one for each API and
account. In a book stand records, by kind and number; a record is a dict of
texts, dicts and lists, kept as JSON in SQLite, in memory or in a file. Numbers
are dense from 1 for each kind and are never given twice.

Whatever is asked for together belongs in one transaction: it happens wholly or
not at all. A file is written ahead (WAL), so what was committed outlives the
process, however that ends.

A book can be emptied and copied whatever its size is: a snapshot is a book of
another name. What a book held is not deleted when the book is emptied, only set
aside; whoever writes afterwards throws some of it away.

    >>> store = Store()
    >>> book = store.book("classic", "sandbox")
    >>> with store.transaction():
    ...     book.put("task", book.next_id("task"), {"name": "Digging"})
    ...     book.put("task", book.next_id("task"), {"name": "Mowing"})
    >>> [task["name"] for task in book.select("task", order="-id")]
    ['Mowing', 'Digging']
    >>> book.count("task", Condition("name", "contains", "mow"))
    1
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from refreshbooks.sandbox.conditions import Condition, found_at, ordered
from refreshbooks.sandbox.database import connected
from refreshbooks.sandbox.layout import TABLES, lay_out, loaded, row_of
from refreshbooks.sandbox.statements import HERE, NAMES, PUT, SWEPT, UNUSED

__all__ = ["Book", "Condition", "Record", "Store", "StoredFile"]

Record = dict[str, Any]

# How many rows are thrown away for each that is written.
_EAGERNESS = 2


@dataclass(frozen=True)
class StoredFile:
    """The bytes of a file, and of what kind they are."""

    content: bytes
    media_type: str


class Store:
    """All books of one sandbox.

    Once it is closed, whatever is asked of it raises ``RuntimeError``.

    Args:
        path: The file to keep them in. None keeps them in memory, for as long as
            the store lives.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self._lock = threading.RLock()
        self._is_open = True
        self._remembered: tuple[object, dict[object, list[Any]]] = (None, {})
        self._afterwards: list[Callable[[], None]] = []
        self._connection = connected(path)
        try:
            # A commit is in the system's hands before it is answered: it survives
            # the end of the process; only the machine's own end could undo it.
            self._connection.execute("PRAGMA journal_mode=wal")
            self._connection.execute("PRAGMA synchronous=normal")
            lay_out(self._connection)
        except sqlite3.Error:
            self._connection.close()
            raise

    def book(self, api: str, account: str) -> "Book":
        """Returns the book of one account in one API."""
        return Book(self, f"{api}/{account}")

    def books(self, api: str, beginning: str = "") -> list[str]:
        """Returns the accounts that have a book in an API with anything in it.

        Args:
            beginning: How the accounts' names begin.
        """
        start = f"{api}/{beginning}"
        names = [row[0] for row in self.rows(NAMES)]
        return [name.partition("/")[2] for name in names if name.startswith(start)]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is done inside happens at once and wholly, or not at all.

        One inside another is a part of it.
        """
        with self._lock:
            self._require_open()
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            self._afterwards = []
            try:
                changes = self._connection.total_changes
                yield
                self._sweep(_EAGERNESS * (self._connection.total_changes - changes))
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            actions = self._afterwards
        for action in actions:
            action()

    def afterwards(self, action: Callable[[], None]) -> None:
        """Does something when the transaction is committed; never if it is undone.

        Where there is none, it is done at once.
        """
        with self._lock:
            if self._connection.in_transaction:
                self._afterwards.append(action)
                return
        action()

    def fact(self, name: str) -> str | None:
        """Returns what was remembered under a name, or None."""
        rows = self.rows("SELECT value FROM fact WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def remember(self, name: str, value: str) -> None:
        """Keeps a text under a name, beside the books."""
        self.rows("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Lets go of the file. Closing twice is fine."""
        with self._lock:
            self._is_open = False
            self._connection.close()

    def rows(self, sql: str, values: Iterable[object] = ()) -> list[Any]:
        """Returns what the database answers to one statement."""
        with self._lock:
            self._require_open()
            return self._connection.execute(sql, tuple(values)).fetchall()

    def remembered_rows(self, sql: str, values: tuple[object, ...]) -> list[Any]:
        """Returns what :meth:`rows` does, without asking twice until something is written."""
        with self._lock:
            state = (self.rows("PRAGMA data_version"), self._connection.total_changes)
            if self._remembered[0] != state:
                self._remembered = (state, {})
            answers = self._remembered[1]
            if (sql, values) not in answers:
                answers[sql, values] = self.rows(sql, values)
            return answers[sql, values]

    def write(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Has the database do one statement with each of many rows of values."""
        with self._lock:
            self._require_open()
            self._connection.executemany(sql, rows)

    def _require_open(self) -> None:
        if not self._is_open:
            raise RuntimeError("These books are closed.")

    def _sweep(self, most: int) -> None:
        """Throws away some of what emptied books held."""
        while most > 0:
            books = self.rows("SELECT book FROM discarded LIMIT 1")
            if not books:
                return
            changes = self._connection.total_changes
            for table in ("record", "file"):
                self.rows(SWEPT.format(table=table), (*books[0], most))
            swept = self._connection.total_changes - changes
            if swept < most:
                self.rows("DELETE FROM discarded WHERE book = ?", books[0])
            most -= swept


class Book:
    """The records of one account in one API.

    Attributes:
        store: The store that the book stands in.
        name: What the book is called there.
    """

    def __init__(self, store: Store, name: str) -> None:
        self.store = store
        self.name = name
        self._at = (name, name)

    def clear(self) -> None:
        """Empties the book, counters and all, in no time. Others stay as they are."""
        with self.store.transaction():
            self._move_to(self._unused_place())

    def copy_to(self, other: "Book") -> None:
        """Puts all that is here into another book, in the place of what was there.

        Records, files and the numbers given so far: afterwards the two are alike,
        and strangers.
        """
        with self.store.transaction():
            there = self._unused_place()
            for table, columns in TABLES.items():
                self.store.rows(
                    f"INSERT INTO {table} (book, {columns})"
                    f" SELECT ?, {columns} FROM {table} WHERE book = {HERE}",
                    (there, *self._at),
                )
            other._move_to(there)

    def next_id(self, kind: str) -> int:
        """Returns the next number of a kind, and counts it as given."""
        rows = self.store.rows(
            f"INSERT INTO counter VALUES ({HERE}, ?, 1)"
            " ON CONFLICT (book, kind) DO UPDATE SET last = last + 1 RETURNING last",
            (*self._at, kind),
        )
        return int(rows[0][0])

    def given(self) -> dict[str, int]:
        """Returns the last number that was given of each kind."""
        rows = self.store.rows(f"SELECT kind, last FROM counter WHERE book = {HERE}", self._at)
        return dict(rows)

    def give(self, kind: str, last: int) -> None:
        """Counts the numbers of a kind up to the last as given, and no further ones."""
        self.store.rows(
            f"INSERT OR REPLACE INTO counter VALUES ({HERE}, ?, ?)", (*self._at, kind, last)
        )

    def get(self, kind: str, number: int) -> Record | None:
        """Returns a record, or None where there is none of that number."""
        rows = self.store.rows(
            f"SELECT body FROM record WHERE book = {HERE} AND kind = ? AND id = ?",
            (*self._at, kind, number),
        )
        return loaded(rows[0][0]) if rows else None

    def put(self, kind: str, number: int, record: Record) -> None:
        """Keeps a record, in the place of an earlier one of that number."""
        self.put_all([(kind, number, record)])

    def put_all(self, records: Iterable[tuple[str, int, Record]]) -> None:
        """Keeps records, each by its kind and number."""
        rows = ((*self._at, kind, number, *row_of(record)) for kind, number, record in records)
        self.store.write(PUT, rows)

    def drop(self, kind: str, number: int) -> None:
        """Throws a record away for good, and its file with it."""
        place = (*self._at, kind, number)
        self.store.rows(f"DELETE FROM record WHERE book = {HERE} AND kind = ? AND id = ?", place)
        self.drop_file(kind, number)

    def select(
        self, kind: str, *conditions: Condition, order: str = "id", limit: int | None = None
    ) -> list[Record]:
        """Returns the records that meet every condition.

        Args:
            order: ``id`` or the name of a text, with a minus for descending.
                Equal texts stand by number, in the same direction.
            limit: How many at the most.
        """
        where, values = self._where(kind, conditions)
        rows = self.store.rows(
            f"SELECT body FROM record WHERE {where} ORDER BY {ordered(order)} LIMIT ?",
            (*values, -1 if limit is None else limit),
        )
        return [loaded(row[0]) for row in rows]

    def looked_up(self, kind: str, *conditions: Condition) -> list[Record]:
        """Returns the records that meet every condition, in the order of their numbers.

        They are looked up in an index, where :meth:`select` goes through all of the
        kind: the faster way to few of very many, by what has a column.
        """
        where, values = self._where(kind, conditions)
        rows = self.store.rows(f"SELECT id FROM record WHERE {where} ORDER BY id", values)
        return self._these(kind, [number for (number,) in rows])

    def page(
        self, kind: str, *conditions: Condition, order: str, size: int, offset: int
    ) -> tuple[list[Record], int]:
        """Returns some of the records that meet every condition, and how many do.

        Where they stand is looked up in an index, from whichever end is nearer:
        the last page costs what the first one does.

        Args:
            order: As for :meth:`select`.
            size: How many at the most.
            offset: How many to pass over first.
        """
        total = self.count(kind, *conditions)
        size = min(size, total - offset)
        if size <= 0:
            return [], total
        after = total - offset - size
        backwards = after < offset
        where, values = self._where(kind, conditions)
        rows = self.store.rows(
            f"SELECT id FROM record WHERE {where}"
            f" ORDER BY {ordered(order, backwards=backwards)} LIMIT ? OFFSET ?",
            (*values, size, after if backwards else offset),
        )
        numbers = [number for (number,) in rows]
        return self._these(kind, numbers[::-1] if backwards else numbers), total

    def count(self, kind: str, *conditions: Condition) -> int:
        """Returns how many records meet every condition."""
        where, values = self._where(kind, conditions)
        return int(self.store.rows(f"SELECT count(*) FROM record WHERE {where}", values)[0][0])

    def sums(
        self, kind: str, field: str, by: Iterable[str], *conditions: Condition
    ) -> list[tuple[Any, ...]]:
        """Returns what a number comes to in the records that meet every condition.

        Args:
            field: The name of the number.
            by: The fields whose values have a sum each; it stands behind them.
        """
        where, values = self._where(kind, conditions)
        columns = ", ".join(map(found_at, by))
        return self.store.remembered_rows(
            f"SELECT {columns}, CAST(sum({found_at(field)}) AS INTEGER)"
            f" FROM record WHERE {where} GROUP BY {columns}",
            values,
        )

    def put_file(self, kind: str, number: int, stored: StoredFile) -> None:
        """Keeps the file that belongs to a record, in the place of an earlier one."""
        self.store.rows(
            f"INSERT OR REPLACE INTO file VALUES ({HERE}, ?, ?, ?, ?)",
            (*self._at, kind, number, stored.media_type, stored.content),
        )

    def get_file(self, kind: str, number: int) -> StoredFile | None:
        """Returns the file that belongs to a record, or None."""
        rows = self.store.rows(
            f"SELECT content, media_type FROM file WHERE book = {HERE} AND kind = ? AND id = ?",
            (*self._at, kind, number),
        )
        return StoredFile(*rows[0]) if rows else None

    def drop_file(self, kind: str, number: int) -> None:
        """Throws the file of a record away; it need not be there."""
        place = (*self._at, kind, number)
        self.store.rows(f"DELETE FROM file WHERE book = {HERE} AND kind = ? AND id = ?", place)

    def _unused_place(self) -> str:
        return str(self.store.rows(UNUSED)[0][0])

    def _move_to(self, place: str) -> None:
        """Sets aside what is here: the book is what stands at another place."""
        self.store.rows(f"INSERT OR IGNORE INTO discarded SELECT {HERE}", self._at)
        self.store.rows(f"DELETE FROM counter WHERE book = {HERE}", self._at)
        self.store.rows("INSERT OR REPLACE INTO place VALUES (?, ?)", (self._at[0], place))

    def _these(self, kind: str, numbers: list[int]) -> list[Record]:
        rows = self.store.rows(
            f"SELECT id, body FROM record WHERE book = {HERE} AND kind = ?"
            " AND id IN (SELECT value FROM json_each(?))",
            (*self._at, kind, json.dumps(numbers)),
        )
        bodies = dict(rows)
        return [loaded(bodies[number]) for number in numbers]

    def _where(self, kind: str, conditions: Iterable[Condition]) -> tuple[str, tuple[object, ...]]:
        clauses = [f"book = {HERE} AND kind = ?"]
        values: list[object] = [*self._at, kind]
        for condition in conditions:
            clause, compared = condition.sql()
            clauses.append(f"({clause})")
            values.extend(compared)
        return " AND ".join(clauses), tuple(values)
