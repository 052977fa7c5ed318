"""A request is complete, escaped, and shows nobody what it carries."""

import datetime
import decimal
import enum
import json
import traceback
import unittest
import uuid
import zoneinfo

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.catalog import rest as catalog
from refreshbooks.exceptions import BadParameter
from refreshbooks.rest.asked import Asked
from refreshbooks.rest.families import family_at
from refreshbooks.rest.models import ListResult, Result
from refreshbooks.rest.request import Request, filled, path_of, plain_query, segment
from refreshbooks.rest.written import document
from tests.rest.recording import client_of

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


class Colour(enum.Enum):
    RED = "red"


class SegmentTest(unittest.TestCase):
    def test_ids_are_numbers_and_texts(self):
        identity = uuid.UUID("00d6c5ae-8428-561d-9555-d653e000f6ee")
        for value, text in ((12, "12"), ("k7x", "k7x"), (identity, str(identity))):
            self.assertEqual(segment("resource_id", value), text)

    def test_of_a_member_of_an_enum_the_value_counts(self):
        class Account(str, enum.Enum):
            MINE = "k7x"

        class Number(enum.IntEnum):
            MINE = 12

        self.assertEqual(segment("account_id", Account.MINE), "k7x")
        self.assertEqual(segment("business_id", Number.MINE), "12")

    def test_a_number_too_long_to_be_written_is_refused_with_its_name(self):
        with self.assertRaises(BadParameter) as caught:
            segment("resource_id", 10**5000)
        self.assertEqual(caught.exception.path, "resource_id")

    def test_what_is_no_id_is_refused_with_its_name(self):
        for value in (None, 0, "", "  ", False, True, 1.5, b"x", [1], {}, ".", "..", "\ud800"):
            with self.subTest(value=value):
                with self.assertRaises(BadParameter) as caught:
                    segment("account_id", value)
                self.assertEqual(caught.exception.path, "account_id")

    def test_what_would_lead_elsewhere_is_escaped(self):
        self.assertEqual(segment("id", "../x"), "..%2Fx")
        self.assertEqual(segment("id", "a?b#c%41"), "a%3Fb%23c%2541")
        self.assertEqual(segment("id", "Z\u00fcrich 1"), "Z%C3%BCrich%201")

    @settings(max_examples=50)
    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
    def test_no_text_leaves_its_place(self, text):
        try:
            path = filled("/a/{id}/b", {"id": text})
        except BadParameter:
            self.assertIn(text.strip(), ("", ".", ".."))
        else:
            self.assertEqual(path.count("/"), 3)
            self.assertRegex(path, r"\A/a/[A-Za-z0-9_.~%-]+/b\Z")

    def test_no_call_goes_out_with_an_id_that_is_none(self):
        client, sent = client_of()
        for call in (
            lambda: client.clients.get("k7x", None),
            lambda: client.clients.delete("k7x", 0),
            lambda: client.clients.update("", 8, {}),
            lambda: client.clients.list(None),
            lambda: client.projects.get(98765, ""),
            lambda: client.service_rates.create(98765, None, {"rate": "1"}),
            lambda: client.images.get(None),
            lambda: client.images.upload("", b"x"),
            lambda: client.team_members.get(98765, None),
        ):
            with self.assertRaises(BadParameter):
                call()
        self.assertEqual(sent.requests, [])


class PathTest(unittest.TestCase):
    def test_a_path_goes_out_as_it_is_but_for_what_it_must_not_hold(self):
        self.assertEqual(path_of("/a/b%20c/d e"), "/a/b%20c/d%20e")
        for path in (
            "",
            "a/b",
            "//example.com/a",
            "https://example.com/a",
            "/a/../b",
            "/a/%2e%2E/b",
        ):
            with self.subTest(path=path), self.assertRaises(BadParameter):
                path_of(path)
        for path in ("/a?b=c", "/a#b"):
            with self.assertRaisesRegex(BadParameter, "given by query="):
                path_of(path)
        with self.assertRaises(BadParameter):
            path_of(None)

    def test_the_family_of_an_address_is_told_by_its_beginning(self):
        families = {
            "/accounting/account/k7x/users/clients": "accounting",
            "/accounting/businesses/u-1/ledger_accounts/accounts": "accounting_businesses",
            "/events/account/k7x/events/callbacks": "events",
            "/uploads/images/x": "uploads",
            "/projects/business/1/projects": "projects",
            "/comments/business/1/services": "comments",
            "/auth/api/v1/users/me": "auth",
            "/timetracking/business/1/x": "timetracking",
            "/payments/account/k7x/x": "payments",
            "/somewhere/else": "auth",
        }
        for path, family in families.items():
            with self.subTest(path=path):
                self.assertEqual(family_at(path).name, family)


class QueryTest(unittest.TestCase):
    def test_names_and_values_are_escaped(self):
        query = {"a b": "c&d", "on": True, "days[]": [datetime.date(2026, 7, 1), None], "no": None}
        self.assertEqual(plain_query(query), "a%20b=c%26d&on=true&days%5B%5D=2026-07-01")
        self.assertEqual(plain_query([("x", 1), ("x", 2)]), "x=1&x=2")
        self.assertEqual(plain_query(None), "")

    def test_what_is_no_query_is_refused(self):
        for query in ("a=b", 5, [1], {1: 2}, {"": 1}):
            with self.subTest(query=query), self.assertRaises(BadParameter):
                plain_query(query)


class ReprTest(unittest.TestCase):
    def test_a_token_that_no_header_can_hold_is_refused_without_showing_it(self):
        request = Request("GET", "https://api.example.com/a")
        for token in ("hush0hush1\n", "hush0hush1\r\nX-A: b", "hush0hush1\u2603", b"hush0hush1"):
            with self.subTest(token=token), self.assertRaises(BadParameter) as caught:
                request.bearing(token)
            shown = "".join(traceback.format_exception(caught.exception))
            self.assertIn("an access token is a text", shown)
            self.assertNotIn("hush0hush1", shown)

    def test_no_token_is_no_header(self):
        request = Request("GET", "https://api.example.com/a")
        self.assertEqual([request.bearing(token).headers for token in (None, "")], [{}, {}])

    def test_neither_headers_nor_filters_nor_body_are_shown(self):
        request = Request("GET", "https://api.example.com/a?who=ann", {}, b"hush").bearing("hush")
        self.assertEqual(repr(request), "<Request GET https://api.example.com/a>")
        self.assertEqual(request.headers, {"Authorization": "Bearer hush"})
        asked = Asked("clients.create", "create", "POST", record={"note": "hush"})
        self.assertEqual(repr(asked), "<Asked of clients.create>")


class DocumentTest(unittest.TestCase):
    def test_values_of_all_kinds_have_their_form(self):
        moment = datetime.datetime(2026, 7, 1, 14, 30, tzinfo=BERLIN)
        cases = [
            (decimal.Decimal("10.00"), '"10.00"'),
            (decimal.Decimal("1E+2"), '"100"'),
            (datetime.date(2026, 7, 1), '"2026-07-01"'),
            (moment, '"2026-07-01T12:30:00Z"'),
            (moment.replace(tzinfo=None), '"2026-07-01T14:30:00Z"'),
            (moment.replace(microsecond=5), '"2026-07-01T12:30:00.000005Z"'),
            (Colour.RED, '"red"'),
            (uuid.UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
            ("Caf\u00e9", '"Caf\\u00e9"'),
            ((1, 2.5, None, True), "[1, 2.5, null, true]"),
            (Result("x", {"x": {"id": 1}}), '{"id": 1}'),
            (ListResult("xs", "x", {"xs": [{"id": 1}]}), '[{"id": 1}]'),
        ]
        for value, text in cases:
            with self.subTest(value=value):
                self.assertEqual(document({"a": value}).decode(), f'{{"a": {text}}}')

    def test_a_time_stands_by_the_clock_that_its_field_is_read_by(self):
        noon = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.timezone.utc)
        fields = catalog.find("invoices").fields
        names = {"create_date": "2026-07-01", "updated": "2026-07-01 08:00:00"}
        for name, text in names.items():
            written = document({name: noon}, fields=fields, times="utc")
            self.assertEqual(json.loads(written), {name: text})
        self.assertEqual(document(noon, times="datetime"), b'"2026-07-01 08:00:00"')
        client, sent = client_of()
        client.time_entries.create(98765, {"is_logged": True, "started_at": noon, "duration": 60})
        self.assertIn(b'"started_at": "2026-07-01T12:00:00Z"', sent.last.body)

    def test_nested_fields_are_declared_too(self):
        noon = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.timezone.utc)
        fields = catalog.find("invoices").fields
        written = document({"lines": [{"updated": noon}]}, fields=fields)
        self.assertEqual(written, b'{"lines": [{"updated": "2026-07-01 08:00:00"}]}')

    def test_what_has_no_form_is_refused_with_its_place(self):
        beyond = datetime.datetime(9999, 12, 31, 23, tzinfo=zoneinfo.ZoneInfo("America/New_York"))
        cases = [
            ({"lines": [{}, {"qty": {1}}]}, "lines[1].qty"),
            ({"a": b"bytes"}, "a"),
            ({"a": float("nan")}, "a"),
            ({"a": [float("inf")]}, "a[0]"),
            ({"a": decimal.Decimal("NaN")}, "a"),
            ({"a": object()}, "a"),
            ({"a": {1: 2}}, "a"),
            ({"a": 10**5000}, "a"),
            ({"a": beyond}, "a"),
        ]
        for value, path in cases:
            with self.subTest(path=path):
                with self.assertRaises(BadParameter) as caught:
                    document(value)
                self.assertEqual(caught.exception.path, path)

    def test_what_is_no_time_is_refused(self):
        class NotATime(datetime.datetime):
            __hash__ = None

            def __eq__(self, other):
                return False

            def __ne__(self, other):
                return True

        for times in ("utc", "datetime"):
            with self.assertRaisesRegex(BadParameter, "a: it is not a time"):
                document({"a": NotATime(2026, 7, 1)}, times=times)

    def test_what_contains_itself_is_refused(self):
        value = {}
        value["a"] = value
        with self.assertRaisesRegex(BadParameter, "contains itself"):
            document(value)

    def test_a_refusal_of_a_call_names_the_place_under_the_key_that_is_sent(self):
        client, sent = client_of()
        with self.assertRaisesRegex(BadParameter, r"invoice.lines\[0\].qty: a set has no JSON"):
            client.invoices.create("k7x", {"lines": [{"qty": {1}}]})
        self.assertEqual(sent.requests, [])

    @settings(max_examples=50)
    @given(
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=10,
        )
    )
    def test_what_json_has_goes_out_as_it_is(self, value):
        self.assertEqual(json.loads(document(value)), value)
