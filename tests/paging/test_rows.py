"""What paginate promises whoever reads a list, call by call in one thread."""

import contextlib
import unittest
import warnings
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, objectify

from refreshbooks import api, catalog, client, parsing
from refreshbooks.exceptions import BadParameter, BadResponse, FailedRequest, PagingWarning
from tests.paging.accounts import Account, document, numbers

ALIVE = weakref.WeakSet()
RESOURCES = {resource.name: resource for resource in catalog.resources()}
DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"


def chains(answer):
    """Returns a client whose calls are answered by a function of method and parameters."""
    return client.Client(
        lambda method, **params: (method, params), lambda call: answer(*call), lambda tree: tree
    )


def documented(path):
    return parsing.parse(path.read_bytes())


class Watched(etree.ElementBase):
    """An element that tells whether it is still there."""

    def _init(self):
        ALIVE.add(self)


class ReadingTest(unittest.TestCase):
    def test_every_row_comes_whatever_the_number_of_pages(self):
        for total in (0, 1, 99, 100, 101, 200, 350):
            with self.subTest(total=total):
                account = Account(total)
                rows = api.paginate(account.list, prefetch=1)
                self.assertEqual(numbers(rows), account.listed())
                self.assertEqual(len(account.asked), max(1, -(-total // 100)))
                self.assertEqual((rows.doubts, rows.total), ([], total))

    def test_nothing_is_called_before_the_first_row_is_asked_for(self):
        for prefetch in (0, 1, 4):
            account = Account(3)
            rows = api.paginate(account.list, prefetch=prefetch)
            self.assertEqual((account.asked, rows.total, rows.doubts), ([], None, []))
            next(rows)
            self.assertEqual(account.asked, [(1, 100)])

    def test_a_page_is_called_for_when_its_first_row_is_needed(self):
        account = Account(5)
        rows = api.paginate(account.list, per_page=2, prefetch=0)
        for calls in (1, 1, 2, 2, 3):
            next(rows)
            self.assertEqual(len(account.asked), calls)

    def test_a_second_loop_goes_on_where_the_first_one_stopped(self):
        rows = api.paginate(Account(5).list, per_page=2, prefetch=1)
        first = [int(row.invoice_id) for row, _ in zip(rows, range(3), strict=False)]
        self.assertEqual(first, [5, 4, 3])
        self.assertEqual(numbers(rows), [1])  # zip has taken one more than it gave
        self.assertEqual(list(rows), [])

    def test_filters_go_with_every_page(self):
        calls = []

        def answer(method, params):
            calls.append((method, params))
            row = f"<invoice_id>{params['page']}</invoice_id>"
            return document([row], f'page="{params["page"]}" per_page="1" pages="3" total="3"')

        c = chains(answer)
        self.assertEqual(len(list(api.paginate(c.invoice.list, per_page="1", status="paid"))), 3)
        self.assertEqual({method for method, _ in calls}, {"invoice.list"})
        wanted = [{"status": "paid", "page": page, "per_page": 1} for page in (1, 2, 3)]
        self.assertEqual(sorted((params for _, params in calls), key=lambda p: p["page"]), wanted)

    def test_padded_ids_are_the_same_as_bare_ones(self):
        account = Account(6)

        def shifted():
            if len(account.asked) == 2:
                account.create()

        account.before = shifted
        ids = numbers(api.paginate(account.list, per_page=2, prefetch=1))
        self.assertEqual(sorted(ids), list(range(1, 8)))

    def test_old_answers_of_plain_objectify_are_read_too(self):
        tree = objectify.fromstring(b"<r><items><item><item_id>7</item_id></item></items></r>")
        (row,) = api.paginate(lambda **params: tree)
        self.assertEqual(row.item_id, 7)

    def test_pages_are_freed_as_they_are_read(self):
        parser = etree.XMLParser()
        parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=Watched))
        account = Account(60)

        def answer(page, per_page):
            return etree.fromstring(etree.tostring(account.list(page, per_page)), parser)

        for prefetch, most in ((1, 2), (4, 7)):
            rows = api.paginate(answer, per_page=2, prefetch=prefetch)
            seen = [sum(one.tag.endswith("}invoice") for one in list(ALIVE)) for _ in rows]
            self.assertEqual(len(seen), 60)
            self.assertLessEqual(max(seen), 2 * most)

    def test_what_it_is_shows_in_its_repr(self):
        c = chains(lambda method, params: document([], 'page="1" pages="0" total="0"'))
        rows = api.paginate(c.invoice.list)
        self.assertEqual(repr(rows), "<Rows of invoice.list: 0 read, None in all>")


class EveryListTest(unittest.TestCase):
    def test_the_rows_of_every_documented_list_are_found(self):
        for path in sorted(DOCUMENTS.glob("*.list*.response.xml")):
            resource = RESOURCES[path.name.partition(".")[0]]
            tree = documented(path)
            (holder,) = tree.iterchildren("*")
            wanted = [row for row in holder.iterchildren("*") if row.tag.endswith(resource.record)]
            for attribute, value in (("pages", "1"), ("total", str(len(wanted)))):
                if holder.get(attribute):
                    holder.set(attribute, value)
            with self.subTest(document=path.name):
                rows = api.paginate(lambda tree=tree, **params: tree)
                self.assertEqual(list(rows), wanted)
                self.assertGreater(len(wanted), 0)
                self.assertEqual(rows.doubts, [])

    def test_lists_without_pages_are_read_by_one_call_whatever_the_page_size(self):
        names = ["default_terms.list", "email_template.list", "report.getClientDetails"]
        for name in names:
            for per_page in (1, 3, 13, 100):
                with self.subTest(list=name, per_page=per_page):
                    calls = []

                    def answer(name=name, calls=calls, **params):
                        calls.append(params)
                        return documented(DOCUMENTS / f"{name}.response.xml")

                    rows = api.paginate(answer, per_page=per_page)
                    self.assertEqual(len(list(rows)), rows.total)
                    self.assertEqual((len(calls), rows.doubts), (1, []))

    def test_subcategories_stay_inside_of_their_category(self):
        tree = documented(DOCUMENTS / "category.list.hierarchy.response.xml")
        rows = list(api.paginate(lambda **params: tree, parent_id=""))
        self.assertEqual([str(row.name) for row in rows], ["Supplies", "Vehicles"])
        self.assertEqual(len(rows[0].subcategories.category), 2)

    def test_staff_are_told_apart_by_their_staff_id(self):
        names = ("staff_members", "member")
        row = "<staff_id>0001</staff_id>", "<staff_id>1</staff_id>"
        rows = api.paginate(lambda **params: document(row, names=names))
        self.assertEqual(len(list(rows)), 1)

    def test_an_empty_account_has_no_rows_however_it_answers(self):
        for body in (
            b'<response status="ok"/>',
            b'<response status="ok"><invoices/></response>',
            b'<response><invoices page="1" per_page="25" pages="0" total="0"/></response>',
        ):
            with self.subTest(body=body):
                rows = api.paginate(lambda body=body, **params: parsing.parse(body))
                self.assertEqual((list(rows), rows.doubts), ([], []))

    def test_records_without_ids_come_all(self):
        def currencies(page, per_page):
            codes = [f"<code>X{number:02d}</code>" for number in range(25)]
            part = codes[(page - 1) * per_page :][:per_page]
            sizes = f'page="{page}" per_page="{per_page}" pages="3" total="25"'
            return document(part, sizes, ("currencies", "currency"))

        rows = list(api.paginate(currencies, per_page=10))
        self.assertEqual([str(row.code)[1:] for row in rows], [f"{n:02d}" for n in range(25)])


class PagesTest(unittest.TestCase):
    def test_pages_tell_their_number_and_what_the_service_said(self):
        rows = api.paginate(Account(5).list, per_page=2)
        told = [(p.page, p.pages, p.total, len(p), numbers(p)) for p in rows.pages()]
        self.assertEqual(told, [(1, 3, 5, 2, [5, 4]), (2, 3, 5, 2, [3, 2]), (3, 3, 5, 1, [1])])

    def test_an_empty_list_has_one_page_without_rows(self):
        (page,) = api.paginate(Account(0).list).pages()
        self.assertEqual((page.page, page.total, page.rows), (1, 0, []))
        self.assertEqual(repr(page), "<Page 1 of 0: 0 rows>")

    def test_the_rest_of_a_page_comes_first(self):
        rows = api.paginate(Account(5).list, per_page=3, prefetch=1)
        next(rows)
        self.assertEqual([numbers(page) for page in rows.pages()], [[4, 3], [2, 1]])

    def test_pages_that_hold_nothing_new_do_not_come(self):
        account = Account(6)

        def before():
            if len(account.asked) == 2:
                del account.ids[1:5]
                account.always = set(account.ids)

        account.before = before
        rows = api.paginate(account.list, per_page=2, prefetch=1)
        self.assertEqual([numbers(page) for page in rows.pages()], [[6, 5], [1]])

    def test_rows_go_on_behind_the_last_page_taken(self):
        rows = api.paginate(Account(5).list, per_page=2, prefetch=1)
        next(rows.pages())
        self.assertEqual(numbers(rows), [3, 2, 1])


class RefusedTest(unittest.TestCase):
    def refused(self, *args, **kwargs):
        with self.assertRaises(BadParameter) as caught:
            api.paginate(*args, **kwargs)
        return str(caught.exception)

    def test_what_is_no_list_is_refused_before_anything_is_sent(self):
        c = chains(lambda method, params: self.fail("it was sent"))
        for chain, words in (
            (c.invoice.create, "invoice.create is no list"),
            (c.invoice.lines.delete, "such as invoice.list"),
            (c.invoice, "such as invoice.list"),
            (c.invoice.get, "invoice.get is no list"),
            (c.staff.current, "such as staff.list"),
            (c, "paginate takes the method itself, not the Client"),
        ):
            with self.subTest(chain=repr(chain)):
                self.assertIn(words, self.refused(chain))

    def test_reports_are_lists_too(self):
        c = chains(lambda method, params: documented(DOCUMENTS / f"{method}.response.xml"))
        self.assertEqual(len(list(api.paginate(c.report.getClientDetails))), 1)

    def test_an_answer_is_no_list_to_be_called(self):
        text = self.refused(Account(1).list(1, 25))
        self.assertIn("write paginate(c.invoice.list), without calling it", text)

    def test_a_page_among_the_filters_is_refused(self):
        for page in (1, "1"):
            self.assertIn("page: paginate reads all pages", self.refused(print, page=page))

    def test_a_page_size_is_a_positive_number(self):
        for size in (0, -1, "", "many", None, 2.5, True, "٣"):
            with self.subTest(size=size):
                self.assertIn("per_page: rows a page", self.refused(print, per_page=size))

    def test_more_than_a_hundred_rows_a_page_are_told_and_not_asked_for(self):
        account = Account(101)
        with self.assertWarns(PagingWarning) as caught:
            rows = api.paginate(account.list, per_page=500, prefetch=1)
        self.assertEqual(caught.filename, __file__)
        self.assertEqual(len(list(rows)), 101)
        self.assertEqual(account.asked, [(1, 100), (2, 100)])

    def test_a_decoder_that_makes_no_trees_is_named_as_the_cause(self):
        for made in ({}, b"<response/>", None, []):
            with self.subTest(made=made), self.assertRaises(BadResponse) as caught:
                next(api.paginate(lambda made=made, **params: made))
            self.assertIn(f"gave a {type(made).__name__} where", str(caught.exception))

    def test_an_answer_without_a_list_is_named_as_the_cause(self):
        tree = parsing.parse(b"<response><invoice><number>4</number></invoice></response>")
        with self.assertRaises(BadResponse) as caught:
            next(api.paginate(lambda **params: tree))
        self.assertIn("answered no list: below <response> stands invoice", str(caught.exception))


class WarnedTest(unittest.TestCase):
    def short(self, page, per_page):
        return document(["<invoice_id>1</invoice_id>"], f'page="{page}" pages="1" total="2"')

    def test_doubts_are_told_once_at_the_end_and_stay(self):
        rows = api.paginate(self.short)
        next(rows)
        with self.assertWarns(PagingWarning) as caught:
            self.assertIsNone(next(rows, None))
        self.assertEqual(len(caught.warnings), 1)
        self.assertEqual(caught.filename, __file__)
        self.assertIn("short: rows may be missing: page 1: 1 rows came", str(caught.warning))
        (doubt,) = rows.doubts
        self.assertEqual(list(doubt.pages), [1])

    def test_warnings_made_errors_do_not_hide_rows(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            rows = api.paginate(self.short)
            self.assertEqual(next(rows).invoice_id, 1)
            with self.assertRaises(PagingWarning):
                next(rows)
            self.assertEqual(list(rows), [])

    def test_a_list_in_order_warns_of_nothing(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.assertEqual(len(list(api.paginate(Account(250).list))), 250)


class FailingTest(unittest.TestCase):
    def account(self, *, fails_at):
        account = Account(6)

        def before():
            if len(account.asked) == fails_at:
                raise FailedRequest("no")

        account.before = before
        return account

    def test_an_error_comes_unchanged_after_the_rows_before_it_and_stays(self):
        rows = api.paginate(self.account(fails_at=2).list, per_page=2, prefetch=1)
        seen = []
        with self.assertRaises(FailedRequest) as first:
            seen.extend(int(row.invoice_id) for row in iter(rows.__next__, None))
        with self.assertRaises(FailedRequest) as second:
            next(rows)
        self.assertIs(first.exception, second.exception)

    def test_the_token_after_an_error_goes_on_with_the_page_that_failed(self):
        for fails_at in (1, 2, 3):
            with self.subTest(fails_at=fails_at):
                account = self.account(fails_at=fails_at)
                rows, seen = api.paginate(account.list, per_page=2, prefetch=1), []
                with self.assertRaises(FailedRequest):
                    while True:
                        seen.append(int(next(rows).invoice_id))
                seen += numbers(api.paginate(account.list, per_page=2, resume=rows.token))
                self.assertEqual(seen, account.listed())


class ClosedTest(unittest.TestCase):
    def test_no_call_is_made_after_close(self):
        account = Account(6)
        rows = api.paginate(account.list, per_page=2, prefetch=1)
        with rows:
            next(rows)
        self.assertEqual((list(rows), len(account.asked)), ([], 1))

    def test_it_may_be_closed_before_it_began_and_twice(self):
        rows = api.paginate(print)
        rows.close()
        rows.close()
        self.assertEqual(list(rows), [])


class ResumedTest(unittest.TestCase):
    @settings(max_examples=40, deadline=None)
    @given(
        st.integers(0, 30),
        st.integers(1, 7),
        st.sampled_from([1, 4]),
        st.sampled_from(["descending", "ascending"]),
    )
    def test_a_reading_stopped_at_any_row_goes_on_behind_it(self, total, per_page, ahead, order):
        account = Account(total, order=order)
        for stop in range(total + 1):
            rows = api.paginate(account.list, per_page=per_page, prefetch=ahead)
            seen = [int(next(rows).invoice_id) for _ in range(stop)]
            rows.close()
            again = api.paginate(account.list, per_page=per_page, prefetch=ahead, resume=rows.token)
            seen += numbers(again)
            self.assertEqual(seen, account.listed())
            self.assertEqual(again.doubts, [])

    def resumed(self, account, stop, change):
        rows = api.paginate(account.list, prefetch=1)
        seen = [int(next(rows).invoice_id) for _ in range(stop)]
        change(account)
        calls = len(account.asked)
        self.rows = api.paginate(account.list, prefetch=1, resume=rows.token)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PagingWarning)
            rest = numbers(self.rows)
        self.assertEqual(set(seen) & set(rest), set())
        self.calls = len(account.asked) - calls
        return seen, rest

    def test_a_long_list_goes_on_although_it_grew_or_shrank(self):
        for created, deleted in ((0, 0), (250, 0), (0, 250), (7, 3), (0, 100), (2500, 0)):
            for stop in (1, 500, 550, 1000):
                with self.subTest(created=created, deleted=deleted, stop=stop):

                    def change(account, created=created, deleted=deleted):
                        for _ in range(deleted):
                            account.delete(len(account.ids) - 1)
                        for _ in range(created):
                            account.create()

                    account = Account(1000)
                    seen, rest = self.resumed(account, stop, change)
                    lost = account.always - set(seen) - set(rest)
                    if lost:
                        self.assertTrue(self.rows.doubts)
                    self.assertLessEqual(self.calls, len(account.ids) // 100 + 9 + 8)
                    if stop >= 500:
                        self.assertEqual(lost, set())

    def test_a_list_whose_rows_around_the_stop_are_gone_is_in_doubt(self):
        def change(account):
            del account.ids[100:]

        _, rest = self.resumed(Account(1000), 500, change)
        self.assertEqual(rest, [])
        self.assertIn("were not found again", str(self.rows.doubts[0]))

    def test_rows_found_again_and_not_handed_out_are_in_doubt_after_it(self):
        account = Account(1000)
        rows = api.paginate(account.list, prefetch=1)
        seen = [int(next(rows).invoice_id) for _ in range(200)]
        for number in (995, 996):
            account.delete(account.ids.index(number))
        seen += [int(next(rows).invoice_id) for _ in range(101)]
        self.assertEqual((seen[-2], seen[-1]), (699, 800))  # 800 and 799 had slipped
        rest = api.paginate(account.list, prefetch=1, resume=rows.token)
        with self.assertWarns(PagingWarning):
            seen += numbers(rest)
        self.assertEqual(account.always - set(seen), {799})
        self.assertEqual([list(doubt.pages) for doubt in rest.doubts], [[2, 3]])

    def test_a_list_without_ids_goes_on_by_counting(self):
        def currencies(page, per_page):
            codes = [f"<code>{number}</code>" for number in range(25)]
            part = codes[(page - 1) * per_page :][:per_page]
            sizes = f'page="{page}" per_page="{per_page}" pages="3" total="25"'
            return document(part, sizes, ("currencies", "currency"))

        for stop in range(26):
            rows = api.paginate(currencies, per_page=10)
            seen = [int(next(rows).code) for _ in range(stop)]
            rest = api.paginate(currencies, per_page=10, resume=rows.token)
            seen += [int(row.code) for row in rest]
            self.assertEqual((seen, rest.doubts), (list(range(25)), []))

    def test_a_token_is_refused_by_what_it_was_not_made_for(self):
        c = chains(lambda method, params: document([]))
        token = api.paginate(c.invoice.list, status="paid").token
        for chain, options, words in (
            (c.estimate.list, dict(status="paid"), "it is of invoice.list, not of estimate.list"),
            (c.invoice.list, dict(status="draft"), "other filters"),
            (c.invoice.list, {}, "other filters"),
            (c.invoice.list, dict(status="paid", per_page=50), "per_page=100"),
            (c.invoice.list, dict(status="paid", verify=True), "cannot verify"),
        ):
            with self.subTest(words=words), self.assertRaises(BadParameter) as caught:
                api.paginate(chain, resume=token, **options)
            self.assertIn(words, str(caught.exception))
        list(api.paginate(c.invoice.list, status="paid", resume=token))

    def test_what_is_no_token_is_refused(self):
        for text in ("", "x", "é", "QUJD", "eJwDAAAAAAE", None, 7, b"x"):
            with self.subTest(text=text), contextlib.ExitStack() as stack:
                if text is not None:
                    stack.enter_context(self.assertRaises(BadParameter))
                api.paginate(print, resume=text)

    def test_a_token_is_short_and_holds_no_data_of_a_record(self):
        account = Account(10_000)
        rows = api.paginate(account.list)
        for _ in range(5050):
            next(rows)
        self.assertLess(len(rows.token), 400)
        self.assertTrue(rows.token.isascii())


class SharedTest(unittest.TestCase):
    def test_threads_that_share_a_reading_get_each_row_once(self):
        for prefetch in (0, 4):
            with self.subTest(prefetch=prefetch):
                account = Account(200)
                rows = api.paginate(account.list, per_page=3, prefetch=prefetch)
                with ThreadPoolExecutor(8) as pool:
                    parts = [part.result() for part in [pool.submit(list, rows) for _ in range(8)]]
                got = [number for part in parts for number in numbers(part)]
                self.assertEqual(sorted(got), sorted(account.listed()))

    def test_calls_ahead_are_a_number_that_connections_can_be_opened_for(self):
        for prefetch in (-1, 65, True, "4", 2.0, None):
            with self.assertRaisesRegex(BadParameter, "^prefetch: .*from 0 to 64"):
                api.paginate(Account(3).list, prefetch=prefetch)
