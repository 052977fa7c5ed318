"""What list calls are asked for, as text for people and as parameters for the wire."""

import copy
import datetime
import decimal
import enum
import pickle
import unittest

from hypothesis import given
from hypothesis import strategies as st

from refreshbooks.rest.builders import Builder, Parameter
from refreshbooks.rest.builders.filter import FilterBuilder
from refreshbooks.rest.builders.includes import IncludesBuilder
from refreshbooks.rest.builders.paginator import PaginateBuilder
from refreshbooks.rest.builders.sort import SortBuilder
from refreshbooks.rest.models import VisState
from tests.rest import golden

KINDS = {kind.__name__: kind for kind in (FilterBuilder, IncludesBuilder, SortBuilder)}
KINDS["PaginateBuilder"] = PaginateBuilder

BRACKETED = (None, "AccountingResource", "EventsResource")
BARE = ("ProjectsResource", "TimetrackingResource", "CommentsResource", "CommentsSubResource")

DAY = datetime.date(2026, 4, 16)
NOON = datetime.datetime(2026, 4, 16, 12, 30, 15)


class Size(enum.Enum):
    SMALL = "s"


def value(told):
    """Returns what a golden file means by an argument."""
    if not isinstance(told, dict):
        return told
    ((kind, text),) = told.items()
    readers = {
        "VisState": VisState.__getitem__,
        "date": datetime.date.fromisoformat,
        "datetime": datetime.datetime.fromisoformat,
        "Decimal": decimal.Decimal,
    }
    return readers[kind](text)


def built(case):
    """Returns the builder that a golden case describes."""
    builder = KINDS[case["builder"]](*case["init"])
    for call in case["calls"]:
        named = {name: value(told) for name, told in call["kwargs"].items()}
        getattr(builder, call["method"])(*map(value, call["args"]), **named)
    return builder


class GoldenTest(unittest.TestCase):
    def test_every_builder_writes_what_the_official_one_writes(self):
        cases = golden.read("expected/queries.json")
        for case in cases:
            builder = built(case)
            with self.subTest(case["str"]):
                self.assertEqual((str(builder), repr(builder)), (case["str"], case["str"]))
                for name in (*BRACKETED, *BARE):
                    key = "accounting_events_none"
                    key = key if name in BRACKETED else "projects_timetracking_comments"
                    text = case.get("all_families", case.get(key))
                    self.assertEqual(builder.build(name), text)
        self.assertGreaterEqual(len(cases), 62)


class FilterTest(unittest.TestCase):
    def test_keys_are_in_brackets_or_bare_by_the_resource(self):
        asked = FilterBuilder().equals("username", "Ann")
        for name in BRACKETED:
            self.assertEqual(asked.build(name), "&search[username]=Ann")
        for name in BARE:
            self.assertEqual(asked.build(name), "&username=Ann")
        self.assertEqual(asked.build(), "&search[username]=Ann")

    def test_all_others_are_written_alike_everywhere(self):
        asked = FilterBuilder().in_list("id", [1]).like("a_like", "b").between("c", 1)
        asked.boolean("d", True).date_time("e", NOON)
        told = "&search[ids][]=1&search[a_like]=b&search[c_min]=1&d=True&e=2026-04-16T12:30:15"
        for name in (*BRACKETED, *BARE):
            self.assertEqual(asked.build(name), told)

    def test_a_list_is_named_in_the_plural(self):
        for field in ("userid", "userids"):
            told = "&search[userids][]=1&search[userids][]=2"
            self.assertEqual(FilterBuilder().in_list(field, [1, 2]).build(), told)

    def test_an_empty_list_asks_for_nothing(self):
        self.assertEqual(FilterBuilder().in_list("userid", []).build(), "")

    def test_limits_are_named_unless_the_field_names_one(self):
        told = {
            "amount": "&search[amount_min]=1&search[amount_max]=2",
            "amount_min": "&search[amount_min]=1&search[amount_min]=2",
            "amount_max": "&search[amount_max]=1&search[amount_max]=2",
            "start_date": "&search[start_date]=1&search[start_date]=2",
            "date": "&search[date_min]=1&search[date_max]=2",
        }
        for field, text in told.items():
            self.assertEqual(FilterBuilder().between(field, 1, 2).build(), text)

    def test_a_limit_that_is_none_or_empty_is_left_out(self):
        for nothing in (None, ""):
            builder = FilterBuilder().between("amount", nothing, nothing)
            self.assertEqual((builder.build(), list(builder.parameters(bracketed=True))), ("", []))

    def test_a_limit_of_zero_is_asked_for_though_the_official_text_lacks_it(self):
        for zero in (0, 0.0, decimal.Decimal("0.00")):
            builder = FilterBuilder().between("amount", zero, 10)
            self.assertEqual(builder.build(), "&search[amount_max]=10")
            (first, _) = builder.parameters(bracketed=True)
            self.assertEqual(first, Parameter("search[amount_min]", zero, None))

    def test_of_a_time_the_day_is_a_limit(self):
        late = datetime.datetime(2026, 4, 17, 23, 59, tzinfo=datetime.timezone.utc)
        told = "&search[updated_min]=2026-04-16&search[updated_max]=2026-04-17"
        self.assertEqual(FilterBuilder().between("updated", NOON, late).build(), told)
        self.assertEqual(FilterBuilder().between("updated", DAY, max="2026-04-17").build(), told)

    def test_a_moment_is_written_with_all_that_it_has(self):
        zone = datetime.timezone(datetime.timedelta(hours=2))
        exact = NOON.replace(microsecond=5, tzinfo=zone)
        for moment, text in ((exact, exact.isoformat()), ("soon", "soon"), (DAY, "2026-04-16")):
            asked = FilterBuilder().date_time("updated_since", moment)
            self.assertEqual(asked.build(), f"&updated_since={text}")

    def test_the_member_of_an_enum_is_its_value(self):
        asked = FilterBuilder().equals("vis_state", VisState.DELETED).in_list("size", [Size.SMALL])
        self.assertEqual(asked.build(), "&search[vis_state]=1&search[sizes][]=s")

    def test_a_builder_can_be_used_again_and_added_to(self):
        asked = FilterBuilder().equals("a", 1)
        self.assertEqual(asked.build(), asked.build())
        self.assertIs(asked.boolean("b", False), asked)
        self.assertEqual(asked.build(), "&search[a]=1&b=False")

    def test_values_are_taken_when_they_are_given(self):
        values = [1]
        asked = FilterBuilder().in_list("id", values)
        values.append(2)
        self.assertEqual(asked.build(), "&search[ids][]=1")

    def test_values_may_come_from_a_generator(self):
        asked = FilterBuilder().in_list("id", (number for number in (1, 2)))
        self.assertEqual(asked.build(), asked.build())
        self.assertEqual(asked.build(), "&search[ids][]=1&search[ids][]=2")


class IncludesTest(unittest.TestCase):
    def test_includes_are_written_in_the_order_asked_for(self):
        asked = IncludesBuilder().include("lines").include("owner")
        self.assertEqual(asked.build(), "&include[]=lines&include[]=owner")
        self.assertEqual(asked.build("ProjectsResource"), "&lines=true&owner=true")


class SortTest(unittest.TestCase):
    def test_the_last_order_counts(self):
        for order, text in (("asc", "a_asc"), ("ascending", "a_asc")):
            asked = getattr(SortBuilder().descending("b"), order)("a")
            self.assertEqual(asked.build(), f"&sort={text}")
            self.assertEqual(asked.build("ProjectsResource"), "&sort=a")
        for order in ("desc", "descending"):
            asked = getattr(SortBuilder().ascending("b"), order)("a")
            self.assertEqual(asked.build(), "&sort=a_desc")
            self.assertEqual(asked.build("ProjectsResource"), "&sort=-a")

    def test_no_order_is_nothing(self):
        self.assertEqual(SortBuilder().build(), "")
        self.assertEqual(SortBuilder().ascending("").build(), "")


class PaginateTest(unittest.TestCase):
    def test_pages_begin_with_one_and_have_a_hundred_rows_at_most(self):
        for asked, page, per_page in (((0, 101), 1, 100), ((-3, 100), 1, 100), ((7, 1), 7, 1)):
            paginator = PaginateBuilder(*asked)
            self.assertEqual((paginator.page(), paginator.per_page()), (page, per_page))
            paginator = PaginateBuilder().page(asked[0] or -1).per_page(asked[1])
            self.assertEqual((paginator.page(), paginator.per_page()), (page, per_page))

    def test_nothing_or_zero_asks_for_the_value(self):
        paginator = PaginateBuilder(2, 3)
        for nothing in ((), (None,), (0,)):
            self.assertEqual((paginator.page(*nothing), paginator.per_page(*nothing)), (2, 3))

    def test_what_is_not_asked_for_is_left_out(self):
        self.assertEqual(PaginateBuilder().build(), "")
        self.assertEqual(PaginateBuilder(per_page=5).build(), "&per_page=5")
        self.assertEqual(PaginateBuilder(5).build(), "&page=5")
        self.assertEqual(PaginateBuilder(1, 0).build(), "&page=1")
        self.assertEqual(PaginateBuilder(1, -7).build(), "&page=1&per_page=-7")

    def test_pages_can_be_counted_up(self):
        paginator = PaginateBuilder(1, 100)
        while paginator.page() < 3:
            self.assertIs(paginator.page(paginator.page() + 1), paginator)
        self.assertEqual(str(paginator), "PaginateBuilder(page=3, per_page=100)")


class AnyBuilderTest(unittest.TestCase):
    def test_a_builder_of_ones_own_has_to_say_what_it_asks_for(self):
        with self.assertRaises(NotImplementedError):
            Builder().build()

    def test_subclasses_show_themselves_under_their_own_names(self):
        class Mine(FilterBuilder):
            pass

        self.assertEqual(str(Mine().boolean("a", True)), "Mine(&a=True)")
        self.assertIsInstance(Mine().boolean("a", True), Mine)

    def test_builders_can_be_copied_and_pickled(self):
        whole = FilterBuilder().equals("a", 1).in_list("b", [2]).between("c", 0, 3)
        builders = [whole, IncludesBuilder().include("a"), SortBuilder().asc("a")]
        for builder in (*builders, PaginateBuilder(2, 3)):
            for again in (copy.deepcopy(builder), pickle.loads(pickle.dumps(builder))):
                for name in (None, "ProjectsResource"):
                    self.assertEqual(again.build(name), builder.build(name))

    def test_a_copy_does_not_grow_with_the_first(self):
        first = FilterBuilder().equals("a", 1)
        again = copy.deepcopy(first)
        first.equals("b", 2)
        self.assertEqual(again.build(), "&search[a]=1")

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.integers() | st.text("xy", max_size=3))))
    def test_conditions_stand_in_the_order_in_which_they_were_made(self, pairs):
        asked = FilterBuilder()
        for field, wanted in pairs:
            asked.equals(field, wanted)
        told = [(field, wanted) for field, wanted, _ in asked.parameters(bracketed=False)]
        self.assertEqual(told, pairs)
