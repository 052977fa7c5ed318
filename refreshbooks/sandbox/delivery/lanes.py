"""The way to one address: its letters one after the other, in a thread of its own.

A receiver that hangs keeps nobody waiting but itself. The thread ends when
there is nothing left to carry.
"""

import heapq
import http.client
import threading
from collections.abc import Callable
from datetime import datetime
from itertools import count

from refreshbooks.sandbox.delivery.letters import Letter
from refreshbooks.sandbox.delivery.posting import Post

__all__ = ["Came", "Lane"]

Came = Callable[[Letter, int, "int | None", str], "datetime | None"]
"""Is told of a letter which attempt it was, its status and why it failed.

Returns when to try again; None for never.
"""

# A clock that is set does not wake anybody: so often is it looked at.
_LOOK = 0.05


class Lane:
    """Carries letters to an address.

    Args:
        came: Is told what came of each attempt.
        now: Returns the time, with a zone.
        seconds: How long an attempt may take.
    """

    def __init__(self, came: Came, now: Callable[[], datetime], seconds: float) -> None:
        self._came = came
        self._now = now
        self._seconds = seconds
        self._changed = threading.Condition()
        self._due: list[tuple[datetime, int, int, Letter]] = []
        self._numbers = count()
        self._thread: threading.Thread | None = None
        self._under_way: Post | None = None
        self._is_open = True

    def put(self, letter: Letter) -> None:
        """Puts a letter on its way."""
        with self._changed:
            self._queue(self._now(), 1, letter)
            if self._thread is None and self._is_open:
                self._thread = threading.Thread(
                    target=self._carry_all, name="refreshbooks-delivery", daemon=True
                )
                self._thread.start()

    def close(self) -> None:
        """Forgets what was not delivered, and breaks off what is under way."""
        with self._changed:
            self._is_open = False
            self._due.clear()
            under_way, thread = self._under_way, self._thread
            self._changed.notify_all()
        if under_way is not None:
            under_way.break_off()
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=1)

    def _queue(self, due: datetime, attempt: int, letter: Letter) -> None:
        heapq.heappush(self._due, (due, next(self._numbers), attempt, letter))
        self._changed.notify_all()

    def _carry_all(self) -> None:
        while (taken := self._next()) is not None:
            attempt, letter = taken
            status, note = self._carried(letter)
            with self._changed:
                self._under_way = None
                if not self._is_open:
                    break
                again = self._came(letter, attempt, status, note)
                if again is not None:
                    self._queue(again, attempt + 1, letter)

    def _next(self) -> tuple[int, Letter] | None:
        """Returns what is due, and waits for it; None when nothing is left."""
        with self._changed:
            while self._due:
                due, _, attempt, letter = self._due[0]
                if due <= self._now():
                    heapq.heappop(self._due)
                    return attempt, letter
                self._changed.wait(_LOOK)
            self._thread = None
            return None

    def _carried(self, letter: Letter) -> tuple[int | None, str]:
        try:
            post = Post(letter, self._seconds)
            with self._changed:
                self._under_way = post
            return _told(post.status())
        except (OSError, http.client.HTTPException, ValueError) as error:
            return None, f"{type(error).__name__}: {error}"


def _told(status: int) -> tuple[int, str]:
    return status, "" if 200 <= status < 300 else "it did not answer that all is well"
