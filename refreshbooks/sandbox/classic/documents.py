"""Request documents read, response documents written.

A request becomes a :class:`Request`: the method's name and the elements below
the root. A good answer is written from a dict by the catalog's description of
the method's answer, which says what stands in it and in what order:

    >>> from refreshbooks.catalog.model import Field
    >>> fields = (Field("client_id", "id"), Field("lines", "list", item="line_id"))
    >>> print(response(fields, {"client_id": 8, "lines": ["1", "2"]}).decode(), end="")
    <?xml version="1.0" encoding="utf-8"?>
    <response xmlns="http://www.freshbooks.com/api/" status="ok">
      <client_id>8</client_id>
      <lines>
        <line_id>1</line_id>
        <line_id>2</line_id>
      </lines>
    </response>
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from refreshbooks.catalog.model import Field
from refreshbooks.sandbox.classic.failures import Failure, malformed

__all__ = [
    "File",
    "Marked",
    "Named",
    "Page",
    "Request",
    "failure",
    "marked",
    "read",
    "response",
]

_NAMESPACE = "http://www.freshbooks.com/api/"
_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True)
class Request:
    """A request document, taken apart.

    Attributes:
        method: The method's name; empty where the root bears none.
        root: The ``<request>`` element.
    """

    method: str
    root: Any


@dataclass(frozen=True)
class File:
    """An answer that is no document: the bytes of a file."""

    content: bytes
    media_type: str


class Marked(str):
    """The text of an element that carries XML attributes."""

    attributes: Mapping[str, str]


def marked(text: object, **attributes: str) -> Marked:
    """Returns a text that is written with attributes on its element.

    >>> marked("12.00", currency="CAD").attributes
    {'currency': 'CAD'}
    """
    value = Marked(text)
    value.attributes = attributes
    return value


@dataclass(frozen=True)
class Named:
    """A child of a list that has a name of its own."""

    name: str
    value: object


@dataclass(frozen=True)
class Page:
    """One page of a list, with the attributes that say which."""

    items: Sequence[object]
    attributes: Mapping[str, object] = field(default_factory=dict)


def read(entity: bytes) -> Request:
    """Returns the request in a document.

    Raises:
        Failure: 40010, where it is not well-formed, has a DOCTYPE, or its root is
            not ``<request method="...">``.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(entity, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise malformed() from None
    # Nobody needs a DOCTYPE to send an invoice; entities come only from there.
    if root.getroottree().docinfo.internalDTD is not None or root.tag != "request":
        raise malformed()
    return Request(root.get("method", ""), root)


def response(fields: Iterable[Field], answer: Mapping[str, object]) -> bytes:
    """Returns the document of a good answer.

    Args:
        fields: What the catalog says stands below ``<response>``.
        answer: The values by name. None leaves an element out; a documented
            element without a value is written empty.
    """
    root = _root("ok")
    _write_children(root, fields, answer)
    return _written(root)


def failure(error: Failure) -> bytes:
    """Returns the document of a refusal."""
    root = _root("fail")
    _child(root, "error").text = error.message
    _child(root, "code").text = str(error.code)
    if error.field:
        _child(root, "field").text = error.field
    return _written(root)


def _root(status: str) -> Any:
    # The namespace is written at the root, and the names below stay plain: the
    # same bytes come out, in two thirds of the time.
    return etree.Element("response", {"status": status}, nsmap={None: _NAMESPACE})


def _child(parent: Any, name: str) -> Any:
    return etree.SubElement(parent, name)


def _written(root: Any) -> bytes:
    return bytes(_DECLARATION + etree.tostring(root, encoding="utf-8", pretty_print=True))


def _write_children(parent: Any, fields: Iterable[Field], values: Mapping[str, object]) -> None:
    for described in fields:
        if described.name in values:
            _write(parent, described, values[described.name])
        elif described.documented:
            _child(parent, described.name)


def _write(parent: Any, described: Field, value: object) -> None:
    if value is None:
        return
    element = _child(parent, described.name)
    if isinstance(value, dict):
        _write_children(element, described.fields, value)
    elif isinstance(value, (list, tuple)):
        _write_items(element, described, value)
    elif isinstance(value, Page):
        for name, number in value.attributes.items():
            element.set(name, str(number))
        _write_items(element, described, value.items)
    else:
        _write_text(element, value)


def _write_items(parent: Any, described: Field, items: Iterable[object]) -> None:
    item = Field(described.item, "object", fields=described.fields)
    for value in items:
        if isinstance(value, Named):
            _write(parent, Field(value.name), value.value)
        else:
            _write(parent, item, value)


def _write_text(element: Any, value: object) -> None:
    element.text = str(value) or None
    if isinstance(value, Marked):
        for name, text in value.attributes.items():
            element.set(name, text)
