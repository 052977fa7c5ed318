"""Golden files, from the folder that ``REFRESHBOOKS_REST_DOCUMENTS`` names.

They say what the official SDK sends and what it makes of answers. They are no
part of the project: whoever has them sets the variable, and the tests that read
them are skipped otherwise.
"""

import json
import os
import unittest
from pathlib import Path
from typing import Any

__all__ = ["content", "index", "read"]

_VARIABLE = "REFRESHBOOKS_REST_DOCUMENTS"


def content(name: str) -> bytes:
    """Returns a file as it is; skips the test where there is none to read."""
    folder = os.environ.get(_VARIABLE)
    if not folder:
        raise unittest.SkipTest(f"{_VARIABLE} names no folder of golden files")
    return Path(folder, name).read_bytes()


def read(name: str) -> Any:
    """Returns what a JSON file holds."""
    return json.loads(content(name))


def index() -> dict[str, dict[str, Any]]:
    """Returns what is known about each answer: its family, its status and so on."""
    return {entry["file"]: entry for entry in read("INDEX.json")}
