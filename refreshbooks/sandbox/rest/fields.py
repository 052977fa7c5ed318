"""What was sent, checked by the declared types; what is shown, by the declared names.

A name that nobody declares, or that only answers have, is passed over in silence,
as the service does. Numbers may come as texts and texts as numbers; what cannot
be read at all is refused with the service's number for that type.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

from refreshbooks.catalog.rest.model import Field, Resource
from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.amounts import price_of
from refreshbooks.sandbox.rest.behaviour import behaviour_of
from refreshbooks.sandbox.rest.call import Call, resource_of
from refreshbooks.sandbox.rest.query import boolean
from refreshbooks.sandbox.rest.refusals import Problem
from refreshbooks.sandbox.rest.stamps import written
from refreshbooks.sandbox.store import Record

__all__ = ["checked", "moment_of", "require", "shown"]

# What amounts are in where nobody says it.
_CURRENCY = "USD"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
# As many digits as the store's numbers have.
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_FRACTION = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})(e[+-]?\d{1,2})?", re.ASCII | re.I)
# So much that products of them can be counted exactly.
_LARGEST_PRICE, _LARGEST_NUMBER = 10**12, 10**9


class _Wrong(Exception):
    """A value is not of its type."""

    def __init__(self, kind: str, permitted: tuple[str, ...] = ()) -> None:
        super().__init__(kind)
        self.kind = kind
        self.permitted = permitted


def checked(call: Call, sent: Mapping[str, Any]) -> Record:
    """Returns the declared fields among what was sent, each as it is kept.

    Raises:
        Refusal: If a value is not of its type, or must not be written.
    """
    for name in call.behaviour.locked:
        if sent.get(name) is not None:
            raise refusals.locked(name, sent[name])
    ours = (call.resource.key, call.resource.alias)
    writable = [one for one in call.resource.fields if not one.read_only and one.name not in ours]
    problems: list[Problem] = []
    values = _read(call, writable, sent, problems)
    if problems:
        raise refusals.several(problems)
    return values


def require(resource: Resource, values: Mapping[str, Any]) -> None:
    """Refuses a create that lacks what it needs; of ``a|b`` one is enough.

    Raises:
        Refusal: 1001, with every field that is missing.
    """
    lacking = [
        choice.partition("|")[0]
        for choice in resource.required
        if all(values.get(name) is None for name in choice.split("|"))
    ]
    if lacking:
        raise refusals.missing(*lacking)


def shown(call: Call, record: Record) -> Record:
    """Returns what an answer says of a record: every declared field, and no other."""
    full = call.behaviour.view(call, record)
    said = {name: full.get(name, empty) for name, empty in _answered(call.kind, call.includes)}
    return said | {name: full[name] for name in call.behaviour.extra if name in full}


@functools.cache
def _answered(kind: str, includes: frozenset[str]) -> tuple[tuple[str, Any], ...]:
    """Returns the fields of an answer, each with what it says where nothing is known."""
    behaviour = behaviour_of(kind)
    told = [
        one
        for one in resource_of(kind).fields
        if not one.write_only
        and one.name not in behaviour.hidden
        and (not one.include or includes.intersection((one.name, f"include_{one.name}")))
    ]
    empty: dict[str, Any] = {one.name: [] if one.type == "array" else None for one in told}
    return tuple((name, behaviour.defaults.get(name, none)) for name, none in empty.items())


def moment_of(text: str) -> datetime:
    """Returns a moment in UTC; one without a zone is in UTC already.

    Raises:
        ValueError: If it is none.
    """
    # Python 3.10 knows neither the Z nor fractions of three digits.
    text = re.sub(r"Z$", "+00:00", text.strip())
    text = re.sub(r"\.(\d{1,6})\d*", lambda found: f".{found[1]:0<6}", text)
    moment = datetime.fromisoformat(text)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).astimezone(
            timezone.utc
        )
    except OverflowError as error:
        raise ValueError(f"{text} leads out of the calendar") from error


def _read(
    call: Call, declared: Iterable[Field], sent: Mapping[str, Any], problems: list[Problem]
) -> Record:
    values: Record = {}
    for described in declared:
        if described.name not in sent:
            continue
        value = sent[described.name]
        try:
            values[described.name] = _value(call, described, value, problems)
        except _Wrong as wrong:
            problem = refusals.problem(wrong.kind, described.name, value)
            problems.append(replace(problem, permitted=wrong.permitted))
    return values


def _value(call: Call, described: Field, value: Any, problems: list[Problem]) -> Any:
    if value is None:
        return None
    if described.type == "object":
        return _object(call, described, value, problems)
    if described.type == "array":
        return _array(call, described, value, problems)
    if described.type in ("utc", "datetime"):
        return _moment(call, described, value)
    read = _READERS[described.type](value)
    is_free = not described.values or described.name in call.behaviour.free
    return read if is_free else _known(described, read)


def _object(call: Call, described: Field, value: Any, problems: list[Problem]) -> Any:
    if not isinstance(value, dict):
        raise _Wrong("type")
    return _read(call, described.fields, value, problems) if described.fields else value


def _array(call: Call, described: Field, value: Any, problems: list[Problem]) -> list[Any]:
    if not isinstance(value, list):
        raise _Wrong("list")
    if described.fields:
        return [_object(call, described, one, problems) for one in value]
    return [_READERS[described.item](one) for one in value] if described.item else value


def _known(described: Field, text: Any) -> Any:
    """Returns a word as the service writes it: it takes them in any letters."""
    words = {word.casefold(): word for word in described.values}
    if text and text.casefold() not in words:
        raise _Wrong("value", described.values)
    return words.get(text.casefold(), text)


def _moment(call: Call, described: Field, value: Any) -> str:
    text = _text(value)
    try:
        moment = moment_of(text)
    except ValueError as error:
        raise _Wrong("datetime") from error
    if described.type == "datetime" and call.resource.family == "accounting":
        # Written on Eastern clocks, and so it is kept.
        return moment.replace(tzinfo=None).isoformat(" ", "seconds")
    return written(moment, "utc", call.resource.family)


def _text(value: Any) -> str:
    if isinstance(value, (dict, list, bool)):
        raise _Wrong("type")
    return str(value)


def _whole(value: Any) -> int:
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        text = str(value).strip()
        if _WHOLE.fullmatch(text):
            return int(text)
    raise _Wrong("number")


def _decimal(value: Any, limit: int = _LARGEST_NUMBER) -> Decimal:
    text = "" if isinstance(value, bool) else str(value).strip()
    if _FRACTION.fullmatch(text):
        number = Decimal(text)
        if abs(number) < limit:
            return number
    raise _Wrong("number")


def _number(value: Any) -> int | float:
    number = _decimal(value)
    return int(number) if number == number.to_integral_value() else float(number)


def _decimal_text(value: Any) -> str | None:
    return f"{_decimal(value):f}" if value != "" else None


def _flag(value: Any) -> bool:
    meant = boolean(str(value)) if isinstance(value, (bool, str, int)) else None
    if meant is None:
        raise _Wrong("boolean")
    return meant


def _money(value: Any) -> Record | None:
    amount = value.get("amount") if isinstance(value, dict) else value
    if amount is None or amount == "":
        return None
    code = value.get("code") if isinstance(value, dict) else None
    return price_of(_decimal(amount, _LARGEST_PRICE), str(code or _CURRENCY))


def _date(value: Any) -> str | None:
    if value == "":
        return None
    text = _text(value)
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise _Wrong("date")


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "string": _text,
    "integer": _whole,
    "boolean": _flag,
    "number": _number,
    "decimal": _decimal_text,
    "money": _money,
    "date": _date,
    "local": _text,
}
