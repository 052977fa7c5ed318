"""No more calls in a time than a limit says, whoever makes them."""

import asyncio
import importlib.util
import sys
import threading
import time
import unittest
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks import api, exceptions
from refreshbooks.optional.rate import RateLimit
from tests.forgetful import Clock, client_of
from tests.servers import OK


def densest(moments, calls):
    """Returns the shortest time in which one call more than allowed began."""
    moments = sorted(moments)
    return min(late - early for early, late in zip(moments, moments[calls:], strict=False))


class RateTest(unittest.TestCase):
    def setUp(self):
        if importlib.util.find_spec("pyrate_limiter") is None:
            raise unittest.SkipTest("pyrate-limiter is not installed")
        self.clock = Clock()

    def limit(self, calls, seconds):
        return RateLimit(calls, seconds, clock=self.clock, sleep=self.clock.sleep)

    def test_calls_come_at_once_until_there_are_too_many(self):
        limit = self.limit(3, 10)
        began = self.clock.now
        moments = []
        for _ in range(7):
            limit.wait()
            moments.append(round(self.clock.now - began))
        self.assertEqual(moments, [0, 0, 0, 10, 10, 10, 20])

    def test_a_turn_is_free_again_as_soon_as_its_time_has_passed(self):
        limit = self.limit(2, 10)
        limit.wait()
        self.clock.now += 6
        limit.wait()
        limit.wait()
        self.assertAlmostEqual(self.clock.slept[0], 4.0, delta=0.01)

    @settings(deadline=None)
    @given(
        calls=st.integers(1, 5),
        seconds=st.floats(0.001, 100),
        pauses=st.lists(st.floats(0, 50), max_size=40),
    )
    def test_in_no_time_of_that_length_are_there_more(self, calls, seconds, pauses):
        self.clock = Clock()
        limit = self.limit(calls, seconds)
        moments = []
        for pause in [0.0] * (calls + 1) + pauses:
            self.clock.now += pause
            limit.wait()
            moments.append(self.clock.now)
        self.assertGreaterEqual(densest(moments, calls), seconds)
        # And nobody waits longer than that for one of the turns that come free.
        self.assertTrue(all(slept <= seconds + 0.003 for slept in self.clock.slept))

    def test_sixteen_threads_never_exceed_it_together(self):
        limit = api.rate_limit(5, 0.01)
        moments = []

        def work():
            for _ in range(4):
                limit.wait()
                moments.append(time.monotonic())

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        self.assertEqual(len(moments), 64)
        # A thread may be held up between its turn and its look at the clock: so
        # the moments are compared over the whole of it.
        self.assertGreaterEqual(max(moments) - min(moments), (64 // 5 - 1) * 0.01)

    def test_event_loops_wait_for_their_turns_too(self):
        limit = api.rate_limit(2, 0.02)

        async def all_of_them():
            await asyncio.gather(*(limit.wait_async() for _ in range(6)))

        started = time.monotonic()
        asyncio.run(all_of_them())
        self.assertGreaterEqual(time.monotonic() - started, 0.04)

    def test_an_event_loop_is_left_alone_while_it_waits(self):
        looked = []

        def clock():
            looked.append(time.monotonic())
            return looked[-1]

        limit = RateLimit(1, 0.02, clock=clock)

        async def twice():
            await limit.wait_async()
            await limit.wait_async()

        asyncio.run(twice())
        self.assertLess(len(looked), 10)

    def test_a_wait_that_is_cancelled_takes_no_turn(self):
        limit = RateLimit(1, 100, clock=self.clock)
        limit.wait()

        async def cancelled():
            waiting = asyncio.ensure_future(limit.wait_async())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)

        asyncio.run(cancelled())
        self.clock.now += 100.01
        limit.wait()

    def test_a_wait_that_is_ended_by_ctrl_c_takes_no_turn(self):
        def stopped(seconds):
            raise KeyboardInterrupt

        limit = RateLimit(1, 10, clock=self.clock, sleep=stopped)
        limit.wait()
        for _ in range(3):
            with self.assertRaises(KeyboardInterrupt):
                limit.wait()
        self.clock.now += 10.01
        limit.wait()

    def test_every_attempt_takes_a_turn_the_repeated_ones_too(self):
        turns = []

        def flaky(entity):
            turns.append(self.clock.now)
            if len(turns) < 3:
                raise exceptions.NoResponse("silence", sent=True)
            return OK

        c = api.with_options(client_of(flaky, self.clock), limit=self.limit(1, 30))
        c.client.list()
        self.assertEqual(len(turns), 3)
        self.assertGreaterEqual(densest(turns, 1), 30)

    def test_clients_that_are_given_the_same_limit_share_it(self):
        limit = self.limit(2, 10)
        first, second = (
            api.with_options(client_of(lambda entity: OK, self.clock), limit=limit)
            for _ in range(2)
        )
        for c in (first, second, first):
            c.client.list()
        self.assertAlmostEqual(sum(self.clock.slept), 10, delta=0.01)

    def test_it_says_what_it_allows(self):
        self.assertEqual(repr(api.rate_limit(10, 0.5)), "<RateLimit: 10 calls in 0.5 s>")

    def test_what_is_no_limit_is_refused(self):
        for calls in (0, -1, 1.5, "1", True, None):
            with self.subTest(calls=calls):
                with self.assertRaisesRegex(exceptions.BadParameter, "^calls: this is a whole"):
                    api.rate_limit(calls, 1)
        for seconds in (0, -1, 0.0001, float("nan"), float("inf"), "1", True, None):
            with self.subTest(seconds=seconds):
                with self.assertRaisesRegex(exceptions.BadParameter, "^seconds: this is a number"):
                    api.rate_limit(1, seconds)

    def test_without_the_library_it_is_said_what_to_install(self):
        with mock.patch.dict(sys.modules, {"pyrate_limiter": None}):
            with self.assertRaisesRegex(exceptions.MissingExtra, r"refreshbooks\[limit\]"):
                api.rate_limit(1, 1)

    def test_no_thread_and_no_event_loop_is_started(self):
        before = threading.active_count()
        api.rate_limit(1, 1).wait()
        self.assertEqual(threading.active_count(), before)
