"""What records must be like to be found, and in what order they come, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from refreshbooks.sandbox.layout import COLUMNS

__all__ = ["Condition", "ordered"]

# Texts are compared as far as both go, so that a day includes its hours.
_FROM = "{field} <> '' AND ({field} >= ? OR substr(?, 1, length({field})) = {field})"
_TO = "{field} <> '' AND substr({field}, 1, length(?)) <= ?"


@dataclass(frozen=True)
class Condition:
    """What a record must be like to be found.

    Attributes:
        field: The name of one of its texts; ``"address.city"`` reaches inside.
        how: ``is``, ``in``, ``contains`` (letter case aside), ``from`` and ``to``
            (both with the boundary; ``2026-05-01`` includes every hour of the day).
        value: A text, or for ``in`` several. A field that is not there is empty.
    """

    field: str
    how: Literal["is", "in", "contains", "from", "to"]
    value: str | Sequence[str]

    def sql(self) -> tuple[str, tuple[str, ...]]:
        """Returns the condition in SQL, and the values for its question marks."""
        field = _field(self.field)
        if self.how == "in":
            marks = ", ".join("?" * len(self.value))
            return f"{field} IN ({marks})", tuple(self.value)
        value = str(self.value)
        if self.how == "is":
            return f"{field} = ?", (value,)
        if self.how == "contains":
            return f"instr(folded({field}), ?) > 0", (value.casefold(),)
        compared = _FROM if self.how == "from" else _TO
        return compared.format(field=field), (value, value)


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
    return f"{_field(name)} COLLATE NOCASE {direction}, id {direction}"


def _field(name: str) -> str:
    if name in COLUMNS:
        return name
    path = ".".join(f'"{part}"' for part in name.replace('"', "").replace("'", "").split("."))
    return f"coalesce(json_extract(body, '$.{path}'), '')"
