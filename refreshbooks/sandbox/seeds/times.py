"""Two years of working days, and how much of them has passed."""

from datetime import datetime, timedelta

__all__ = ["Times"]

_OPENS, _OPEN_SECONDS = 8 * 3600, 10 * 3600


class Times:
    """The two years before a moment, in the hours in which people work.

    >>> times = Times(datetime(2026, 5, 31, 12))
    >>> times.at(0, 2), times.at(1, 2)
    (datetime.datetime(2024, 5, 31, 8, 0), datetime.datetime(2025, 5, 31, 8, 0))
    """

    DAYS = 730

    def __init__(self, now: datetime) -> None:
        self.now = now.replace(microsecond=0)
        self._midnight = self.now.replace(hour=0, minute=0, second=0)

    def at(self, part: int, whole: int) -> datetime:
        """Returns the moment at which some parts of the whole time have passed."""
        day, rest = divmod(part * self.DAYS, whole)
        seconds = _OPENS + rest * _OPEN_SECONDS // whole
        return self._midnight + timedelta(days=day - self.DAYS, seconds=seconds)

    def ago(self, days: int) -> str:
        """Returns the day so many days ago, as records write it."""
        return (self._midnight - timedelta(days=days)).date().isoformat()

    def passed(self, moment: datetime) -> int:
        """Returns how many of the days have passed at a moment, and never all of them."""
        return min(self.DAYS + (moment - self._midnight).days, self.DAYS - 1)

    def soon(self, moment: datetime, days: int) -> datetime:
        """Returns the moment some days later, or now where that is yet to come."""
        return min(moment + timedelta(days=days), self.now)
