"""Connections belong to the process that opened them.

After ``os.fork()`` parent and child hold the same sockets. If both went on
using them, answers would reach the wrong one of the two.
"""

import os
import threading
from collections.abc import Callable

__all__ = ["ForkGuard"]


class ForkGuard:
    """Has connections made anew in a process that did not open them."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._left_behind: list[object] = []

    def check(self, renew: Callable[..., object], *args: object) -> None:
        """Renews the connections if another process has made them.

        Args:
            renew: Replaces the connections without touching the old ones, and
                returns those. They are kept: clearing them up would take locks
                that a thread of the parent may have held at the fork, and that
                nobody can release any more.
            *args: Handed to ``renew``.
        """
        if self._process == os.getpid():
            return
        with self._lock:
            if self._process != os.getpid():
                self._left_behind.append(renew(*args))
                self._process = os.getpid()
