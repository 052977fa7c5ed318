"""The three kinds of XML element in a request document.

A *field* holds text, a *type* holds further elements, and a *request* is the
root that names the method. Here names and text are held against the rules of
XML; which text a value becomes is the business of :mod:`refreshbooks.adapters`.

>>> line = type("line", [field("name", "Yard Work"), field("quantity", "4")])
>>> etree.tostring(request("invoice.lines.add", [type("lines", [line])]))  # doctest: +ELLIPSIS
b'<request method="invoice.lines.add"><lines><line><name>Yard Work</name>...'
"""

import functools
import re
from collections.abc import Hashable, Iterable

from lxml import etree

from refreshbooks.exceptions import BadParameter

__all__ = ["Element", "checked_name", "field", "refused_text", "request", "set_text", "type"]

Element = etree._Element

# Documents go out as ASCII, and a name knows no character references.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")

# Compiled by the first refusal: so wide a set takes longer than the whole module.
_NOT_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def field(name: str, value: str | bytes | None = None) -> Element:
    """Returns an element that holds a text.

    >>> etree.tostring(field("name", "Müller"))
    b'<name>M&#252;ller</name>'
    >>> etree.tostring(field("name", "")), etree.tostring(field("name", None))
    (b'<name></name>', b'<name/>')

    Raises:
        BadParameter: The name is no element name, or the text has characters
            that XML does not know.
    """
    element = etree.Element(checked_name(name))
    set_text(element, value)
    return element


def type(name: str, fields: Iterable[Element]) -> Element:  # noqa: A001 (2.0's name)
    """Returns an element that holds other elements.

    >>> etree.tostring(type("line", [field("quantity", "4")]))
    b'<line><quantity>4</quantity></line>'

    Raises:
        BadParameter: The name is no element name.
    """
    element = etree.Element(checked_name(name))
    element.extend(fields)
    return element


def request(name: str, params: Iterable[Element]) -> Element:
    """Returns the root of a request document.

    >>> etree.tostring(request("invoice.get", [field("invoice_id", "8")]))
    b'<request method="invoice.get"><invoice_id>8</invoice_id></request>'

    Args:
        name: The method's full name.

    Raises:
        BadParameter: The name has characters that XML does not know.
    """
    element = etree.Element("request")
    try:
        element.set("method", name)
    except (TypeError, ValueError) as cause:
        raise BadParameter(f"{name!r} cannot be the name of a method") from cause
    element.extend(params)
    return element


def set_text(element: Element, text: str | bytes | None) -> None:
    """Gives an element its text; ``None`` leaves it empty.

    Raises:
        BadParameter: The text has characters that XML does not know.
    """
    try:
        element.text = text
    except (TypeError, ValueError) as cause:
        raise refused_text(text) from cause


def refused_text(text: object) -> BadParameter:
    """Returns the error for a text that lxml did not take."""
    return BadParameter(_trouble(text))


@functools.lru_cache(maxsize=1024)
def checked_name(name: Hashable) -> str:
    """Returns the name of an element as it is, if it can be one.

    Raises:
        BadParameter: It cannot.
    """
    # Names repeat from call to call, so the answers are kept; a refusal never is.
    if isinstance(name, str) and _NAME.fullmatch(name):
        return name
    raise BadParameter(
        f"{name!r:.60} cannot be the name of an XML element: give text of letters, digits,"
        " '_', '-' and '.', beginning with a letter or '_'"
    )


def _trouble(text: object) -> str:
    """Says why XML does not take a text."""
    if isinstance(text, bytes):
        return (
            "bytes are sent as text only if they are plain ASCII: decode them first, or, to send"
            " a file, give files.NamedBytes(content, 'receipt.png')"
        )
    found = re.search(_NOT_XML, text) if isinstance(text, str) else None
    if found is None:
        return f"{text!r:.60} is no text"
    return f"the character U+{ord(found[0]):04X} does not exist in XML: take it out of the text"
