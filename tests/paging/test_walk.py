"""Walks over lists that stay as they are, and over lists that change meanwhile."""

import random
import unittest
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.paging.pages import Answer, Ask
from refreshbooks.paging.walk import Walk
from tests.paging.accounts import Account

SIZES = st.integers(min_value=1, max_value=12)
TOTALS = st.integers(min_value=0, max_value=60)
DEPTHS = st.sampled_from([1, 2, 4, 8])
ORDERS = st.sampled_from(["descending", "ascending", "name"])
SEEDS = st.integers(0, 10**9)
LIKELIHOODS = st.sampled_from([0.02, 0.1, 0.5, 1])
LISTS = st.tuples(TOTALS, SIZES, DEPTHS, ORDERS)


class Reading:
    """A walk led to its end, with answers that overtake each other.

    Attributes:
        rows: What was handed out, in order.
        calls: How many calls it took.
        most_pages: The most pages, as any answer told them.
    """

    def __init__(self, account, walk, ahead=1, chance=None, change=lambda account: None):
        self.rows = []
        self.calls = 0
        self.most_pages = 1
        chance = chance or random.Random(0)
        under_way = []
        while True:
            while len(under_way) < ahead and (ask := walk.next()) is not None:
                under_way.append([ask, None])
                self.calls += 1
            if not under_way:
                break
            while under_way[0][1] is None:
                change(account)
                answered = chance.choice([each for each in under_way if each[1] is None])
                answered[1] = account.answer(answered[0])
                self.most_pages = max(self.most_pages, -(-len(account.ids) // walk.per_page))
            self.rows += walk.feed(*under_way.pop(0)).rows
        self.doubts = walk.doubts

    def repeated(self):
        return [row for row, times in Counter(self.rows).items() if times > 1]


def churn(chance, likelihood, most):
    """Returns what changes an account now and then, by so many steps at most."""

    def change(account):
        if chance.random() < likelihood:
            for _ in range(chance.randint(1, most)):
                if chance.random() < 0.5:
                    account.create()
                else:
                    account.delete(chance.randrange(1000))

    return change


class QuietListTest(unittest.TestCase):
    @given(TOTALS, SIZES, DEPTHS, ORDERS)
    def test_every_row_comes_once_in_order_with_one_call_a_page(
        self, total, per_page, ahead, order
    ):
        account = Account(total, order=order)
        reading = Reading(account, Walk(per_page, ahead=ahead), ahead)
        self.assertEqual(reading.rows, account.listed())
        self.assertEqual(reading.calls, max(1, -(-total // per_page)))
        self.assertEqual(reading.doubts, [])

    @given(TOTALS, SIZES, DEPTHS)
    def test_verifying_reads_it_twice(self, total, per_page, ahead):
        account = Account(total)
        reading = Reading(account, Walk(per_page, ahead=ahead, verify=True), ahead)
        self.assertEqual(reading.rows, account.listed())
        pages = -(-total // per_page)
        self.assertEqual(reading.calls, 2 * pages if pages else 1)
        self.assertEqual(reading.doubts, [])


class ChangingListTest(unittest.TestCase):
    @settings(max_examples=400, deadline=None)
    @given(LISTS, LIKELIHOODS, SEEDS)
    def test_nothing_is_lost_in_silence_where_each_change_shows_in_the_total(
        self, drawn, likelihood, seed
    ):
        total, per_page, ahead, order = drawn
        chance = random.Random(seed)
        account = Account(total, order=order)
        walk = Walk(per_page, ahead=ahead)
        reading = Reading(account, walk, ahead, chance, churn(chance, likelihood, 1))
        self.assertEqual(reading.repeated(), [])
        self.assertLessEqual(reading.calls, 3 * (reading.most_pages + 1) + 8)
        if not reading.doubts:
            self.assertLessEqual(account.always, set(reading.rows))

    @settings(max_examples=400, deadline=None)
    @given(TOTALS, SIZES, LIKELIHOODS, SEEDS)
    def test_read_one_by_one_a_list_by_descending_id_loses_nothing_in_silence(
        self, total, per_page, likelihood, seed
    ):
        chance = random.Random(seed)
        account = Account(total)
        reading = Reading(account, Walk(per_page), 1, chance, churn(chance, likelihood, 5))
        self.assertEqual(reading.repeated(), [])
        if not reading.doubts:
            self.assertLessEqual(account.always, set(reading.rows))

    @settings(max_examples=200, deadline=None)
    @given(LISTS, SEEDS)
    def test_no_row_comes_twice_and_calls_are_bounded_whatever_happens(self, drawn, seed):
        total, per_page, ahead, order = drawn
        chance = random.Random(seed)
        account = Account(total, order=order)
        walk = Walk(per_page, ahead=ahead)
        reading = Reading(account, walk, ahead, chance, churn(chance, 1, 20))
        self.assertEqual(reading.repeated(), [])
        self.assertLessEqual(reading.calls, 3 * (reading.most_pages + 1) + 8)

    def test_nothing_is_lost_in_silence_where_it_grew_by_more_than_a_page(self):
        # Found by trial: in each, a page holds only rows from before those of the page before.
        for seed, total, per_page, ahead in ((8727, 12, 2, 8), (9679, 36, 2, 4), (9688, 33, 2, 8)):
            chance = random.Random(seed)
            account = Account(total)
            walk = Walk(per_page, ahead=ahead)
            reading = Reading(account, walk, ahead, chance, churn(chance, 1, 1))
            with self.subTest(seed=seed):
                self.assertTrue(reading.doubts or account.always <= set(reading.rows))

    def test_around_a_page_that_is_too_short_the_list_is_read_again(self):
        account = Account(30)
        walk = Walk(10)
        rows = []
        while (ask := walk.next()) is not None:
            told = account.answer(ask)
            if ask.page == 2 and ask.border is None:
                told.rows.remove(20)  # the first of its rows, and its id
            rows += walk.feed(ask, told).rows
        self.assertEqual(sorted(rows), account.ids)
        self.assertEqual(rows[19], 20)
        self.assertEqual(walk.doubts, [])

    def test_a_row_that_slips_over_a_border_is_fetched_by_one_call_across(self):
        account = Account(300)
        walk = Walk(100)
        walk.feed(walk.next(), account.answer(Ask(1, 100)))
        account.delete(account.ids.index(250))
        ask = walk.next()
        rows = walk.feed(ask, account.answer(ask)).rows
        self.assertEqual((rows[0], rows[-1]), (199, 100))
        across = walk.next()
        self.assertEqual((across.border, across.page), (1, 2))
        found = walk.feed(across, account.answer(across))
        self.assertEqual((found.rows, found.again), ([200], True))
        rest = Reading(account, walk)
        self.assertEqual((rest.rows[0], rest.calls, rest.doubts), (99, 2, []))

    def test_rows_that_are_still_to_come_stay_in_their_place_where_a_call_across_shows_them(self):
        account = Account(100)
        walk = Walk(10)
        walk.feed(walk.next(), account.answer(Ask(1, 10)))
        account.delete(account.ids.index(95))
        walk.feed(walk.next(), account.answer(Ask(2, 10)))
        across = walk.next()
        told = account.answer(across)
        self.assertIn(75, told.rows)  # which is of page 3
        self.assertEqual(walk.feed(across, told).rows, [90])
        rest = Reading(account, walk)
        self.assertEqual((rest.rows, rest.doubts), (list(range(79, 0, -1)), []))

    def test_a_change_that_only_a_later_page_shows_puts_the_pages_before_it_in_doubt(self):
        account = Account(400, order="ascending")
        walk = Walk(100, ahead=3)
        rows = walk.feed(walk.next(), account.answer(Ask(1, 100))).rows
        asks = [walk.next() for _ in range(3)]
        # Page 3 is answered first, and page 2 when the total is again what it was.
        account.delete(account.ids.index(5))
        third = account.answer(asks[1])
        account.create()
        for ask, told in zip(asks, (None, third, None), strict=True):
            rows += walk.feed(ask, told or account.answer(ask)).rows
        self.assertNotIn(101, rows)
        self.assertEqual(len(rows), walk.total)
        rest = Reading(account, walk)
        self.assertEqual((rest.rows, rest.doubts), ([101], []))

    def test_rows_that_went_further_are_sought_where_they_are_now(self):
        for created, deleted in ((0, 0), (40, 0), (150, 0), (0, 40), (0, 90)):
            account = Account(600)
            walk = Walk(100)
            for page in (1, 2):
                walk.feed(walk.next(), account.answer(Ask(page, 100)))
            account.delete(account.ids.index(550))
            walk.feed(walk.next(), account.answer(Ask(3, 100)))
            for _ in range(deleted):
                account.delete(account.ids.index(max(account.ids)))
            for _ in range(created):
                account.create()
            with self.subTest(created=created, deleted=deleted):
                rest = Reading(account, walk)
                self.assertIn(400, rest.rows)
                self.assertNotIn(range(2, 4), [doubt.pages for doubt in rest.doubts])

    def test_a_change_that_repeats_a_page_is_no_other_page(self):
        account = Account(3)
        walk = Walk(1)
        walk.feed(walk.next(), account.answer(Ask(1, 1)))
        account.create()
        reading = Reading(account, walk)
        self.assertEqual((sorted(reading.rows), reading.doubts), ([1, 2, 4], []))

    def test_new_records_are_fetched_from_the_front(self):
        account = Account(300)
        walk = Walk(100)
        walk.feed(walk.next(), account.answer(Ask(1, 100)))
        account.create()
        reading = Reading(account, walk)
        self.assertEqual(reading.rows[-1], 301)
        self.assertEqual(len(reading.rows), 201)
        self.assertEqual(reading.doubts, [])

    def test_a_change_costs_few_calls_on_a_long_list(self):
        account = Account(10_000)
        walk = Walk(100, ahead=4)
        changes = iter([None] * 50 + [account.create])
        change = lambda account: (next(changes, None) or (lambda: None))()  # noqa: E731
        reading = Reading(account, walk, 4, None, change)
        self.assertEqual(len(set(reading.rows)), 10_001)
        self.assertLess(reading.calls, 101 + 20)

    def test_verifying_finds_what_a_renamed_record_hides(self):
        account = Account(9, order="ascending")

        def answer(ask):
            if ask.page == 3 and not ask.again:
                account.listed = lambda: [9, 1, 2, 3, 4, 5, 6, 7, 8]
            return account.answer(ask)

        for verify, found in ((False, set(range(1, 9))), (True, set(range(1, 10)))):
            account = Account(9, order="ascending")
            walk = Walk(3, verify=verify)
            rows = []
            while (ask := walk.next()) is not None:
                rows += walk.feed(ask, answer(ask)).rows
            with self.subTest(verify=verify):
                self.assertGreaterEqual(set(rows), found)
                self.assertEqual(len(rows), len(set(rows)))

    def test_readings_that_never_agree_end_with_a_doubt(self):
        account = Account(10)
        create = lambda account: account.create()  # noqa: E731
        reading = Reading(account, Walk(5, verify=True), 1, None, create)
        self.assertIn("readings did not agree", " ".join(map(str, reading.doubts)))
        self.assertEqual(reading.repeated(), [])


class OddAnswersTest(unittest.TestCase):
    def led(self, walk, answer):
        rows, calls = [], 0
        while (ask := walk.next()) is not None:
            calls += 1
            self.assertLess(calls, 100, "it would never end")
            rows += walk.feed(ask, answer(ask)).rows
        return rows, calls

    def test_rows_that_the_service_counts_and_never_shows_are_a_doubt(self):
        walk = Walk(10)
        kept = list(range(9))
        rows, calls = self.led(walk, lambda ask: Answer(kept, kept, ask.page, 10, 1, 10))
        self.assertEqual((rows, calls), (kept, 3))
        self.assertEqual(str(walk.doubts[0]), "page 1: 9 rows came, the service counts 10")

    def test_a_service_that_ignores_the_page_is_not_asked_for_ever(self):
        kept = list(range(10))
        for said in ((1, 10, 5, 50), (None, None, None, None), (None, None, 5, 50)):
            with self.subTest(said=said):
                walk = Walk(10)
                rows, calls = self.led(walk, lambda ask, said=said: Answer(kept, kept, *said))
                self.assertEqual(rows, kept)
                self.assertEqual(calls, 2)
                self.assertEqual(bool(walk.doubts), said[3] is not None)

    def test_a_service_that_promises_pages_without_end_is_believed_until_one_is_empty(self):
        account = Account(15)

        def answer(ask):
            told = account.answer(ask)
            return Answer(told.rows, told.ids, ask.page, 10, 10**9, 15)

        walk = Walk(10, ahead=4)
        rows, calls = self.led(walk, answer)
        self.assertEqual((rows, calls), (account.listed(), 3))

    def test_answers_without_a_word_on_pages_are_read_until_one_is_not_full(self):
        account = Account(25)

        def answer(ask):
            told = account.answer(ask)
            return Answer(told.rows, told.ids)

        walk = Walk(10)
        self.assertEqual(self.led(walk, answer), (account.listed(), 3))
        self.assertEqual(walk.doubts, [])

    def test_more_rows_than_asked_for_without_a_word_on_pages_are_all(self):
        walk = Walk(10)
        kept = list(range(25))
        self.assertEqual(self.led(walk, lambda ask: Answer(kept, kept)), (kept, 1))

    def test_the_number_of_pages_is_worked_out_where_only_the_total_is_told(self):
        account = Account(25)

        def answer(ask):
            told = account.answer(ask)
            return Answer(told.rows, told.ids, total=told.total)

        walk = Walk(10)
        self.assertEqual(self.led(walk, answer), (account.listed(), 3))

    def test_smaller_pages_than_asked_for_are_followed_and_told(self):
        account = Account(60)
        walk = Walk(100)
        answer = lambda ask: account.answer(Ask(ask.page, min(ask.per_page, 25)))  # noqa: E731
        self.assertEqual(self.led(walk, answer), (account.listed(), 3))
        (notice,) = walk.notices()
        self.assertIn("gives pages of 25", notice)
        self.assertEqual(walk.doubts, [])

    def test_rows_without_ids_are_told_apart_by_their_pages(self):
        words = [f"row {number}" for number in range(25)]

        def answer(ask):
            first = (ask.page - 1) * 10
            rows = words[first : first + 10]
            return Answer(rows, [None] * len(rows), ask.page, 10, 3, 25)

        walk = Walk(10)
        self.assertEqual(self.led(walk, answer), (words, 3))
        self.assertEqual(walk.doubts, [])

    def test_a_list_without_ids_that_changes_is_in_doubt(self):
        def answer(ask):
            return Answer(["row"] * 10, [None] * 10, ask.page, 10, 3, 31 - ask.page)

        walk = Walk(10)
        rows, calls = self.led(walk, answer)
        self.assertEqual((len(rows), calls), (30, 3))
        self.assertEqual([list(doubt.pages) for doubt in walk.doubts], [[1, 2], [2, 3]])

    def test_the_same_record_twice_in_one_answer_comes_once(self):
        kept = [3, 3, 2]
        rows, _ = self.led(Walk(10), lambda ask: Answer(kept, kept, ask.page, 10, 1, 3))
        self.assertEqual(rows, [3, 2])
