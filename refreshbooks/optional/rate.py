"""Calls no more often than so many in so many seconds, counted by pyrate-limiter.

The service slows down who calls in bursts, and tells nobody how many calls are
too many. A limit asks each attempt of each call to wait for its turn, the
repeated ones too, so that status 429 need not come::

    limit = RateLimit(10, 1)
    limit.wait()

In any stretch of so many seconds there are never more calls than that; within
it they may come all at once. For an even flow ask for few in a short time:
``RateLimit(1, 0.1)`` instead of ``RateLimit(10, 1)``.
"""

import math
import threading
import time
from collections.abc import Callable

from refreshbooks.exceptions import BadParameter, MissingExtra

__all__ = ["RateLimit"]


class RateLimit:
    """Lets as many calls begin in a time as it is told, and the others wait.

    It may be handed to several clients, which then share it, and be used by
    threads and event loops at once. Other processes count for themselves. A wait
    that is broken off takes no turn. Who waits longest need not be the next.

    Args:
        calls: How many calls may begin, 1 or more.
        seconds: In what time, at least a thousandth; finer is not counted.
        clock: Returns seconds that only go forward.
        sleep: Waits for so many seconds; an event loop waits in its own way.

    Raises:
        BadParameter: One of the two is no such number.
        MissingExtra: pyrate-limiter is not installed.
    """

    def __init__(
        self,
        calls: int,
        seconds: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        _check(calls, seconds)
        try:
            import pyrate_limiter as pyrate
        except ImportError as missing:
            raise MissingExtra("a limit of calls", "limit") from missing

        self._calls = calls
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._item = pyrate.RateItem
        # The bucket alone: the library's limiter brings a thread and waits of its own.
        self._bucket = pyrate.InMemoryBucket([pyrate.Rate(calls, math.ceil(seconds * 1000))])
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._calls} calls in {self._seconds:g} s>"

    def wait(self) -> None:
        """Returns when it is this call's turn."""
        while (seconds := self._seconds_left()) > 0:
            self._sleep(seconds)

    async def wait_async(self) -> None:
        """The same for an event loop."""
        import asyncio

        while (seconds := self._seconds_left()) > 0:
            await asyncio.sleep(seconds)

    def _seconds_left(self) -> float:
        """Takes a turn and returns 0, or returns how long there is none."""
        with self._lock:
            now = math.floor(self._clock() * 1000)
            self._bucket.leak(now)
            call = self._item("call", now)
            if self._bucket.put(call):
                return 0.0
            # Never less than what the bucket counts in.
            return max(1, int(self._bucket.waiting(call))) / 1000  # type: ignore[arg-type]


def _check(calls: object, seconds: object) -> None:
    if not isinstance(calls, int) or isinstance(calls, bool) or calls < 1:
        raise BadParameter("this is a whole number, 1 or more", path="calls")
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not is_number or not 0.001 <= seconds < math.inf:  # type: ignore[operator]
        raise BadParameter("this is a number of seconds, 0.001 or more", path="seconds")
