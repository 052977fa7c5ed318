"""What was called and what came of it: the last calls of one account.

    >>> journal = Journal()
    >>> _ = journal.record(method="invoice.create", status=200, applied=True)
    >>> journal.last
    <Entry 1: invoice.create -> 200, applied, by nobody, 0.000 s>
    >>> journal.count("invoice.*", status=200)
    1

Secrets are masked in all that it shows.
"""

import threading
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any, overload

from refreshbooks.masking import Secret, mask
from refreshbooks.sandbox.entries import Entry
from refreshbooks.sandbox.patterns import check_pattern
from refreshbooks.sandbox.sought import NearMiss, Sought

__all__ = ["Entry", "Journal", "NearMiss"]

# How many calls a text tells of.
_TOLD = 10


class Journal:
    """The last calls, oldest first. Threads may use it as they like.

    Args:
        keeps: How many entries it keeps; a whole number from 0.
        most_bytes: How many bytes of documents it keeps; when there are more, the
            oldest entries are forgotten first.

    Attributes:
        forgotten: How many entries it has let go of for want of room.
    """

    def __init__(self, keeps: int = 10_000, *, most_bytes: int = 32 * 1024 * 1024) -> None:
        self._changed = threading.Condition()
        self._entries: deque[Entry] = deque()
        self._keeps = _checked(keeps)
        self._most_bytes = most_bytes
        self._is_open = True
        self._recorded = 0
        self._empty()

    def _empty(self) -> None:
        self._entries.clear()
        self._bytes = 0
        self._last = 0
        self.forgotten = 0

    def __iter__(self) -> Iterator[Entry]:
        with self._changed:
            return iter(list(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        return list(self)[index]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)} calls, {self.forgotten} forgotten>"

    @property
    def last(self) -> Entry | None:
        """The latest call; None where there was none."""
        with self._changed:
            return self._entries[-1] if self._entries else None

    @property
    def keeps(self) -> int:
        """How many entries it keeps; it can be set to a whole number from 0."""
        return self._keeps

    @keeps.setter
    def keeps(self, entries: int) -> None:
        """Lets go of the oldest beyond so many."""
        with self._changed:
            self._keeps = _checked(entries)
            self._let_go()

    def record(
        self,
        *,
        request: bytes = b"",
        response: bytes = b"",
        address: str = "",
        **facts: Any,
    ) -> Entry:
        """Adds a call and returns its entry.

        Args:
            request: The body that came.
            response: The body that went out.
            address: The path that was called, and what stands behind the question mark.
            facts: The other attributes of an :class:`Entry`, but its number.
        """
        with self._changed:
            self._last += 1
            self._recorded += 1
            entry = Entry(
                number=self._last,
                _address=Secret(address),
                _request=Secret(request),
                _response=Secret(response),
                **facts,
            )
            self._entries.append(entry)
            self._bytes += entry.size
            self._let_go()
            self._changed.notify_all()
        return entry

    def clear(self) -> None:
        """Forgets everything, and counts from one again."""
        with self._changed:
            self._empty()

    def close(self) -> None:
        """Says that no call comes any more: nobody waits for one."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()

    def search(self, method: str | None = None, **wanted: Any) -> list[Entry]:
        """Returns the calls that are like this, oldest first.

        Args:
            method: A method's name, or a pattern such as ``invoice.*``.
            wanted: Any of: ``status``, ``applied``, ``user``, ``auth`` as an entry
                has them; ``fault``: a kind, True for any or False for none;
                ``text``: a text in one of the bodies; ``fields``: the texts of
                elements of the request by path, such as
                ``{"client/email": "ann@example.com"}``; ``after``: the number of
                an entry that came before.

        Raises:
            ValueError: If something else is wanted, or a path is none; the text
                says what there is.
        """
        sought = Sought.of(method, wanted)
        self._check(method)
        return [entry for entry in self if sought.fits(entry)]

    def count(self, method: str | None = None, **wanted: Any) -> int:
        """Returns how many calls are like this; see :meth:`search`."""
        return len(self.search(method, **wanted))

    def wait_for(self, method: str | None = None, *, timeout: float = 5.0, **wanted: Any) -> Entry:
        """Returns the first call that is like this, and waits for it if it has to come yet.

        Args:
            method: As for :meth:`search`.
            timeout: How many seconds to wait.
            wanted: As for :meth:`search`; ``after=`` passes over earlier calls.

        Raises:
            TimeoutError: If none came; the text says what did.
            ValueError: As :meth:`search` does.
        """
        sought = Sought.of(method, wanted)
        self._check(method)
        seen = 0
        found: list[Entry] = []

        def has_come() -> bool:
            nonlocal seen
            news = list(islice(reversed(self._entries), self._recorded - seen))
            seen = self._recorded
            found.extend(entry for entry in reversed(news) if sought.fits(entry))
            return bool(found)

        with self._changed:
            self._changed.wait_for(lambda: has_come() or not self._is_open, timeout)
            if found:
                return found[0]
        raise TimeoutError(self._missed(sought, timeout))

    def near_misses(
        self, method: str | None = None, *, most: int = 3, **wanted: Any
    ) -> list[NearMiss]:
        """Returns the calls that come closest without being like this, closest first.

        Args:
            method: As for :meth:`search`.
            most: How many to return at the most.
            wanted: As for :meth:`search`.

        Raises:
            ValueError: As :meth:`search` does.
        """
        return Sought.of(method, wanted).near_misses(self, most)

    def _check(self, method: str | None) -> None:
        """Refuses a misspelt method, which no call would ever be found by."""
        try:
            check_pattern("*" if method is None else method)
        except ValueError:
            # Programs may have called what there is not.
            if not any(Sought(method=method).fits(entry) for entry in self):
                raise

    def _missed(self, sought: Sought, timeout: float) -> str:
        entries = list(self)
        lines = [f"No call with {sought} came within {timeout:g} s; {_others(len(entries))}"]
        lines += [f"  {entry!r}" for entry in entries[-_TOLD:]]
        near = sought.near_misses(entries, 3)
        if near:
            lines += ["Closest:", *(f"  {miss}" for miss in near)]
        return mask("\n".join(lines))

    def _let_go(self) -> None:
        while len(self._entries) > self._keeps or self._bytes > self._most_bytes:
            self._bytes -= self._entries.popleft().size
            self.forgotten += 1


def _checked(keeps: object) -> int:
    if isinstance(keeps, int) and not isinstance(keeps, bool) and keeps >= 0:
        return keeps
    raise ValueError(f"A journal keeps a whole number from 0 of calls, not {keeps!r}.")


def _others(count: int) -> str:
    if not count:
        return "nor did any other."
    limit = f", the last {_TOLD} of them" if count > _TOLD else ""
    return f"{count} others did{limit}:"
