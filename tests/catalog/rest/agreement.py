"""Whether a body of the REST API and the catalog agree."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["complaints", "fits", "records"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_WALL_CLOCK = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def _text(*patterns: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and any(one.fullmatch(value) for one in patterns)


def _plain_text(value: Any) -> bool:
    # What looks like a date and is declared as text would stay text.
    return isinstance(value, str) and not _text(_DATE, _WALL_CLOCK, _ISO)(value)


def _money(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"amount", "code"}
        and _text(_DECIMAL)(value["amount"])
        and isinstance(value["code"], str)
    )


_FITTING: Mapping[str, Callable[[Any], bool]] = {
    "string": _plain_text,
    "integer": lambda value: type(value) is int,
    "boolean": lambda value: type(value) is bool,
    "number": lambda value: type(value) in (int, float),
    "decimal": _text(_DECIMAL),
    "money": _money,
    "date": _text(_DATE),
    "datetime": _text(_WALL_CLOCK),
    "utc": _text(_WALL_CLOCK, _ISO),
    "local": _text(_ISO),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
}


def fits(kind: str, value: Any) -> bool:
    """Says whether a value is of a type of the catalog; null is of every type.

    >>> fits("date", "2026-03-01"), fits("string", "2026-03-01"), fits("integer", None)
    (True, False, True)
    """
    return value is None or _FITTING[kind](value)


def complaints(fields: tuple[Field, ...], record: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Yields the path of every value that no field declares, or with another type.

    >>> list(complaints((Field("id", "integer"),), {"id": "7", "name": "Wren"}))
    ['id', 'name']
    """
    declared = {field.name: field for field in fields}
    for name, value in record.items():
        field = declared.get(name)
        if field is None or not fits(field.type, value):
            yield at + name
        elif isinstance(value, dict) and field.fields:
            yield from complaints(field.fields, value, f"{at}{name}.")
        elif isinstance(value, list):
            for one in value:
                yield from _of_item(field, one, at + name)


def _of_item(field: Field, one: Any, place: str) -> Iterator[str]:
    if isinstance(one, dict) and field.fields:
        yield from complaints(field.fields, one, f"{place}.")
    elif one is not None and not (field.item and fits(field.item, one)):
        yield place


def records(row: Resource, body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Returns the records in an answer, or in a request, of a resource."""
    part: Any = body
    for key in ("response", "result", "data"):
        # Of some resources, these are the key around the record.
        if isinstance(part, dict) and key in part and key not in (row.single, row.plural):
            part = part[key]
    for key in (row.plural, row.single):
        if isinstance(part, dict) and key in part:
            part = part[key]
            break
    return part if isinstance(part, list) else [part]
