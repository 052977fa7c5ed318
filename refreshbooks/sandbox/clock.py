"""The time in an account, which may be another than outside.

A clock runs with the one it was made from until somebody sets it. From then on
it runs beside it, so many days apart, unless it is frozen.

    >>> from datetime import timedelta
    >>> clock = Clock()
    >>> clock.set(datetime(2026, 5, 1, 12, tzinfo=timezone.utc))
    >>> clock.advance(days=30)
    >>> clock.now().date().isoformat()
    '2026-05-31'
    >>> clock.freeze()
    >>> clock.now() == clock.now()
    True
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

__all__ = ["Clock", "system_time"]

# Within these years every zone can say what the time is, for as long as it runs.
_YEARS = range(1000, 9000)
_ON_TIME = timedelta()


def system_time() -> datetime:
    """Returns the time of this machine, in UTC."""
    return datetime.now(timezone.utc)


class Clock:
    """Tells an account the time. Threads may use it as they like.

    Args:
        source: Returns the time, with a zone; this clock runs as that one does.
    """

    def __init__(self, source: Callable[[], datetime] = system_time) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._ahead = _ON_TIME
        self._stands_at: datetime | None = None

    def __repr__(self) -> str:
        how = "frozen at" if self.is_frozen else "running, now"
        return f"<{type(self).__name__} {how} {self.now().isoformat()}>"

    @property
    def is_frozen(self) -> bool:
        """Whether it stands still."""
        return self._stands_at is not None

    def now(self) -> datetime:
        """Returns the time, in UTC."""
        with self._lock:
            return self._now()

    def set(self, moment: datetime) -> None:
        """Puts the clock to a moment; it runs on from there, or stands there if frozen.

        Args:
            moment: A datetime with a zone, earlier or later than now.

        Raises:
            TypeError: If it is no datetime.
            ValueError: If it has no zone, or lies outside the years 1000 to 8999.
        """
        moment = _checked(moment)
        with self._lock:
            self._put(moment)

    def advance(self, by: timedelta | None = None, **units: float) -> None:
        """Moves the clock on: ``advance(timedelta(days=1))`` or ``advance(hours=36)``.

        Args:
            by: How far. A negative time moves it back.
            units: Or what a ``timedelta`` is made of: ``weeks``, ``days``,
                ``hours``, ``minutes``, ``seconds``; beside ``by`` they add to it.

        Raises:
            TypeError: If ``by`` is no timedelta, or a unit is none.
            ValueError: If that leads outside the years 1000 to 8999.
        """
        if by is not None and not isinstance(by, timedelta):
            raise TypeError(f"A clock is advanced by a timedelta or by units, not by {by!r}.")
        step = (by or _ON_TIME) + timedelta(**units)
        with self._lock:
            self._put(_later(self._now(), step))

    def freeze(self, at: datetime | None = None) -> None:
        """Lets the clock stand still, until :meth:`run`.

        Args:
            at: The moment to stand at, as :meth:`set` takes it; by default now.

        Raises:
            TypeError: As :meth:`set` does.
            ValueError: As :meth:`set` does.
        """
        moment = None if at is None else _checked(at)
        with self._lock:
            self._stands_at = moment or self._now()

    def run(self) -> None:
        """Lets a frozen clock go on from where it stands."""
        with self._lock:
            if self._stands_at is not None:
                moment, self._stands_at = self._stands_at, None
                self._put(moment)

    def reset(self) -> None:
        """Lets it tell what its source tells, as at first."""
        with self._lock:
            self._ahead, self._stands_at = _ON_TIME, None

    def _now(self) -> datetime:
        return self._stands_at or self._told() + self._ahead

    def _put(self, moment: datetime) -> None:
        if self._stands_at is not None:
            self._stands_at = moment
        else:
            self._ahead = moment - self._told()

    def _told(self) -> datetime:
        # In UTC every day has 24 hours.
        return self._source().astimezone(timezone.utc)


def _checked(moment: datetime) -> datetime:
    if not isinstance(moment, datetime):
        raise TypeError(f"A clock is set to a datetime, not to {moment!r}.")
    if moment.utcoffset() is None:
        raise ValueError(
            f"{moment!r} has no time zone, and so is no moment. Say which:"
            " datetime(2026, 5, 1, tzinfo=timezone.utc)."
        )
    return _within(moment).astimezone(timezone.utc)


def _later(moment: datetime, step: timedelta) -> datetime:
    try:
        return _within(moment + step)
    except OverflowError as error:
        raise ValueError(f"{step!r} leads out of the calendar.") from error


def _within(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        raise ValueError(f"{moment!r} lies outside the years 1000 to 8999.")
    return moment
