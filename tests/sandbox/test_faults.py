"""Rules that strike calls, as plain objects."""

import json
import queue
import threading
import unittest
from datetime import datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.sandbox.door import Door
from refreshbooks.sandbox.faults import Fault, Faults
from refreshbooks.sandbox.troubles import KINDS


def struck(faults, method, times=1):
    """Returns the kinds that struck so many calls."""
    return [faults.strike(method).kind for _ in range(times)]


class RefusedRuleTest(unittest.TestCase):
    def test_what_is_no_rule_is_refused_at_once_with_words_about_what_there_is(self):
        for words, arguments in {
            "There is no fault 'stauts'. There are: status, delay, refuse,": ["stauts"],
            "body=, shape=, media_type=, not": ["status", {"seconds": 3}],
            "takes no details, not at": ["drop_after", {"at": 3}],
            "takes code= 200 to 599": ["status", {"code": 99}],
            "takes code= 200 to": ["status", {"code": "503"}],
            "seconds, a text or a datetime": ["status", {"retry_after": "1\r\nX: 2"}],
            "seconds, a text or": ["status", {"retry_after": True}],
            "a moment with a zone": ["status", {"retry_after": datetime(2026, 5, 1)}],
            "seconds=, between=(least, most) or median=": ["delay"],
            "or median=": ["delay", {"seconds": 1, "median": 2}],
            "seconds= a number of 0 or more, not -1": ["delay", {"seconds": -1}],
            "seconds= a number of 0 or more, not 'x'": ["delay", {"seconds": "x"}],
            "median= a number of 0 or more, not inf": ["delay", {"median": float("inf")}],
            "between= a number of 0 or more, not nan": ["delay", {"between": (0, float("nan"))}],
            "between=(least, most)": ["delay", {"between": 3}],
            "between= a number of 0 or more, not None": ["delay", {"between": (0, None)}],
            "sigma= a number of 0 or more, not None": ["delay", {"median": 1, "sigma": None}],
            "'slow' takes seconds= a number of 0 or more, not None": ["slow", {"seconds": None}],
            "'refuse' takes seconds= a number of 0 or more": ["refuse", {"seconds": None}],
            "the smaller one first": ["delay", {"between": (3, 1)}],
            "seconds= above 0": ["refuse", {"seconds": 0}],
            "at= a share below 1, or bytes": ["truncate", {"at": -1}],
            "at= a share below 1, or whole bytes": ["truncate", {"at": 1.5}],
            "takes connection= True or False": ["truncate", {"connection": 1}],
            "takes applied= True or False": ["html", {"applied": "no"}],
            "takes pieces= 2 or more": ["slow", {"pieces": 1}],
            "takes location= an address": ["moved", {"location": ""}],
            "takes code= one of (301,": ["moved", {"code": 200}],
            "takes code= one of (301, 302,": ["moved", {"code": 301.0}],
            "with 'deactivated' in it": ["deactivated", {"location": "/closed"}],
            "A probability is a number from 0 to 1, not 2": ["slow", {"probability": 2}],
            "from 0 to 1, not True": ["slow", {"probability": True}],
            "A count is a whole number of 1 or more, or None, not 0": ["slow", {"count": 0}],
            "or None, not 1.5": ["slow", {"count": 1.5}],
            "like 'invoice.crate'. Did you mean invoice.create": [
                "slow",
                {"method": "invoice.crate"},
            ],
            "like 'invoices.crate'. Did you mean invoices.create": [
                "slow",
                {"method": "invoices.crate"},
            ],
            "No method is like None": ["slow", {"method": None}],
            "A method is a name such as 'invoice.create', or '*'": ["slow", {"method": "nothing"}],
        }.items():
            kind, details = arguments[0], dict(*arguments[1:])
            faults = Faults()
            with self.subTest(kind=kind, **details):
                with self.assertRaises(ValueError) as caught:
                    faults.add(kind, **details)
                assert words in str(caught.exception), str(caught.exception)
                assert list(faults) == []


class MatchingTest(unittest.TestCase):
    def test_a_rule_strikes_the_methods_that_are_like_its_own(self):
        for pattern, method, strikes in [
            ("*", "invoice.create", True),
            ("*", "", True),
            ("invoice.create", "invoice.create", True),
            ("invoice.create", "invoice.createx", False),
            ("invoice.create", "Invoice.Create", False),
            ("invoice.*", "invoice.list", True),
            ("invoice.*", "invoice.lines.add", True),
            ("invoice.*", "client.list", False),
            ("*.list", "client.list", True),
            ("*.list", "client.get", False),
            ("*.list", "", False),
            ("invoice.list", "invoices.list", False),
            ("invoice*.list", "invoices.list", True),
        ]:
            faults = Faults()
            faults.add("drop_before", pattern)
            with self.subTest(pattern=pattern, method=method):
                assert struck(faults, method) == ["drop_before" if strikes else None]

    def test_the_first_of_several_rules_strikes_until_it_is_spent(self):
        faults = Faults()
        faults.add("drop_before", "client.*", count=2)
        faults.add("drop_after", count=1)
        faults.add("html", "invoice.*")
        kinds = struck(faults, "client.list", 4)
        assert kinds == ["drop_before", "drop_before", "drop_after", None]
        assert struck(faults, "invoice.list") == ["html"]

    def test_delays_add_up_and_the_first_other_fault_follows(self):
        faults = Faults()
        faults.add("delay", seconds=1)
        faults.add("html")
        faults.add("delay", between=(2, 2), count=1)
        faults.add("slow")
        strike = faults.strike("client.list")
        assert (strike.kind, strike.seconds, strike.fault.kind) == ("html", 3, "html")
        assert faults.strike("client.list").seconds == 1

    def test_a_delay_alone_is_the_fault(self):
        faults = Faults()
        faults.add("delay", seconds=0)
        strike = faults.strike("client.list")
        assert (strike.kind, strike.fault) == ("delay", None)

    def test_nothing_strikes_without_rules(self):
        strike = Faults().strike("client.list")
        assert (strike.kind, strike.seconds, strike.fault) == (None, 0, None)


class KeepingTest(unittest.TestCase):
    def test_the_rules_in_force_are_listed_with_how_often_they_struck(self):
        faults = Faults()
        first = faults.add("status", "client.*", code=429, retry_after=7)
        second = faults.add("slow", count=1)
        struck(faults, "client.list", 3)
        assert list(faults) == [first, second]
        assert len(faults) == 2
        assert (first.struck, second.struck) == (3, 0)
        assert repr(first) == "<Fault 1: status of client.* at 1, struck 3>"
        assert repr(second) == "<Fault 2: slow of * at 1, struck 0 of 1>"
        struck(faults, "invoice.list", 2)
        assert list(faults) == [first]
        assert (second.struck, second.is_spent) == (1, True)

    def test_rules_are_removed_one_by_one_or_all_together(self):
        faults = Faults()
        first, second, third = (faults.add("slow") for _ in range(3))
        second.remove()
        second.remove()
        faults.remove(99)
        assert list(faults) == [first, third]
        faults.remove(first.number)
        assert list(faults) == [third]
        faults.clear()
        assert list(faults) == []
        assert faults.add("slow").number == 4

    def test_a_rule_lasts_as_long_as_its_with_block(self):
        faults = Faults()
        with self.assertRaises(KeyError), faults.add("slow") as fault:
            assert list(faults) == [fault]
            raise KeyError
        assert list(faults) == []

    def test_every_kind_is_told_as_json(self):
        moment = datetime(2026, 5, 1, 12, tzinfo=timezone(timedelta(hours=2)))
        needed = {"delay": {"between": (1, 2)}, "status": {"retry_after": moment}}
        faults = Faults()
        for kind in KINDS:
            with self.subTest(kind=kind):
                with faults.add(kind, "*.list", 0.0, 3, **needed.get(kind, {})) as fault:
                    facts = json.loads(json.dumps(fault.facts()))
                assert facts["kind"] == kind
                assert (facts["method"], facts["probability"]) == ("*.list", 0)
                assert (facts["count"], facts["struck"]) == (3, 0)
                # What is told can be asked for.
                Faults().add(kind, **{**facts["details"], "probability": 0}).remove()
        status = faults.add("status", retry_after=moment)
        assert status.details == {"code": 503, "retry_after": "Fri, 01 May 2026 10:00:00 GMT"}


class ChanceTest(unittest.TestCase):
    def test_the_same_seed_strikes_the_same_calls(self):
        def kinds(seed):
            faults = Faults()
            faults.seed(seed)
            faults.add("drop_before", probability=0.3)
            faults.add("drop_after", probability=0.5)
            return struck(faults, "client.list", 200)

        assert kinds(7) == kinds(7) != kinds(8)
        assert set(kinds(7)) == {"drop_before", "drop_after", None}

    def test_a_probability_is_about_the_share_of_calls_struck(self):
        for probability in (0, 0.25, 1):
            faults = Faults()
            faults.seed(1)
            fault = faults.add("slow", probability=probability)
            struck(faults, "client.list", 2000)
            self.assertAlmostEqual(fault.struck / 2000, probability, delta=0.04)

    def test_a_log_normal_delay_is_half_of_the_time_below_its_median(self):
        faults = Faults()
        faults.seed(1)
        faults.add("delay", median=2.0, sigma=0.5)
        delays = sorted(faults.strike("client.list").seconds for _ in range(2001))
        self.assertAlmostEqual(delays[1000], 2.0, delta=0.1)
        assert delays[0] > 0
        assert delays[-1] > 6

    def test_the_widest_of_distributions_breaks_nothing(self):
        faults = Faults()
        faults.seed(1)
        faults.add("delay", median=1e308, sigma=1e308)
        assert all(faults.strike("client.list").seconds >= 0 for _ in range(20))

    @settings(deadline=None)
    @given(st.floats(0, 1e6), st.floats(0, 1e6), st.integers())
    def test_a_delay_lies_between_its_bounds(self, one, other, seed):
        least, most = sorted((one, other))
        faults = Faults()
        faults.seed(seed)
        faults.add("delay", between=[least, most])
        assert least <= faults.strike("client.list").seconds <= most

    @settings(deadline=None)
    @given(st.integers(1, 40), st.integers(0, 60), st.floats(0, 1))
    def test_a_count_is_never_exceeded(self, count, calls, probability):
        faults = Faults()
        fault = faults.add("slow", probability=probability, count=count)
        kinds = struck(faults, "client.list", calls)
        assert kinds.count("slow") == fault.struck <= min(count, calls)
        assert (fault in faults) == (fault.struck < count)


class ThreadsTest(unittest.TestCase):
    def test_a_count_is_exact_among_sixteen_threads(self):
        faults = Faults()
        fault = faults.add("slow", count=500)
        second = faults.add("html", count=300)
        together = threading.Barrier(16)
        kinds = queue.SimpleQueue()

        def strike():
            together.wait(10)
            for kind in struck(faults, "client.list", 100):
                kinds.put(kind)

        threads = [threading.Thread(target=strike) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        seen = [kinds.get() for _ in range(kinds.qsize())]
        assert (seen.count("slow"), seen.count("html"), seen.count(None)) == (500, 300, 800)
        assert (fault.struck, second.struck) == (500, 300)


class RefuseTest(unittest.TestCase):
    """Refused connections: windows of time instead of calls."""

    def setUp(self):
        self.door = Door()
        self.moves = queue.SimpleQueue()
        self.door.told(self.moves.put)
        self.faults = Faults(self.door)
        self.addCleanup(self.faults.clear)

    def test_the_door_is_shut_when_the_rule_is_added_and_open_when_it_is_removed(self):
        fault = self.faults.add("refuse")
        assert self.door.is_shut
        assert fault.struck >= 1
        fault.remove()
        assert not self.door.is_shut

    def test_calls_are_not_struck_by_it(self):
        fault = self.faults.add("refuse", seconds=60)
        assert struck(self.faults, "client.list") == [None]
        assert fault.struck == 1

    def test_a_count_is_so_many_windows_without_a_gap(self):
        fault = self.faults.add("refuse", count=3, seconds=0.01)
        assert self.moves.get(timeout=10)
        assert not self.moves.get(timeout=10)
        assert self.moves.empty()
        assert fault.struck == 3
        assert list(self.faults) == []

    def test_its_last_window_can_be_ended_too(self):
        self.faults.add("refuse", count=1, seconds=60)
        assert len(self.faults) == 1
        self.faults.clear()
        assert not self.door.is_shut

    def test_without_a_count_it_stays_shut_window_after_window(self):
        fault = self.faults.add("refuse", seconds=0.001)
        passed = threading.Event()
        while fault.struck < 20:
            assert not passed.wait(0.001)
        assert self.moves.get(timeout=10)
        assert self.moves.empty()

    def test_each_window_is_drawn_by_itself(self):
        self.faults.seed(3)
        self.faults.add("refuse", probability=0.5, seconds=0.001)
        moves = [self.moves.get(timeout=10) for _ in range(10)]
        assert moves == [True, False] * 5

    def test_a_window_that_is_not_drawn_leaves_the_door_open(self):
        fault = self.faults.add("refuse", probability=0, seconds=60)
        assert not self.door.is_shut
        fault.remove()
        assert self.moves.empty()

    def test_two_rules_shut_it_until_both_are_gone(self):
        first, second = self.faults.add("refuse"), self.faults.add("refuse")
        first.remove()
        assert self.door.is_shut
        second.remove()
        assert not self.door.is_shut
        assert [self.moves.get(), self.moves.get(), self.moves.empty()] == [True, False, True]

    def test_whoever_ends_a_rule_waits_for_a_last_window_that_is_just_ending(self):
        for end in (Fault.remove, lambda fault: fault.owner.clear()):
            ending, go_on = threading.Event(), threading.Event()

            def told(is_shut, ending=ending, go_on=go_on):
                if not is_shut:
                    ending.set()
                    assert go_on.wait(10)

            self.door.told(told)
            # Long enough for this thread to be back before the window ends.
            fault = self.faults.add("refuse", count=1, seconds=0.3)
            assert ending.wait(10)
            clearing = threading.Thread(target=end, args=(fault,))
            clearing.start()
            clearing.join(0.05)
            assert clearing.is_alive()
            go_on.set()
            clearing.join(10)
            assert not clearing.is_alive()

    def test_no_thread_outlives_the_rules(self):
        before = set(threading.enumerate())
        for _ in range(3):
            self.faults.add("refuse", seconds=60)
        started = set(threading.enumerate()) - before
        assert len(started) == 3
        self.faults.clear()
        assert not any(thread.is_alive() for thread in started)

    def test_once_closed_no_rule_is_taken_and_no_thread_begun(self):
        self.faults.add("refuse", seconds=60)
        self.faults.close()
        before = set(threading.enumerate())
        for kind in ("refuse", "delay"):
            with self.assertRaisesRegex(RuntimeError, "is closed"):
                self.faults.add(kind, seconds=60)
        assert (list(self.faults), self.door.is_shut) == ([], False)
        assert not set(threading.enumerate()) - before
