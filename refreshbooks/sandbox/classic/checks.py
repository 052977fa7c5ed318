"""What was sent, held against the catalog: required first, then values.

An element that the method does not have is refused, one that the server alone
decides is passed over, and an element sent empty stands as an empty text. What
comes out is plain: texts, dicts and lists, ready to be kept as a record.

    >>> from lxml import etree
    >>> from refreshbooks.catalog.model import Field
    >>> fields = (Field("client_id", "id", required=True), Field("date", "date"))
    >>> checked(fields, etree.fromstring("<request><client_id>08</client_id></request>"))
    {'client_id': '8'}
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from refreshbooks.catalog.model import Field
from refreshbooks.sandbox import money
from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.currencies import CURRENCIES

__all__ = ["checked"]

_INTEGER = re.compile(r"[+-]?[0-9]{1,30}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(r"(?:[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?")


def checked(fields: Iterable[Field], parent: Any) -> dict[str, Any]:
    """Returns what stands below an element, by name.

    Args:
        fields: The elements that may stand there, as the catalog knows them.
        parent: The ``<request>`` element.

    Raises:
        Failure: 40040, where a required element is missing or empty; 40060, where
            an element is unknown or cannot have that value.
    """
    fields = tuple(fields)
    _require(fields, parent)
    return _values(fields, parent)


def _require(fields: Iterable[Field], parent: Any) -> None:
    for described in fields:
        if described.read_only:
            continue
        element = parent.find(described.name)
        # Whether a condition holds, the resource itself judges.
        demanded = described.required and not described.condition
        if demanded and (element is None or _is_empty(element)):
            raise failures.missing(described.name)
        if element is None:
            continue
        # An object sent empty is taken away, whole.
        if described.type == "object" and not _is_empty(element):
            _require(described.fields, element)
        elif described.type == "list":
            for item in element.iterfind(described.item):
                _require(described.fields, item)


def _is_empty(element: Any) -> bool:
    return len(element) == 0 and not _text(element).strip()


def _values(fields: Iterable[Field], parent: Any) -> dict[str, Any]:
    _demand_no_text(parent)
    known = {described.name: described for described in fields}
    values: dict[str, Any] = {}
    for element in parent.iterchildren():
        described = known.get(element.tag)
        if described is None:
            raise failures.unknown_element(str(element.tag))
        # Of an element that comes twice, the first one counts.
        if not described.read_only and described.name not in values:
            values[described.name] = _value(described, element)
    return values


def _value(described: Field, element: Any) -> Any:
    if described.type == "object":
        # What nobody knows the inside of may hold anything, and is passed over.
        return _values(described.fields, element) if described.fields else {}
    if described.type == "list":
        return _items(described, element)
    if len(element):
        raise failures.invalid(described.name, "It takes text, not further elements.")
    return _simple(described, _text(element))


def _items(described: Field, element: Any) -> list[dict[str, Any]]:
    _demand_no_text(element)
    beside = {field.name for field in described.beside}
    for child in element.iterchildren():
        if child.tag != described.item and child.tag not in beside:
            raise failures.unknown_element(str(child.tag))
    return [_values(described.fields, child) for child in element.iterchildren(described.item)]


def _demand_no_text(parent: Any) -> None:
    # Were it passed over, <lines>none</lines> would take all lines away.
    texts = (parent.text, *(child.tail for child in parent))
    if any(text and text.strip() for text in texts):
        raise failures.invalid(parent.tag, "It takes elements, not text.")


def _text(element: Any) -> str:
    return element.text or ""


def _simple(described: Field, text: str) -> str:
    if described.name == "currency_code" and text not in CURRENCIES:
        # Also where it was sent empty: the service calls that unknown.
        raise failures.invalid(described.name, "Unknown currency.")
    read = _READERS.get(described.type)
    if read is None:
        return text
    text = text.strip()
    if not text:
        return text
    try:
        return read(described, text)
    except ValueError:
        raise failures.invalid(described.name) from None


def _id(described: Field, text: str) -> str:
    # A text that is no number names no record: that is found out later, and the
    # answer is "not found" then.
    return (text.lstrip("0") or "0") if text.isascii() and text.isdigit() else text


def _int(described: Field, text: str) -> str:
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return text


def _decimal(described: Field, text: str) -> str:
    money.number(text)
    return text


def _bool(described: Field, text: str) -> str:
    if text not in ("0", "1"):
        raise ValueError(text)
    return text


def _enum(described: Field, text: str) -> str:
    # Programs send Item and item, and both are taken.
    spellings = {value.lower(): value for value in reversed(described.values)}
    if described.values and text.lower() not in spellings:
        raise ValueError(text)
    return text if text in described.values else spellings.get(text.lower(), text)


def _date(described: Field, text: str) -> str:
    parts = _DATE.fullmatch(text.partition(" ")[0].partition("T")[0])
    if parts is None:
        raise ValueError(text)
    _datetime(described, text)
    return "{:0>4}-{:0>2}-{:0>2}".format(*parts.groups())


def _datetime(described: Field, text: str) -> str:
    day = _DATE.match(text)
    time = day and _TIME.fullmatch(text, day.end())
    if not day or not time:
        raise ValueError(text)
    year, month, date, hour, minute, second = map(int, (*day.groups(), *time.groups("0")))
    moment = datetime(year, month, date, hour, minute, second)
    return moment.isoformat(" ") if time.group() else moment.date().isoformat()


_READERS: dict[str, Callable[[Field, str], str]] = {
    "id": _id,
    "int": _int,
    "decimal": _decimal,
    "bool": _bool,
    "enum": _enum,
    "date": _date,
    "datetime": _datetime,
}
