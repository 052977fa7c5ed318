"""Looks for a record and creates it, in the order that is safe.

Under the lock: wait out what is unfinished, look, create. A create whose answer
is lost begins that anew. So each create is sent only after a look that came later
than any create before it could still be applied.

How a record is looked for and created is each API's own:
:mod:`refreshbooks.once.classic`, :mod:`refreshbooks.rest.once`.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os import PathLike
from typing import Any, Protocol

from refreshbooks.exceptions import (
    BadParameter,
    NotCreated,
    OutcomeUnknown,
    RefreshbooksError,
    also,
)
from refreshbooks.once.unfinished import Unfinished, folder_of_locks
from refreshbooks.paging.listing import Listing
from refreshbooks.paging.walk import Walk
from refreshbooks.retry import Repeats
from refreshbooks.transports.timeouts import limits

__all__ = ["Found", "Records", "Wanted", "found_or_created"]

_log = logging.getLogger("refreshbooks")

_READINGS = 3

# Seconds after which people begin to think that a program hangs.
_NOTICED = 5.0


@dataclass(frozen=True)
class Found:
    """What :func:`refreshbooks.api.find_or_create` returns, and its like in the current API.

    Attributes:
        id: The record's id.
        record: The record as the list shows it; of a new one what ``create``
            answered.
        created: Whether this call made it.
    """

    id: Any
    record: Any
    created: bool


class Wanted(Protocol):
    """What makes out the record that is wanted; printed, it says so."""

    @property
    def key(self) -> str:
        """The field that holds its id."""

    def is_met_by(self, row: Any) -> bool:
        """Says whether a row of the list is the record."""

    def id_in(self, answer: Any) -> Any:
        """Returns the id in a row, or in the answer of a create; None if there is none."""

    def identity(self) -> list[Any]:
        """Returns what is the same for all who look for the same record."""


class Records(Protocol):
    """How records of a kind are looked for and created.

    Attributes:
        account: Where: the same text for all who mean the same account.
        method: The method that creates, such as ``"client.create"``.
        repeats: The client's policy.
        timeout: How long its transport waits.
    """

    account: str
    method: str
    repeats: Repeats
    timeout: Any

    def listing(self) -> Listing:
        """Returns the list in which the record is, if it is there."""

    def create(self, begin: Callable[[], None]) -> Any:
        """Creates the record, and returns the answer.

        Args:
            begin: To be called just before each attempt is sent.
        """


def found_or_created(
    wanted: Wanted,
    records: Records,
    *,
    settle: float | None,
    wait: float,
    locks: str | PathLike[str] | None,
) -> Found:
    """Does what :func:`refreshbooks.once.find_or_create` says."""
    settle = sum(limits(records.timeout)) if settle is None else _seconds(settle, "settle")
    identity = [records.account, *wanted.identity()]
    unfinished = Unfinished(folder_of_locks(locks), identity, records.repeats.policy.clock)
    with unfinished.held(_seconds(wait, "wait"), wanted):
        return _Making(wanted, records, unfinished, settle).result()


class _Making:
    """The steps of one call, under the lock."""

    def __init__(
        self, wanted: Wanted, records: Records, unfinished: Unfinished, settle: float
    ) -> None:
        self._wanted = wanted
        self._records = records
        self._repeats = records.repeats
        self._unfinished = unfinished
        self._settle = settle

    def result(self) -> Found:
        """Returns the record, found or created."""
        doubt: OutcomeUnknown | None = None
        left = self._repeats.policy.retries
        while True:
            row = self._looked_up(doubt)
            if row is not None:
                self._unfinished.end()
                return self._found(row, created=doubt is not None)
            if doubt is not None:
                # It is not there, so nothing is unfinished.
                self._unfinished.end()
                if left == 0 or not self._repeats.take():
                    raise doubt
                left -= 1
            try:
                return self._found(self._created(), created=True)
            except OutcomeUnknown as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                doubt = error

    def _looked_up(self, doubt: OutcomeUnknown | None) -> Any:
        """Returns the record's row, or None."""
        try:
            self._wait_out()
            return self._row()
        except (RefreshbooksError, KeyboardInterrupt) as error:
            if doubt is None:
                raise
            # What befell the look is less than that a create is in doubt.
            raise _of_the_same(doubt, error) from error

    def _wait_out(self) -> None:
        seconds = self._unfinished.seconds_left(self._settle)
        if seconds > 0:
            _log.log(
                logging.WARNING if seconds >= _NOTICED else logging.INFO,
                "%s: looks in %.1f s, since an attempt without an answer may be applied until then",
                self._records.method,
                seconds,
            )
            self._repeats.policy.sleep(seconds)

    def _row(self) -> Any:
        listing = self._records.listing()
        for _ in range(_READINGS):
            walk = listing.walk(ahead=1, verify=False, resume=None)
            met = list(filter(self._wanted.is_met_by, _rows(listing, walk)))
            if met or not walk.doubts:
                return self._only(met)
        pages = "; ".join(map(str, walk.doubts))
        raise NotCreated(f"{self._wanted}: the list changes while it is read ({pages})")

    def _only(self, rows: list[Any]) -> Any:
        if len(rows) > 1:
            ids = tuple(map(self._wanted.id_in, rows))
            named = ", ".join(map(str, ids))
            raise NotCreated(f"there are {len(rows)} of {self._wanted}: {named}", ids)
        return rows[0] if rows else None

    def _created(self) -> Any:
        try:
            answer = self._records.create(self._begin)
        except OutcomeUnknown:
            raise
        except RefreshbooksError:
            # Refused, or never sent: nothing was done.
            self._unfinished.end()
            raise
        if self._wanted.id_in(answer) is None:
            raise OutcomeUnknown(f"{self._records.method} answered without {self._wanted.key}")
        self._unfinished.end()
        return answer

    def _found(self, record: Any, *, created: bool) -> Found:
        return Found(self._wanted.id_in(record), record, created)

    def _begin(self) -> None:
        self._unfinished.begin(self._settle)


def _rows(listing: Listing, walk: Walk) -> Iterator[Any]:
    """Yields the rows of a list, read page by page, without warnings of its doubts."""
    while (ask := walk.next()) is not None:
        yield from walk.feed(ask, listing.call(ask)).rows


def _seconds(value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        raise BadParameter("this is a number of seconds, 0 or more", path=path)
    return value


def _of_the_same(doubt: OutcomeUnknown, error: BaseException) -> OutcomeUnknown:
    """Returns an error of a write in doubt, of the kind of Ctrl-C where that came."""
    if not isinstance(error, KeyboardInterrupt):
        return doubt
    told: OutcomeUnknown = also(OutcomeUnknown, KeyboardInterrupt)(doubt.message)
    told.method, told.check = doubt.method, doubt.check
    return told
