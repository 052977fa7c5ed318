"""The borders between pages, and which of them rows may have slipped across.

Each answer is an unbroken stretch of the list as it was at one moment. If the
list changes between two answers, a row that was about to come on page 8 may have
moved up to page 7, which was read already: it would be lost on the border. Two
things show that nothing was:

- nothing in the answers around says that the list changed, or
- one answer holds a row of page 7 (or before) and a row of page 8 (or after).
  It is unbroken, so whatever lies between them is in it too.

A border for which neither holds is open. It is settled by reading a page that
lies across it: one of another size, so that its own borders are elsewhere.
"""

from collections import deque

__all__ = ["END", "Borders", "across"]

END = 2**62
"""The page after the last one, whatever the last one is."""

_TRIES = 3


class Borders:
    """Keeps which borders are open, and whose turn it is.

    A border has the number of the page before it; 0 is the front of the list.

    Args:
        ahead: How many calls are under way at once. Their answers may be older
            than those before them, so a change noticed in one makes the borders
            of its neighbours doubtful too.
    """

    def __init__(self, ahead: int) -> None:
        self._around = max(4, 2 * ahead)
        self._recent: deque[int] = deque(maxlen=self._around)
        self._unsteady = 0
        self._waiting: deque[int] = deque()
        self._tries: dict[int, int] = {}
        self._aims: dict[int, int] = {}

    def read(self, page: int, *, changed: bool) -> None:
        """Notes that a page was read, and whether its answer shows that the list changed."""
        if changed:
            self._doubt_recent()
            self._unsteady = self._around
        elif self._unsteady:
            self._unsteady -= 1
            changed = True
        if page > 1:
            if changed:
                self.open(page - 1)
            self._recent.append(page)

    def changed(self) -> None:
        """Notes that the list changed since the last page was read."""
        self._doubt_recent()
        self._unsteady = max(1, self._around)

    def open(self, border: int) -> None:
        """Holds a border for doubtful until it is settled."""
        if border not in self._tries:
            self._tries[border] = 0
            self._waiting.append(border)

    def settle(self, low: int, high: int) -> None:
        """Notes that one answer held rows of both these pages: nothing is lost between."""
        for border in [border for border in self._tries if low <= border < high]:
            del self._tries[border]
        for page in [page for page in self._recent if low < page <= high]:
            self._recent.remove(page)

    def take(self, per_page: int) -> tuple[int, int] | None:
        """Returns the border to look at next and the row to look around, or None."""
        while self._waiting:
            border = self._waiting.popleft()
            if border in self._tries:
                self._tries[border] += 1
                return border, self._aims.pop(border, border * per_page)
        return None

    def missed(self, border: int, aim: int) -> None:
        """Notes that the rows of an open border were elsewhere: perhaps around another row."""
        if self._tries.get(border, _TRIES) < _TRIES:
            self._aims[border] = aim
            self._waiting.appendleft(border)

    def still_open(self) -> list[int]:
        """Returns the borders that were not settled."""
        return sorted(self._tries)

    def _doubt_recent(self) -> None:
        for page in self._recent:
            self.open(page - 1)


def across(position: int, per_page: int, most: int) -> tuple[int, int]:
    """Returns the page and the page size that best hold the rows around a position.

    >>> across(300, 100, 100)  # rows 260 to 345 stand around row 300
    (4, 86)

    Args:
        position: How many rows of the list are before it.
        per_page: The page size of the reading.
        most: The largest page size that the service knows.
    """
    sizes = range(per_page // 2 + 1, max(per_page, min(3 * per_page, most)) + 1)
    size = max(sizes, key=lambda size: (min(position % size, size - position % size), size))
    return position // size + 1, size
