"""Records, lists and the identity: what can be read from an answer."""

import copy
import datetime
import decimal
import pickle
import unittest
import warnings

from refreshbooks.catalog import rest as catalog
from refreshbooks.catalog.rest.model import Field, Resource
from refreshbooks.rest.errors import BadAnswer, IncludeWarning
from refreshbooks.rest.models import Identity, ListResult, PageResult, Result, VisState

GADGETS = Resource(
    name="gadgets",
    family="accounting",
    certainty="inferred",
    seen_in=(),
    single="gadget",
    plural="gadgets",
    includes=("parts", "include_maker"),
    fields=(
        Field("id", "integer"),
        Field("number"),
        Field("organization"),
        Field("bought", "date"),
        Field("updated", "datetime"),
        Field("created_at", "utc"),
        Field("seen_at", "local"),
        Field("local_timezone"),
        Field("price", "money"),
        Field("weight", "number"),
        Field("vis_state", "integer"),
        Field("parts", "array", fields=(Field("made", "date"), Field("name")), include=True),
        Field("maker", "string", include=True),
        Field("prices", "array", fields=(Field("amount", "money"),)),
        Field("owner", "object", fields=(Field("joined", "datetime"), Field("email"))),
        Field("anything", "object"),
    ),
)

ROW = {
    "id": 7,
    "number": "20240101",
    "bought": "2026-04-16",
    "updated": "2026-04-16 10:31:59",
    "created_at": "2026-04-16 10:31:59",
    "price": {"amount": "100.00", "code": "USD"},
    "weight": decimal.Decimal("1.50"),
    "vis_state": 0,
    "parts": [{"made": "2026-01-02", "name": "2026-01-02"}, {"name": "lid"}],
    "prices": [{"amount": {"amount": "1.00", "code": "CAD"}}],
    "owner": {"joined": "2026-07-01 08:00:00", "email": "ann@example.com"},
    "anything": {"when": "2026-04-16", "deep": {"deeper": [{"x": 1}]}},
    "note": "2026-04-16 10:31:59",
    "tags": ["2026-04-16", "b"],
    "_hidden": 1,
    "not a name": 2,
}


def gadget(**changes):
    return Result("gadget", {"gadget": {**ROW, **changes}}, shape=GADGETS)


def gadgets(*ids, **around):
    rows = [{"id": each, "bought": "2026-04-16"} for each in ids]
    return ListResult("gadgets", "gadget", {"gadgets": rows, **around}, shape=GADGETS)


def paged(page, pages, *ids):
    return gadgets(*ids, page=page, pages=pages, per_page=2, total=5)


def iso(moment):
    return moment.isoformat()


class ResultTest(unittest.TestCase):
    def test_it_shows_its_name_and_nothing_of_the_record(self):
        self.assertEqual((str(gadget()), repr(gadget())), ("Result(gadget)", "Result(gadget)"))

    def test_the_record_is_there_as_it_came(self):
        body = {"gadget": dict(ROW)}
        self.assertIs(Result("gadget", body, shape=GADGETS).data, body["gadget"])
        self.assertEqual(gadget().data["updated"], "2026-04-16 10:31:59")

    def test_values_that_are_no_text_are_as_they_came(self):
        self.assertEqual((gadget().id, gadget().weight), (7, decimal.Decimal("1.50")))
        self.assertIs(gadget(id=None).id, None)
        self.assertIs(gadget(id=True).id, True)

    def test_text_is_read_by_its_declared_type(self):
        found = gadget()
        self.assertEqual(found.bought, datetime.date(2026, 4, 16))
        self.assertEqual(iso(found.updated), "2026-04-16T14:31:59+00:00")
        self.assertEqual(iso(found.created_at), "2026-04-16T10:31:59+00:00")

    def test_a_local_time_is_by_the_zone_beside_it(self):
        found = gadget(seen_at="2026-07-01T08:00:00", local_timezone="Europe/Berlin")
        self.assertEqual(iso(found.seen_at), "2026-07-01T08:00:00+02:00")

    def test_text_that_only_looks_like_a_date_stays_text(self):
        self.assertEqual(gadget().number, "20240101")
        self.assertEqual(gadget(number="2024-01-01").number, "2024-01-01")
        self.assertEqual(gadget().note, "2026-04-16 10:31:59")

    def test_without_a_shape_all_text_stays_text(self):
        found = Result("gadget", {"gadget": dict(ROW)})
        self.assertEqual((found.bought, found.owner.joined), (ROW["bought"], "2026-07-01 08:00:00"))

    def test_fields_can_stand_in_for_a_resource(self):
        found = Result("a", {"a": {"b": "2026-04-16"}}, shape=(Field("b", "date"), Field("c")))
        self.assertEqual((found.b, found.c), (datetime.date(2026, 4, 16), None))

    def test_objects_are_results_of_the_same_data(self):
        found = gadget()
        self.assertEqual(str(found.owner), "Result(owner)")
        self.assertIs(found.owner.data, found.data["owner"])
        self.assertEqual(iso(found.owner.joined), "2026-07-01T12:00:00+00:00")
        self.assertEqual(found.anything.deep.deeper[0].x, 1)

    def test_money_is_text_and_a_currency(self):
        price = gadget().price
        self.assertEqual((str(price), price.amount, price.code), ("Result(price)", "100.00", "USD"))
        self.assertIsNone(gadget(price={"amount": "1"}).price.code)

    def test_lists_of_objects_are_list_results_without_pages(self):
        parts = gadget().parts
        self.assertEqual((str(parts), len(parts)), ("ListResult(parts)", 2))
        self.assertEqual(str(parts[0]), "Result(parts)")
        self.assertEqual([parts[0].made, parts[0].name], [datetime.date(2026, 1, 2), "2026-01-02"])
        self.assertFalse(hasattr(parts, "pages"))
        self.assertEqual(gadget().prices[0].amount.code, "CAD")

    def test_other_lists_are_as_they_came(self):
        found = gadget(parts=[], prices=[None, {"a": 1}])
        self.assertEqual((found.parts, found.tags), ([], ["2026-04-16", "b"]))
        self.assertEqual(found.prices, [None, {"a": 1}])
        self.assertIs(found.tags, found.data["tags"])

    def test_a_list_of_objects_may_hold_something_else(self):
        self.assertIsNone(gadget(parts=[{"name": "a"}, None]).parts[1])

    def test_whatever_stands_in_the_data_can_be_read(self):
        found = gadget()
        self.assertEqual((found._hidden, getattr(found, "not a name")), (1, 2))
        found = Result("a", {"a": {"__root__": 1, "keys": 2, "shape": 3}})
        self.assertEqual((found.__root__, found.keys, found.shape), (1, 2, 3))

    def test_a_field_that_is_lacking_is_none_if_it_is_declared(self):
        self.assertIsNone(gadget().organization)
        self.assertTrue(hasattr(gadget(), "organization"))
        self.assertIsNone(gadget(owner={}).owner.email)

    def test_a_name_that_nobody_knows_is_an_error_that_names_near_ones(self):
        with self.assertRaises(AttributeError) as caught:
            _ = gadget().organisation
        told = "gadget has no field 'organisation'; did you mean 'organization'?"
        self.assertEqual(str(caught.exception), told)
        with self.assertRaises(AttributeError) as caught:
            _ = gadget().zzz
        self.assertEqual(str(caught.exception), "gadget has no field 'zzz'")
        self.assertFalse(hasattr(gadget(), "zzz"))

    def test_names_in_the_data_are_near_ones_too(self):
        with self.assertRaisesRegex(AttributeError, "did you mean 'note'"):
            _ = Result("gadget", {"gadget": dict(ROW)}).nott

    def test_a_name_that_nobody_knows_inside_an_object_is_an_error(self):
        for read in (lambda: gadget().owner.emial, lambda: gadget().anything.emial):
            with self.assertRaises(AttributeError):
                read()

    def test_an_empty_record_has_its_declared_fields(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for found in (Result("gadget", {}, shape=GADGETS), gadgets()._row({})):
                self.assertEqual((found.data, found.number, found.parts), ({}, None, None))

    def test_null_in_place_of_the_record_is_told_when_it_is_read(self):
        found = Result("gadget", {"gadget": None}, shape=GADGETS)
        self.assertEqual((found.data, found.vis_state), (None, None))
        with self.assertRaisesRegex(AttributeError, "the answer has null in its place"):
            _ = found.number
        self.assertIn("number", dir(found))

    def test_anything_else_in_place_of_the_record_is_a_bad_answer(self):
        for body in ({"gadget": []}, {"gadget": "x"}, {"gadget": 1}, [], None, "gadget"):
            with self.assertRaises(BadAnswer) as caught:
                Result("gadget", body, shape=GADGETS)
            self.assertEqual(str(caught.exception), "Returned an unexpected response")
            self.assertEqual(caught.exception.raw_response, body)

    def test_dir_names_what_can_be_read(self):
        self.assertLessEqual(
            {"number", "note", "organization", "data", "vis_state"}, {*dir(gadget())}
        )

    def test_attributes_of_ones_own_can_be_set(self):
        found = gadget()
        found.mine = 1
        self.assertEqual((found.mine, "mine" in found.data), (1, False))


class ReadOnlyTest(unittest.TestCase):
    def test_a_field_that_is_assigned_says_how_it_is_changed(self):
        found = Result("client", {"client": {"id": 8}}, shape=catalog.find("clients"))
        change = r"call client.clients.update\(..., {'organization': ...}\)"
        with self.assertRaisesRegex(AttributeError, change):
            found.organization = "Barnes"
        with self.assertRaisesRegex(AttributeError, "does not change: call client.clients"):
            found.vis_state = 1
        with self.assertRaisesRegex(AttributeError, "does not change"):
            Identity({"identity_id": 8}).full_name = "Ann Lee"
        with self.assertRaisesRegex(AttributeError, "a thing that was read does not change$"):
            Result("thing", {"thing": {"name": "y"}}).name = "x"
        self.assertEqual(found.data, {"id": 8})


class VisStateTest(unittest.TestCase):
    def test_it_is_the_state_and_the_number_of_it(self):
        for number, state in enumerate((VisState.ACTIVE, VisState.DELETED, VisState.ARCHIVED)):
            found = gadget(vis_state=number)
            self.assertIs(found.vis_state, state)
            self.assertEqual((found.vis_state, found.data["vis_state"]), (number, number))

    def test_what_is_no_state_is_none(self):
        for odd in (3, -1, "0", None, True, [], {}, decimal.Decimal("1.0")):
            self.assertIsNone(gadget(vis_state=odd).vis_state)
        self.assertIsNone(Result("a", {"a": {}}).vis_state)


class IncludeTest(unittest.TestCase):
    def test_a_field_that_an_include_would_bring_says_so(self):
        bare = Result("gadget", {"gadget": {"id": 1}}, shape=GADGETS)
        for name, include in (("parts", "parts"), ("maker", "include_maker")):
            with self.assertWarns(IncludeWarning) as caught:
                self.assertIsNone(getattr(bare, name))
            told = f"gadget.{name} is None here: it comes only if it is asked for, with"
            told += f" IncludesBuilder().include('{include}')"
            self.assertEqual(str(caught.warning), told)
            self.assertEqual(caught.filename, __file__)

    def test_rows_say_it_once_for_a_line_of_code(self):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("default")
            for row in gadgets(1, 2, 3):
                self.assertIsNone(row.parts)
        self.assertEqual(len(caught), 1)

    def test_nothing_is_said_of_fields_that_are_there(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.assertEqual((len(gadget().parts), gadget(parts=None).parts), (2, None))
            self.assertIsNone(gadget().organization)


class ListResultTest(unittest.TestCase):
    def test_it_shows_its_name(self):
        self.assertEqual((str(gadgets(1)), repr(gadgets(1))), ("ListResult(gadgets)",) * 2)

    def test_rows_are_records_with_the_shape_of_the_list(self):
        rows = gadgets(1, 2, 3)
        self.assertEqual((len(rows), rows[0].id, rows[-1].id), (3, 1, 3))
        self.assertEqual(str(rows[0]), "Result(gadget)")
        self.assertEqual(rows[0].bought, datetime.date(2026, 4, 16))
        self.assertIs(rows[0].data, rows.data["gadgets"][0])
        self.assertIsNone(rows[0].organization)

    def test_beyond_the_end_is_an_error(self):
        for index in (3, -4):
            with self.assertRaises(IndexError):
                _ = gadgets(1, 2, 3)[index]

    def test_it_can_be_walked_in_loops_within_loops(self):
        rows = gadgets(1, 2)
        pairs = [(one.id, other.id) for one in rows for other in rows]
        self.assertEqual(pairs, [(1, 1), (1, 2), (2, 1), (2, 2)])

    def test_it_can_be_walked_backwards_and_unpacked(self):
        self.assertEqual([row.id for row in reversed(gadgets(1, 2, 3))], [3, 2, 1])
        first, *others = gadgets(1, 2, 3)
        self.assertEqual((first.id, len(others)), (1, 2))

    def test_a_slice_is_a_list_of_the_same_kind(self):
        rows = paged(1, 3, 1, 2, 3, 4)
        part = rows[1:3]
        self.assertEqual((str(part), [row.id for row in part]), ("ListResult(gadgets)", [2, 3]))
        self.assertEqual((part.pages, part.data["page"], len(rows)), (rows.pages, 1, 4))
        self.assertEqual([row.id for row in rows[::-2]], [4, 2])
        self.assertEqual(len(gadget().parts[:1]), 1)

    def test_a_row_is_in_its_list(self):
        rows = gadgets(1, 2)
        self.assertIn(rows[1], rows)
        self.assertNotIn(gadgets(2)[0], rows)
        self.assertNotIn(1, rows)

    def test_an_empty_list_is_false(self):
        self.assertFalse(gadgets())
        self.assertTrue(gadgets(1))

    def test_a_missing_list_is_empty(self):
        for body in ({}, {"gadgets": None}, {"page": 1}):
            rows = ListResult("gadgets", "gadget", body)
            self.assertEqual(
                (len(rows), list(rows), rows[:].data), (0, [], {**body, "gadgets": []})
            )

    def test_what_is_no_list_is_a_bad_answer(self):
        for body in ({"gadgets": {}}, {"gadgets": "x"}, {"gadgets": 7}, [], None, 7):
            with self.assertRaises(BadAnswer) as caught:
                ListResult("gadgets", "gadget", body)
            self.assertEqual(str(caught.exception), "Returned an unexpected response")

    def test_rows_that_are_no_objects_are_as_they_came(self):
        rows = ListResult("gadgets", "gadget", {"gadgets": [None, "a", {"id": 1}]})
        self.assertEqual([rows[0], rows[1], rows[2].id], [None, "a", 1])

    def test_the_data_is_the_body_that_was_read(self):
        body = {"gadgets": [], "page": 1}
        self.assertIs(ListResult("gadgets", "gadget", body).data, body)


class PagesTest(unittest.TestCase):
    def pages(self, **body):
        return ListResult("gadgets", "gadget", body).pages

    def test_they_stand_beside_the_rows_or_in_meta(self):
        told = {"page": 2, "pages": 3, "per_page": 10, "total": 25}
        self.assertEqual(self.pages(**told), (2, 3, 10, 25))
        self.assertEqual(self.pages(meta=told), (2, 3, 10, 25))
        self.assertEqual(self.pages(meta={}, **told), (2, 3, 10, 25))
        self.assertEqual(self.pages(meta={**told, "page": 1}, **told), (1, 3, 10, 25))

    def test_they_have_names_and_print_themselves(self):
        pages = self.pages(page=1, pages=1, per_page=30, total=6)
        self.assertEqual(str(pages), "PageResult(page=1, pages=1, per_page=30, total=6)")
        self.assertEqual((pages.page, pages.pages, pages.per_page, pages.total), (1, 1, 30, 6))

    def test_there_are_none_where_no_page_is_told(self):
        for body in ({}, {"page": 0, "pages": 1}, {"pages": 3}, {"meta": {"page": None}}):
            self.assertIsNone(self.pages(**body))

    def test_the_number_of_pages_is_worked_out_where_it_is_lacking(self):
        self.assertEqual(self.pages(page=1, per_page=10, total=25), (1, 3, 10, 25))
        self.assertEqual(self.pages(page=1, per_page=10, total=0), (1, 0, 10, 0))
        self.assertEqual(self.pages(page=1, per_page=0, total=0), (1, None, 0, 0))
        self.assertEqual(self.pages(page=1), (1, None, None, None))

    def test_numbers_may_be_written_as_text_and_anything_else_is_none(self):
        self.assertEqual(self.pages(page="2", pages="3", per_page=[], total={}), (2, 3, None, None))
        self.assertIsNone(self.pages(page=True))
        self.assertIsNone(self.pages(page="²"))
        self.assertIsNone(self.pages(page=[1], meta=7))


class AdditionTest(unittest.TestCase):
    def test_the_sum_has_the_rows_of_both_and_the_later_page(self):
        first, second = paged(1, 3, 1, 2), paged(2, 3, 3, 4)
        for both, ids in ((first + second, [1, 2, 3, 4]), (second + first, [3, 4, 1, 2])):
            self.assertEqual([row.id for row in both], ids)
            self.assertEqual(both.pages, PageResult(2, 3, 2, 5))
            self.assertEqual(str(both), "ListResult(gadgets)")
            self.assertEqual(both[3].bought, datetime.date(2026, 4, 16))
        self.assertEqual((first + second).data["page"], 1)

    def test_both_stay_as_they_were(self):
        first, second = paged(1, 3, 1, 2), paged(2, 3, 3, 4)
        before = copy.deepcopy((first.data, second.data))
        both = first + second
        both.data["gadgets"][0]["id"] = 99
        both.data["gadgets"].clear()
        both.data["total"] = 0
        self.assertEqual((first.data, second.data), before)
        self.assertEqual((first.pages.page, second.pages.page), (1, 2))

    def test_meta_is_not_shared(self):
        first = gadgets(1, meta={"page": 1, "sort": []})
        both = first + gadgets(2, meta={"page": 2})
        both.data["meta"]["sort"].append("x")
        self.assertEqual(first.data["meta"]["sort"], [])

    def test_lists_of_different_things_cannot_be_added(self):
        other = ListResult("widgets", "widget", {"widgets": []})
        for wrong in (other, [], None):
            with self.assertRaises(TypeError) as caught:
                _ = gadgets(1) + wrong
            self.assertEqual(str(caught.exception), "Objects not of same ListResult type")

    def test_lists_without_pages_can_be_added(self):
        self.assertIsNone((gadgets(1) + gadgets(2)).pages)
        self.assertEqual((gadgets(1) + paged(2, 3, 2)).pages.page, 2)
        self.assertEqual((paged(2, 3, 2) + gadgets(1)).pages.page, 2)
        self.assertEqual(len(gadget().parts + gadget().parts), 4)

    def test_all_pages_can_be_summed_up(self):
        rows = sum((paged(2, 3, 3), paged(3, 3, 5)), start=paged(1, 3, 1))
        self.assertEqual(([row.id for row in rows], rows.pages.page), ([1, 3, 5], 3))


ME = {
    "id": 8,
    "identity_id": 8,
    "first_name": "Ann",
    "last_name": "Lee",
    "email": "ann@example.com",
    "created_at": "2026-04-16T10:31:59Z",
    "business_memberships": [
        {"role": "owner", "business": {"id": 1, "account_id": "aB1", "business_uuid": "u-1"}},
        {"role": "client", "business": {"id": 2}},
    ],
}


class IdentityTest(unittest.TestCase):
    def test_it_tells_who_is_calling(self):
        me = Identity(ME)
        self.assertEqual(
            (me.identity_id, me.full_name, me.email), (8, "Ann Lee", "ann@example.com")
        )
        self.assertEqual((str(me), repr(me)), ("Identity(8, ann@example.com)", "Identity(8)"))
        self.assertIsInstance(me, Result)
        self.assertIs(me.data, ME)

    def test_it_is_read_as_other_records_are(self):
        me = Identity(ME)
        self.assertEqual(iso(me.created_at), "2026-04-16T10:31:59+00:00")
        self.assertIsNone(me.language)
        with self.assertRaisesRegex(AttributeError, "identity has no field 'emial'"):
            _ = me.emial

    def test_it_tells_the_businesses_with_their_three_ids(self):
        memberships = Identity(ME).business_memberships
        self.assertEqual(
            (str(memberships), len(memberships)), ("ListResult(business_memberships)", 2)
        )
        business = memberships[0].business
        self.assertEqual(
            (business.id, business.account_id, business.business_uuid), (1, "aB1", "u-1")
        )
        self.assertIsNone(memberships[1].business.account_id)

    def test_an_identity_that_tells_less_can_be_read_too(self):
        me = Identity({})
        self.assertEqual((me.identity_id, me.full_name), (None, "None None"))
        self.assertEqual((str(me), len(me.business_memberships)), ("Identity(None, None)", 0))
        self.assertEqual(len(Identity({"business_memberships": None}).business_memberships), 0)


class CopiesTest(unittest.TestCase):
    def copies(self, found):
        return [
            copy.copy(found),
            copy.deepcopy(found),
            *(pickle.loads(pickle.dumps(found, protocol)) for protocol in range(6)),
        ]

    def test_copies_of_records_read_alike(self):
        clients = catalog.find("clients")
        client = Result("client", {"client": {"updated": "2026-04-16 10:31:59"}}, shape=clients)
        for found in (client, gadget(), Identity({"id": 1, "created_at": "2026-04-16T10:31:59Z"})):
            for again in self.copies(found):
                with self.subTest(again):
                    self.assertIs(type(again), type(found))
                    self.assertEqual((str(again), again.data), (str(found), found.data))
                    for name in found.data:
                        self.assertEqual(str(getattr(again, name)), str(getattr(found, name)))
                    self.assertEqual(dir(again), dir(found))

    def test_copies_of_lists_read_alike(self):
        for rows in (paged(2, 3, 4, 5), gadget().parts):
            for again in self.copies(rows):
                self.assertEqual([row.data for row in again], [row.data for row in rows])
                self.assertEqual(getattr(again, "pages", 0), getattr(rows, "pages", 0))
                self.assertEqual(dir(again[0]), dir(rows[0]))

    def test_what_is_inside_and_the_rows_can_be_copied_by_themselves(self):
        for found in (gadget().owner, gadget().parts[0], gadget().price, gadgets(1)[0]):
            for again in self.copies(found):
                self.assertEqual((str(again), again.data), (str(found), found.data))
                self.assertEqual(dir(again), dir(found))

    def test_a_copy_shares_the_data_and_a_deep_copy_does_not(self):
        found = gadget()
        self.assertIs(copy.copy(found).data, found.data)
        deep = copy.deepcopy(found)
        deep.owner.data["email"] = "ben@example.com"
        self.assertEqual(found.owner.email, "ann@example.com")

    def test_the_catalog_is_not_pickled_along(self):
        client = Result("client", {"client": {}}, shape=catalog.find("clients"))
        self.assertLess(len(pickle.dumps(client)), 200)

    def test_an_empty_instance_lacks_everything(self):
        for kind in (Result, Identity, ListResult):
            with self.assertRaises(AttributeError):
                _ = kind.__new__(kind).data
            self.assertFalse(hasattr(kind.__new__(kind), "__deepcopy__"))

    def test_two_readings_of_one_record_are_not_the_same(self):
        rows = gadgets(1)
        self.assertNotEqual(rows[0], rows[0])
        self.assertEqual(len({rows[0], rows[0]}), 2)
