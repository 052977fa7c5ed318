"""The record that is looked for: what makes it out, and whether a row is it.

    >>> ann = sought("client", {"client": {"email": "Ann@example.com"}}, by="email")
    >>> print(ann)
    client with email='Ann@example.com'
    >>> ann.filters()
    {'email': 'Ann@example.com'}

Texts are compared as the service may give them back: it pads ids, drops zeros
behind a decimal point, adds a time to a day, and need not keep an address's
letter case. To take two spellings for one finds a record too many at worst,
which is seen; to take them for two would create it a second time.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from refreshbooks.adapters import encode_parameter
from refreshbooks.exceptions import BadParameter
from refreshbooks.nouns import FILTERS, MONEY, NOTES, RESOURCE_KEYS, UNLISTED
from refreshbooks.once import keys, markers

__all__ = ["Sought", "sought"]

_NUMBERS = MONEY | {"hour_budget", "hours", "inventory", "occurrences", "quantity"}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]*)?|-?\.[0-9]+")

# Lists that are narrowed by words out of the notes.
_SEARCHES_NOTES = frozenset({"client"})


@dataclass(frozen=True)
class Sought:
    """What makes out one record.

    Attributes:
        resource: What kind of record it is, such as ``"client"``.
        values: The texts of its natural key by their names, as they are sent.
        marker: The caller's own name for it; empty where there is none.
    """

    resource: str
    values: Mapping[str, str]
    marker: str = ""

    def __str__(self) -> str:
        return keys.told(self.resource, self.values, self.marker)

    @property
    def key(self) -> str:
        """The element that names a record, such as ``"client_id"``."""
        return RESOURCE_KEYS.get(self.resource, f"{self.resource}_id")

    def filters(self) -> dict[str, str]:
        """Returns what narrows the list of the resource down."""
        known = FILTERS.get(self.resource, ())
        narrow = {name: text for name, text in self.values.items() if name in known}
        if self.marker and self.resource in _SEARCHES_NOTES:
            narrow["notes"] = self.marker
        return narrow

    def is_met_by(self, row: Any) -> bool:
        """Says whether a row of the list is the record."""
        if self.marker and not markers.is_in(self.marker, _text(row, NOTES[self.resource])):
            return False
        return all(
            _comparable(name, _text(row, name)) == _comparable(name, text)
            for name, text in self.values.items()
        )

    def id_in(self, answer: Any) -> int | None:
        """Returns the id in a row, or in the answer of a create; None if there is none."""
        text = _text(answer, self.key).strip() if hasattr(answer, "iterchildren") else ""
        return int(text) if text.isascii() and text.isdigit() else None

    def marked(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the arguments of the create, with the marker in the record's notes."""
        if not self.marker:
            return dict(params)
        record = params[self.resource]
        name = NOTES[self.resource]
        before = _sent(name, record.get(name))
        notes = markers.added(self.marker, before)
        return {**params, self.resource: {**record, name: notes}} if notes != before else {**params}

    def identity(self) -> list[Any]:
        """Returns what is the same for all who look for the same record."""
        texts = sorted((name, _comparable(name, text)) for name, text in self.values.items())
        return [self.resource, texts, self.marker]


def sought(
    resource: str,
    params: Mapping[str, Any],
    *,
    by: str | Iterable[str] | None = None,
    marker: str | None = None,
) -> Sought:
    """Returns what makes out the record that a create with these arguments would make.

    Raises:
        BadParameter: Nothing does, or a list of the resource would not tell.
    """
    names = keys.names_of(by, marker)
    record = params.get(resource)
    if not isinstance(record, Mapping):
        raise BadParameter(
            f"the record to find or create goes here as a dict: {resource}=dict(...)",
            path=resource,
        )
    values = {name: _value(resource, record, name) for name in names}
    return Sought(resource, values, _marker(resource, marker))


def _value(resource: str, record: Mapping[str, Any], name: str) -> str:
    path = f"{resource}.{name}"
    if name in UNLISTED.get(resource, ()):
        raise BadParameter("lists never show this, so no record is known by it", path=path)
    text = _sent(name, record.get(name), path)
    if not text.strip():
        raise BadParameter("the record is known by this, so it has to have a value", path=path)
    return text


def _marker(resource: str, marker: str | None) -> str:
    if marker is None:
        return ""
    if resource not in NOTES:
        raise BadParameter(f"a {resource} has no notes to keep a marker in", path="marker")
    return markers.checked(marker)


def _sent(name: str, value: Any, path: str = "") -> str:
    """Returns the text that a value is sent as."""
    if value is None:
        return ""
    element = encode_parameter(name, value)
    if len(element):
        raise BadParameter("a record is known by plain values only", path=path or name)
    return element.text or ""


def _comparable(name: str, text: str) -> str:
    text = markers.squeezed(text)
    if name.endswith("_id") or name in _NUMBERS:
        return str(Decimal(text).normalize()) if _NUMBER.fullmatch(text) else text
    if name == "email":
        return text.casefold()
    return text.partition(" ")[0] if name == "date" else text


def _text(element: Any, name: str) -> str:
    """Returns the text of a child, whatever its namespace; empty where there is none."""
    child = next(element.iterchildren(f"{{*}}{name}"), None)
    return "" if child is None else child.text or ""
