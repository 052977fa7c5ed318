"""Pages read ahead in threads: the order, the bounds, and how it all ends."""

import contextlib
import copy
import gc
import os
import signal
import subprocess
import sys
import threading
import unittest
from pathlib import Path
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from refreshbooks import api
from refreshbooks.exceptions import FailedRequest
from refreshbooks.paging.calls import Ahead
from refreshbooks.paging.pages import Answer, Ask
from tests.paging.accounts import Account, document, numbers

ROOT = Path(__file__).resolve().parent.parent.parent
LONG = 10


def workers():
    return [one for one in threading.enumerate() if one.name.startswith("refreshbooks-page")]


def gone(threads):
    """Waits until threads have ended."""
    for thread in threads:
        thread.join(LONG)
    return not any(thread.is_alive() for thread in threads)


class Slow:
    """An account whose answers to some pages wait for a word.

    Attributes:
        begun: Released once for each call that has begun.
        word: Lets the waiting ones go on.
    """

    def __init__(self, count, *, waits=lambda page: True):
        self.account = Account(count)
        self.begun = threading.Semaphore(0)
        self.word = threading.Event()
        self._waits = waits

    def list(self, page, per_page):
        self.begun.release()
        if self._waits(page) and not self.word.wait(LONG):
            raise AssertionError("nobody gave the word")
        return self.account.list(page, per_page)

    def has_begun(self, calls):
        """Waits until so many calls have begun, and says whether they have."""
        return all(self.begun.acquire(timeout=LONG) for _ in range(calls))

    def begins_no_more(self):
        return not self.begun.acquire(blocking=False)


class OrderTest(unittest.TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 40), st.integers(1, 9), st.integers(0, 9))
    def test_every_row_comes_once_and_in_order_at_any_depth(self, total, per_page, prefetch):
        account = Account(total)
        rows = api.paginate(account.list, per_page=per_page, prefetch=prefetch)
        self.assertEqual(numbers(rows), account.listed())
        pages = range(1, max(1, -(-total // per_page)) + 1)
        self.assertEqual(sorted(page for page, _ in account.asked), list(pages))

    def test_answers_that_overtake_each_other_are_put_in_order(self):
        slow = Slow(40, waits=lambda page: page == 2)
        rows = api.paginate(slow.list, per_page=10, prefetch=3)
        first = [int(next(rows).invoice_id) for _ in range(10)]
        self.assertTrue(slow.has_begun(4))
        slow.word.set()
        self.assertEqual(first + numbers(rows), list(range(40, 0, -1)))

    def test_one_at_a_time_needs_no_thread_and_neither_does_a_single_page(self):
        for prefetch, total in ((0, 30), (1, 30), (8, 10)):
            seen = set()

            def answer(page, per_page, total=total, seen=seen):
                seen.add(threading.current_thread())
                return Account(total).list(page, per_page)

            self.assertEqual(len(list(api.paginate(answer, per_page=10, prefetch=prefetch))), total)
            self.assertEqual(seen, {threading.current_thread()})

    def test_no_more_calls_are_under_way_than_asked_for_however_slow_the_reader_is(self):
        slow = Slow(100, waits=lambda page: page > 1)
        rows = api.paginate(slow.list, per_page=10, prefetch=3)
        next(rows)
        self.assertTrue(slow.has_begun(4))
        slow.word.set()
        for _ in range(9):
            next(rows)
        self.assertTrue(slow.begins_no_more())  # three pages lie ready, and none is needed
        self.assertEqual(len(workers()), 3)
        self.assertEqual(len(list(rows)), 90)


class EndTest(unittest.TestCase):
    def tearDown(self):
        gc.collect()
        self.assertTrue(gone(workers()), "threads are left behind")

    def begun(self, **options):
        """Returns rows with page 1 read and three calls under way, and their account."""
        slow = Slow(100, waits=lambda page: page > 1)
        rows = api.paginate(slow.list, per_page=10, prefetch=3, **options)
        next(rows)
        self.assertTrue(slow.has_begun(4))
        return rows, slow

    def test_the_threads_end_with_the_list(self):
        rows = api.paginate(Account(100).list, per_page=10, prefetch=3)
        self.assertEqual(len(list(rows)), 100)
        self.assertTrue(gone(workers()))

    def test_close_does_not_wait_and_no_call_begins_after_it(self):
        rows, slow = self.begun()
        rows.close()
        slow.word.set()
        self.assertTrue(gone(workers()))
        self.assertTrue(slow.begins_no_more())
        self.assertEqual(list(rows), [])

    def test_leaving_a_block_closes(self):
        rows, slow = self.begun()
        with rows:
            pass
        slow.word.set()
        self.assertTrue(gone(workers()))
        self.assertTrue(slow.begins_no_more())

    def test_rows_that_are_forgotten_close(self):
        rows, slow = self.begun()
        del rows
        gc.collect()
        slow.word.set()
        self.assertTrue(gone(workers()))
        self.assertTrue(slow.begins_no_more())

    def test_a_loop_that_is_left_closes(self):
        slow = Slow(100, waits=lambda page: page > 1)
        for _ in api.paginate(slow.list, per_page=10, prefetch=3):
            break
        gc.collect()
        self.assertTrue(slow.has_begun(4))
        slow.word.set()
        self.assertTrue(gone(workers()))
        self.assertTrue(slow.begins_no_more())

    def test_pages_that_are_forgotten_close(self):
        slow = Slow(100, waits=lambda page: page > 1)
        for _ in api.paginate(slow.list, per_page=10, prefetch=3).pages():
            break
        gc.collect()
        slow.word.set()
        self.assertTrue(gone(workers()))

    def test_an_error_comes_after_the_rows_before_it_and_ends_the_threads(self):
        for fails_at in range(1, 11):
            account = Account(100)
            failing = {fails_at}

            def answer(page, per_page, account=account, failing=failing):
                if page in failing:
                    raise FailedRequest("no")
                return account.list(page, per_page)

            rows, seen = api.paginate(answer, per_page=10, prefetch=4), []
            with self.assertRaises(FailedRequest):
                while True:
                    seen.append(int(next(rows).invoice_id))
            self.assertEqual(seen, account.listed()[: 10 * (fails_at - 1)])
            self.assertTrue(gone(workers()))
            failing.clear()
            resumed = api.paginate(answer, per_page=10, resume=rows.token)
            self.assertEqual(seen + numbers(resumed), account.listed())

    def test_an_error_ahead_waits_for_its_turn(self):
        account = Account(40)
        failed = threading.Event()

        def answer(page, per_page):
            if page == 4:
                failed.set()
                raise FailedRequest("no")
            if page == 2:
                failed.wait(LONG)
            return account.list(page, per_page)

        rows = api.paginate(answer, per_page=10, prefetch=3)
        self.assertEqual([int(next(rows).invoice_id) for _ in range(30)], account.listed()[:30])
        with self.assertRaises(FailedRequest):
            next(rows)


@unittest.skipUnless(hasattr(os, "fork"), "this system knows no fork")
class ForkTest(unittest.TestCase):
    def test_a_child_goes_on_with_rows_and_leaves_the_parent_s_alone(self):
        slow = Slow(100, waits=lambda page: page > 1)
        rows = api.paginate(slow.list, per_page=10, prefetch=3)
        seen = [int(next(rows).invoice_id)]
        self.assertTrue(slow.has_begun(4))
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                signal.alarm(LONG)
                slow.word = threading.Event()
                slow.word.set()
                slow.account = Account(100)
                os._exit(7 if seen + numbers(rows) == slow.account.listed() else 1)
            os._exit(2)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 7)
        slow.word.set()
        self.assertEqual(seen + numbers(rows), slow.account.listed())

    def test_no_lock_that_a_thread_of_the_parent_held_is_waited_for(self):
        # The XPath of lxml has one, which is held while it looks.
        answer = document(["<invoice_id>1</invoice_id>"])
        numbers(api.paginate(lambda **asked: answer))
        with mock.patch.object(etree, "XPath", wraps=etree.XPath) as made:
            self.assertEqual(numbers(api.paginate(lambda **asked: answer)), [1])
            made.assert_not_called()
            with mock.patch("os.getpid", return_value=os.getpid() + 1):
                self.assertEqual(numbers(api.paginate(lambda **asked: answer)), [1])
            made.assert_called_once()

    def test_what_was_under_way_in_the_parent_is_called_for_here(self):
        word, made_by = threading.Event(), []

        def answering(ask):
            made_by.append(threading.current_thread())
            if len(made_by) == 1 and not word.wait(LONG):
                raise AssertionError("nobody gave the word")
            return Answer([], [])

        calls = Ahead(answering, 1)
        answer = calls.begin(Ask(1, 10))
        parents = copy.copy(calls)
        # The number of another process tells what os.fork() would.
        with mock.patch("os.getpid", return_value=os.getpid() + 1):
            answer()
            self.assertIs(made_by[-1], threading.current_thread())
            calls.begin(Ask(2, 10))()
            calls.close()
            parents.close()
        word.set()
        answer()
        self.assertEqual(len(made_by), 3)
        parents.close()
        self.assertTrue(gone(workers()))


class InterpreterTest(unittest.TestCase):
    def ran(self, program):
        """Runs a program that reads ahead from a list that never answers page 2."""
        beginning = """
import os, signal, threading
from refreshbooks import api
from tests.paging.accounts import Account
account, under_way = Account(100), threading.Semaphore(0)
def answer(page, per_page):
    if page > 1:
        under_way.release()
        threading.Event().wait(60)
    return account.list(page, per_page)
rows = api.paginate(answer, per_page=10, prefetch=3)
next(rows)
for _ in range(3):
    under_way.acquire(timeout=10)
"""
        return subprocess.run(
            [sys.executable, "-c", beginning + program],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def test_a_program_ends_although_calls_hang(self):
        ran = self.ran("print('done')")
        self.assertEqual((ran.returncode, ran.stdout, ran.stderr), (0, "done\n", ""))

    def test_an_interrupt_ends_the_wait_at_once(self):
        program = """
threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    list(rows)
except KeyboardInterrupt:
    print("interrupted after", account.asked)
"""
        ran = self.ran(program)
        self.assertEqual((ran.stdout, ran.stderr), ("interrupted after [(1, 10)]\n", ""))

    def test_the_front_door_loads_nothing_of_it_and_nobody_loads_executors(self):
        program = (
            "import sys; from refreshbooks import api;"
            "print(sorted(name for name in sys.modules if name.startswith('refreshbooks.paging')));"
            "rows = api.paginate(print); print('concurrent.futures' in sys.modules)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
        )
        self.assertEqual(ran.stdout, "['refreshbooks.paging']\nFalse\n")
