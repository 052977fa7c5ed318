"""The synchronous driver: a walk, and calls made for it one by one or ahead."""

import threading
from collections import deque
from collections.abc import Iterator
from typing import Any

from refreshbooks.paging.calls import Ahead, Here, Waiting
from refreshbooks.paging.listing import Listing
from refreshbooks.paging.pages import Ask, Page
from refreshbooks.paging.reading import Reading

__all__ = ["Rows"]


class Rows(Reading):
    """The rows of a list, read as they are needed: an iterator.

    Like any iterator it goes forward only: a second ``for`` goes on where the first
    one stopped, and finds nothing after the end. For another reading call
    ``paginate`` again. Threads may share one: each row comes to one of them. Errors of
    a call come unchanged, after the rows before it; from then on every ``next()``
    raises the same error.

    An iterator that is not read to its end is closed by ``close()``, at the end of a
    ``with`` block, or when it is forgotten: then no further call begins, and those
    under way end by themselves.
    """

    def __init__(self, listing: Listing, **asked: Any) -> None:
        super().__init__(listing, **asked)
        # Most lists have one page, which needs no thread.
        self._calls: Here | Ahead = Here(listing.call)
        self._under_way: deque[tuple[Ask, Waiting]] = deque()
        self._turns = threading.RLock()

    def __iter__(self) -> "Rows":
        return self

    def __next__(self) -> Any:
        with self._turns:
            while not self._has_row():
                if self._turn() is None:
                    raise StopIteration
            return self._row()

    def pages(self) -> Iterator[Page]:
        """Yields what is still to come page by page, each with its new rows.

        A page has ``page``, ``pages`` and ``total`` and is iterated for its rows. Of a
        page whose first rows were handed out already, the rest comes first. The token
        counts all rows of a page as handed out.
        """
        with self._turns:
            page = self._rest()
        if page is not None:
            yield page
        while True:
            with self._turns:
                page = self._turn()
                is_shown = page is not None and self._is_handed_out(page)
            if page is None:
                return
            if is_shown:
                yield page

    def close(self) -> None:
        """Ends the reading; no call begins after this."""
        self._is_closed = True
        self._page = None
        self._under_way.clear()
        self._calls.close()

    def __enter__(self) -> "Rows":
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "_is_closed"):
            self.close()

    def _turn(self) -> Page | None:
        """Returns the next page, or None at the end."""
        if self._error is not None:
            raise self._error
        if self._is_closed:
            return None
        try:
            page = self._read()
        except BaseException as error:
            self._error = error
            self.close()
            raise
        if page is None:
            self.close()
        self._warn()
        return page

    def _read(self) -> Page | None:
        self._fill()
        if not self._under_way:
            return None
        ask, answer = self._under_way.popleft()
        self._page = None
        self._page, self._handed_out = self._walk.feed(ask, answer()), 0
        if self._ahead > 1 and isinstance(self._calls, Here):
            self._calls = Ahead(self._listing.call, self._ahead)
        # While the rows are looked at, the next pages come.
        if self._ahead > 1:
            self._fill()
        return self._page

    def _fill(self) -> None:
        while len(self._under_way) < self._ahead and (ask := self._walk.next()) is not None:
            self._under_way.append((ask, self._calls.begin(ask)))
