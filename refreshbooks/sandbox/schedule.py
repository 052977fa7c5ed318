"""The days on which a recurring profile makes its invoices.

>>> list(days("2026-01-31", "m", after="2026-01-31", until="2026-04-30"))
['2026-02-28', '2026-03-31', '2026-04-30']
"""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

__all__ = ["days"]

_WEEKS = {"w": 1, "2w": 2, "4w": 4}
_MONTHS = {"m": 1, "2m": 2, "3m": 3, "6m": 6, "y": 12, "2y": 24}


def days(first: str, frequency: str, *, after: str, until: str) -> Iterator[str]:
    """Yields those days, in their order, that lie after one day and until another.

    A month that is too short has the last of its days instead.

    Args:
        first: The first of all the days, as ``YYYY-MM-DD`` like the others.
        frequency: The code, such as ``2w``.
    """
    start = date.fromisoformat(first)
    for number in count(_passed(start, frequency, after)):
        day = _turn(start, frequency, number).isoformat()
        if day > until:
            return
        if day > after:
            yield day


def _passed(start: date, frequency: str, after: str) -> int:
    """Returns how many turns there were before a day, or its month, at the least."""
    if after <= start.isoformat():
        return 0
    end = date.fromisoformat(after)
    if frequency in _WEEKS:
        return (end - start).days // (7 * _WEEKS[frequency])
    months = (end.year - start.year) * 12 + end.month - start.month
    return months // _MONTHS[frequency]


def _turn(start: date, frequency: str, number: int) -> date:
    if frequency in _WEEKS:
        return start + timedelta(weeks=_WEEKS[frequency] * number)
    years, month = divmod(start.month - 1 + _MONTHS[frequency] * number, 12)
    year = start.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))
