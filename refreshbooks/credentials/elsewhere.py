"""Grants wherever a program keeps such things: a database, a vault, a cloud's secrets."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from refreshbooks.credentials.errors import StoreFailed
from refreshbooks.credentials.grants import Grant
from refreshbooks.credentials.in_memory import ThreadLocks

__all__ = ["CallableStore"]


class CallableStore:
    """Keeps grants by functions of your own.

    >>> rows = {}
    >>> store = CallableStore(rows.get, rows.__setitem__)
    >>> store.save("user 17", Grant("eyJ0eXAi", "9f8e7d"))
    >>> rows["user 17"]["refresh_token"]
    '9f8e7d'
    >>> store.load("user 17")
    Grant(expires_at=None)

    Args:
        load: Returns what ``save`` was handed for an identity, or None.
        save: Is handed an identity and a dict of what JSON can write: both tokens and
            the times. When it returns, that has to be safe.
        lock: Returns a context manager for an identity that keeps out all who share
            what is stored. Without it only the threads of this process are kept out;
            then two processes may spend the same refresh token, and one of them fails.
        delete: Forgets an identity; without it ``save`` is handed a dict of nothing.
    """

    def __init__(
        self,
        load: Callable[[str], Mapping[str, Any] | None],
        save: Callable[[str, dict[str, Any]], object],
        lock: Callable[[str], contextlib.AbstractContextManager[object]] | None = None,
        *,
        delete: Callable[[str], object] | None = None,
    ) -> None:
        self._load = load
        self._save = save
        self._lock = lock
        self._delete = delete
        self._threads = ThreadLocks()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def load(self, identity: str) -> Grant | None:
        """Returns what is kept under an identity, or None.

        Raises:
            StoreFailed: The function failed, or what it returned is no grant.
        """
        kept = _called("load", self._load, identity)
        try:
            grant = Grant() if kept is None else Grant.from_dict(kept)
        except ValueError as error:
            raise StoreFailed(
                f"what load() returned for the identity is no grant: {error}"
            ) from None
        return None if grant == Grant() else grant

    def save(self, identity: str, grant: Grant) -> None:
        """Keeps a grant.

        Raises:
            StoreFailed: The function failed.
        """
        _called("save", self._save, identity, grant.as_dict())

    def delete(self, identity: str) -> None:
        """Forgets what is kept.

        Raises:
            StoreFailed: The function failed.
        """
        if self._delete is None:
            self.save(identity, Grant())
        else:
            _called("delete", self._delete, identity)

    def held(self, identity: str, wait: float) -> contextlib.AbstractContextManager[object]:
        """Keeps out others by the lock of your own; see :meth:`Store.held`."""
        if self._lock is None:
            return self._threads.held(identity, wait)
        return _entered(self._lock, identity)


@contextlib.contextmanager
def _entered(lock: Callable[[str], Any], identity: str) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(lock(identity))
        except TimeoutError:
            raise
        except Exception as error:
            raise _failed("lock", error) from error
        yield


def _called(name: str, function: Callable[..., Any], *arguments: object) -> Any:
    try:
        return function(*arguments)
    except Exception as error:
        raise _failed(name, error) from error


def _failed(name: str, error: Exception) -> StoreFailed:
    # What it says may hold what it was handed.
    return StoreFailed(f"the store's {name}() failed: {type(error).__name__}")
