"""The bytes that version 2.0 sent, value by value.

Each row was seen from version 2.0 itself. A few of its rows are better now, and
say so.
"""

import datetime
import enum
import unittest
from decimal import Decimal

from lxml import objectify

from refreshbooks import adapters, api
from refreshbooks.exceptions import BadParameter

ANSWER = objectify.fromstring(
    '<response xmlns="http://www.freshbooks.com/api/" status="ok"><client>'
    "<client_id>00000000031</client_id><p_code>01234</p_code><credit>45.00</credit>"
    "<notes></notes></client></response>"
)


class HasText:
    def __init__(self, text):
        self.text = text


class Status(enum.Enum):
    DRAFT = "draft"


class ClientId(int):
    pass


class Amount(Decimal):
    pass


AS_EVER = (
    ("a", "<v>a</v>"),
    ("é€", "<v>&#233;&#8364;</v>"),
    ("one\ntwo", "<v>one\ntwo</v>"),
    ("one\r\ntwo", "<v>one&#13;\ntwo</v>"),
    ("a & b < c > d \"e\" 'f'", "<v>a &amp; b &lt; c &gt; d \"e\" 'f'</v>"),
    ("\U0001f600", "<v>&#128512;</v>"),
    ("", "<v></v>"),
    (None, "<v/>"),
    (5, "<v>5</v>"),
    (-5, "<v>-5</v>"),
    (20 / 60.0, "<v>0.3333333333333333</v>"),
    (0.1 + 0.2, "<v>0.30000000000000004</v>"),
    (1.0, "<v>1.0</v>"),
    (Decimal("10.00"), "<v>10.00</v>"),
    (Decimal("10"), "<v>10</v>"),
    ({"a": 1}, "<v><a>1</a></v>"),
    ({"b": 1, "a": None, "c": ""}, "<v><b>1</b><a/><c></c></v>"),
    ({}, "<v/>"),
    ([], "<v/>"),
    ((), "<v/>"),
    ([("line", {"a": 1})], "<v><line><a>1</a></line></v>"),
    ([api.types.line(a=1)], "<v><line><a>1</a></line></v>"),
    ((("line", {"a": 1}), ("line", {"a": 2})), "<v><line><a>1</a></line><line><a>2</a></line></v>"),
    ([("line", "x")], "<v><line>x</line></v>"),
    ([("line", {})], "<v><line/></v>"),
    (
        {"tasks": [api.types.task(task_id=3)]},
        "<v><tasks><task><task_id>3</task_id></task></tasks></v>",
    ),
    (ANSWER.client.client_id, "<v>00000000031</v>"),
    (ANSWER.client.p_code, "<v>01234</v>"),
    (ANSWER.client.credit, "<v>45.00</v>"),
    (ANSWER.client.notes, "<v/>"),
    (objectify.E.root(objectify.E.id("5")).id, "<v>5</v>"),
    (HasText("a"), "<v>a</v>"),
    (HasText("é"), "<v>&#233;</v>"),
    (HasText(None), "<v/>"),
    (b"abc", "<v>abc</v>"),
)

BETTER_NOW = (
    # A TypeError in version 2.0.
    (True, "<v>1</v>"),
    (False, "<v>0</v>"),
    (datetime.date(2026, 3, 1), "<v>2026-03-01</v>"),
    (datetime.datetime(2026, 3, 1, 9, 30), "<v>2026-03-01 09:30:00</v>"),
    (Status.DRAFT, "<v>draft</v>"),
    (ClientId(8), "<v>8</v>"),
    (Amount("1.50"), "<v>1.50</v>"),
    # A ValueError.
    ([{"line": {"a": 1}}], "<v><line><a>1</a></line></v>"),
    # 1E+2, 1e-07, 1e+22, and an empty element.
    (Decimal("1E+2"), "<v>100</v>"),
    (1e-07, "<v>0.0000001</v>"),
    (1e22, "<v>10000000000000000000000</v>"),
    (ANSWER.client, None),
)

REFUSED = (
    # TypeError or ValueError then as now.
    "\x00",
    "a\x1fb",
    "\ud800",
    "é".encode(),
    {1: "a"},
    {"a b": 1},
    [{"a": 1}],
    [{"a": 1, "b": 2, "c": 3}],
    object(),
    # Sent as garbage by version 2.0.
    [{"name": "x", "unit_cost": 5}],
    ["ab", "cd"],
    float("nan"),
    float("inf"),
    Decimal("NaN"),
)


def sent(value):
    entity = adapters.xml_request("m", v=value)
    assert type(entity) is bytes
    return entity


class RequestBytesTest(unittest.TestCase):
    def test_values_are_sent_as_ever(self):
        for value, text in AS_EVER:
            with self.subTest(value=value):
                entity = f'<request method="m">{text}</request>'.encode("ascii")
                self.assertEqual(sent(value), entity)

    def test_a_generator_of_pairs_is_sent_like_a_list(self):
        pairs = (("line", {"a": number}) for number in (1, 2))
        self.assertEqual(
            sent(pairs),
            b'<request method="m"><v><line><a>1</a></line><line><a>2</a></line></v></request>',
        )

    def test_what_was_wrong_is_right_now(self):
        for value, text in BETTER_NOW:
            with self.subTest(value=value):
                if text is None:
                    self.assertIn(b"<p_code>01234</p_code>", sent(value))
                else:
                    self.assertEqual(sent(value), f'<request method="m">{text}</request>'.encode())

    def test_refusals_are_of_both_classes_that_were_caught_before(self):
        for value in REFUSED:
            with self.subTest(value=value), self.assertRaises(BadParameter) as caught:
                sent(value)
            self.assertIsInstance(caught.exception, TypeError)
            self.assertIsInstance(caught.exception, ValueError)

    def test_a_call_without_arguments_is_one_empty_element(self):
        self.assertEqual(
            adapters.xml_request("system.current"), b'<request method="system.current"/>'
        )

    def test_arguments_keep_the_order_in_which_they_were_given(self):
        self.assertEqual(
            adapters.xml_request("invoice.list", page="1", client_id=8, date_from=None),
            b'<request method="invoice.list"><page>1</page><client_id>8</client_id>'
            b"<date_from/></request>",
        )

    def test_a_whole_invoice_is_sent_as_ever(self):
        self.assertEqual(
            adapters.xml_request(
                "invoice.create",
                invoice=dict(
                    client_id="8",
                    lines=[
                        api.types.line(name="Yard Work", unit_cost="10", quantity="4"),
                        ("line", {"name": "Übertrag", "unit_cost": Decimal("-0.50")}),
                    ],
                ),
            ),
            b'<request method="invoice.create"><invoice><client_id>8</client_id><lines>'
            b"<line><name>Yard Work</name><unit_cost>10</unit_cost><quantity>4</quantity></line>"
            b"<line><name>&#220;bertrag</name><unit_cost>-0.50</unit_cost></line>"
            b"</lines></invoice></request>",
        )

    def test_lines_of_a_three_part_call_stand_at_the_top(self):
        self.assertEqual(
            adapters.xml_request("invoice.lines.add", invoice_id=1, lines=[api.types.line(a="b")]),
            b'<request method="invoice.lines.add"><invoice_id>1</invoice_id>'
            b"<lines><line><a>b</a></line></lines></request>",
        )
