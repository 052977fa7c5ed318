"""Reading a list that others change meanwhile: ``python -m benchmarks.busy``.

An account of ten thousand invoices is read while others create, edit and delete
invoices as fast as they can. Whatever must not happen ends the program with 1:
a row that comes twice, or a row that was there all the time and neither comes nor is
among the doubts.
"""

import argparse
import contextlib
import random
import sys
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from refreshbooks import api
from refreshbooks.exceptions import PagingWarning
from refreshbooks.sandbox import Sandbox

__all__ = ["Reading", "main", "readings"]

INVOICES = 10_000
PREFETCH = (1, 4, 8)
# Threads that change the account, and seconds that every page waits for them.
MEDDLERS, LATENCY = 4, 0.02
# Which lists are read: all invoices, and some that an edit takes in and out.
FILTERS: tuple[dict[str, str], ...] = ({}, {"status": "draft"})


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

    def __init__(self, c: Any, existing: set[int], seed: int) -> None:
        self._c = c
        self._random = random.Random(seed)
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._left = sorted(existing)
        self._client_id = int(next(api.paginate(c.client.list)).client_id)
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
        line = api.types.line(name="Yard Work", unit_cost="10", quantity=4)
        self._c.invoice.create(invoice=dict(client_id=self._client_id, lines=[line]))
        with self._lock:
            self.made += 1

    def _edit(self) -> None:
        with self._lock:
            number = self._random.choice(self._left)
            self.edited.add(number)
        # Sent, or a draft again: into one filtered list and out of another.
        status = self._random.choice(("draft", "sent"))
        self._refusable(self._c.invoice.update, invoice=dict(invoice_id=number, status=status))

    def _delete(self) -> None:
        with self._lock:
            number = self._left.pop(self._random.randrange(len(self._left)))
            self.gone.add(number)
        self._refusable(self._c.invoice.delete, invoice_id=number)

    def _refusable(self, method: Any, **arguments: Any) -> None:
        # Some invoices let this be done to them, and some do not.
        with contextlib.suppress(api.client.FailedRequest):
            method(**arguments)


def readings(invoices: int = INVOICES, times: int = 1) -> Iterator[Reading]:
    """Yields what came of reading, in each way as often as asked for."""
    with Sandbox() as sandbox:
        sandbox.seed(invoices=invoices)
        sandbox.snapshot("seeded")
        sandbox.faults.add("delay", "invoice.list", seconds=LATENCY)
        for turn in range(times):
            for filters in FILTERS:
                for prefetch in PREFETCH:
                    sandbox.restore("seeded")
                    yield _reading(sandbox, filters, prefetch, turn)


def _reading(sandbox: Sandbox, filters: dict[str, str], prefetch: int, turn: int) -> Reading:
    name = f"{filters.get('status', 'all')}, prefetch={prefetch}"
    with (
        api.TokenClient(sandbox.classic_url, sandbox.token) as c,
        api.TokenClient(sandbox.classic_url, sandbox.token) as other,
    ):
        throughout = _ids(c, **filters)
        meddling = _Meddler(other, _ids(c), turn)
        sandbox.journal.clear()
        with warnings.catch_warnings(), meddling as meddler:
            warnings.simplefilter("ignore", PagingWarning)
            rows = api.paginate(c.invoice.list, prefetch=prefetch, **filters)
            ids = [int(row.invoice_id) for row in rows]
    throughout -= meddler.gone | (meddler.edited if filters else set())
    return Reading(
        name=name,
        rows=len(ids),
        calls=sandbox.journal.count("invoice.list"),
        pages=-(-(rows.total or 0) // 100),
        changes=(meddler.made, len(meddler.edited), len(meddler.gone)),
        twice=len(ids) - len(set(ids)),
        lost=len(throughout - set(ids)),
        doubts=[str(doubt) for doubt in rows.doubts],
    )


def _ids(c: Any, **filters: str) -> set[int]:
    return {int(row.invoice_id) for row in api.paginate(c.invoice.list, **filters)}


def main(arguments: list[str] | None = None) -> int:
    """Prints a line for each reading."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="how often each way is taken")
    parser.add_argument("--invoices", type=int, default=INVOICES)
    chosen = parser.parse_args(arguments)
    print("read                 rows   pages  calls  created edited deleted  twice  lost  doubts")
    wrong = 0
    for one in readings(chosen.invoices, chosen.times):
        made, edited, deleted = one.changes
        print(
            f"{one.name:<18} {one.rows:6} {one.pages:7} {one.calls:6}  {made:7} {edited:6}"
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
