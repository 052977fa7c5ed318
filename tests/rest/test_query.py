"""What stands behind the question mark: every key and value escaped by itself."""

import datetime
import decimal
import enum
import math
import unittest
from types import SimpleNamespace
from urllib.parse import parse_qsl, unquote

from hypothesis import given
from hypothesis import strategies as st
from requests.utils import requote_uri

from refreshbooks.exceptions import BadParameter
from refreshbooks.rest.builders.filter import FilterBuilder
from refreshbooks.rest.builders.includes import IncludesBuilder
from refreshbooks.rest.builders.paginator import PaginateBuilder
from refreshbooks.rest.builders.sort import SortBuilder
from refreshbooks.rest.families import FAMILIES
from refreshbooks.rest.models import VisState
from refreshbooks.rest.query import escaped, query_string
from tests.rest import differences, golden
from tests.rest.test_builders import built

UTC = datetime.timezone.utc
SUMMER = datetime.timezone(datetime.timedelta(hours=-4))

DIFFERENCES = {
    "booleans": {
        "&active=False": "active=false",
        "&active=True": "active=true",
        "&search[clientids][]=123&search[clientids][]=456&active=False": (
            "search%5Bclientids%5D%5B%5D=123&search%5Bclientids%5D%5B%5D=456&active=false"
        ),
        "&active=False&search[clientids][]=123&search[clientids][]=456": (
            "active=false&search%5Bclientids%5D%5B%5D=123&search%5Bclientids%5D%5B%5D=456"
        ),
    },
    "escaping": {
        "&search[organization]=A&B Co #1 +x é": (
            "search%5Borganization%5D=A%26B%20Co%20%231%20%2Bx%20%C3%A9"
        ),
        "&organization=A&B Co #1 +x é": "organization=A%26B%20Co%20%231%20%2Bx%20%C3%A9",
    },
    "moments": {
        "&updated_since=2020-10-17T13:14:07+00:00": "updated_since=2020-10-17T13:14:07Z",
    },
}
"""Where we send something else than the official SDK, by what its builders write.

Sorted by the documented difference that each is a case of; no case has another reason.
"""

ZERO = {"&search[amount_max]=10": "search%5Bamount_min%5D=0&search%5Bamount_max%5D=10"}
"""The same, for a limit of 0: its builder writes what it writes without one."""

REFUSED = {"&search[x]=None", "&x=None"}
"""What the official SDK sends and we do not: a search for the word None."""

_OURS = {text: ours for cases in DIFFERENCES.values() for text, ours in cases.items()}


class Color(enum.Enum):
    RED = "red & blue"


def asked(*builders, family="accounting"):
    return query_string(builders, family)


def equal(value):
    return asked(FilterBuilder().equals("x", value), family="projects").removeprefix("x=")


def sent_by_the_official_sdk(text):
    address = requote_uri(f"http://localhost/?{text.removeprefix('&')}")
    return address.partition("?")[2].replace("[", "%5B").replace("]", "%5D")


class GoldenTest(unittest.TestCase):
    def test_every_difference_is_documented(self):
        self.assertLessEqual({*DIFFERENCES, "zero", "none"}, differences.TABLE.keys())

    def test_what_is_sent_is_what_the_official_sdk_sends_but_for_the_differences(self):
        differing = set()
        for case in golden.read("expected/queries.json"):
            for key, family in (
                ("accounting_events_none", "accounting"),
                ("accounting_events_none", "events"),
                ("projects_timetracking_comments", "projects"),
                ("projects_timetracking_comments", "timetracking"),
                ("projects_timetracking_comments", "comments"),
            ):
                text = case.get("all_families", case.get(key))
                with self.subTest(text, family=family):
                    differing |= self.compared(case, text, family)
        self.assertEqual(differing, {*_OURS, *ZERO, *REFUSED})

    def compared(self, case, text, family):
        """Compares one case, and returns its text if the two differ."""
        if text in REFUSED:
            with self.assertRaises(BadParameter):
                query_string([built(case)], family)
            return {text}
        official = sent_by_the_official_sdk(text)
        ours = query_string([built(case)], family)
        table = ZERO if "0" in [str(arg) for call in case["calls"] for arg in call["args"]] else {}
        self.assertEqual(ours, {**_OURS, **table}.get(text, official))
        return {text} if ours != official else set()


class ExampleTest(unittest.TestCase):
    def test_builders_of_all_kinds_stand_in_the_order_given(self):
        self.assertEqual(
            asked(
                PaginateBuilder(3, 25),
                FilterBuilder().equals("userid", 8).in_list("id", [4, 7]).boolean("active", False),
                IncludesBuilder().include("owner"),
                SortBuilder().descending("updated"),
            ),
            "page=3&per_page=25&search%5Buserid%5D=8&search%5Bids%5D%5B%5D=4"
            "&search%5Bids%5D%5B%5D=7&active=false&include%5B%5D=owner&sort=updated_desc",
        )

    def test_the_family_decides_the_spelling(self):
        builders = [FilterBuilder().equals("a", 1), IncludesBuilder().include("b")]
        builders.append(SortBuilder().desc("c"))
        for family in ("accounting", "events"):
            told = "search%5Ba%5D=1&include%5B%5D=b&sort=c_desc"
            self.assertEqual(query_string(builders, family), told)
        for family in FAMILIES.keys() - {"accounting", "events"}:
            self.assertEqual(query_string(builders, family), "a=1&b=true&sort=-c")

    def test_the_families_spell_as_builders_do_for_the_official_sdk_s_classes(self):
        for family in FAMILIES.values():
            bare = FilterBuilder().equals("a", 1).build(family.sdk_class) == "&a=1"
            self.assertEqual(bare, not family.is_bracketed, family.name)

    def test_no_builders_and_empty_ones_ask_for_nothing(self):
        for builders in (None, (), [], [FilterBuilder()], [FilterBuilder(), SortBuilder()]):
            self.assertEqual(query_string(builders, "accounting"), "")

    def test_an_empty_builder_leaves_no_gap(self):
        self.assertEqual(asked(FilterBuilder(), PaginateBuilder(2), SortBuilder()), "page=2")

    def test_plain_parameters_are_written_alike(self):
        told = escaped([("start_date", datetime.date(2026, 4, 16)), ("ids[]", 7), ("a b", "c&d")])
        self.assertEqual(told, "start_date=2026-04-16&ids%5B%5D=7&a%20b=c%26d")


class ValuesTest(unittest.TestCase):
    def test_values_are_written_as_the_service_reads_them(self):
        told = [
            ("Ann", "Ann"),
            ("", ""),
            (True, "true"),
            (0, "0"),
            (-7, "-7"),
            (1.5, "1.5"),
            (1e-7, "0.0000001"),
            (decimal.Decimal("10.00"), "10.00"),
            (decimal.Decimal("1E+2"), "100"),
            (VisState.DELETED, "1"),
            (Color.RED, "red%20%26%20blue"),
            (datetime.date(2026, 4, 16), "2026-04-16"),
            (datetime.datetime(2026, 4, 16, 9, 30), "2026-04-16T09:30:00"),
            (datetime.datetime(2026, 4, 16, 9, 30, tzinfo=UTC), "2026-04-16T09:30:00Z"),
            (datetime.datetime(2026, 4, 16, 9, 30, tzinfo=SUMMER), "2026-04-16T13:30:00Z"),
            (datetime.datetime(2026, 4, 16, 9, 30, 1, 5, UTC), "2026-04-16T09:30:01.000005Z"),
            ("ann@example.com", "ann@example.com"),
            ("12:30, 4/16", "12:30,%204/16"),
            ("a+b=c?d;e", "a%2Bb%3Dc%3Fd%3Be"),
            ("100% [sic]", "100%25%20%5Bsic%5D"),
            ("%41", "%2541"),
            ("é\n", "%C3%A9%0A"),
        ]
        for value, text in told:
            with self.subTest(repr(value)):
                self.assertEqual(equal(value), text)

    def test_a_moment_means_the_same_in_every_method(self):
        moment = datetime.datetime(2026, 4, 16, 9, 30, tzinfo=SUMMER)
        text = asked(FilterBuilder().date_time("since", moment))
        self.assertEqual(text, "since=2026-04-16T13:30:00Z")

    def test_an_object_of_another_class_is_written_as_it_prints_itself(self):
        self.assertEqual(equal(SimpleNamespace(a=1)), "namespace%28a%3D1%29")

    def test_what_cannot_be_meant_is_refused_by_its_key(self):
        for value in (
            None,
            [1, 2],
            {"a": 1},
            (),
            {1},
            b"a",
            math.nan,
            math.inf,
            decimal.Decimal("NaN"),
            "\ud800",
        ):
            with self.subTest(repr(value)), self.assertRaises(BadParameter) as caught:
                asked(FilterBuilder().equals("userid", value))
            if value != "\ud800":
                self.assertEqual(caught.exception.path, "search[userid]")

    def test_a_time_beyond_the_calendar_is_refused(self):
        last = datetime.datetime.max.replace(tzinfo=SUMMER)
        with self.assertRaises(BadParameter):
            asked(FilterBuilder().date_time("since", last))

    def test_pandas_no_time_is_refused(self):
        class NotATime(datetime.datetime):
            def __eq__(self, other):
                return False

            def __ne__(self, other):
                return True

            __hash__ = None

        with self.assertRaises(BadParameter):
            asked(FilterBuilder().date_time("since", NotATime(2026, 1, 1)))


class StrangersTest(unittest.TestCase):
    """Builders of somebody's own have nothing but a build."""

    def sent(self, text, family="accounting"):
        return query_string([SimpleNamespace(build=lambda name: text)], family)

    def test_their_text_is_sent_as_it_is(self):
        for text in ("&a=1&b=2", "a=1&b=2", "?a=1&b=2", "&&a=1&b=2&"):
            self.assertEqual(self.sent(text), "a=1&b=2")

    def test_what_cannot_stand_in_an_address_is_escaped(self):
        told = self.sent("&search[a]=b c#d\u00e9&e=100%&f={}")
        self.assertEqual(told, "search%5Ba%5D=b%20c%23d%C3%A9&e=100%25&f=%7B%7D")

    def test_half_a_character_is_refused(self):
        with self.assertRaises(BadParameter):
            self.sent("&a=\ud800")

    def test_what_they_escaped_stays(self):
        self.assertEqual(self.sent("&a=b%26c+d&e=f:g"), "a=b%26c+d&e=f:g")

    def test_they_are_told_the_name_of_the_resource_class(self):
        names = []
        stranger = SimpleNamespace(build=lambda name: names.append(name) or "")
        for family in ("accounting", "events", "projects", "timetracking", "comments"):
            self.assertEqual(query_string([stranger], family), "")
        told = ["Accounting", "Events", "Projects", "Timetracking", "Comments"]
        self.assertEqual(names, [f"{name}Resource" for name in told])

    def test_a_subclass_with_a_build_of_its_own_is_asked_for_it(self):
        class Mine(FilterBuilder):
            def build(self, resource_name=None):
                return super().build(resource_name) + "&mine=1"

        mine = Mine().equals("a", "b&c")
        self.assertEqual(asked(mine), "search%5Ba%5D=b&c&mine=1")

    def test_ours_and_theirs_go_together(self):
        stranger = SimpleNamespace(build=lambda name: "&b=2")
        told = asked(PaginateBuilder(1), stranger, PaginateBuilder(per_page=3))
        self.assertEqual(told, "page=1&b=2&per_page=3")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


class AnyValueTest(unittest.TestCase):
    @given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
    def test_what_is_read_is_what_was_written(self, pairs):
        text = escaped(pairs)
        read = [part.partition("=") for part in text.split("&")] if text else []
        self.assertEqual([(unquote(key), unquote(value)) for key, _, value in read], pairs)
        self.assertEqual(text.encode("ascii").decode(), text)

    @given(TEXTS.filter(bool))
    def test_a_server_reads_one_parameter_whatever_stands_in_it(self, value):
        text = asked(FilterBuilder().equals("a", value))
        self.assertEqual(parse_qsl(text, keep_blank_values=True), [("search[a]", value)])
        self.assertFalse(set(text) & set('+#; "<>'))

    @given(TEXTS.filter(bool))
    def test_it_is_the_same_after_the_http_library_has_looked_at_it(self, value):
        address = f"http://localhost/?{asked(FilterBuilder().equals('a', value))}"
        read = parse_qsl(requote_uri(address).partition("?")[2], keep_blank_values=True)
        self.assertEqual(read, [("search[a]", value)])
