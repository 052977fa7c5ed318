"""What a status means, and how long one is asked to wait."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from refreshbooks import exceptions
from refreshbooks.transports.statuses import answered, retry_after


def test_seconds_and_dates_tell_how_long_to_wait() -> None:
    noon = 946728000.0
    told = {
        "0": 0.0,
        " 120 ": 120.0,
        "Sat, 01 Jan 2000 12:00:30 GMT": 30.0,
        "Sat, 01 Jan 2000 13:00:30 +0100": 30.0,
        "Saturday, 01-Jan-00 12:00:30 GMT": 30.0,
        "Sat, 01 Jan 2000 11:00:00 GMT": 0.0,
        "": None,
        "-5": None,
        "1.5": None,
        "1e3": None,
        "\N{ARABIC-INDIC DIGIT FIVE}": None,
        "tomorrow": None,
        "Sat, 01 Jan 99999999999999999999 12:00:00 GMT": None,
        "Sat Jan  1 12:00:30 2000": 30.0,
    }
    for value, seconds in told.items():
        assert retry_after(value, now=noon) == seconds, value
    assert retry_after(None) is None


def test_a_date_is_compared_with_the_clock() -> None:
    assert retry_after("Thu, 01 Jan 1970 00:00:00 GMT") == 0.0
    wait = retry_after("Fri, 01 Jan 2100 00:00:00 GMT")
    assert wait is not None
    assert wait > 0


@given(st.text())
def test_no_header_can_break_the_reading(value: str) -> None:
    seconds = retry_after(value, now=0.0)
    assert seconds is None or seconds >= 0


@given(status=st.integers(100, 599), body=st.binary(max_size=9))
@example(status=299, body=b"")
@example(status=300, body=b"")
@example(status=399, body=b"")
@example(status=400, body=b"")
def test_every_status_has_one_meaning(status: int, body: bytes) -> None:
    headers = {"lOCATION": "/elsewhere", "RETRY-after": "3"}
    if status < 300:
        answer = answered(status, body, headers)
        assert (answer, answer.status) == (body, status)
        return
    with pytest.raises(exceptions.TransportException) as caught:
        answered(status, body, headers)
    error = caught.value
    assert (error.status, error.content) == (status, body)
    assert isinstance(error, exceptions.AccountMoved) is (status < 400)
    assert getattr(error, "location", None) == ("/elsewhere" if status < 400 else None)
    assert isinstance(error, exceptions.RateLimited) is (status == 429)
    assert getattr(error, "retry_after", None) == (3.0 if status >= 400 else None)
