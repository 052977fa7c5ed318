"""PDF documents, read as far as their own table of contents goes."""

import re
import unittest

from refreshbooks.sandbox.rest import pdf


def objects(content):
    """Returns the objects of a document by number, found by its table."""
    table = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", content)[1])
    assert content[table:].startswith(b"xref\n0 ")
    places = [int(place) for place in re.findall(rb"^(\d{10}) 00000 n $", content, re.M)]
    found = {}
    for number, place in enumerate(places, 1):
        head = b"%d 0 obj\n" % number
        assert content[place:].startswith(head), number
        found[number] = content[place + len(head) : content.index(b"\nendobj", place)]
    return found


def texts(content):
    """Returns the lines that a document shows, page by page."""
    pages = []
    for one in objects(content).values():
        if b"stream\n" in one:
            length = int(re.search(rb"/Length (\d+)", one)[1])
            stream = one[one.index(b"stream\n") + 7 :][:length]
            assert one.endswith(stream + b"\nendstream")
            shown = re.findall(rb"\((.*)\) Tj T\*", stream)
            pages.append([re.sub(rb"\\(.)", rb"\1", line).decode("cp1252") for line in shown])
    return pages


class Document(unittest.TestCase):
    def test_every_line_is_shown_fifty_on_a_page(self):
        lines = [f"Line {number}" for number in range(120)]
        pages = texts(pdf.document(lines))
        self.assertEqual([len(page) for page in pages], [50, 50, 20])
        self.assertEqual([line for page in pages for line in page], lines)

    def test_letters_that_pdf_has_uses_for_are_shown_as_they_are(self):
        lines = ["a (b) c\\", "Zoë, 5 €", "tab\there"]
        content = pdf.document(lines)
        self.assertEqual(texts(content), [["a (b) c\\", "Zoë, 5 €", "tab here"]])
        self.assertIn(rb"(a \(b\) c\\) Tj", content)

    def test_what_the_font_does_not_have_is_a_question_mark(self):
        self.assertEqual(texts(pdf.document(["木"])), [["?"]])

    def test_a_document_without_lines_has_an_empty_page(self):
        content = pdf.document([])
        self.assertIn(b"/Count 1 ", objects(content)[2])
        self.assertEqual(texts(content), [[]])
