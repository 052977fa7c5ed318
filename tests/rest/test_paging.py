"""Every row of every list, whatever its paging looks like, and no row twice."""

import unittest
import warnings

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks import api, exceptions, rest
from refreshbooks.catalog import rest as catalog
from refreshbooks.rest import FilterBuilder, IncludesBuilder, PaginateBuilder, SortBuilder, errors
from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.rest.listed import Listed, accounting, bare, businesses, meta, team


def people(count, key="id"):
    return [{key: number, "name": f"n{number}"} for number in range(count, 0, -1)]


def read(listed, attribute, *ids, **options):
    """Returns what is read of a list, with no warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        method = getattr(listed.client(), attribute).list
        return list(rest.paginate(method, *ids, **options))


class ShapesTest(unittest.TestCase):
    def test_all_rows_come_whatever_the_paging_looks_like(self):
        cases = (
            ("clients", "abc", accounting("clients"), "id"),
            ("bill_vendors", "abc", accounting("bill_vendors"), "vendorid"),
            ("other_income", "abc", accounting("other_income"), "incomeid"),
            ("callbacks", "abc", accounting("callbacks"), "callbackid"),
            ("projects", 12, meta("projects"), "id"),
            ("time_entries", 12, meta("time_entries"), "id"),
            ("services", 12, meta("services"), "id"),
            ("team_members", 12, team, "uuid"),
        )
        for attribute, scope, shape, key in cases:
            for count in (0, 1, 100, 101, 250):
                with self.subTest(attribute=attribute, count=count):
                    listed = Listed(shape, people(count, key))
                    rows = read(listed, attribute, scope)
                    assert [row.data for row in rows] == listed.rows
                    assert len(listed.asked) == max(1, -(-count // 100))
                    assert all(asked["per_page"] == "100" for asked in listed.asked)

    def test_pages_are_counted_where_the_answer_does_not_say_how_many_there_are(self):
        rows = rest.paginate(Listed(team, people(250, "uuid")).client().team_members.list, 12)
        assert [(page.page, page.pages, page.total) for page in rows.pages()] == [
            (1, 3, 250),
            (2, 3, 250),
            (3, 3, 250),
        ]

    def test_a_list_without_pages_is_read_by_one_call_that_asks_for_none(self):
        cases = (
            ("service_rates", 12, bare("service_rates"), "service_id"),
            ("ledger_accounts", "a-uuid", businesses, "uuid"),
        )
        for attribute, scope, shape, key in cases:
            for count in (0, 1, 100, 250):
                with self.subTest(attribute=attribute, count=count):
                    listed = Listed(shape, people(count, key), most=1000, default=1000)
                    assert len(read(listed, attribute, scope)) == count
                    assert listed.asked == [{}]

    def test_a_list_that_should_have_no_pages_and_says_that_it_has_is_read_to_its_end(self):
        listed = Listed(meta("service_rates"), people(95, "service_id"))
        rows = read(listed, "service_rates", 12, per_page=30)
        assert [row.data for row in rows] == listed.rows

    def test_manual_entries_are_asked_for_by_their_own_names_until_a_page_is_not_full(self):
        rows = [{"name": "twin", "description": str(number // 2)} for number in range(250)]
        listed = Listed(businesses, rows)
        assert [row.data for row in read(listed, "manual_journal_entries", "a-uuid")] == rows
        places = [(asked["page_number"], asked["page_size"]) for asked in listed.asked]
        assert ("3", "100") in places
        assert all("page" not in asked for asked in listed.asked)

    def test_manual_entries_that_come_again_and_again_end_nevertheless(self):
        class Deaf(Listed):
            def _page(self, asked):
                return super()._page({})

        listed = Deaf(businesses, people(100), default=100)
        assert len(read(listed, "manual_journal_entries", "a-uuid", prefetch=1)) == 100
        assert len(listed.asked) <= 3

    def test_a_count_that_is_smaller_than_what_came_is_not_believed(self):
        for wrong in ({"pages": 0, "total": 0}, {"pages": 1, "total": 50}, {"total": -1}):

            def lying(rows, place, wrong=wrong):
                return accounting("clients")(rows, {**place, **wrong})

            with self.subTest(wrong=wrong):
                listed = Listed(lying, people(250))
                assert [row.data for row in read(listed, "clients", "abc")] == listed.rows

    def test_an_answer_without_rows_and_without_a_count_is_no_empty_list(self):
        for attribute, scope in (("clients", "abc"), ("projects", 12)):
            for body in ({"status": "ok"}, {"response": {"result": {}}}):
                with self.subTest(attribute=attribute, body=body):
                    with self.assertRaises(errors.BadAnswer):
                        read(Listed(lambda *page, body=body: body, []), attribute, scope)

    def test_what_is_no_record_among_the_rows_comes_as_it_is(self):
        listed = Listed(accounting("clients"), [None, 7])
        assert read(listed, "clients", "abc") == [None, 7]

    def test_a_list_that_says_that_its_pages_have_no_rows_is_empty(self):
        def nothing(rows, place):
            return {"time_entries": [], "meta": {**place, "pages": 0, "per_page": 0, "total": 0}}

        assert read(Listed(nothing, []), "time_entries", 12) == []

    def test_rows_are_results_that_know_their_fields(self):
        listed = Listed(accounting("clients"), [{"id": 8, "organization": "Barnes"}])
        (row,) = read(listed, "clients", "abc")
        assert isinstance(row, rest.models.Result)
        assert (row.id, row.organization, row.fname) == (8, "Barnes", None)
        assert str(row) == "Result(client)"

    def test_an_id_is_the_same_as_a_number_and_as_its_text(self):
        def text_later(listed, number):
            if number == 2:
                listed.rows = [{**row, "id": str(row["id"])} for row in people(151)]

        listed = Listed(accounting("payments"), people(150), before=text_later)
        rows = list(rest.paginate(listed.client().payments.list, "abc", prefetch=1))
        assert sorted(int(row.data["id"]) for row in rows) == list(range(1, 152))

    def test_a_list_whose_pages_are_smaller_than_asked_is_read_in_those(self):
        listed = Listed(accounting("clients"), people(70), most=30)
        with self.assertWarnsRegex(exceptions.PagingWarning, "clients.list: pages of 100 rows"):
            rows = list(rest.paginate(listed.client().clients.list, "abc"))
        assert [row.data for row in rows] == listed.rows


class AskingTest(unittest.TestCase):
    def test_builders_go_along_with_each_page(self):
        listed = Listed(accounting("invoices"), people(150))
        asked = [
            FilterBuilder().equals("invoice_number", "A&B #1"),
            IncludesBuilder().include("lines"),
            SortBuilder().descending("invoice_date"),
        ]
        assert len(read(listed, "invoices", "abc", builders=asked)) == 150
        for page, came in enumerate(listed.asked, 1):
            assert came == {
                "search[invoice_number]": "A&B #1",
                "include[]": "lines",
                "sort": "invoice_date_desc",
                "page": str(page),
                "per_page": "100",
            }

    def test_builders_that_can_be_walked_once_go_along_with_each_page_too(self):
        listed = Listed(accounting("invoices"), people(150))
        once = iter([FilterBuilder().equals("customerid", 1)])
        read(listed, "invoices", "abc", builders=once)
        assert [came["search[customerid]"] for came in listed.asked] == ["1", "1"]

    def test_nothing_is_called_before_the_first_row_is_asked_for(self):
        listed = Listed(accounting("clients"), people(250))
        rows = rest.paginate(listed.client().clients.list, "abc")
        assert listed.asked == []
        next(rows)
        assert 1 <= len(listed.asked) <= 5
        rows.close()

    def test_ids_may_be_given_by_name_and_by_a_business(self):
        listed = Listed(accounting("clients"), people(3))
        method = listed.client().clients.list
        assert len(list(rest.paginate(method, account_id="abc"))) == 3
        me = {"business_memberships": [{"business": {"id": 1, "account_id": "abc", "name": "B"}}]}
        client = listed.client()
        business = rest.businesses.chosen(rest.models.Identity(me), None, client)
        assert len(list(rest.paginate(business.clients.list))) == 3

    def test_what_is_no_list_is_refused_before_anything_is_sent(self):
        listed = Listed(accounting("clients"), people(3))
        client = listed.client()
        result = client.clients.list("abc")
        for wrong, text in (
            (client.clients.get, "clients.get is no list"),
            (client.clients, "not a AccountingResource"),
            (result, "not a ListResult"),
            (print, "client.clients.list"),
            (client.business, "client.clients.list"),
        ):
            with self.assertRaisesRegex(exceptions.BadParameter, text):
                rest.paginate(wrong, "abc")
        assert len(listed.asked) == 1

    def test_a_page_of_ones_own_is_refused(self):
        client = Listed(accounting("clients"), people(3)).client()

        class Own:
            def build(self, resource_name=None):
                return "&page=2"

        for builder in (PaginateBuilder(2, 10), PaginateBuilder(per_page=3), Own()):
            with self.assertRaisesRegex(exceptions.BadParameter, "reads all pages by itself"):
                rest.paginate(client.clients.list, "abc", builders=[builder])
        with self.assertRaisesRegex(exceptions.BadParameter, "reads all pages by itself"):
            rest.paginate(client.clients.list, "abc", page=2)

    def test_more_rows_than_the_service_gives_are_warned_of_where_they_were_asked_for(self):
        client = Listed(accounting("clients"), people(3)).client()
        with self.assertWarns(exceptions.PagingWarning) as caught:
            rest.paginate(client.clients.list, "abc", per_page=500)
        assert caught.filename == __file__

    def test_errors_come_unchanged_after_the_rows_before_them(self):
        def refuse(listed, number):
            if number > 1:
                raise exceptions.NoResponse("no answer", sent=True)

        listed = Listed(accounting("clients"), people(250), before=refuse)
        rows = rest.paginate(listed.client(auto_retry=False).clients.list, "abc", prefetch=1)
        came = [next(rows).id for _ in range(100)]
        assert came == [row["id"] for row in listed.rows[:100]]
        with self.assertRaises(exceptions.NoResponse):
            next(rows)

    def test_classic_lists_are_not_read_by_it_nor_these_by_classics(self):
        client = Listed(accounting("clients"), people(3)).client()
        c = api.TokenClient("example", "token")
        with self.assertRaises(exceptions.BadParameter):
            rest.paginate(c.client.list)
        with self.assertRaises((exceptions.BadParameter, TypeError)):
            list(api.paginate(client.clients.list))


class ResumingTest(unittest.TestCase):
    def test_a_token_goes_on_after_the_last_row(self):
        listed = Listed(accounting("clients"), people(250))
        rows = rest.paginate(listed.client().clients.list, "abc")
        first = [next(rows).id for _ in range(120)]
        rest_of_them = rest.paginate(listed.client().clients.list, "abc", resume=rows.token)
        rows.close()
        assert first + [row.id for row in rest_of_them] == [row["id"] for row in listed.rows]

    def test_a_token_of_another_account_filter_or_list_is_refused(self):
        client = Listed(accounting("clients"), people(150)).client()
        rows = rest.paginate(client.clients.list, "abc")
        next(rows)
        token = rows.token
        rows.close()
        by_name = [FilterBuilder().equals("email", "ann@example.com")]
        for method, account, builders in (
            (client.clients.list, "other", None),
            (client.clients.list, "abc", by_name),
            (client.invoices.list, "abc", None),
        ):
            with self.assertRaisesRegex(exceptions.BadParameter, "token cannot be used"):
                rest.paginate(method, account, builders=builders, resume=token)

    def test_it_verifies_by_reading_again(self):
        listed = Listed(accounting("clients"), people(150))
        assert len(read(listed, "clients", "abc", verify=True)) == 150
        assert len(listed.asked) == 4


class ChangingTest(unittest.TestCase):
    @settings(max_examples=25, deadline=None)
    @given(
        prefetch=st.integers(1, 3),
        changes=st.lists(
            st.tuples(st.integers(2, 9), st.sampled_from(["new", "gone"]), st.integers(0, 60)),
            max_size=3,
        ),
    )
    def test_no_row_comes_twice_and_none_that_stayed_is_lost_without_a_word(
        self, prefetch, changes
    ):
        kept = {row["id"] for row in people(60)}

        def change(listed, number):
            for at, what, where in changes:
                if at == number and what == "new":
                    listed.rows.insert(0, {"id": 1000 + len(listed.rows) + 7 * number})
                elif at == number and listed.rows:
                    gone = listed.rows.pop(where % len(listed.rows))
                    kept.discard(gone["id"])

        listed = Listed(meta("projects"), people(60), before=change)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            method = listed.client().projects.list
            rows = rest.paginate(method, 12, per_page=10, prefetch=prefetch)
            came = [row.id for row in rows]
        assert len(came) == len(set(came))
        balanced = sum(1 if what == "new" else -1 for at, what, _ in changes) == 0
        assert rows.doubts or not kept - set(came) or (prefetch > 1 and balanced)


@integration
class SandboxTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()
        cls.client = rest.Client("an_app", access_token=cls.sandbox.access_token)
        cls.client.base_url = cls.sandbox.rest_url
        cls.ids = {
            scope: getattr(cls.sandbox, scope, None)
            for scope in ("account_id", "business_id", "business_uuid")
        }

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        cls.sandbox.close()

    def test_every_list_that_the_sandbox_answers_is_read_as_a_whole(self):
        read = 0
        for attribute, name in catalog.attributes().items():
            row = catalog.find(name)
            if (
                "list" not in row.methods
                or row.single_path.count("{") > 3
                or "{project" in row.path
            ):
                continue
            ids = [self.ids[row.scope]] if row.scope else []
            with self.subTest(attribute=attribute):
                method = getattr(self.client, attribute).list
                try:
                    found = list(rest.paginate(method, *ids, per_page=2, prefetch=1))
                except rest.FreshBooksError as error:
                    if error.status_code != 501:
                        raise
                    continue
                read += 1
                if row.key:
                    ids = [one.data[row.key] for one in found]
                    assert len(ids) == len(set(ids))
        assert read >= 25

    def test_the_loop_of_the_official_sdk_reads_the_same_rows(self):
        for number in range(7):
            self.client.tasks.create(self.sandbox.account_id, {"name": f"Task {number}"})
        paginator = PaginateBuilder(1, 3)
        method, account = self.client.tasks.list, self.sandbox.account_id
        tasks = method(account, builders=[paginator])
        while paginator.page() < tasks.pages.pages:
            paginator.page(paginator.page() + 1)
            tasks = tasks + method(account, builders=[paginator])
        ours = rest.paginate(method, account, per_page=3)
        assert [row.id for row in ours] == [row.id for row in tasks]
        assert ours.total == 7
