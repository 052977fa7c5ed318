"""The stretches of time that a report is divided into.

>>> periods("2026-01-15", "2026-03-02", "m")[1:]
[Period(start='2026-02-01', end='2026-02-28'), Period(start='2026-03-01', end='2026-03-31')]
"""

from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

__all__ = ["RESOLUTIONS", "Period", "periods"]

# How many months a stretch has.
RESOLUTIONS = {"m": 1, "2m": 2, "3m": 3, "6m": 6, "y": 12}


class Period(NamedTuple):
    """From one day to another, both included."""

    start: str
    end: str


def periods(start: str, end: str, resolution: str) -> list[Period]:
    """Returns whole months, or whole numbers of them, from that of the first day on."""
    months = RESOLUTIONS[resolution]
    found = [_period(date.fromisoformat(start).replace(day=1), months)]
    while found[-1].end < end:
        following = date.fromisoformat(found[-1].end) + timedelta(days=1)
        found.append(_period(following, months))
    return found


def _period(first: date, months: int) -> Period:
    years, month = divmod(first.month - 1 + months, 12)
    if first.year + years > MAXYEAR:
        return Period(first.isoformat(), date.max.isoformat())
    following = first.replace(year=first.year + years, month=month + 1)
    return Period(first.isoformat(), (following - timedelta(days=1)).isoformat())
