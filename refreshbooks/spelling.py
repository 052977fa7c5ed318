"""How numbers and times are written on the wire.

Numbers are plain digits with a dot, never with an exponent. Dates are
``YYYY-MM-DD``; times follow after a space, by the clock of US Eastern and
without saying so.
"""

import datetime
import decimal

from refreshbooks.exceptions import BadParameter

__all__ = ["of_date", "of_datetime", "of_decimal", "of_float", "of_int", "of_real"]

# More digits than any sum or id has; 1E+999999999 would fill the memory.
_MOST_DIGITS = 400


def of_int(number: int) -> str:
    """Returns the digits of a whole number, however its class prints itself.

    Raises:
        BadParameter: It has more digits than Python writes.
    """
    try:
        return int.__repr__(number.__index__())
    except ValueError as cause:
        raise BadParameter("the number has too many digits to be sent") from cause


def of_float(number: float) -> str:
    """Returns the shortest digits that mean this float.

    >>> of_float(0.1), of_float(1e-07), of_float(1e22)
    ('0.1', '0.0000001', '10000000000000000000000')

    Raises:
        BadParameter: It is NaN or infinite.
    """
    text = float.__repr__(number)
    return of_decimal(decimal.Decimal(text)) if "e" in text or "n" in text else text


def of_decimal(number: decimal.Decimal) -> str:
    """Returns a number's digits with all its zeros.

    >>> of_decimal(decimal.Decimal("10.00")), of_decimal(decimal.Decimal("1E+2"))
    ('10.00', '100')

    Raises:
        BadParameter: It is NaN or infinite, or its exponent is beyond reason.
    """
    text = decimal.Decimal.__str__(number)
    if not number.is_finite():
        raise BadParameter(f"{text} is no number that can be sent: send None to leave it empty")
    if "E" not in text:
        return text
    _, digits, exponent = number.as_tuple()
    if len(digits) + abs(int(exponent)) > _MOST_DIGITS:
        raise BadParameter(f"{text:.60} has too many digits to be sent without an exponent")
    return decimal.Decimal.__format__(number, "f")


def of_real(number: object) -> str:
    """Returns the digits of another library's number, by what it prints.

    Raises:
        BadParameter: It prints no number.
    """
    try:
        return of_decimal(decimal.Decimal(str(number)))
    except decimal.InvalidOperation as cause:
        raise BadParameter(f"{number!r:.60} prints no number: give a decimal.Decimal") from cause


def of_date(day: datetime.date) -> str:
    """Returns a day as the service writes it."""
    return datetime.date.isoformat(day)


def of_datetime(moment: datetime.datetime) -> str:
    """Returns a moment as the service writes it, whole seconds by its own clock.

    A time without a zone is taken to be by that clock already.

    >>> noon = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.timezone.utc)
    >>> of_datetime(noon), of_datetime(noon.replace(tzinfo=None))
    ('2026-07-01 08:00:00', '2026-07-01 12:00:00')

    Raises:
        BadParameter: It is no time, or the machine knows no time zones.
    """
    if moment != moment:  # noqa: PLR0124 (pandas' "not a time" does not equal itself)
        raise BadParameter("it is not a time: send None to leave it empty")
    if moment.utcoffset() is not None:
        moment = _eastern(moment)
    return datetime.datetime.isoformat(moment.replace(tzinfo=None), " ", "seconds")


def _eastern(moment: datetime.datetime) -> datetime.datetime:
    # Most programs never send a time with a zone.
    import zoneinfo

    try:
        return moment.astimezone(zoneinfo.ZoneInfo("America/New_York"))
    except zoneinfo.ZoneInfoNotFoundError as cause:
        raise BadParameter(
            "the service wants US Eastern time, and this machine has no time zones: install"
            " tzdata, or convert the time yourself and send it without a zone"
        ) from cause
    except OverflowError as cause:
        raise BadParameter("the time lies beyond the calendar") from cause
