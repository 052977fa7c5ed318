"""The documentation's table of what differs from the official SDK on purpose."""

import csv
from pathlib import Path

from tools import rst

__all__ = ["section"]

TABLE = Path(__file__).parent.parent / "docs" / "differences.csv"

_HEADINGS = {"wire": "In what is sent", "behaviour": "In what programs see"}


def section() -> str:
    """Returns a table for each kind of difference, under a heading of its own."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return "\n\n".join(_table(rows, about, name) for about, name in _HEADINGS.items()) + "\n"


def _table(rows: list[dict[str, str]], about: str, name: str) -> str:
    columns = ("the official SDK", "refreshbooks", "why")
    told = [[row[column] for column in columns] for row in rows if row["about"] == about]
    headings = ("The official SDK", "refreshbooks", "Why")
    return f"{rst.heading(name, '~')}\n\n{rst.table(headings, told, '33 33 34')}"
