"""Reading a list that others change meanwhile: ``python -m benchmarks.busy``.

In both APIs, an account of ten thousand invoices is read while others create, edit and delete
invoices as fast as they can. Whatever must not happen ends the program with 1:
a row that comes twice, or a row that was there all the time and neither comes nor is
among the doubts.
"""

import argparse
import contextlib
import itertools
import random
import sys
import threading
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks import apis
from refreshbooks import api, rest
from refreshbooks.exceptions import FailedRequest, PagingWarning
from refreshbooks.sandbox import Sandbox

__all__ = ["BOOKS", "Books", "Reading", "main", "readings"]

INVOICES = 10_000
PREFETCH = (1, 4, 8)
# Threads that change the account, and seconds that every page waits for them.
MEDDLERS, LATENCY = 4, 0.02
# Which lists are read: all invoices, and some that an edit takes in and out.
LISTS = ("all", "draft")


class Books(ABC):
    """An account's invoices, as one of the APIs lists and changes them.

    Args:
        sandbox: Where the account is.
    """

    seed: str
    method: str

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    @abstractmethod
    def client(self) -> Any:
        """Returns a client."""

    @abstractmethod
    def rows(self, c: Any, which: str, **options: Any) -> Any:
        """Returns the rows of all invoices, or of the drafts."""

    @abstractmethod
    def number(self, row: Any) -> int:
        """Returns an invoice's number."""

    @abstractmethod
    def create(self, c: Any) -> None:
        """Makes an invoice."""

    @abstractmethod
    def edit(self, c: Any, number: int, *, draft: bool) -> None:
        """Sends an invoice, or makes it a draft again, where that can be done."""

    @abstractmethod
    def delete(self, c: Any, number: int) -> None:
        """Deletes an invoice, where that can be done."""

    def numbers(self, c: Any, which: str) -> set[int]:
        """Returns the numbers of all invoices, or of the drafts."""
        return {self.number(row) for row in self.rows(c, which)}


class Classic(Books):
    """As the Classic API has them."""

    seed = "classic"
    method = "invoice.list"

    def client(self) -> Any:
        """Returns a client."""
        return apis.CLASSIC.client(self.sandbox)

    def rows(self, c: Any, which: str, **options: Any) -> Any:
        """Returns the rows."""
        filters: dict[str, Any] = {} if which == "all" else {"status": which}
        return api.paginate(c.invoice.list, **options, **filters)

    def number(self, row: Any) -> int:
        """Returns an invoice's number."""
        return int(row.invoice_id)

    def create(self, c: Any) -> None:
        """Makes an invoice."""
        line = api.types.line(name="Yard Work", unit_cost="10", quantity=4)
        c.invoice.create(invoice=dict(client_id=1, lines=[line]))

    def edit(self, c: Any, number: int, *, draft: bool) -> None:
        """Changes an invoice's status."""
        status = "draft" if draft else "sent"
        with contextlib.suppress(FailedRequest):
            c.invoice.update(invoice=dict(invoice_id=number, status=status))

    def delete(self, c: Any, number: int) -> None:
        """Deletes an invoice."""
        with contextlib.suppress(FailedRequest):
            c.invoice.delete(invoice_id=number)


class Rest(Books):
    """As the current API has them."""

    seed = "rest"
    method = "invoices.list"

    def client(self) -> Any:
        """Returns a client."""
        return apis.REST.client(self.sandbox)

    def rows(self, c: Any, which: str, **options: Any) -> Any:
        """Returns the rows."""
        narrow = [] if which == "all" else [rest.FilterBuilder().equals("v3_status", which)]
        account = self.sandbox.account_id
        return rest.paginate(c.invoices.list, account, builders=narrow, **options)

    def number(self, row: Any) -> int:
        """Returns an invoice's number."""
        return int(row.id)

    def create(self, c: Any) -> None:
        """Makes an invoice."""
        line = {"name": "Yard Work", "qty": 4, "unit_cost": {"amount": "10", "code": "USD"}}
        invoice = {"customerid": 1, "create_date": "2026-05-04", "lines": [line]}
        c.invoices.create(self.sandbox.account_id, invoice)

    def edit(self, c: Any, number: int, *, draft: bool) -> None:
        """Changes an invoice's status."""
        with contextlib.suppress(rest.FreshBooksError):
            c.invoices.update(self.sandbox.account_id, number, {"status": 1 if draft else 2})

    def delete(self, c: Any, number: int) -> None:
        """Deletes an invoice."""
        with contextlib.suppress(rest.FreshBooksError):
            c.invoices.delete(self.sandbox.account_id, number)


BOOKS: tuple[type[Books], ...] = (Classic, Rest)


@dataclass(frozen=True)
class Reading:
    """What came of reading the list once.

    Attributes:
        name: How it was read.
        rows: How many rows came.
        calls: How many calls that took, and how many pages there were.
        changes: What happened meanwhile: invoices created, edited, deleted.
        twice: How many rows came more than once.
        lost: How many were there all the time and did not come.
        doubts: What the reading itself held for doubtful.
    """

    name: str
    rows: int
    calls: int
    pages: int
    changes: tuple[int, int, int]
    twice: int
    lost: int
    doubts: list[str]

    @property
    def is_wrong(self) -> bool:
        """Whether something happened that must not."""
        return self.twice > 0 or (self.lost > 0 and not self.doubts)


class _Meddler:
    """Changes an account in threads of its own, until it is told to stop."""

    def __init__(self, books: Books, c: Any, seed: int) -> None:
        self._books = books
        self._c = c
        self._random = random.Random(seed)
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._left = sorted(books.numbers(c, "all"))
        self._threads = [threading.Thread(target=self._meddle) for _ in range(MEDDLERS)]
        self.gone: set[int] = set()
        self.edited: set[int] = set()
        self.made = 0

    def __enter__(self) -> "_Meddler":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _meddle(self) -> None:
        while not self._over.is_set():
            self._random.choice((self._create, self._edit, self._delete))()

    def _create(self) -> None:
        self._books.create(self._c)
        with self._lock:
            self.made += 1

    def _edit(self) -> None:
        with self._lock:
            number = self._random.choice(self._left)
            self.edited.add(number)
        # Into one filtered list and out of another.
        self._books.edit(self._c, number, draft=self._random.choice((True, False)))

    def _delete(self) -> None:
        with self._lock:
            number = self._left.pop(self._random.randrange(len(self._left)))
            self.gone.add(number)
        self._books.delete(self._c, number)


def readings(invoices: int = INVOICES, times: int = 1) -> Iterator[Reading]:
    """Yields what came of reading, in each way as often as asked for."""
    for kind in BOOKS:
        with Sandbox() as sandbox:
            sandbox.seed(invoices=invoices, api=kind.seed)
            sandbox.snapshot("seeded")
            sandbox.faults.add("delay", kind.method, seconds=LATENCY)
            for turn, which, prefetch in itertools.product(range(times), LISTS, PREFETCH):
                sandbox.restore("seeded")
                yield _reading(kind(sandbox), which, prefetch, turn)


def _reading(books: Books, which: str, prefetch: int, turn: int) -> Reading:
    journal = books.sandbox.journal
    with books.client() as c, books.client() as other:
        throughout = books.numbers(c, which)
        meddling = _Meddler(books, other, turn)
        journal.clear()
        with warnings.catch_warnings(), meddling as meddler:
            warnings.simplefilter("ignore", PagingWarning)
            rows = books.rows(c, which, prefetch=prefetch)
            numbers = [books.number(row) for row in rows]
    throughout -= meddler.gone | (meddler.edited if which != "all" else set())
    return Reading(
        name=f"{books.seed}, {which}, prefetch={prefetch}",
        rows=len(numbers),
        calls=journal.count(books.method),
        pages=-(-(rows.total or 0) // 100),
        changes=(meddler.made, len(meddler.edited), len(meddler.gone)),
        twice=len(numbers) - len(set(numbers)),
        lost=len(throughout - set(numbers)),
        doubts=[str(doubt) for doubt in rows.doubts],
    )


def main(arguments: list[str] | None = None) -> int:
    """Prints a line for each reading."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="how often each way is taken")
    parser.add_argument("--invoices", type=int, default=INVOICES)
    chosen = parser.parse_args(arguments)
    print(f"{'read':<25}   rows   pages  calls  created edited deleted  twice  lost  doubts")
    wrong = 0
    for one in readings(chosen.invoices, chosen.times):
        made, edited, deleted = one.changes
        print(
            f"{one.name:<25} {one.rows:6} {one.pages:7} {one.calls:6}  {made:7} {edited:6}"
            f" {deleted:7} {one.twice:6} {one.lost:5}  {len(one.doubts)}"
            f"{'  WRONG' if one.is_wrong else ''}",
            flush=True,
        )
        for doubt in one.doubts[:3]:
            print(f"    {doubt}")
        wrong += one.is_wrong
    print(f"Readings with what must not happen: {wrong}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
