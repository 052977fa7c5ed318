"""Grants in memory, and the locks that do among the threads of a process."""

import contextlib
import os
import threading
from collections.abc import Iterator

from refreshbooks.credentials.grants import Grant

__all__ = ["MemoryStore", "ThreadLocks"]


class ThreadLocks:
    """A lock for each identity, among the threads of a process."""

    def __init__(self) -> None:
        # By the process too: a thread of the parent may have held one at the fork.
        self._locks: dict[tuple[int, str], threading.Lock] = {}

    @contextlib.contextmanager
    def held(self, identity: str, wait: float) -> Iterator[None]:
        """Keeps out other threads, as :meth:`Store.held` does."""
        lock = self._locks.setdefault((os.getpid(), identity), threading.Lock())
        if not lock.acquire(timeout=wait):
            raise TimeoutError(f"another thread held the lock for {wait:g} s")
        try:
            yield
        finally:
            lock.release()


class MemoryStore:
    """Keeps grants for as long as the process lives, for all its threads.

    >>> store = MemoryStore()
    >>> store.save("user 17", Grant("eyJ0eXAi", "9f8e7d"))
    >>> store.load("user 17")
    Grant(expires_at=None)
    >>> store
    <MemoryStore of 1 grant>
    """

    def __init__(self) -> None:
        self._grants: dict[str, Grant] = {}
        self._locks = ThreadLocks()

    def __repr__(self) -> str:
        count = len(self._grants)
        return f"<{type(self).__name__} of {count} grant{'' if count == 1 else 's'}>"

    def load(self, identity: str) -> Grant | None:
        """Returns what is kept under an identity, or None."""
        return self._grants.get(identity)

    def save(self, identity: str, grant: Grant) -> None:
        """Keeps a grant."""
        self._grants[identity] = grant

    def delete(self, identity: str) -> None:
        """Forgets what is kept, if there is anything."""
        self._grants.pop(identity, None)

    def held(self, identity: str, wait: float) -> contextlib.AbstractContextManager[None]:
        """Keeps out other threads; see :meth:`Store.held`."""
        return self._locks.held(identity, wait)
