"""Trees for tests, and leaves in them."""

from lxml import etree

from refreshbooks import leaves

__all__ = ["NAMESPACE", "leaf", "read"]

NAMESPACE = "http://www.freshbooks.com/api/"


def read(document):
    """Returns the tree of a document, made of our classes."""
    return etree.fromstring(document, leaves.strict_parser())


def leaf(text):
    """Returns the leaf of this text, inside of a response."""
    root = etree.Element(f"{{{NAMESPACE}}}response", nsmap={None: NAMESPACE})
    etree.SubElement(root, f"{{{NAMESPACE}}}leaf").text = text
    return read(etree.tostring(root)).leaf
