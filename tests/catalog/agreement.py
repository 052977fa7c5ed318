"""Whether a request or response document agrees with the catalog.

Everything in a document has to be known at its place, with a text of its type;
every required parameter has to be there.
"""

import re
from pathlib import Path

from lxml import etree

from refreshbooks import catalog

NAMESPACE = "http://www.freshbooks.com/api/"
PAGING_ATTRIBUTES = {"page", "per_page", "pages", "total"}

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TEXTS = {
    "id": r"[0-9]+",
    "int": r"-?[0-9]+",
    "decimal": r"-?[0-9]+(\.[0-9]+)?",
    "date": DAY,
    "datetime": DAY + " [0-9]{2}:[0-9]{2}:[0-9]{2}",
    "bool": "[01]",
    "binary": r"cid:\S+",
}


class Document:
    """A document in a file named after its method, such as tax.get.request.xml.

    A file's name may say more than the method: category.list.hierarchy.
    """

    def __init__(self, path: Path):
        self.name = path.name.removesuffix(".xml")
        self.root = etree.parse(str(path)).getroot()
        called, _, self.kind = self.name.rpartition(".")
        self.method = longest_known(called)

    @property
    def is_request(self):
        return self.kind == "request"

    def disagreements(self):
        """Returns what differs from the catalog, as pairs of place and sentence."""
        if self.method is None:
            return [("", "no such method")]
        known = self.method.params if self.is_request else self.method.answer
        paged = known[0].name if self.method.paged and not self.is_request else None
        inside = in_children(self.root, known, "", paged=paged, asked=self.is_request)
        return [*self._in_the_root(), *inside]

    def _in_the_root(self):
        wanted = {"method": self.method.name} if self.is_request else {"status": "ok"}
        if dict(self.root.attrib) != wanted:
            yield "", f"the root should say {wanted}"
        namespace = None if self.is_request else NAMESPACE
        if etree.QName(self.root).namespace != namespace:
            yield "", f"the namespace should be {namespace}"


def longest_known(name):
    """Returns the method whose name this is or begins with, or None.

    >>> longest_known("category.list.hierarchy").name
    'category.list'
    """
    while name and catalog.find(name) is None:
        name = name.rpartition(".")[0]
    return catalog.find(name)


def in_children(element, known, place, *, paged=None, asked=False):
    """Yields what differs below an element whose children are known.

    Args:
        element: The element.
        known: The fields that may stand in it.
        place: Where that is, ending in a slash.
        paged: The name of the child that carries the attributes of paging.
        asked: Whether this is a request.
    """
    fields = {field.name: field for field in known}
    names = [etree.QName(child).localname for child in element]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield place + name, "stands there more than once"
    for child, name in zip(element, names, strict=True):
        if name not in fields:
            yield place + name, "is not known there"
            continue
        yield from in_element(child, fields[name], place + name, asked)
        yield from in_attributes(child, fields[name], place + name, name == paged)
    for field in known:
        if field.required and is_missing(element, field.name):
            yield place + field.name, "is required"


def is_missing(element, name):
    found = element.find(f"{{*}}{name}")
    return found is None or not (len(found) or found.text)


def in_attributes(element, field, place, paged):
    on_the_items = field.type == "list"
    allowed = PAGING_ATTRIBUTES if paged else set(() if on_the_items else field.attributes)
    there = set(element.attrib)
    if not there <= allowed or (paged and there != allowed):
        yield place, f"has the attributes {sorted(there)}"


def in_element(element, field, place, asked):
    """Yields what differs inside one element: its text or its children."""
    if field.type == "list":
        yield from in_items(element, field, place, asked)
    elif field.type != "object":
        yield from in_text(element, field.type, field.values, place, asked)
    elif len(element):
        yield from in_children(element, field.fields, f"{place}/", asked=asked)


def in_items(element, field, place, asked):
    beside = {each.name: each for each in field.beside}
    for child in element:
        name = etree.QName(child).localname
        inner = f"{place}/{name}"
        if name in beside:
            yield from in_element(child, beside[name], inner, asked)
        elif name != field.item:
            yield inner, f"is no {field.item}"
        elif field.fields:
            yield from in_children(child, field.fields, f"{inner}/", asked=asked)
        else:
            yield from in_text(child, field.item_type, (), inner, asked)
            if not set(child.attrib) <= set(field.attributes):
                yield inner, f"has the attributes {sorted(child.attrib)}"


def in_text(element, type_, values, place, asked):
    text = element.text or ""
    if len(element):
        yield place, "should hold text, not elements"
    elif text and not (text in values if type_ == "enum" else fits(text, type_, asked)):
        yield place, f"{text!r} is no {type_}"


def fits(text, type_, asked):
    """Tells whether a text is of a type.

    A filter by date and time takes a day as well:

        >>> fits("2016-05-01", "datetime", True), fits("2016-05-01", "datetime", False)
        (True, False)
    """
    allowed = ("datetime", "date") if asked and type_ == "datetime" else (type_,)
    return any(re.fullmatch(TEXTS.get(each, r"(?s).*"), text) for each in allowed)
