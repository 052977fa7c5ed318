"""Connections belong to the event loop that opened them.

A transport that is used in two loops, one after the other or each in a thread of
its own, has connections of its own in each of them. Within a loop a connection
serves one call at a time, and the one used last is taken first: what a busy
moment opened and nobody needs any more is closed after a while.
"""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Generic, Protocol, TypeVar

__all__ = ["IDLE", "MOST", "Connection", "Connections", "ConnectionsOfLoops"]

#: How many connections a loop has to one address; more calls wait for their turn.
MOST = 100

#: Seconds after which a connection that nobody needed is closed.
IDLE = 60.0


class Connection(Protocol):
    """Whatever can be closed."""

    async def aclose(self) -> None:
        """Closes it."""


_Connection = TypeVar("_Connection", bound=Connection)


class Connections(Generic[_Connection]):
    """The connections of one loop.

    Args:
        open_one: Makes a connection, which may really open when it is first used.
    """

    def __init__(self, open_one: Callable[[], _Connection]) -> None:
        self._open_one = open_one
        self._idle: deque[tuple[float, _Connection]] = deque()
        self._turns = asyncio.Semaphore(MOST)
        self._is_closed = False

    @contextlib.asynccontextmanager
    async def one(self) -> AsyncIterator[_Connection]:
        """Gives a connection to one call, as soon as there may be one more."""
        async with self._turns:
            connection = self._idle.pop()[1] if self._idle else self._open_one()
            try:
                yield connection
            finally:
                self._idle.append((time.monotonic(), connection))
                await self._close_idle()

    async def aclose(self) -> None:
        """Closes those that lie idle, and each other one at the end of its call."""
        self._is_closed = True
        await self._close_idle()

    async def _close_idle(self) -> None:
        now = time.monotonic()
        while self._idle and (self._is_closed or now - self._idle[0][0] > IDLE):
            await self._idle.popleft()[1].aclose()


class ConnectionsOfLoops(Generic[_Connection]):
    """Finds each loop its connections.

    Args:
        opening: Called once for each loop; returns what opens connections there.
    """

    def __init__(self, opening: Callable[[], Callable[[], _Connection]]) -> None:
        self._opening = opening
        self._of: dict[asyncio.AbstractEventLoop, Connections[_Connection]] = {}

    def here(self) -> Connections[_Connection]:
        """Returns the connections of the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._of:
            self._forget_the_past()
            self._of[loop] = Connections(self._opening())
        return self._of[loop]

    async def aclose(self) -> None:
        """Closes the connections of the running loop; a later call opens new ones."""
        self._forget_the_past()
        connections = self._of.pop(asyncio.get_running_loop(), None)
        if connections is not None:
            await connections.aclose()

    def _forget_the_past(self) -> None:
        # A loop that is over can close nothing any more: Python closes the sockets
        # when nobody holds them.
        for loop in [loop for loop in list(self._of) if loop.is_closed()]:
            self._of.pop(loop, None)
