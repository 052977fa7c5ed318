"""The driver for an event loop: a walk, and calls made for it as tasks."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from itertools import islice
from typing import Any

from refreshbooks.paging.listing import Listing
from refreshbooks.paging.pages import Answer, Ask, Page
from refreshbooks.paging.reading import Reading

__all__ = ["AwaitedRows"]


class AwaitedRows(Reading):
    """The rows of a list, read as they are needed: an asynchronous iterator.

    It goes forward only, like the one of :func:`refreshbooks.paging.paginate`, and
    tasks may share it. Errors
    of a call come unchanged, after the rows before it; from then on every further
    step raises the same error.

    Where waiting for a row is cancelled, by a timeout for instance, the calls under
    way are cancelled too; asked again, it goes on with the row that was due.

    One that is not read to its end is closed by ``aclose()``, at the end of an
    ``async with`` block, or when it is forgotten: that cancels the calls under way.
    """

    def __init__(self, listing: Listing, **asked: Any) -> None:
        super().__init__(listing, **asked)
        # What was asked, in order, and the calls that were begun for the first of it.
        self._asked: deque[Ask] = deque()
        self._calls: deque[asyncio.Task[Answer]] = deque()
        self._turns = asyncio.Lock()

    def __aiter__(self) -> "AwaitedRows":
        return self

    async def __anext__(self) -> Any:
        async with self._turns:
            while not self._has_row():
                if await self._turn() is None:
                    raise StopAsyncIteration
            return self._row()

    async def pages(self) -> AsyncIterator[Page]:
        """Yields what is still to come page by page, each with its new rows.

        A page has ``page``, ``pages`` and ``total`` and is iterated for its rows. Of a
        page whose first rows were handed out already, the rest comes first. The token
        counts all rows of a page as handed out.
        """
        page = self._rest()
        if page is not None:
            yield page
        while True:
            async with self._turns:
                page = await self._turn()
                is_shown = page is not None and self._is_handed_out(page)
            if page is None:
                return
            if is_shown:
                yield page

    async def aclose(self) -> None:
        """Ends the reading; no call begins after this, and none is left under way."""
        self._is_closed = True
        self._page = None
        self._asked.clear()
        await self._stop()

    async def __aenter__(self) -> "AwaitedRows":
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.aclose()

    def __del__(self) -> None:
        # Whoever forgets it may do so in another thread, or after the loop's end.
        for call in getattr(self, "_calls", ()):
            if call.done():
                _cancel(call)
            elif not call.get_loop().is_closed():
                call.get_loop().call_soon_threadsafe(_cancel, call)

    async def _turn(self) -> Page | None:
        """Returns the next page, or None at the end."""
        if self._error is not None:
            raise self._error
        if self._is_closed:
            return None
        try:
            page = await self._read()
        except Exception as error:
            self._error = error
            await self.aclose()
            raise
        except asyncio.CancelledError:
            # What was asked stays asked, to be called for when somebody waits again.
            await self._stop()
            raise
        if page is None:
            await self.aclose()
        self._warn()
        return page

    async def _read(self) -> Page | None:
        self._fill()
        if not self._asked:
            return None
        answer = await self._calls[0]
        self._calls.popleft()
        self._page, self._handed_out = self._walk.feed(self._asked.popleft(), answer), 0
        # While the rows are looked at, the next pages come.
        if self._ahead > 1:
            self._fill()
        return self._page

    def _fill(self) -> None:
        while len(self._asked) < self._ahead and (ask := self._walk.next()) is not None:
            self._asked.append(ask)
        for ask in islice(self._asked, len(self._calls), None):
            self._calls.append(asyncio.create_task(self._listing.awaited(ask)))

    async def _stop(self) -> None:
        """Cancels the calls under way, and waits until they have let go of everything."""
        calls = list(self._calls)
        self._calls.clear()
        for call in calls:
            _cancel(call)
        await asyncio.gather(*calls, return_exceptions=True)


def _cancel(call: "asyncio.Task[Answer]") -> None:
    if not call.done():
        call.cancel()
    elif not call.cancelled():
        # Else Python complains that nobody looked at the error.
        call.exception()
