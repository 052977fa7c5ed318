"""The days of recurring profiles, held against days counted one by one."""

import calendar
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.sandbox.schedule import days

some_days = st.dates(date(2019, 12, 1), date(2032, 3, 1))


def counted(first, frequency):
    """Returns all days of a profile up to 2035, found by walking through the calendar."""
    every = int(frequency[:-1] or 1)
    if frequency[-1] == "w":
        return [str(first + timedelta(days=n)) for n in range(0, 6000, 7 * every)]
    if frequency[-1] == "y":
        every *= 12
    found, passed = [], 0
    for year in range(first.year, 2036):
        for month in range(first.month if year == first.year else 1, 13):
            if passed % every == 0:
                day = min(first.day, calendar.monthrange(year, month)[1])
                found.append(str(date(year, month, day)))
            passed += 1
    return found


@given(
    some_days,
    st.sampled_from(["w", "2w", "4w", "m", "2m", "3m", "6m", "y", "2y"]),
    some_days | st.just(""),
    some_days,
)
@settings(max_examples=60, deadline=None)
def test_they_are_those_that_a_calendar_shows(first, frequency, after, until):
    after, until = str(after), str(until)
    expected = [day for day in counted(first, frequency) if after < day <= until]
    assert list(days(str(first), frequency, after=after, until=until)) == expected
