"""Requests as bytes, single arguments as elements, failures as exceptions."""

import pickle
import unittest
from decimal import Decimal

from lxml import etree, objectify

from refreshbooks import adapters, elements, files
from refreshbooks.exceptions import (
    AuthenticationError,
    BadParameter,
    BadResponse,
    FailedRequest,
    ProcessingError,
    ValidationError,
)

NAMESPACE = 'xmlns="http://www.freshbooks.com/api/"'


def document(attributes, content=""):
    """Yields one response document in every way that it may be read."""
    for namespace in ("", NAMESPACE):
        for parse in (objectify.fromstring, etree.fromstring):
            yield parse(f"<response {namespace} {attributes}>{content}</response>")


class RequestTest(unittest.TestCase):
    def test_a_request_is_bytes_without_a_declaration(self):
        self.assertEqual(
            adapters.xml_request("invoice.get", invoice_id=8),
            b'<request method="invoice.get"><invoice_id>8</invoice_id></request>',
        )
        self.assertIs(type(adapters.xml_request("system.current")), bytes)
        self.assertEqual(
            adapters.xml_request("system.current"), b'<request method="system.current"/>'
        )

    def test_every_keyword_belongs_to_the_service(self):
        self.assertEqual(
            adapters.xml_request("a.b", method=1, self=2, params=3, root=4),
            b'<request method="a.b"><method>1</method><self>2</self><params>3</params>'
            b"<root>4</root></request>",
        )

    def test_a_keyword_that_is_no_element_name_is_refused(self):
        with self.assertRaises(BadParameter):
            adapters.xml_request("a.b", **{"a b": 1})

    def test_what_contains_itself_is_refused_by_the_name_of_the_argument(self):
        endless = {}
        endless["again"] = [("line", endless)]
        for encode in (
            lambda: adapters.xml_request("invoice.create", invoice=endless),
            lambda: adapters.encode_parameter("invoice", endless),
        ):
            with self.assertRaises(BadParameter) as caught:
                encode()
            self.assertEqual(caught.exception.path, "invoice")
            self.assertIn("contains itself", str(caught.exception))


class SingleArgumentTest(unittest.TestCase):
    def encoded(self, encode, value):
        element = encode("v", value)
        self.assertIsNone(element.getparent())
        return etree.tostring(element)

    def test_any_value_is_encoded_as_an_element_of_its_own(self):
        for value, entity in (
            (8, b"<v>8</v>"),
            (None, b"<v/>"),
            ({"a": 1}, b"<v><a>1</a></v>"),
            ([("a", 1)], b"<v><a>1</a></v>"),
            (elements.field("old", "007"), b"<v>007</v>"),
        ):
            self.assertEqual(self.encoded(adapters.encode_parameter, value), entity)

    def test_a_simple_value_is_encoded_as_text(self):
        for value, entity in (
            ("a", b"<v>a</v>"),
            (5, b"<v>5</v>"),
            (True, b"<v>1</v>"),
            (Decimal("1.50"), b"<v>1.50</v>"),
            (None, b"<v/>"),
        ):
            self.assertEqual(self.encoded(adapters.encode_as_simple, value), entity)

    def test_what_is_not_simple_is_not_encoded_as_text(self):
        for value in ({"a": 1}, [("a", 1)], elements.field("a", "1"), object()):
            with self.assertRaises(BadParameter) as caught:
                adapters.encode_as_simple("v", value)
            self.assertEqual(caught.exception.path, "v")

    def test_an_element_gives_its_text(self):
        leaf = objectify.fromstring("<a><b>045.00</b></a>").b
        self.assertEqual(
            self.encoded(adapters.encode_as_simple_from_element, leaf), b"<v>045.00</v>"
        )

    def test_a_mapping_gives_its_keys(self):
        value = {"a": 1, "b": [("c", "x")]}
        entity = b"<v><a>1</a><b><c>x</c></b></v>"
        self.assertEqual(self.encoded(adapters.encode_as_dict, value), entity)

    def test_a_list_gives_its_items(self):
        value = [("a", {"b": 1}), ("a", {"b": 2})]
        entity = b"<v><a><b>1</b></a><a><b>2</b></a></v>"
        self.assertEqual(self.encoded(adapters.encode_as_list_of_dicts, value), entity)

    def test_a_file_needs_a_whole_request(self):
        with self.assertRaises(BadParameter) as caught:
            adapters.encode_parameter("receipt", {"image": files.NamedBytes(b"GIF8", "a.gif")})
        self.assertIn("xml_request", str(caught.exception))

    def test_a_bad_value_is_named_by_its_place(self):
        with self.assertRaises(BadParameter) as caught:
            adapters.encode_as_dict("line", {"quantity": Decimal("NaN")})
        self.assertEqual(caught.exception.path, "line.quantity")
        with self.assertRaises(BadParameter) as caught:
            adapters.encode_as_list_of_dicts("tasks", [("task", {"rate": Decimal("NaN")})])
        self.assertEqual(caught.exception.path, "tasks[0].rate")


class ResponseTest(unittest.TestCase):
    def failure(self, response, expected=FailedRequest):
        with self.assertRaises(expected) as caught:
            adapters.fail_to_exception_response(response)
        return caught.exception

    def test_a_good_answer_is_returned_as_it_is(self):
        for response in document('status="ok"', "<invoice_id>8</invoice_id>"):
            self.assertIs(adapters.fail_to_exception_response(response), response)

    def test_a_failed_answer_raises_what_the_service_said(self):
        content = "<error>No such client.</error><code>50010</code><field>client_id</field>"
        for response in document('status="fail"', content):
            failure = self.failure(response)
            self.assertIs(type(failure), ProcessingError)
            self.assertEqual(failure.error.text, "No such client.")
            self.assertEqual(failure.args, (failure.error,))
            self.assertEqual(failure.code, 50010)
            self.assertEqual(failure.field, "client_id")
            self.assertEqual(failure.messages, ("No such client.",))

    def test_the_error_stays_in_its_tree(self):
        for response in document('status="fail"', "<error>no</error><code>50010</code>"):
            self.assertIs(self.failure(response).error.getparent(), response)

    def test_its_text_is_the_repr_of_the_error(self):
        response = objectify.fromstring('<response status="fail"><error>no</error></response>')
        failure = self.failure(response)
        self.assertEqual(str(failure), repr(failure.error))

    def test_all_messages_are_kept_in_order(self):
        content = "<error>one</error><code>40040</code><error>two</error><error/>"
        for response in document('status="fail"', content):
            failure = self.failure(response, ValidationError)
            self.assertEqual(failure.messages, ("one", "two", ""))
            self.assertEqual(failure.error.text, "one")

    def test_a_code_may_be_padded_missing_or_no_number(self):
        for text, code, kind in (
            ("<code>00000020010</code>", 20010, AuthenticationError),
            ("<code> 20010\n</code>", 20010, AuthenticationError),
            ("", None, FailedRequest),
            ("<code/>", None, FailedRequest),
            ("<code>-20010</code>", None, FailedRequest),
            ("<code>2e4</code>", None, FailedRequest),
            ("<code>&#1634;0010</code>", None, FailedRequest),
            (f"<code>{'9' * 5000}</code>", None, FailedRequest),
            ("<code>90010</code>", 90010, FailedRequest),
            ("<code>7</code>", 7, FailedRequest),
        ):
            with self.subTest(text=text[:40]):
                for response in document('status="fail"', f"<error>no</error>{text}"):
                    failure = self.failure(response)
                    self.assertEqual(failure.code, code)
                    self.assertIs(type(failure), kind)

    def test_a_field_that_is_not_told_is_none(self):
        for text in ("", "<field/>"):
            for response in document('status="fail"', f"<error>no</error>{text}"):
                self.assertIsNone(self.failure(response).field)

    def test_a_failure_without_a_reason_is_still_a_failed_request(self):
        for response in document('status="fail"', "<code>50010</code>"):
            failure = self.failure(response)
            self.assertIsInstance(failure, ProcessingError)
            self.assertIsInstance(failure, AttributeError)
            self.assertEqual((failure.code, failure.messages), (50010, ()))
            self.assertIn("without a reason", str(failure))
            self.assertEqual(str(pickle.loads(pickle.dumps(failure))), str(failure))

    def test_an_answer_without_a_status_is_no_answer(self):
        for response in document("", "<invoice_id>8</invoice_id>"):
            failure = self.failure(response, BadResponse)
            self.assertIsInstance(failure, KeyError)
            self.assertIn("no status", str(failure))
            self.assertIn("<invoice_id>8", str(failure))

    def test_an_answer_with_a_status_of_its_own_is_no_answer(self):
        for response in document('status="maybe"'):
            failure = self.failure(response, BadResponse)
            self.assertNotIsInstance(failure, KeyError)
            self.assertIn("'maybe'", str(failure))
