"""What records must be like to be found, and in what order they come, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from refreshbooks.sandbox.layout import COLUMNS

__all__ = ["Condition", "found_at", "ordered"]

_Value = str | int | float

# Records that say themselves what number they stand under say it by this name.
_NUMBER = "serial"

# What a number, and a text, is compared with in a range whose end is not in it.
_LEAST = "{field} <> '' AND CAST({field} AS REAL) >= ?"
_BELOW = "{field} <> '' AND CAST({field} AS REAL) < ?"
_BEFORE = "{field} <> '' AND {field} < ?"
_ENDS = {"least": _LEAST, "below": _BELOW, "before": _BEFORE}

# Texts are compared as far as both go, so that a day includes its hours.
_FROM = "{field} <> '' AND ({field} >= ? OR substr(?, 1, length({field})) = {field})"
_TO = "{field} <> '' AND substr({field}, 1, length(?)) <= ?"


@dataclass(frozen=True)
class Condition:
    """What a record must be like to be found.

    Attributes:
        field: The name of one of its texts; ``"address.city"`` reaches inside.
            Several, with ``|`` between them, are looked at together.
        how: ``is``, ``in``, ``contains`` (letter case aside), ``from`` and ``to``
            (both with the boundary; ``2026-05-01`` includes every hour of the day),
            ``before`` (without it); for numbers ``least`` and ``below``.
        value: A text or a number, as the field holds it; for ``in`` several of them.
            A field that is not there is empty.
    """

    field: str
    how: Literal["is", "in", "contains", "from", "to", "before", "least", "below"]
    value: _Value | Sequence[_Value]

    def sql(self) -> tuple[str, tuple[_Value, ...]]:
        """Returns the condition in SQL, and the values for its question marks."""
        field = " || char(10) || ".join(map(found_at, self.field.split("|")))
        if not isinstance(self.value, (str, int, float)):
            marks = ", ".join("?" * len(self.value))
            return f"{field} IN ({marks})", tuple(self._kept(value) for value in self.value)
        value = self._kept(self.value)
        if self.how == "is":
            return f"{field} = ?", (value,)
        if self.how == "contains":
            return f"instr(folded({field}), ?) > 0", (str(value).casefold(),)
        if self.how in _ENDS:
            return _ENDS[self.how].format(field=field), (value,)
        compared = _FROM if self.how == "from" else _TO
        return compared.format(field=field), (value, value)

    def _kept(self, value: _Value) -> _Value:
        # In columns numbers stand as texts, in records as what they are.
        return str(value) if self.field in COLUMNS else value


def ordered(order: str, *, backwards: bool = False) -> str:
    """Returns an order in SQL.

    Args:
        order: ``id`` or the name of a text, with a minus for descending. Equal
            texts stand by number, in the same direction.
        backwards: The last one comes first.
    """
    direction = "DESC" if order.startswith("-") != backwards else "ASC"
    name = order.lstrip("-")
    if name == "id":
        return f"id {direction}"
    return f"{found_at(name)} COLLATE NOCASE {direction}, id {direction}"


def found_at(name: str) -> str:
    """Returns where in the database something of a record stands, in SQL."""
    if name in COLUMNS:
        return name
    if name == _NUMBER:
        return "id"
    path = ".".join(f'"{part}"' for part in name.replace('"', "").replace("'", "").split("."))
    return f"coalesce(json_extract(body, '$.{path}'), '')"
