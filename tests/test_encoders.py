"""What each kind of value becomes, and where a bad one stood."""

import collections
import datetime
import enum
import fractions
import io
import logging
import numbers
import sqlite3
import tempfile
import types
import unittest
from decimal import Decimal
from pathlib import Path
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, objectify

from refreshbooks import api, client, encoders, files
from refreshbooks.adapters import xml_request
from refreshbooks.exceptions import BadParameter

OLD_INVOICE = objectify.fromstring(
    b"""<response xmlns="http://www.freshbooks.com/api/" status="ok"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <invoice>
        <invoice_id>00000000012</invoice_id>
        <url deprecated="true">https://example.com/view</url>
        <!-- as it came -->
        <notes xsi:nil="true"/>
        <po_number></po_number>
        <lines>
          <line><name>Yard Work</name><amount>45.00</amount></line>
          <line><name>M&#252;lching</name><amount>8</amount></line>
        </lines>
        <staff><staff><staff_id>3</staff_id></staff></staff>
        <tags/>
      </invoice>
    </response>"""
).invoice


class Color(enum.Enum):
    GREEN = "green"
    NUMBER = 7
    ALIAS_OF_NOTHING = None


class Whole(enum.IntEnum):
    TWO = 2


class Word(str, enum.Enum):
    ITEM = "Item"


class ClientId(int):
    def __str__(self):
        return "a client"


class Money(Decimal):
    pass


class SafeText(str):
    __slots__ = ()

    def __str__(self):
        return self


class HasText:
    def __init__(self, text, **others):
        self.text = text
        self.__dict__.update(others)


class Rows:
    """A mapping by its methods only."""

    def keys(self):
        return ["name", "rate"]

    def __getitem__(self, name):
        return name.upper()


class LazyText:
    """Like a lazily translated text: it would print, and it iterates like text."""

    def __init__(self, text):
        self._text = text

    def __str__(self):
        return self._text

    def __iter__(self):
        return iter(self._text)


@numbers.Integral.register
class OtherWhole:
    def __index__(self):
        return 12


@numbers.Real.register
class OtherReal:
    def __str__(self):
        return "1e-3"


def encoded(value, name="v"):
    """Returns what a value becomes, without the document around it."""
    entity = xml_request("m", **{name: value})
    start, end = b'<request method="m">', b"</request>"
    assert entity.startswith(start)
    assert entity.endswith(end)
    return entity[len(start) : -len(end)].decode("ascii")


def echoed(answer):
    return answer


def refusal(value, name="v"):
    try:
        xml_request("m", **{name: value})
    except BadParameter as problem:
        return problem
    raise AssertionError(f"{value!r} was encoded")


class TextTest(unittest.TestCase):
    def test_values_become_text(self):
        for value, text in (
            (True, "1"),
            (False, "0"),
            (5, "5"),
            (ClientId(5), "5"),
            (Money("1.50"), "1.50"),
            (Decimal("1E+2"), "100"),
            (1e-07, "0.0000001"),
            (OtherWhole(), "12"),
            (OtherReal(), "0.001"),
            (datetime.date(2026, 3, 1), "2026-03-01"),
            (datetime.datetime(2026, 3, 1, 9), "2026-03-01 09:00:00"),
            (Color.GREEN, "green"),
            (Color.NUMBER, "7"),
            (Whole.TWO, "2"),
            (Word.ITEM, "Item"),
            (SafeText("a<b"), "a&lt;b"),
            (collections.UserDict(), None),
            (Color.ALIAS_OF_NOTHING, None),
        ):
            with self.subTest(value=value):
                self.assertEqual(encoded(value), "<v/>" if text is None else f"<v>{text}</v>")

    def test_what_has_no_xml_form_is_refused_by_its_type(self):
        for value in (
            object(),
            1j,
            fractions.Fraction(1, 3),
            datetime.time(9),
            datetime.timedelta(1),
            dict,
            HasText,
            io.BytesIO,
            bytearray(b"a"),
            memoryview(b"a"),
            HasText(5),
            len,
        ):
            with self.subTest(value=value):
                self.assertIn(f"{type(value).__name__} has no XML form", str(refusal(value)))
        self.assertTrue(str(refusal(object())).startswith("v: object has"))
        self.assertTrue(str(refusal(datetime.time(9))).startswith("v: datetime.time has"))

    def test_the_text_of_any_object_is_sent(self):
        self.assertEqual(encoded(HasText("a")), "<v>a</v>")
        self.assertEqual(encoded(HasText(b"a")), "<v>a</v>")
        self.assertEqual(encoded(HasText("")), "<v></v>")
        self.assertEqual(encoded(HasText(None)), "<v/>")

    def test_text_comes_before_whatever_else_an_object_can_do(self):
        self.assertEqual(encoded(HasText("a", read=lambda: b"b")), "<v>a</v>")
        self.assertEqual(encoded(HasText("a", keys=list, __getitem__=None)), "<v>a</v>")

    def test_text_that_only_prints_is_not_taken_for_text(self):
        self.assertIn("v[0]: this str stands in a list", str(refusal(LazyText("a"))))

    def test_a_chain_is_refused_and_never_called(self):
        def transport(entity):
            raise AssertionError("a call was made")

        c = client.Client(xml_request, transport, echoed)
        for chain in (c, c.invoice, [("line", {"name": c.invoice})], {"a": [("b", c)]}):
            with self.subTest(chain=chain):
                self.assertIn("this is a method of the service", str(refusal(chain)))


class FloatsAsMoneyTest(unittest.TestCase):
    def setUp(self):
        # The warning is said once in the life of a process.
        fresh = mock.patch.object(encoders, "_warned", set())
        fresh.start()
        self.addCleanup(fresh.stop)

    def test_the_first_float_that_is_sent_as_money_is_warned_of(self):
        with self.assertLogs("refreshbooks", logging.WARNING) as logs:
            encoded({"lines": [("line", {"unit_cost": 0.1}), ("line", {"unit_cost": 0.2})]})
            encoded(0.3, name="amount")
        self.assertEqual(len(logs.records), 1)
        self.assertIn("unit_cost", logs.output[0])
        self.assertIn("Decimal", logs.output[0])

    def test_a_float_that_cannot_be_sent_leaves_the_warning_to_the_next(self):
        refusal(float("nan"), "amount")
        with self.assertLogs("refreshbooks", "WARNING"):
            xml_request("m", amount=1.5)

    def test_floats_of_other_libraries_are_warned_of_too(self):
        with self.assertLogs("refreshbooks", logging.WARNING):
            encoded(OtherReal(), name="rate")

    def test_hours_as_floats_and_money_as_decimals_are_fine(self):
        with self.assertNoLogs("refreshbooks", logging.WARNING):
            encoded({"hours": 45 / 60.0, "quantity": 1.5, "amount": Decimal("0.10"), "rate": 5})


class ChildrenTest(unittest.TestCase):
    def test_mappings_nest_in_their_own_order(self):
        for mapping in (
            {"b": 1, "a": {"c": 2}},
            collections.OrderedDict(b=1, a={"c": 2}),
            types.MappingProxyType({"b": 1, "a": collections.UserDict(c=2)}),
            {"b": 1, "a": {"c": 2}}.items(),
            (pair for pair in [("b", 1), ("a", [("c", 2)])]),
            zip("ba", [1, {"c": 2}], strict=True),
            iter([("b", 1), ["a", {"c": 2}]]),
        ):
            with self.subTest(mapping=type(mapping)):
                self.assertEqual(encoded(mapping), "<v><b>1</b><a><c>2</c></a></v>")

    def test_empty_containers_are_empty_elements(self):
        for container in ({}, [], (), set(), iter(()), {}.values(), collections.deque()):
            self.assertEqual(encoded(container), "<v/>")

    def test_mappings_under_a_known_plural_get_its_noun(self):
        for plural, noun in (("lines", "line"), ("tasks", "task"), ("contacts", "contact")):
            self.assertEqual(
                encoded([{"a": 1, "b": 2}, {"a": 3}, {}], name=plural),
                f"<{plural}><{noun}><a>1</a><b>2</b></{noun}><{noun}><a>3</a></{noun}><{noun}/>"
                f"</{plural}>",
            )
        self.assertEqual(
            encoded([{"staff_id": 1}], name="staff"),
            "<staff><staff><staff_id>1</staff_id></staff></staff>",
        )

    def test_a_record_of_one_element_from_an_answer_is_a_record(self):
        line = OLD_INVOICE.lines.line[0]
        for value in (line.amount, line):
            sent = xml_request("m", lines=[{"name": value}])
            assert sent.count(b"<line><name>") == 1, sent

    def test_mappings_that_say_their_own_name_keep_it(self):
        named = [{"line": {"a": 1}}, {"line": [("a", 2)]}]
        self.assertEqual(
            encoded(named, name="lines"),
            "<lines><line><a>1</a></line><line><a>2</a></line></lines>",
        )
        self.assertEqual(encoded([{"odd": {"a": 1}}]), "<v><odd><a>1</a></odd></v>")
        self.assertEqual(encoded([{"line": None}], name="lines"), "<lines><line/></lines>")

    def test_a_list_that_cannot_be_sent_is_told_what_to_give_in_its_place(self):
        remedies = (
            ("lines", ["ab", "cd"], "api.types.line(name="),
            ("tasks", [1], "api.types.task(name="),
            ("lines", [api.types.line], "call it, as in api.types.line(...)"),
            ("invoice_id", [1, 2], "give one value"),
            ("lines", {"line": [{"a": 1, "b": 2}]}, "lines=[...], without it"),
            ("v", [{"a": 1, "b": 2}], "api.types.line(name="),
        )
        for name, value, remedy in remedies:
            with self.subTest(name=name, value=value):
                self.assertIn(remedy, str(refusal(value, name)))

    def test_every_item_of_a_mixed_list_is_taken_by_itself(self):
        line = OLD_INVOICE.lines.line[1]
        mixed = [("line", {"a": 1}), {"a": 2}, {"line": {"a": 3}}, line, ["task", None]]
        self.assertEqual(
            encoded(mixed, name="lines"),
            "<lines><line><a>1</a></line><line><a>2</a></line><line><a>3</a></line>"
            "<line><name>M&#252;lching</name><amount>8</amount></line><task/></lines>",
        )

    def test_a_mapping_whose_name_is_unknown_is_refused(self):
        for items in (["ab", "cd"], ("line", {"a": 1}), [1], [None], [("a", 1, 2)], [(1, 2)]):
            with self.subTest(items=items):
                self.assertIn("v[0]: this", str(refusal(items)))
        self.assertIn("v[0]: this str", str(refusal({"a": 1}.keys())))
        self.assertIn("v[0]: this list", str(refusal([[("a", 1), ("b", 2)]])))

    def test_what_dict_would_take_is_a_mapping(self):
        connection = sqlite3.connect(":memory:")
        self.addCleanup(connection.close)
        connection.row_factory = sqlite3.Row
        (row,) = connection.execute("select 'Yard Work' as name, 4 as quantity").fetchall()
        text = "<name>Yard Work</name><quantity>4</quantity>"
        self.assertEqual(encoded(row), f"<v>{text}</v>")
        self.assertEqual(encoded([row], name="lines"), f"<lines><line>{text}</line></lines>")
        self.assertEqual(encoded(Rows()), "<v><name>NAME</name><rate>RATE</rate></v>")

    def test_keys_are_names_of_elements(self):
        for mapping in ({1: "a"}, {"a b": 1}, {"": 1}, {None: 1}, {"é": 1}, [("a b", 1)]):
            with self.subTest(mapping=mapping):
                self.assertIn("name of an XML element", str(refusal(mapping)))
        self.assertTrue(str(refusal({"a": {"b": [("c", {1: 2})]}})).startswith("v.a.b[0]: 1 "))

    def test_a_bad_value_is_named_by_its_place(self):
        nan = Decimal("NaN")
        for value, path in (
            (nan, "invoice"),
            ({"a": nan}, "invoice.a"),
            ({"lines": [("line", {"q": 1}), ("line", {"q": nan})]}, "invoice.lines[1].q"),
            ({"lines": [{"q": 1}, {"r": 2}, {"quantity": nan}]}, "invoice.lines[2].quantity"),
            ([("a", [("b", [("c", nan)])])], "invoice[0][0][0]"),
            ({"a": {"b": [{"line": {"c": nan}}]}}, "invoice.a.b[0].line.c"),
        ):
            with self.subTest(path=path):
                problem = refusal(value, name="invoice")
                self.assertEqual(problem.path, path)
                self.assertTrue(str(problem).startswith(f"{path}: NaN is no number"))

    def test_the_cause_of_a_refusal_stays_with_it(self):
        self.assertIsInstance(refusal({"a": [("b", "\x00")]}).__cause__, ValueError)

    def test_what_a_callers_own_iterator_raises_is_left_alone(self):
        def broken():
            yield "a", 1
            raise LookupError("mine")

        with self.assertRaises(LookupError):
            xml_request("m", v=broken())


class ElementsTest(unittest.TestCase):
    def test_a_leaf_goes_back_as_its_text(self):
        self.assertEqual(encoded(OLD_INVOICE.invoice_id), "<v>00000000012</v>")
        self.assertEqual(encoded(OLD_INVOICE.lines.line.amount), "<v>45.00</v>")
        self.assertEqual(encoded(objectify.E.root(objectify.E.id("5")).id), "<v>5</v>")
        self.assertEqual(encoded(OLD_INVOICE.tags), "<v/>")

    def test_a_leaf_leaves_its_attributes_behind(self):
        self.assertEqual(encoded(OLD_INVOICE.url), "<v>https://example.com/view</v>")

    def test_children_go_back_as_they_stand_without_their_namespace(self):
        self.assertEqual(
            encoded(OLD_INVOICE.lines, name="lines"),
            "<lines><line><name>Yard Work</name><amount>45.00</amount></line>"
            "<line><name>M&#252;lching</name><amount>8</amount></line></lines>",
        )

    def test_a_whole_record_goes_back(self):
        self.assertEqual(
            encoded(OLD_INVOICE, name="invoice"),
            "<invoice><invoice_id>00000000012</invoice_id>"
            '<url deprecated="true">https://example.com/view</url><notes/><po_number/>'
            + encoded(OLD_INVOICE.lines, name="lines")
            + "<staff><staff><staff_id>3</staff_id></staff></staff><tags/></invoice>",
        )

    def test_what_objectify_noted_on_elements_stays_here(self):
        built = objectify.E.lines(objectify.E.line(objectify.E.amount(5), objectify.E.name(None)))
        text = "<line><amount>5</amount><name/></line>"
        self.assertEqual(encoded(built, name="lines"), f"<lines>{text}</lines>")
        self.assertEqual(encoded([built.line], name="lines"), f"<lines>{text}</lines>")
        self.assertEqual(encoded({"a": {"lines": built}}), f"<v><a><lines>{text}</lines></a></v>")

    def test_plain_lxml_elements_are_elements_too(self):
        self.assertEqual(encoded(etree.fromstring("<a><b>1</b><!-- c --></a>")), "<v><b>1</b></v>")
        self.assertEqual(encoded(etree.Comment("text")), "<v>text</v>")

    def test_the_answer_keeps_what_was_sent_again(self):
        before = etree.tostring(OLD_INVOICE)
        encoded([OLD_INVOICE.lines.line[0], OLD_INVOICE.lines.line[1]], name="lines")
        encoded(OLD_INVOICE)
        self.assertEqual(etree.tostring(OLD_INVOICE), before)

    def test_elements_of_a_list_keep_their_own_names(self):
        both = encoded(OLD_INVOICE.lines, name="lines")
        self.assertEqual(encoded(list(OLD_INVOICE.lines.line), name="lines"), both)
        self.assertEqual(encoded(OLD_INVOICE.lines.line[:], name="lines"), both)
        self.assertEqual(
            encoded([OLD_INVOICE.invoice_id]), encoded([("invoice_id", "0" * 9 + "12")])
        )

    def test_one_record_in_the_place_of_all_is_refused(self):
        for one in (OLD_INVOICE.lines.line, OLD_INVOICE.lines.line[1]):
            problem = str(refusal(one, name="lines"))
            self.assertIn("lines: this is one <line>", problem)
            self.assertIn("list(answer.lines.line)", problem)

    def test_a_container_that_is_called_like_its_items_is_no_item(self):
        text = "<staff><staff><staff_id>3</staff_id></staff></staff>"
        self.assertEqual(encoded(OLD_INVOICE.staff, name="staff"), text)
        nested = etree.fromstring("<line><line><a>1</a></line></line>")
        self.assertEqual(encoded(nested, name="lines"), "<lines><line><a>1</a></line></lines>")


class FilesTest(unittest.TestCase):
    def test_a_file_anywhere_makes_the_whole_request_a_multipart(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "receipt.pdf")
            path.write_bytes(b"%PDF-1.4")
            with path.open("rb") as stream:
                entity = xml_request(
                    "receipt.create",
                    receipt={
                        "image": path,
                        "more": [("image", files.NamedBytes(b"GIF89a", "b.gif"))],
                        "last": stream,
                    },
                )
        self.assertIsInstance(entity, files.Multipart)
        self.assertIn(
            b"<receipt><image>cid:file1</image><more><image>cid:file2</image></more>"
            b"<last>cid:file3</last></receipt>",
            entity,
        )
        self.assertEqual(entity.count(b"\r\nContent-ID: <file"), 3)

    def test_anything_with_read_is_a_file(self):
        entity = xml_request("m", v=types.SimpleNamespace(read=lambda: b"%PDF", name="a.pdf"))
        self.assertIn(b'filename="a.pdf"', entity)

    def test_a_file_that_cannot_be_sent_is_named_by_its_place(self):
        problem = refusal({"image": Path("/no/such/receipt.png")}, name="receipt")
        self.assertTrue(str(problem).startswith("receipt.image: the file cannot be read"))
        self.assertIsInstance(problem.__cause__, FileNotFoundError)
        self.assertIn("v: the file was opened as text", str(refusal(io.StringIO("a"))))


NAMES = st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_.-]{0,9}", fullmatch=True)
# lxml's own rule, seen from the outside: the characters of XML 1.0.
CHARACTERS = st.characters(
    exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\ufffe", "\uffff"]
) | st.sampled_from("\t\n\r")
TEXTS = st.text(CHARACTERS)
LEAVES = (
    TEXTS
    | st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(-(10**9), 10**9, allow_nan=False)
    | st.dates()
)
TREES = st.recursive(
    LEAVES,
    lambda below: st.dictionaries(NAMES, below) | st.lists(st.tuples(NAMES, below)),
    max_leaves=20,
)


def read_back(element, value):
    """Says whether an element holds a value, by rules that share nothing with the encoder."""
    if isinstance(value, (dict, list)):
        pairs = list(value.items()) if isinstance(value, dict) else value
        return [child.tag for child in element] == [name for name, _ in pairs] and all(
            read_back(child, item) for child, (_, item) in zip(element, pairs, strict=True)
        )
    text = element.text or ""
    if len(element) or value is None:
        return not len(element) and value is None and element.text is None
    if isinstance(value, bool):
        return text == str(int(value))
    if isinstance(value, Decimal):
        return "E" not in text and Decimal(text) == value
    return text == str(value)


@given(NAMES, st.dictionaries(NAMES, TREES, max_size=4))
def test_a_document_read_back_is_the_call_that_was_made(method, params):
    root = etree.fromstring(xml_request(method, **params))
    assert (root.tag, dict(root.attrib)) == ("request", {"method": method})
    assert read_back(root, params)


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_is_either_sent_as_it_is_or_refused(name, text):
    try:
        entity = xml_request("m", **{name: text})
    except BadParameter:
        return
    (child,) = etree.fromstring(entity)
    assert (child.tag, child.text or "") == (name, text)
