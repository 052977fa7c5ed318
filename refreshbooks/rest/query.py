"""What stands behind the question mark of an address.

Every key and every value is escaped by itself, so that nothing in a value can
become another parameter:

    >>> from refreshbooks.rest.builders.filter import FilterBuilder
    >>> asked = FilterBuilder().equals("organization", "Barnes & Son #1").boolean("active", True)
    >>> query_string([asked], "accounting")
    'search%5Borganization%5D=Barnes%20%26%20Son%20%231&active=true'
"""

import datetime
import decimal
import enum
import re
from collections.abc import Callable, Iterable
from typing import Any, Protocol
from urllib.parse import quote

from refreshbooks import spelling
from refreshbooks.exceptions import BadParameter
from refreshbooks.rest.builders import Builder
from refreshbooks.rest.families import FAMILIES, Family

__all__ = ["Buildable", "escaped", "query_string"]

# What needs no escape in a query, of what stands in dates and e-mail addresses.
_PLAIN = ":@,/"

# The signs that somebody's own text of parameters may hold on purpose.
_MADE = _PLAIN + "!$'()*+;=?%"

# What stands for no single value, and would look for what it prints.
_SEVERAL = (bytes, dict, frozenset, list, set, tuple)


class Buildable(Protocol):
    """A builder of somebody's own: its text is sent as it is, as far as that can be."""

    def build(self, resource_name: str | None = None, /) -> str:
        """Returns parameters, each after an ``&``."""


def query_string(builders: Iterable[Buildable] | None, family: str) -> str:
    """Returns what the builders ask for, in their order, escaped; without a ``?``.

    Args:
        builders: Ours, or objects with a ``build`` of their own.
        family: Which family of addresses is asked; it decides how keys are spelt.

    Raises:
        BadParameter: A value cannot be sent. The message names its key.
    """
    texts = (_asked(builder, FAMILIES[family]) for builder in builders or ())
    return "&".join(filter(None, texts))


def escaped(parameters: Iterable[tuple[str, object]]) -> str:
    """Returns keys and values as a query string.

    >>> escaped([("start_date", datetime.date(2026, 4, 16)), ("currency_code", "CAD")])
    'start_date=2026-04-16&currency_code=CAD'

    Raises:
        BadParameter: A value cannot be sent.
    """
    return "&".join(f"{_quoted(key)}={_quoted(_text(value, key))}" for key, value in parameters)


def _asked(builder: Buildable, family: Family) -> str:
    # A subclass with a build of its own is a builder of somebody's own.
    if isinstance(builder, Builder) and type(builder).build is Builder.build:
        asked = builder.parameters(bracketed=family.is_bracketed)
        return escaped((key, value) for key, value, _ in asked)
    made = builder.build(family.sdk_class)
    return "&".join(map(_kept, filter(None, made.lstrip("?").split("&"))))


def _kept(made: str) -> str:
    """Escapes what cannot stand in an address; an escape that is there already stays."""
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", made)
    return _quoted(text, safe=_MADE)


def _quoted(text: str, safe: str = _PLAIN) -> str:
    try:
        return quote(text, safe=safe)
    except UnicodeEncodeError as cause:
        raise BadParameter("half a character cannot be sent", path=ascii(text)) from cause


def _text(value: object, key: str) -> str:
    if isinstance(value, enum.Enum):
        return _text(value.value, key)
    for kind, spelled in _SPELLINGS:
        if isinstance(value, kind):
            try:
                return spelled(value)
            except BadParameter as error:
                raise error.within(key) from error.__cause__
    if value is None:
        raise BadParameter("None would look for the word: leave the condition out", path=key)
    if isinstance(value, _SEVERAL):
        raise BadParameter("one value is looked for here: several go into in_list", path=key)
    return str(value)


def _moment(moment: datetime.datetime) -> str:
    """Writes a time in UTC if it says where it is; else as it is, which the service reads so."""
    if moment != moment:  # noqa: PLR0124 (pandas' "not a time" does not equal itself)
        raise BadParameter("it is not a time: leave the condition out")
    if moment.utcoffset() is None:
        return datetime.datetime.isoformat(moment)
    try:
        utc = moment.astimezone(datetime.timezone.utc)
    except OverflowError as cause:
        raise BadParameter("the time lies beyond the calendar") from cause
    return f"{datetime.datetime.isoformat(utc.replace(tzinfo=None))}Z"


# The first line that fits decides: a bool is an int too, and a datetime is a date.
_SPELLINGS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda flag: "true" if flag else "false"),
    (int, spelling.of_int),
    (float, spelling.of_float),
    (decimal.Decimal, spelling.of_decimal),
    (datetime.datetime, _moment),
    (datetime.date, spelling.of_date),
)
