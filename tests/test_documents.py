"""Every response document there is can be read, and every leaf says its text.

The documents are those beside this file, and those in the folder that the
environment variable REFRESHBOOKS_DOCUMENTS names.
"""

import os
from pathlib import Path

from lxml import etree

from refreshbooks import adapters, api

FOLDERS = [Path(__file__).parent / "documents"]
if os.environ.get("REFRESHBOOKS_DOCUMENTS"):
    FOLDERS.append(Path(os.environ["REFRESHBOOKS_DOCUMENTS"]))


def documents(kind):
    for folder in FOLDERS:
        found = sorted(folder.glob(f"*.{kind}.xml"))
        assert len(found) > 100, f"{folder} holds only {len(found)} {kind} documents"
        yield from found


def leaves(element):
    """Walks a tree by attributes, as a program would, and yields its leaves."""
    children = element.getchildren()
    if not children:
        yield element
    for child in children:
        yield from leaves(child)


def test_every_response_document_is_read():
    for path in documents("response"):
        response = api.default_response_decoder(path.read_bytes())
        assert response.get("status") == "ok", path


def test_every_leaf_of_every_document_says_exactly_its_text():
    for path in documents("response"):
        plain = etree.fromstring(path.read_bytes())
        texts = [each.text or "" for each in plain.iter(etree.Element) if not len(each)]
        read = [str(leaf) for leaf in leaves(api.default_response_decoder(path.read_bytes()))]
        assert read == texts, path


def test_every_document_sent_on_as_arguments_comes_back_the_same():
    for path in documents("request"):
        asked = etree.fromstring(path.read_bytes())
        params = {child.tag: api.objectify.fromstring(etree.tostring(child)) for child in asked}
        if len(params) < len(asked):
            continue  # a name that stands twice at the top cannot be a keyword
        sent = etree.fromstring(adapters.xml_request(asked.get("method"), **params))
        assert canonical(sent) == canonical(asked), path


def canonical(element):
    """Returns name, text and children: what a document says, without its layout."""
    children = [
        canonical(child) for child in element.iter(etree.Element) if child.getparent() is element
    ]
    return element.tag, (element.text or "").strip() if not children else "", children
