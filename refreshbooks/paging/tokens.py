"""Resume tokens: the place where a reading stands, as a short text.

Inside is JSON, packed: the list's name, a digest of the filters, the page, and the
last ids handed out. No other data of a record, and no credential.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

from refreshbooks.exceptions import BadParameter
from refreshbooks.paging.pages import Id, Place

__all__ = ["place", "token"]

_VERSION = 1
_LARGEST = 64 * 1024
_NOT_OURS = "it is not what .token gave"


def token(where: Place, method: str, per_page: int, filters: Mapping[str, object]) -> str:
    """Returns the text from which :func:`place` makes the same place again."""
    inside = {
        "v": _VERSION,
        "list": method,
        "filters": _digest(filters),
        "per_page": per_page,
        "page": where.page,
        "row": where.row,
        "count": where.count,
        "total": where.total,
        "ids": _steps(where.ids),
        "doubted": where.doubted,
    }
    packed = zlib.compress(json.dumps(inside, separators=(",", ":")).encode())
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def place(text: str, method: str, per_page: int, filters: Mapping[str, object]) -> Place:
    """Returns the place that a token was made of.

    Raises:
        BadParameter: It is no token, or one of another list, other filters or
            another page size.
    """
    inside = _unpacked(text)
    if inside.get("list") != method:
        raise _refusal(f"it is of {inside.get('list')}, not of {method}")
    if inside.get("filters") != _digest(filters):
        raise _refusal("it was made with other filters")
    if inside.get("per_page") != per_page:
        raise _refusal(f"it was made with per_page={inside.get('per_page')}")
    try:
        return _place(inside)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise _refusal(_NOT_OURS) from error


def _place(inside: dict[str, Any]) -> Place:
    total = inside["total"]
    return Place(
        page=max(1, int(inside["page"])),
        row=int(inside["row"]),
        count=int(inside["count"]),
        total=None if total is None else int(total),
        ids=_from_steps(inside["ids"]),
        doubted=tuple(map(int, inside["doubted"])),
    )


def _unpacked(text: str) -> dict[str, Any]:
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        inside = json.loads(zlib.decompressobj().decompress(packed, _LARGEST))
        version = inside["v"]
    except (TypeError, ValueError, KeyError, RecursionError, zlib.error) as error:
        raise _refusal(_NOT_OURS) from error
    if version != _VERSION:
        raise _refusal("another version of this library made it")
    return dict(inside)


def _refusal(why: str) -> BadParameter:
    return BadParameter(f"this token cannot be used here: {why}", path="resume")


def _digest(filters: Mapping[str, object]) -> str:
    text = repr(sorted((name, str(value)) for name, value in filters.items()))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _steps(ids: tuple[Id, ...]) -> list[Id]:
    """Returns numbers as their differences, which pack to very little."""
    steps: list[Id] = []
    before = 0
    for key in ids:
        steps.append(key - before if isinstance(key, int) else key)
        before = key if isinstance(key, int) else before
    return steps


def _from_steps(steps: list[Id]) -> tuple[Id, ...]:
    ids: list[Id] = []
    before = 0
    for step in steps:
        if not isinstance(step, int | str):
            raise TypeError("an id is a number or a text")
        before = before + step if isinstance(step, int) else before
        ids.append(before if isinstance(step, int) else step)
    return tuple(ids)
