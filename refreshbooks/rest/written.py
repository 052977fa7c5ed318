"""How values are written in what goes out: JSON bodies, and parameters of an address.

Amounts are texts with all their digits, days are ``YYYY-MM-DD``, and times stand by
the clock that the service reads a field by: US Eastern in most of accounting, UTC
elsewhere. A time without a zone is taken to be by that clock already. What has no
JSON form is refused before anything is sent, with its place.
"""

import datetime
import decimal
import enum
import json
import math
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from refreshbooks import spelling
from refreshbooks.exceptions import BadParameter
from refreshbooks.rest.models import ListResult, Result

__all__ = ["document", "utc"]

_Clock = Callable[[datetime.datetime], str]


def utc(moment: datetime.datetime) -> str:
    """Returns a moment in UTC, in the form of ISO 8601.

    >>> utc(datetime.datetime(2026, 7, 1, 12))
    '2026-07-01T12:00:00Z'

    Raises:
        BadParameter: It is no time.
    """
    if moment != moment:  # noqa: PLR0124 (pandas' "not a time" does not equal itself)
        raise BadParameter("it is not a time: send None to leave it empty")
    try:
        if moment.utcoffset() is not None:
            moment = moment.astimezone(datetime.timezone.utc)
    except OverflowError as cause:
        raise BadParameter("the time lies beyond the calendar") from cause
    return datetime.datetime.isoformat(moment.replace(tzinfo=None)) + "Z"


def document(value: object, *, fields: Iterable[Any] = (), times: str = "utc") -> bytes:
    """Returns a value as JSON, in plain ASCII.

    >>> document({"amount": decimal.Decimal("10.00"), "date": datetime.date(2026, 7, 1)})
    b'{"amount": "10.00", "date": "2026-07-01"}'

    Args:
        value: Mappings, lists, texts, numbers, dates, and what earlier calls returned.
        fields: The catalog's fields, which say by what clock a time is read.
        times: The type of times in fields that are not declared.

    Raises:
        BadParameter: Something in it has no JSON form; the error says where it stood.
    """
    try:
        return json.dumps(_plain(value, fields, _CLOCKS[times]), allow_nan=False).encode("ascii")
    except RecursionError as cause:
        raise BadParameter("the value contains itself, or is nested too deeply") from cause


def _plain(value: object, fields: Iterable[Any], clock: _Clock) -> Any:
    if isinstance(value, Mapping):
        return _mapping(value, fields, clock)
    if isinstance(value, list | tuple):
        each = enumerate(value)
        return [_within(f"[{place}]", _plain, item, fields, clock) for place, item in each]
    for kind, write in _WRITTEN:
        if isinstance(value, kind):
            return write(value, fields, clock)
    raise BadParameter(f"a {type(value).__name__} has no JSON form")


def _mapping(value: Mapping[Any, object], fields: Iterable[Any], clock: _Clock) -> dict[str, Any]:
    declared = {field.name: field for field in fields}
    plain = {}
    for name, item in value.items():
        if not isinstance(name, str):
            raise BadParameter(f"the name of a field is a text, not {name!r:.60}")
        field = declared.get(name)
        clocked = _CLOCKS.get(field.type, clock) if field else clock
        plain[str(name)] = _within(name, _plain, item, field.fields if field else (), clocked)
    return plain


def _within(outer: str, write: Callable[..., Any], *given: Any) -> Any:
    try:
        return write(*given)
    except BadParameter as error:
        raise error.within(outer) from error.__cause__


def _day(moment: datetime.datetime) -> str:
    return spelling.of_date(moment.date())


# By the type that the catalog declares.
_CLOCKS: dict[str, _Clock] = {"date": _day, "datetime": spelling.of_datetime, "utc": utc}


def _number(value: float) -> float:
    if not math.isfinite(value):
        raise BadParameter(f"{value} is no number that can be sent: send None to leave it empty")
    return float(value)


def _whole(value: int) -> int:
    spelling.of_int(value)
    return int(value)


# The first kind that a value is of decides; a bool is an int, a datetime is a date.
_WRITTEN: tuple[tuple[Any, Callable[[Any, Any, _Clock], Any]], ...] = (
    (type(None), lambda value, fields, clock: None),
    (bool, lambda value, fields, clock: value),
    (enum.Enum, lambda value, fields, clock: _plain(value.value, fields, clock)),
    (str, lambda value, fields, clock: str(value)),
    (int, lambda value, fields, clock: _whole(value)),
    (float, lambda value, fields, clock: _number(value)),
    (decimal.Decimal, lambda value, fields, clock: spelling.of_decimal(value)),
    (datetime.datetime, lambda value, fields, clock: clock(value)),
    (datetime.date, lambda value, fields, clock: spelling.of_date(value)),
    (uuid.UUID, lambda value, fields, clock: str(value)),
    (Result, lambda value, fields, clock: _plain(value.data, fields, clock)),
    (ListResult, lambda value, fields, clock: [_plain(row.data, fields, clock) for row in value]),
)
