"""Reads one page out of a response document of the Classic API.

Below ``<response>`` stands the list's element, ``<invoices page="1"
per_page="25" pages="4" total="90">``, and below that the records. Old answers
and the lists that have no pages come without the attributes, and an empty
account may answer without the list's element. Another API needs another reader;
what a walk does with the page is the same.
"""

import functools
import os
from typing import Any

from lxml import etree

from refreshbooks.exceptions import BadResponse
from refreshbooks.nouns import KEYS, LISTS, UNPAGED
from refreshbooks.paging.pages import Answer, Id

__all__ = ["read"]

_LONGEST_NUMBER = 18
_WHOLE = frozenset(UNPAGED.values())


def read(response: Any, method: str) -> Answer:
    """Returns what a response document says of one page.

    Args:
        response: The tree, of our classes, of plain objectify's or of lxml's.
        method: What was called, for the message of an error.

    Raises:
        BadResponse: It is no response document, or one without a list.
    """
    holder = _list_of(response, method)
    if holder is None:
        return Answer(rows=[], ids=[])
    rows, ids = _records(holder)
    said = {name: _number(holder.get(name)) for name in ("page", "per_page", "pages", "total")}
    if _name(holder) in _WHOLE and said["total"] is None:
        said = {"page": 1, "pages": 1, "total": len(rows)}
    return Answer(rows=rows, ids=ids, **said)


def _list_of(response: Any, method: str) -> Any:
    """Returns the list's element, or None where there is none because nothing was found."""
    if not hasattr(response, "iterchildren"):
        raise BadResponse(
            f"{method} gave a {type(response).__name__} where a response tree was expected: the"
            " client's decoder makes something else of answers, and rows are read from trees"
        )
    children = list(response.iterchildren("*"))
    for child in children:
        if _name(child) in LISTS or child.get("page") or child.get("total"):
            return child
    if children:
        names = ", ".join(map(_name, children))
        raise BadResponse(f"{method} answered no list: below <{_name(response)}> stands {names}")
    return None


def _records(holder: Any) -> tuple[list[Any], list[Id | None]]:
    """Returns the records of a list, and the id of each; None for those that have none."""
    space, name = _split(holder)
    record = LISTS.get(name) or next(map(_name, holder.iterchildren("*")), "")
    key = KEYS.get(record, f"{record}_id")
    rows = list(holder.iterchildren(space + record))
    texts = _id_texts(space[1:-1], record, key, os.getpid())(holder) if rows else []
    if len(texts) == len(rows):
        return rows, [_id(text) for text in texts]
    leaves = (next(row.iterchildren(space + key), None) for row in rows)
    return rows, [None if leaf is None else _id(leaf.text or "") for leaf in leaves]


@functools.lru_cache(maxsize=64)
def _id_texts(space: str, record: str, key: str, process: int) -> Any:
    """Returns what finds the ids' texts in a list, one for each record that has one.

    A third of the time that it takes to touch each element.

    Args:
        process: Whose it is. It has a lock in it, which another thread may have held
            when this process was forked, and which nobody would release here.
    """
    prefix = "n:" if space else ""
    path = f"{prefix}{record}/{prefix}{key}[1]/text()[1]"
    return etree.XPath(path, namespaces={"n": space} if space else None, smart_strings=False)


def _id(text: str) -> Id | None:
    text = text.strip()
    # The same record's id comes padded with zeros here and bare there.
    number = _number(text)
    return (text or None) if number is None else number


def _number(text: str | None) -> int | None:
    if text and text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
        return int(text)
    return None


def _name(element: Any) -> str:
    return _split(element)[1]


def _split(element: Any) -> tuple[str, str]:
    """Returns the namespace in its braces, empty where there is none, and the name."""
    space, brace, name = str(element.tag).rpartition("}")
    return space + brace, name
