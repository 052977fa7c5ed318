"""What the JSON of an answer means: numbers to the last digit, times by their declared type.

The service writes some times by the clock of US Eastern and some in UTC, and a
text does not tell which. The catalog does; what it declares as a time is read
as one, and all other text stays as it came, whatever it looks like.
"""

import datetime
import decimal
import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from refreshbooks.exceptions import MissingExtra
from refreshbooks.rest.errors import BadAnswer

__all__ = ["TIMES", "UNREADABLE", "loads", "moment"]

TIMES = frozenset({"date", "datetime", "local", "utc"})
"""The types of the catalog whose texts :func:`moment` reads."""

UNREADABLE = "Failed to parse response"
"""What the official SDK says of a body that is not JSON."""

# As many as Python itself takes by default, whatever it is set to.
_MOST_DIGITS = 4300

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d:\d\d)(?:\.(\d+))?(Z*|[+-]\d\d:\d\d)", re.ASCII
)

# The field beside a time of type "local" that names its zone.
_LOCAL_ZONE = "local_timezone"

_EASTERN = "America/New_York"

# How a body begins that was never meant to be JSON.
_BEGINNINGS = ((b"<", "it is a page of HTML or XML"), (b"%PDF", "it is a PDF"))


def loads(content: bytes) -> Any:
    """Reads a body; numbers with a fraction are Decimal, to the last digit.

    >>> loads(b'{"amount": 100.10, "paid": null}')
    {'amount': Decimal('100.10'), 'paid': None}

    Raises:
        BadAnswer: It is no JSON. The second of the error's ``messages`` tells
            why, and so does a traceback.
    """
    try:
        # Bytes alone would let halves of characters through.
        return _DECODER.decode(content.decode(json.detect_encoding(content)))
    except (ValueError, RecursionError) as cause:
        raise _unreadable(content, cause) from cause


def _fraction(text: str) -> decimal.Decimal:
    try:
        return decimal.Decimal(text)
    except decimal.InvalidOperation as cause:
        raise ValueError("a number is too large") from cause


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"a number has more than {_MOST_DIGITS} digits")
    return int(text)


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_float=_fraction, parse_int=_whole, parse_constant=_constant)


def _unreadable(content: bytes, cause: Exception) -> BadAnswer:
    text = content.decode("utf-8", "replace")
    error = BadAnswer(getattr(content, "status", 200), UNREADABLE, raw_response=text)
    error.messages = (UNREADABLE, f"the answer is not JSON: {_problem(content, cause)}")
    error.note(content)
    return error


def _problem(content: bytes, cause: Exception) -> str:
    start = content.lstrip()
    if not start:
        return "it is empty"
    for beginning, what in _BEGINNINGS:
        if start.startswith(beginning):
            return what
    if isinstance(cause, RecursionError):
        return "it is nested too deeply"
    # The decoder's own text for bytes shows one of them at the most.
    return f"it is cut off: {cause}" if _is_cut(cause) else str(cause)


def _is_cut(cause: Exception) -> bool:
    """Says whether a body ended before its JSON did."""
    if not isinstance(cause, json.JSONDecodeError):
        return False
    return cause.msg.startswith("Unterminated") or cause.pos >= len(cause.doc.rstrip())


def moment(text: str, type_name: str, beside: Mapping[str, Any]) -> Any:
    """Returns the date or the moment in UTC that a text means; the text where it means none.

    >>> moment("2026-04-16 10:31:59", "datetime", {}).isoformat()
    '2026-04-16T14:31:59+00:00'
    >>> moment("2026-04-16 10:31:59", "utc", {}).isoformat()
    '2026-04-16T10:31:59+00:00'
    >>> moment("2026-04-16", "date", {})
    datetime.date(2026, 4, 16)
    >>> moment("soon", "date", {})
    'soon'

    Args:
        type_name: The declared type, as the catalog names it.
        beside: The object that the text stands in, which may name a zone.

    Raises:
        MissingExtra: The machine knows no time zones.
    """
    try:
        if _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text)
        found = _MOMENT.fullmatch(text)
        return text if found is None else _in_zone(found, type_name, beside)
    except (ValueError, OverflowError):
        return text  # such as 0000-00-00


def _in_zone(found: re.Match[str], type_name: str, beside: Mapping[str, Any]) -> datetime.datetime:
    day, middle, time, fraction, offset = found.groups()
    micro = (fraction or "")[:6].ljust(6, "0")
    wall = datetime.datetime.fromisoformat(f"{day}T{time}.{micro}")
    if offset.startswith(("+", "-")):
        there = datetime.datetime.fromisoformat(f"{day}T{time}.{micro}{offset}")
        return there.astimezone(datetime.timezone.utc)
    if type_name == "local" and not offset:
        return _local(wall, beside.get(_LOCAL_ZONE))
    # Whatever its type: the service writes the clock of US Eastern with a space alone.
    if type_name == "utc" or middle == "T" or offset:
        return wall.replace(tzinfo=datetime.timezone.utc)
    # Of the two in an hour of autumn that comes twice, this is the first.
    return wall.replace(tzinfo=_zone(_EASTERN)).astimezone(datetime.timezone.utc)


def _local(wall: datetime.datetime, zone: object) -> datetime.datetime:
    """Returns a wall clock's time where its zone is known; else as it stands there."""
    import zoneinfo

    try:
        return wall.replace(tzinfo=zoneinfo.ZoneInfo(zone)) if isinstance(zone, str) else wall
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return wall


def _zone(name: str) -> datetime.tzinfo:
    # Most programs that only write never read a time.
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(name)
    except zoneinfo.ZoneInfoNotFoundError as cause:
        raise MissingExtra("Reading times, on a machine without time zones,", "sandbox") from cause
