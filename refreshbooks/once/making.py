"""Looks for a record and creates it, in the order that is safe.

Under the lock: wait out what is unfinished, look, create. A create whose answer
is lost begins that anew. So each create is sent only after a look that came later
than any create before it could still be applied.
"""

import inspect
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Any

from refreshbooks.client import RemoteMethod, with_names, with_transport
from refreshbooks.exceptions import (
    BadParameter,
    NotCreated,
    OutcomeUnknown,
    RefreshbooksError,
    also,
)
from refreshbooks.once.sought import Sought, sought
from refreshbooks.once.unfinished import Unfinished, folder_of_locks
from refreshbooks.paging import classic
from refreshbooks.paging.listing import Listing
from refreshbooks.paging.walk import Walk
from refreshbooks.transports.timeouts import limits

__all__ = ["Found", "found_or_created"]

_log = logging.getLogger("refreshbooks")

_READINGS = 3

# Seconds after which people begin to think that a program hangs.
_NOTICED = 5.0


@dataclass(frozen=True)
class Found:
    """What :func:`refreshbooks.api.find_or_create` returns.

    Attributes:
        id: The record's id.
        record: The record as the list shows it; of a new one what ``create``
            answered.
        created: Whether this call made it.
    """

    id: int
    record: Any
    created: bool


def found_or_created(  # noqa: PLR0913
    create: Any,
    params: Mapping[str, Any],
    *,
    by: str | Iterable[str] | None,
    marker: str | None,
    settle: float | None,
    wait: float,
    locks: str | PathLike[str] | None,
) -> Found:
    """Does what :func:`refreshbooks.once.find_or_create` says."""
    wanted = sought(_resource(create), params, by=by, marker=marker)
    timeout = getattr(create.transport, "timeout", None)
    settle = sum(limits(timeout)) if settle is None else _seconds(settle, "settle")
    identity = [create._host().lower(), *wanted.identity()]
    clock = create._rules.repeats.policy.clock
    unfinished = Unfinished(folder_of_locks(locks), identity, clock)
    with unfinished.held(_seconds(wait, "wait"), wanted):
        return _Making(create, wanted, unfinished, settle).result(wanted.marked(params))


class _Making:
    """The steps of one call, under the lock."""

    def __init__(
        self, create: RemoteMethod, wanted: Sought, unfinished: Unfinished, settle: float
    ) -> None:
        self._create = with_transport(create, _Noting(create.transport, self._begin))
        self._list = with_names(create, [wanted.resource, "list"])
        self._repeats = create._rules.repeats
        self._wanted = wanted
        self._unfinished = unfinished
        self._settle = settle

    def result(self, params: Mapping[str, Any]) -> Found:
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
                return self._found(self._created(params), created=True)
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
                self._create._prefix(),
                seconds,
            )
            self._repeats.policy.sleep(seconds)

    def _row(self) -> Any:
        listing = classic.listing(self._list, 100, self._wanted.filters())
        for _ in range(_READINGS):
            walk = listing.walk(ahead=1, verify=False, resume=None)
            met = list(filter(self._wanted.is_met_by, _rows(listing, walk)))
            if met or not walk.doubts:
                return self._only(met)
        pages = "; ".join(map(str, walk.doubts))
        raise NotCreated(f"{self._wanted}: the list changes while it is read ({pages})")

    def _only(self, rows: list[Any]) -> Any:
        if len(rows) > 1:
            ids = tuple(self._wanted.id_in(row) or 0 for row in rows)
            named = ", ".join(map(str, ids))
            raise NotCreated(f"there are {len(rows)} of {self._wanted}: {named}", ids)
        return rows[0] if rows else None

    def _created(self, params: Mapping[str, Any]) -> Any:
        try:
            answer = self._create(**params)
        except OutcomeUnknown:
            raise
        except RefreshbooksError:
            # Refused, or never sent: nothing was done.
            self._unfinished.end()
            raise
        if self._wanted.id_in(answer) is None:
            raise OutcomeUnknown(f"{self._create._prefix()} answered without {self._wanted.key}")
        self._unfinished.end()
        return answer

    def _found(self, element: Any, *, created: bool) -> Found:
        return Found(self._wanted.id_in(element) or 0, element, created)

    def _begin(self) -> None:
        self._unfinished.begin(self._settle)


class _Noting:
    """A transport that notes each attempt just before it is made."""

    def __init__(self, transport: Any, begin: Callable[[], None]) -> None:
        self.url = getattr(transport, "url", None)
        self._transport = transport
        self._begin = begin

    def __call__(self, entity: Any) -> Any:
        self._begin()
        return self._transport(entity)


def _rows(listing: Listing, walk: Walk) -> Iterator[Any]:
    """Yields the rows of a list, read page by page, without warnings of its doubts."""
    while (ask := walk.next()) is not None:
        yield from walk.feed(ask, listing.call(ask)).rows


def _resource(create: Any) -> str:
    names = create.names if isinstance(create, RemoteMethod) else []
    if len(names) != 2 or names[1] != "create":
        raise BadParameter(
            f"find_or_create takes a method that creates, such as c.client.create, not {create!r}"
        )
    if inspect.iscoroutinefunction(create._driven):
        raise BadParameter(
            "find_or_create takes a method that is not awaited: make the client by api, and await"
            " asyncio.to_thread(api.find_or_create, ...)"
        )
    resource: str = names[0]
    known = set(create._rules.names_under(resource))
    if known and "list" not in known:
        raise BadParameter(f"there is no {resource}.list to look in, so nothing can be found")
    return resource


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
