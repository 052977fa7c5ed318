"""Reads one page out of a response document of the Classic API.

Below ``<response>`` stands the list's element, ``<invoices page="1"
per_page="25" pages="4" total="90">``, and below that the records. Old answers
and the lists that have no pages come without the attributes, and an empty
account may answer without the list's element. Another API needs another reader;
what a walk does with the page is the same.
"""

from typing import Any

from refreshbooks.exceptions import BadResponse
from refreshbooks.nouns import KEYS, LISTS
from refreshbooks.paging.pages import Answer, Id

__all__ = ["read"]

_LONGEST_NUMBER = 18
# These lists have no pages: whatever is asked, all of it comes.
_WHOLE = frozenset({"default_terms", "email_templates", "reports"})


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
    record = LISTS.get(_name(holder))
    rows = [row for row in holder.iterchildren("*") if record is None or _name(row) == record]
    said = {name: _number(holder.get(name)) for name in ("page", "per_page", "pages", "total")}
    if _name(holder) in _WHOLE and said["total"] is None:
        said = {"page": 1, "pages": 1, "total": len(rows)}
    return Answer(rows=rows, ids=_ids(rows), **said)


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


def _ids(rows: list[Any]) -> list[Id | None]:
    """Returns each record's id; None for those that have none, such as currencies."""
    if not rows:
        return []
    key = rows[0].tag
    space, bracket, record = key.rpartition("}")
    key = f"{space}{bracket}{KEYS.get(record, record + '_id')}"
    return [_id(next(row.iterchildren(key), None)) for row in rows]


def _id(leaf: Any) -> Id | None:
    text = "" if leaf is None else (leaf.text or "").strip()
    # The same record's id comes padded with zeros here and bare there.
    number = _number(text)
    return (text or None) if number is None else number


def _number(text: str | None) -> int | None:
    if text and text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
        return int(text)
    return None


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
