"""The tokens of one client: renewed in time, by one of all who share them.

A refresh token works once. Of two who spend the same one the second is refused, and if
the answer to the first is lost, so is the grant: then only the user can help. Hence the
order here. Under the store's lock: look whether somebody else has a newer grant; if not,
ask for one; keep it; and only then use it. Whoever is killed on the way lets the lock go:

===============================  =============================================
killed                           what the others find
===============================  =============================================
before the service is asked      the old grant, and renew it
after it has kept the new grant  the new grant
in between                       a refresh token that is spent: they work on
                                 until the access token ends, and then say that
                                 the user has to give consent anew
===============================  =============================================

A token is renewed early, so while that does not work out (the service is down, somebody
else is at it) calls go on with the old one until it ends.
"""

import contextlib
import copy
import dataclasses
import datetime
import logging
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

from refreshbooks.credentials import Grant, MemoryStore, Store, StoreFailed
from refreshbooks.exceptions import BadParameter, RefreshbooksError
from refreshbooks.rest.errors import ConsentNeeded

__all__ = ["Tokens"]

_log = logging.getLogger("refreshbooks")

# Seconds to wait for others who renew the same grant: longer than one call takes.
_PATIENCE = 60.0

# Seconds after which a refresh that failed is tried again, while the token is good: a
# part of the time that is left, and this many at most.
_PAUSE = 0.2
_LONGEST_PAUSE = 30.0


class Tokens:
    """What a client holds; threads share it.

    >>> tokens = Tokens(lambda refresh_token: Grant("t2", "r2"), access_token="t1",
    ...                 refresh_token="r1")
    >>> tokens.refresh(used="t1")
    True
    >>> tokens.access_token, tokens.refresh_token
    ('t2', 'r2')
    >>> tokens
    <Tokens>

    Args:
        renew: Makes the token call for a refresh token.
        is_able: Says whether the client has what that call needs.
        store: Where the grant is kept. Without one it lives in memory.
        identity: Under which name.
        access_token: What the client was made with; this and the next are used, and
            kept, where the store has nothing under that name.
        refresh_token: The same.
        clock: Returns seconds since 1970.

    Raises:
        BadParameter: The store is none.
    """

    def __init__(  # noqa: PLR0913
        self,
        renew: Callable[[str], Grant],
        *,
        is_able: Callable[[], bool] = lambda: True,
        store: Store | None = None,
        identity: str = "",
        access_token: str | None = None,
        refresh_token: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._renew = renew
        self._is_able = is_able
        self._is_shared = store is not None
        self._store: Store = MemoryStore() if store is None else _checked(store)
        self._identity = identity
        self._given = Grant(access_token, refresh_token)
        self._clock = clock
        self._held: Grant | None = None
        self._is_unsaved = False
        self._not_before = 0.0
        self._refusal: ConsentNeeded | None = None
        self._refused: Grant | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    @property
    def grant(self) -> Grant:
        """Both tokens and their times."""
        if self._held is None:
            self._begin()
        return self._held or self._given

    @property
    def access_token(self) -> str | None:
        """What calls are made with; what is assigned reaches the store."""
        return self.grant.access_token

    @access_token.setter
    def access_token(self, token: str | None) -> None:
        if token != self.access_token:
            self._assign(access_token=token, expires_at=None, received_at=None, lifetime=None)

    @property
    def refresh_token(self) -> str | None:
        """What gets the next grant; what is assigned reaches the store."""
        return self.grant.refresh_token

    @refresh_token.setter
    def refresh_token(self, token: str | None) -> None:
        if token != self.refresh_token:
            self._assign(refresh_token=token)

    @property
    def expires_at(self) -> datetime.datetime | None:
        """When the access token ends, as the service said; assigned without a zone, in UTC."""
        return self.grant.expires_at

    @expires_at.setter
    def expires_at(self, moment: datetime.datetime | None) -> None:
        if moment is not None and moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.timezone.utc)
        if moment != self.expires_at:
            self._assign(expires_at=moment, received_at=self._clock(), lifetime=None)

    @property
    def can_refresh(self) -> bool:
        """Whether there may be a way to a newer token: to get one, or to find one stored."""
        return self._is_shared or self._can_renew()

    def is_due(self) -> bool:
        """Says whether :meth:`refresh` should be called, early, before the next call."""
        grant, now = self.grant, self._clock()
        if self._is_unsaved:
            return now >= self._not_before
        if grant.due_at is None or now < grant.due_at or not self.can_refresh:
            return False
        if self._is_over():
            return True
        return now >= self._not_before and not self._is_refused(grant)

    def refresh(self, used: str | None, *, early: bool = False) -> bool:
        """Sees to it that there is a newer token than the one that was used.

        Args:
            used: The access token that is due, or that was refused.
            early: Whether that token is still good as far as anybody knows. Then
                nothing is raised and nobody waited for.

        Returns:
            Whether there is one.

        Raises:
            ConsentNeeded: The refresh token is spent.
            OutcomeUnknown: The answer was lost, so that it may be spent.
            RefreshbooksError: The token call or the store failed.
        """
        goes_on = early and not self._is_over()
        try:
            return self._has_newer(used) or self._renewed(used, goes_on=goes_on)
        except RefreshbooksError as error:
            if not goes_on:
                raise
            if not getattr(error, "is_busy", False):  # else whoever holds the lock is at it
                self._postpone(error)
            return False

    def replace(self, make: Callable[[str | None], Grant]) -> Grant:
        """Keeps a grant that is asked for now, whatever there was before, and returns it.

        Args:
            make: Makes the token call; is handed the newest refresh token.
        """
        held = self.grant
        with self._locked():
            self._look()
            grant = make((self._held or held).refresh_token)
            self._keep(grant)
        return grant

    def forget(self) -> None:
        """Drops both tokens, from the store too."""
        with self._locked():
            self._store.delete(self._identity)
            self._given = self._held = Grant()
            self._is_unsaved = False

    def _begin(self) -> None:
        """Loads what the store has, or keeps there what the client was made with."""
        kept = self._store.load(self._identity)
        if kept is None and self._given != Grant():
            with self._locked():
                kept = self._store.load(self._identity)
                if kept is None:
                    self._keep(self._given)
                    return
        self._held = kept or self._given

    def _assign(self, **changes: object) -> None:
        with self._locked():
            # Somebody else may have spent the refresh token that we know.
            self._look()
            self._keep(dataclasses.replace(self.grant, **changes))  # type: ignore[arg-type]

    @contextlib.contextmanager
    def _locked(self, wait: float = _PATIENCE) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(self._store.held(self._identity, wait))
            except TimeoutError as busy:
                raise StoreFailed(f"the tokens are locked: {busy}", is_busy=True) from busy
            yield

    def _can_renew(self) -> bool:
        return bool(self.grant.refresh_token) and self._is_able()

    def _is_over(self) -> bool:
        ends_at = self.grant.ends_at
        return ends_at is not None and self._clock() >= ends_at

    def _is_refused(self, grant: Grant) -> bool:
        return self._refused is not None and grant.refresh_token == self._refused.refresh_token

    def _has_newer(self, used: str | None) -> bool:
        """Says whether another thread or process was quicker, looking into the store."""
        if self.access_token == used:
            self._look()
        return self.access_token not in (None, used) and not self._is_over()

    def _look(self) -> None:
        # What could not be stored is newer than what is there.
        if not self._is_unsaved:
            self._held = self._store.load(self._identity) or self.grant

    def _renewed(self, used: str | None, *, goes_on: bool) -> bool:
        with self._locked(0 if goes_on else _PATIENCE):
            if self._is_unsaved:
                self._keep(self.grant)
                if goes_on:
                    return False  # that was all that was due, or else it still is
            if self._has_newer(used):
                return True
            if not self._can_renew():
                return False
            try:
                self._keep(self._asked())
            except ConsentNeeded as refusal:
                return self._was_overtaken(used, refusal)
        return True

    def _asked(self) -> Grant:
        """Makes the token call, unless its answer is known already."""
        grant = self.grant
        if self._refusal is not None and self._is_refused(grant):
            raise copy.copy(self._refusal)
        return self._renew(grant.refresh_token or "")

    def _was_overtaken(self, used: str | None, refusal: ConsentNeeded) -> bool:
        """Looks once more, since somebody may have spent the token without our lock."""
        spent = self.grant
        self._look()
        if self.refresh_token != spent.refresh_token and self._has_newer(used):
            return True
        self._refused, self._refusal = spent, refusal
        raise refusal

    def _keep(self, grant: Grant) -> None:
        """Stores a grant, and only then uses it."""
        try:
            self._store.save(self._identity, grant)
            self._is_unsaved = False
        except BaseException:
            # Others will be refused, but this process still has it, and tries again.
            self._is_unsaved = True
            raise
        finally:
            self._held = grant

    def _postpone(self, error: RefreshbooksError) -> None:
        now = self._clock()
        left = (self.grant.ends_at or now) - now
        asked = getattr(error, "retry_after", None) or 0.0
        self._not_before = now + max(min(left * _PAUSE, _LONGEST_PAUSE), asked)
        _log.warning(
            "the access token could not be renewed (%s); it is good for %.0f s more",
            type(error).__name__,
            left,
        )


def _checked(store: Any) -> Store:
    if all(hasattr(store, name) for name in ("load", "save", "delete", "held")):
        kept: Store = store
        return kept
    is_path = isinstance(store, str | os.PathLike)
    meant = f"; did you mean credentials.FileStore({os.fspath(store)!r})?" if is_path else ""
    text = f"a {type(store).__name__} has no load, save, delete and held, as a store has{meant}"
    raise BadParameter(text, path="store")
