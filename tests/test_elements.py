"""The three kinds of element, and what XML does not take."""

import unittest

from lxml import etree, objectify

from refreshbooks import elements
from refreshbooks.exceptions import BadParameter


class ElementsTest(unittest.TestCase):
    def refusal(self, build, *arguments):
        with self.assertRaises(BadParameter) as caught:
            build(*arguments)
        return str(caught.exception)

    def test_a_field_holds_its_text(self):
        element = elements.field("name", "Yard Work")
        self.assertEqual(etree.tostring(element), b"<name>Yard Work</name>")

    def test_no_text_and_empty_text_differ(self):
        self.assertEqual(etree.tostring(elements.field("name", None)), b"<name/>")
        self.assertEqual(etree.tostring(elements.field("name")), b"<name/>")
        self.assertEqual(etree.tostring(elements.field("name", "")), b"<name></name>")

    def test_a_type_holds_elements_in_their_order(self):
        fields = (elements.field(name, "1") for name in "cab")
        element = elements.type("line", fields)
        self.assertEqual(etree.tostring(element), b"<line><c>1</c><a>1</a><b>1</b></line>")

    def test_a_request_names_its_method(self):
        element = elements.request("task.list", [elements.field("page", "2")])
        self.assertEqual(
            etree.tostring(element), b'<request method="task.list"><page>2</page></request>'
        )

    def test_each_call_makes_a_root_of_its_own(self):
        for element in (
            elements.field("a", "1"),
            elements.type("a", []),
            elements.request("a", []),
        ):
            self.assertIsNone(element.getparent())

    def test_the_names_of_elements_are_ascii_and_begin_like_a_name(self):
        for name in ("line", "_x", "tax1_amount", "a.b", "a-b", "A"):
            self.assertEqual(elements.field(name).tag, name)

    def test_what_is_no_name_of_an_element_is_refused(self):
        one_leaf = objectify.fromstring(b"<a><line>line</line></a>").line
        bad = ("", " ", "a b", "1a", "a:b", "{urn:x}a", "é", "a\n", "<a>", "-a", "\x00")
        for name in (*bad, 1, None, b"a", one_leaf):
            with self.subTest(name=name):
                self.assertIn("name of an XML element", self.refusal(elements.field, name))
                self.assertIn("name of an XML element", self.refusal(elements.type, name, []))

    def test_a_long_bad_name_is_cut_in_the_message(self):
        self.assertLess(len(self.refusal(elements.field, "x y" * 1000)), 250)

    def test_a_method_with_no_xml_form_is_refused(self):
        for name in ("a\x00", "\ud800", None, 5):
            with self.subTest(name=name):
                self.assertIn("name of a method", self.refusal(elements.request, name, []))

    def test_characters_that_xml_does_not_know_are_named(self):
        for character in ("\x00", "\x0b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"):
            with self.subTest(character=character):
                message = self.refusal(elements.field, "a", f"fine{character}")
                self.assertIn(f"U+{ord(character):04X}", message)

    def test_tabs_and_line_breaks_are_text(self):
        self.assertEqual(etree.tostring(elements.field("a", "\t\n\r")), b"<a>\t\n&#13;</a>")

    def test_ascii_bytes_are_text_and_others_are_told_what_to_do(self):
        self.assertEqual(etree.tostring(elements.field("a", b"abc")), b"<a>abc</a>")
        for content in (b"\xc3\xa9", b"a\x00"):
            self.assertIn("NamedBytes", self.refusal(elements.field, "a", content))

    def test_what_is_no_text_is_refused(self):
        self.assertIn("5 is no text", self.refusal(elements.field, "a", 5))
