"""What an account sent out: on its way, tried again, and written down."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import overload

from refreshbooks.masking import Secret, mask
from refreshbooks.sandbox.delivery.lanes import Lane
from refreshbooks.sandbox.delivery.letters import Delivered, Letter
from refreshbooks.sandbox.delivery.posting import host_of, is_this_machine
from refreshbooks.sandbox.delivery.signing import HEADER

__all__ = ["Deliveries"]

_ATTRIBUTES = {name for name in dir(Delivered) if not name.startswith("_")} - {"facts"}
_KEPT = 10_000
_TOLD = 10


class Deliveries:
    """The attempts to deliver something, oldest first. Threads may use it as they like.

    An address has ten seconds to answer with a status of 200 to 299. If it does not,
    it is tried again; when, the service does not say, so the times are the sandbox's
    own. They pass by the account's clock: who sets it on need not wait.

    Only addresses on this machine are posted to, unless :meth:`allow` names others.

    Args:
        now: Returns the time, with a zone.
        seconds: How long an address has to answer.

    Attributes:
        pauses: How many seconds there are before each further attempt.
    """

    def __init__(self, now: Callable[[], datetime], *, seconds: float = 10.0) -> None:
        self._now = now
        self._seconds = seconds
        self._changed = threading.Condition()
        self._kept: deque[Delivered] = deque(maxlen=_KEPT)
        self._last = 0
        self._lanes: dict[str, Lane] = {}
        self._allowed: list[str] = []
        self._is_open = True
        self.pauses: tuple[float, ...] = (1, 10, 60)

    def __iter__(self) -> Iterator[Delivered]:
        with self._changed:
            return iter(list(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, index: int) -> Delivered: ...
    @overload
    def __getitem__(self, index: slice) -> list[Delivered]: ...
    def __getitem__(self, index: int | slice) -> Delivered | list[Delivered]:
        return list(self)[index]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} attempts>"

    @property
    def last(self) -> Delivered | None:
        """The latest attempt; None where there was none."""
        with self._changed:
            return self._kept[-1] if self._kept else None

    def allow(self, *hosts: str) -> None:
        """Lets events go to other machines too.

        Args:
            *hosts: Names or patterns, such as ``shop.example.com`` or ``*.test``.
        """
        self._allowed += [host.lower() for host in hosts]

    def search(
        self, event: str | None = None, *, after: int = 0, **wanted: object
    ) -> list[Delivered]:
        """Returns the attempts that are like this, oldest first.

        Args:
            event: Its name, or a pattern such as ``invoice.*``.
            after: The number of an attempt that came before.
            **wanted: What other attributes of a :class:`Delivered` are.

        Raises:
            TypeError: If it has no such attribute.
        """
        for name in wanted.keys() - _ATTRIBUTES:
            raise TypeError(f"A delivery has no {name!r}; it has {', '.join(sorted(_ATTRIBUTES))}.")
        return [one for one in self if _fits(one, event, after, wanted)]

    def wait_for(
        self, event: str | None = None, *, timeout: float = 5.0, after: int = 0, **wanted: object
    ) -> Delivered:
        """Returns the first attempt that is like this, and waits for it if it has to come yet.

        Args:
            event: As for :meth:`search`.
            timeout: How many seconds to wait.
            after: As for :meth:`search`; so are the others.

        Raises:
            TimeoutError: If none came; the text says what did.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self.search(event, after=after, **wanted) or not self._is_open, timeout
            )
            found = self.search(event, after=after, **wanted)
        if found:
            return found[0]
        sought = {"event": event, **wanted} if event else wanted
        lines = [f"No delivery with {sought} within {timeout:g} s; there were {len(self)} others:"]
        raise TimeoutError(mask("\n".join(lines + _shown(self[-_TOLD:]))))

    def post(self, letter: Letter) -> None:
        """Puts a letter on its way; comes back at once."""
        if not self._goes_to(host_of(letter.uri)):
            self._write_down(letter, 1, None, _forbidden(letter.uri), None)
            return
        with self._changed:
            if not self._is_open:
                return
            if letter.uri not in self._lanes:
                self._lanes[letter.uri] = Lane(self._came, self._now, self._seconds)
            lane = self._lanes[letter.uri]
        lane.put(letter)

    def clear(self) -> None:
        """Forgets all attempts and all that is under way, and counts from one again."""
        with self._changed:
            lanes, self._lanes = self._lanes, {}
        for lane in lanes.values():
            lane.close()
        with self._changed:
            self._kept.clear()
            self._last = 0

    def close(self) -> None:
        """Ends what is under way; nothing is delivered any more."""
        with self._changed:
            self._is_open = False
            lanes, self._lanes = self._lanes, {}
            self._changed.notify_all()
        for lane in lanes.values():
            lane.close()

    def _goes_to(self, host: str) -> bool:
        return is_this_machine(host) or any(fnmatchcase(host, like) for like in self._allowed)

    def _came(self, letter: Letter, attempt: int, status: int | None, note: str) -> datetime | None:
        """Writes down what came of an attempt, and returns when to try again."""
        again = None
        if note and attempt <= len(self.pauses):
            again = self._now() + timedelta(seconds=self.pauses[attempt - 1])
        self._write_down(letter, attempt, status, note, again)
        return again

    def _write_down(
        self, letter: Letter, attempt: int, status: int | None, note: str, again: datetime | None
    ) -> None:
        with self._changed:
            self._last += 1
            self._kept.append(
                Delivered(
                    number=self._last,
                    event=letter.event,
                    object_id=letter.object_id,
                    callback_id=letter.callback_id,
                    uri=mask(letter.uri),
                    attempt=attempt,
                    status=status,
                    note=mask(note),
                    is_signed=HEADER in letter.headers,
                    at=self._now(),
                    again_at=again,
                    _body=Secret(letter.body),
                )
            )
            self._changed.notify_all()


def _fits(one: Delivered, event: str | None, after: int, wanted: dict[str, object]) -> bool:
    if one.number <= after or not (event is None or fnmatchcase(one.event, event)):
        return False
    return all(_same(getattr(one, name), value) for name, value in wanted.items())


def _same(found: object, wanted: object) -> bool:
    # Numbers of records are texts here, and programs have them as numbers.
    return found == wanted or (isinstance(found, str) and found == str(wanted))


def _shown(attempts: Iterable[Delivered]) -> list[str]:
    return [f"  {one!r}" for one in attempts]


def _forbidden(uri: str) -> str:
    host = host_of(uri)
    return (
        f"{host} is not known to be this machine, so nothing was sent; to let events go there,"
        f" say deliveries.allow({host!r})"
    )
