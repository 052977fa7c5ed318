"""Answers become trees; whatever is no answer becomes a BadResponse that says so."""

import base64
import pathlib
import pickle
import threading
import unittest
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, objectify

from refreshbooks import exceptions, leaves, parsing

raises = unittest.TestCase().assertRaises

# A busy machine is no failure.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

ATTACKS = pathlib.Path(__file__).parent / "attacks"

ANSWER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<response xmlns="http://www.freshbooks.com/api/" status="ok">\n'
    "  <invoice>\n    <number>00004</number>\n    <amount>45.00</amount>\n"
    "    <notes>caf\u00e9 &amp; bar</notes>\n    <paid>true</paid>\n  </invoice>\n</response>\n"
)
WAYS = (parsing.parse, parsing.parse_as_2_0)


def refusal(content, parse=parsing.parse):
    """Returns the error that refuses a content."""
    with raises(exceptions.BadResponse) as caught:
        parse(content)
    return caught.exception


class TestAnswers:
    def test_an_answer_is_a_tree_of_our_leaves(self):
        invoice = parsing.parse(ANSWER.encode()).invoice
        assert str(invoice.number) == "00004"
        assert type(invoice.amount) is leaves.DecimalElement
        assert invoice.notes == "caf\u00e9 & bar"
        assert invoice.paid == "true"

    def test_an_answer_reads_as_version_2_0_read_it_where_that_is_asked_for(self):
        invoice = parsing.parse_as_2_0(ANSWER.encode()).invoice
        assert str(invoice.number) == "4"
        assert invoice.amount.pyval == Decimal("45.00")
        assert type(invoice.paid) is objectify.BoolElement
        assert type(invoice) is objectify.ObjectifiedElement

    def test_every_spelling_of_the_namespace_and_none_are_read(self):
        for namespace in (
            ' xmlns="http://www.freshbooks.com/api/"',
            ' xmlns="https://www.freshbooks.com/api/"',
            ' xmlns="http://www.freshbooks.com/api"',
            ' xmlns="http://www.frehsbooks.com/api/"',
            "",
        ):
            document = f'<response{namespace} status="ok"><client><id>7</id></client></response>'
            for parse in WAYS:
                response = parse(document.encode())
                assert response.client.id == 7
                assert response.get("status") == "ok"

    def test_space_between_elements_is_passed_over_and_in_leaves_it_is_kept(self):
        response = parsing.parse(b"<response>\n  <a>\n    <b> x </b>\n  </a>\n</response>")
        assert response.text is None
        assert str(response.a.b) == " x "

    def test_answers_in_other_encodings_are_read(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "utf-32-le"):
            document = ANSWER.replace('"utf-8"', f'"{encoding.removesuffix("-sig")}"')
            for parse in WAYS:
                assert parse(document.encode(encoding)).invoice.notes == "caf\u00e9 & bar", encoding

    def test_a_str_of_a_transport_of_ones_own_is_read_whatever_its_declaration_says(self):
        for encoding in ("utf-8", "iso-8859-1", "utf-16"):
            document = ANSWER.replace('"utf-8"', f'"{encoding}"')
            assert parsing.parse(document).invoice.notes == "caf\u00e9 & bar"
        assert parsing.parse("<response><a>1</a></response>").a == 1
        assert "not well-formed" in str(refusal("<response>\ud800</response>"))

    def test_other_kinds_of_bytes_are_read_and_other_things_refused(self):
        for kind in (bytearray, memoryview):
            assert parsing.parse(kind(ANSWER.encode())).invoice.number == 4
        assert "as bytes, not as NoneType" in str(refusal(None))
        assert "as bytes, not as Response" in str(refusal(type("Response", (), {})()))

    def test_a_parser_of_ones_own_chooses_the_classes_and_is_guarded_too(self):
        for parse in WAYS:
            assert type(parse(b"<a><b>1</b></a>", etree.XMLParser())) is etree._Element
            with raises(exceptions.BadResponse):
                parse(b"<!DOCTYPE a><a/>", objectify.makeparser())

    def test_a_base_url_is_kept(self):
        for parse in WAYS:
            tree = parse(b"<a/>", base_url="http://example.com/").getroottree()
            assert tree.docinfo.URL == "http://example.com/"

    @unhurried
    @given(st.recursive(st.integers(-9, 9), lambda inner: st.lists(inner, max_size=3)))
    def test_both_readings_have_the_same_shape(self, numbers):
        def written(value):
            inner = "".join(map(written, value)) if isinstance(value, list) else str(value)
            return f"<a>{inner}</a>"

        document = f"<response>{written(numbers)}</response>".encode()
        ours, theirs = (parse(document) for parse in WAYS)
        assert etree.tostring(ours) == etree.tostring(theirs) == etree.tostring(etree.XML(document))
        assert ours.countchildren() == theirs.countchildren() == 1

    def test_threads_read_at_the_same_time(self):
        started = threading.Barrier(8)
        found = []

        def read(number):
            started.wait(10)
            for _ in range(50):
                response = parsing.parse(f"<response><n>{number}</n></response>".encode())
                found.append(int(response.n) == number)

        threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [True] * 400

    def test_every_thread_has_parsers_of_its_own(self):
        # One that another thread holds at a fork would stay locked in the child.
        parsers = [parsing.parse(b"<a/>").getroottree().parser]
        thread = threading.Thread(
            target=lambda: parsers.append(parsing.parse(b"<a/>").getroottree().parser)
        )
        thread.start()
        thread.join()
        assert parsers[0] is not parsers[1]


class TestAttacks:
    def test_looking_at_a_long_prolog_comes_to_an_end(self):
        for prolog in (b"<!-- -->" * 1000, b"<!--" * 1000, b"<?a?>\n" * 1000, b" " * 4000):
            assert "breaks off" in str(refusal(prolog + b"<unfinished"))

    def test_no_element_is_made_of_a_document_with_a_type(self):
        made = []

        class Target:
            def start(self, tag, attributes):
                made.append(tag)

            def close(self):
                return "closed"

        parser = etree.XMLParser(target=Target())
        for file in ATTACKS.glob("doctype*"):
            refusal(file.read_bytes(), lambda entity: parsing.parse(entity, parser))
        assert made == []
        assert parsing.parse(ANSWER.encode(), parser) == "closed"
        assert len(made) == 6

    @unhurried
    @given(
        st.lists(st.sampled_from([b" ", b"\r\n", b"\t", b"<!-- x -->", b"<?a b?>"])),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "iso-8859-1", "us-ascii"]),
        st.booleans(),
        st.sampled_from(["'", '"']),
    )
    def test_a_type_is_found_wherever_it_may_stand(self, prolog, encoding, declared, quote):
        named = encoding.removesuffix("-sig")
        declaration = f"<?xml version={quote}1.0{quote} encoding={quote}{named}{quote}?>"
        document = (
            (declaration if declared else "")
            + b"".join(prolog).decode()
            + '<!DOCTYPE response [<!ENTITY a "b">]><response>&a;</response>'
        )
        if not declared:
            document = document.lstrip()
        assert "DOCTYPE" in str(refusal(document.encode(encoding)))

    def test_an_answer_that_breaks_off_says_so_wherever_it_does(self):
        content = ANSWER.encode().strip()
        for length in range(len('<?xml version="1.0" encoding="utf-8"?>'), len(content)):
            said = str(refusal(content[:length]))
            assert said.startswith("the answer breaks off before its end ("), said
        cut = ANSWER.replace("utf-8", "utf-16").encode("utf-16")[:-40]
        assert "breaks off" in str(refusal(cut))

    def test_what_stands_behind_the_end_does_not_make_it_break_off(self):
        for rest in (b"ok", b"&#10;", b"{}"):
            assert "not well-formed" in str(refusal(b"<response/>" + rest))

    def test_a_text_of_more_than_ten_million_signs_is_refused(self):
        assert "too long" in str(refusal(b"<a>" + b"x" * 10_000_001 + b"</a>"))

    def test_a_document_of_200_levels_is_read(self):
        assert parsing.parse(b"<a>" * 200 + b"</a>" * 200).a.a.a.countchildren() == 1


class TestSize(unittest.TestCase):
    def setUp(self):
        self.limits = parsing.MAX_SIZE, parsing.MAX_PARTS
        parsing.MAX_SIZE, parsing.MAX_PARTS = 100, 10

    def tearDown(self):
        parsing.MAX_SIZE, parsing.MAX_PARTS = self.limits

    def test_an_answer_of_the_greatest_size_is_read(self):
        for parse in WAYS:
            assert parse(b"<a>" + b"1" * 93 + b"</a>") == int("1" * 93)

    def test_an_answer_of_one_byte_more_is_refused_and_not_kept_whole(self):
        for parse in WAYS:
            error = refusal(b"<a>" + b"1" * 94 + b"</a>", parse)
            assert "the answer has 101 bytes, more than 100" in str(error)
        assert len(refusal(b"<a>" + b"1" * 10_000_000).content) < 10_000

    def test_an_answer_of_the_most_tags_and_attributes_is_read(self):
        parsing.MAX_SIZE = 10_000
        for document in ("<a>" + "<b c=''/>" * 4 + "</a>", "<a>" + "<b/>" * 4 + "</a>"):
            for encoding in ("us-ascii", "utf-16"):
                assert parsing.parse(document.encode(encoding)).countchildren() == 4

    def test_an_answer_of_more_tags_and_attributes_is_refused_in_every_encoding(self):
        parsing.MAX_SIZE = 10_000
        for document in ("<a>" + "<b/>" * 10 + "</a>", "<a>" + "<b c='' d=''/>" * 4 + "</a>"):
            for encoding in ("utf-8", "us-ascii", "utf-16", "utf-32"):
                declared = f"<?xml version='1.0' encoding='{encoding}'?>{document}"
                for parse in WAYS:
                    assert "more than 10" in str(refusal(declared.encode(encoding), parse))

    def test_the_limits_leave_room_for_what_the_service_sends(self):
        assert self.limits == (64 * 1024 * 1024, 1_000_000)


class TestRefusals:
    def test_the_except_clauses_of_version_2_0_catch_them(self):
        for kind in (
            exceptions.RefreshbooksError,
            etree.XMLSyntaxError,
            etree.LxmlError,
            SyntaxError,
            ValueError,
        ):
            with raises(kind):
                parsing.parse(b"<html><br></html>")

    def test_a_refusal_shows_how_the_answer_begins_and_keeps_the_whole(self):
        error = refusal(b"<html>\n <title>Sign in</title><br></html>")
        assert str(error).endswith("it begins: <html> <title>Sign in</title><br></html>")
        assert error.content == b"<html>\n <title>Sign in</title><br></html>"

    def test_a_refusal_shows_no_secret(self):
        token = "0123456789abcdef" * 2
        basic = base64.b64encode(f"{token}:X".encode()).decode()
        error = refusal(f"<html>Authorization: Basic {basic} {token}<br></html>".encode())
        assert token not in str(error) + repr(error)
        assert basic not in str(error) + repr(error)

    def test_a_refusal_keeps_its_cause_and_survives_pickling(self):
        error = refusal(b"<response>")
        assert isinstance(error.__cause__, etree.XMLSyntaxError)
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is exceptions.BadResponse
        assert (str(again), again.content) == (str(error), error.content)

    def test_an_empty_answer_says_only_that(self):
        assert str(refusal(b"")) == "the answer is empty"
