"""Whether new connections are taken, and who keeps them from being taken.

A door is open until somebody shuts it, and open again when all who shut it have
opened it. A server stands behind it and is told at once; several may shut it
independently of each other:

    >>> door = Door()
    >>> door.shut()
    >>> door.shut()
    >>> door.open()
    >>> door.is_shut
    True
    >>> door.open()
    >>> door.is_shut
    False
"""

import threading
from collections.abc import Callable

__all__ = ["Door", "Refusal"]


class Door:
    """What new connections have to pass. Threads may use it as they like."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holders = 0
        self._told: Callable[[bool], None] | None = None

    @property
    def is_shut(self) -> bool:
        """Whether connections are refused."""
        return self._holders > 0

    def shut(self) -> None:
        """Refuses connections. When this returns, they are refused."""
        with self._lock:
            self._holders += 1
            if self._holders == 1:
                self._tell(True)

    def open(self) -> None:
        """Takes back one :meth:`shut`. When this was the last, connections are taken."""
        with self._lock:
            self._holders -= 1
            if not self._holders:
                self._tell(False)

    def told(self, listener: Callable[[bool], None] | None) -> None:
        """Says whom to tell that the door is shut or not: now, and when it moves."""
        with self._lock:
            self._told = listener
            if self._holders:
                self._tell(True)

    def _tell(self, is_shut: bool) -> None:
        if self._told is not None:
            self._told(is_shut)


class Refusal:
    """Holds a door shut, window after window, in a thread of its own.

    The first window begins before this returns.

    Args:
        door: The door to hold.
        seconds: How long a window is.
        draw: Says whether the door is shut in the next window; None ends it all.
    """

    def __init__(self, door: Door, seconds: float, draw: Callable[[], bool | None]) -> None:
        self._door = door
        self._seconds = min(seconds, threading.TIMEOUT_MAX)
        self._draw = draw
        self._over = threading.Event()
        self._holds = False
        first = draw()
        self._hold(bool(first))
        self._thread = threading.Thread(
            target=self._go_on, name="refreshbooks-sandbox-refusal", daemon=True
        )
        if first is not None:
            self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether it has let go of the door for good."""
        return not self._thread.is_alive()

    def end(self) -> None:
        """Lets go of the door. When this returns, it is not held any more."""
        self._over.set()
        if not self.is_over:
            self._thread.join()

    def _go_on(self) -> None:
        try:
            while not self._over.wait(self._seconds):
                shut = self._draw()
                if shut is None:
                    return
                self._hold(shut)
        finally:
            self._hold(False)

    def _hold(self, shut: bool) -> None:
        if shut != self._holds:
            self._holds = shut
            (self._door.shut if shut else self._door.open)()
