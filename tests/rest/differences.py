"""The table of what differs from the official SDK on purpose; the documentation shows it."""

import csv
from pathlib import Path
from typing import Any

from tests.source import ROOT

__all__ = ["TABLE", "on_the_wire"]


def _rows() -> dict[str, dict[str, str]]:
    with Path(ROOT, "docs", "differences.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


TABLE = _rows()


def _without_own_name(http: dict[str, Any]) -> None:
    if http["headers"]["user-agent"].startswith(("FreshBooks ", "python-requests/")):
        del http["headers"]["user-agent"]


# What the table says of requests that can be compared, done to the SDK's.
_OURS = {
    "user-agent": _without_own_name,
    "booleans": lambda http: http.update(url=http["url"].replace("=False", "=false")),
}


def on_the_wire(http: dict[str, Any]) -> dict[str, Any]:
    """Returns what we send where the SDK sends this."""
    lowered = {name.lower(): value for name, value in http["headers"].items()}
    ours = {**http, "headers": lowered}
    for name, change in _OURS.items():
        assert TABLE[name]["about"] == "wire"
        change(ours)
    return ours
