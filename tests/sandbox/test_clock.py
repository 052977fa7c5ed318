"""An account's clock: it runs, is set, stands still, and stamps what happens."""

import threading
import unittest
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from oauthlib import oauth1

from refreshbooks.sandbox.clock import Clock
from tests.marks import integration
from tests.sandbox.calling import ClassicTest
from tests.sandbox.speaking import request

NOON = datetime(2026, 5, 4, 16, tzinfo=timezone.utc)  # twelve o'clock in New York
NEW_YORK = ZoneInfo("America/New_York")

moments = st.datetimes(
    datetime(1000, 1, 2), datetime(8999, 12, 30), timezones=st.just(timezone.utc)
)
steps = st.timedeltas(timedelta(days=-1), timedelta(days=1))


class Source:
    """A time that passes only when a test lets it."""

    def __init__(self, moment=NOON):
        self.moment = moment

    def __call__(self):
        return self.moment

    def let_pass(self, **units):
        self.moment += timedelta(**units)


class ClockTest(unittest.TestCase):
    def setUp(self):
        self.source = Source()
        self.clock = Clock(self.source)

    def test_it_runs_with_its_source_until_it_is_set(self):
        assert self.clock.now() == NOON
        self.source.let_pass(hours=1)
        assert self.clock.now() == NOON + timedelta(hours=1)

    def test_by_default_it_tells_the_time_of_this_machine(self):
        before = datetime.now(timezone.utc)
        assert before <= Clock().now() <= datetime.now(timezone.utc)

    def test_once_set_it_runs_on_from_there(self):
        self.clock.set(datetime(2031, 1, 1, tzinfo=timezone.utc))
        self.source.let_pass(minutes=5)
        assert self.clock.now() == datetime(2031, 1, 1, 0, 5, tzinfo=timezone.utc)

    def test_a_moment_may_be_in_any_zone(self):
        self.clock.set(datetime(2026, 7, 1, 12, tzinfo=NEW_YORK))
        assert self.clock.now() == datetime(2026, 7, 1, 16, tzinfo=timezone.utc)

    def test_it_is_advanced_by_a_time_or_by_its_units_or_by_both(self):
        self.clock.advance(timedelta(days=1))
        self.clock.advance(hours=2, minutes=30)
        self.clock.advance(timedelta(weeks=1), seconds=1)
        later = timedelta(days=8, hours=2, minutes=30, seconds=1)
        assert self.clock.now() == NOON + later
        self.clock.advance(-later)
        assert self.clock.now() == NOON

    def test_a_day_has_24_hours_also_when_clocks_on_walls_are_moved(self):
        self.source.moment = datetime(2026, 3, 7, 12, tzinfo=NEW_YORK)
        self.clock.advance(days=1)
        assert self.clock.now() == datetime(2026, 3, 8, 13, tzinfo=NEW_YORK)
        assert self.clock.now().utcoffset() == timedelta()

    def test_frozen_it_stands_still_and_run_lets_it_go_on_from_there(self):
        self.clock.freeze()
        assert self.clock.is_frozen
        self.source.let_pass(hours=1)
        assert self.clock.now() == NOON
        self.clock.run()
        assert not self.clock.is_frozen
        self.source.let_pass(minutes=1)
        assert self.clock.now() == NOON + timedelta(minutes=1)

    def test_frozen_it_can_be_set_and_advanced_and_still_stands(self):
        self.clock.freeze(datetime(2030, 1, 1, tzinfo=timezone.utc))
        self.clock.advance(days=1)
        self.source.let_pass(hours=1)
        assert self.clock.now() == datetime(2030, 1, 2, tzinfo=timezone.utc)
        self.clock.set(NOON)
        self.source.let_pass(hours=1)
        assert self.clock.now() == NOON

    def test_a_clock_that_runs_runs_on_when_told_to(self):
        self.clock.advance(hours=1)
        self.clock.run()
        assert self.clock.now() == NOON + timedelta(hours=1)

    def test_a_reset_lets_it_run_on_time_again(self):
        self.clock.advance(days=1)
        self.clock.freeze(datetime(2030, 1, 1, tzinfo=timezone.utc))
        self.clock.reset()
        self.source.let_pass(hours=1)
        assert self.clock.now() == NOON + timedelta(hours=1)

    def test_what_is_no_moment_is_refused_and_changes_nothing(self):
        for moment, error, words in [
            (datetime(2026, 5, 1), ValueError, "has no time zone.*tzinfo="),
            ("2026-05-01", TypeError, "a datetime, not to '2026-05-01'"),
            (NOON.date(), TypeError, "a datetime, not to"),
            (datetime.max.replace(tzinfo=timezone.utc), ValueError, "outside the years"),
            (datetime.min.replace(tzinfo=timezone.utc), ValueError, "outside the years"),
        ]:
            for wish in (self.clock.set, self.clock.freeze):
                with self.subTest(moment=moment), self.assertRaisesRegex(error, words):
                    wish(moment)
        assert self.clock.now() == NOON
        assert not self.clock.is_frozen

    def test_what_is_no_time_to_advance_by_is_refused_and_changes_nothing(self):
        for error, by, units in [
            (TypeError, 3600, {}),
            (TypeError, None, {"years": 1}),
            (ValueError, None, {"days": 365 * 8000}),
            (ValueError, None, {"days": 365 * -8000}),
        ]:
            with self.subTest(by=by, units=units), self.assertRaises(error):
                self.clock.advance(by, **units)
        assert self.clock.now() == NOON

    def test_its_repr_says_how_it_is(self):
        assert repr(self.clock) == "<Clock running, now 2026-05-04T16:00:00+00:00>"
        self.clock.freeze()
        assert repr(self.clock) == "<Clock frozen at 2026-05-04T16:00:00+00:00>"

    @given(moments, st.lists(st.tuples(steps, steps), max_size=5), st.booleans())
    @settings(deadline=None)
    def test_time_is_what_was_set_and_all_that_passed_since(self, moment, passed, is_frozen):
        source = Source()
        clock = Clock(source)
        clock.set(moment)
        if is_frozen:
            clock.freeze()
        expected = moment
        for outside, by in passed:
            source.moment += outside
            expected += timedelta() if is_frozen else outside
            if expected.year in range(1001, 8998):
                clock.advance(by)
                expected += by
        assert clock.now() == expected

    def test_threads_that_advance_it_lose_no_step(self):
        def source():
            # Gives the others a chance to come in between.
            threading.Event().wait(1e-5)
            return NOON

        def work():
            for _ in range(20):
                clock.advance(seconds=1)

        clock = Clock(source)
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert clock.now() == NOON + timedelta(seconds=160)


@integration
class StampTest(ClassicTest):
    def made_client(self):
        return self.call("client.get", f"<client_id>{self.client()}</client_id>")

    def test_records_are_stamped_with_the_time_in_new_york(self):
        self.sandbox.clock.freeze(datetime(2026, 1, 15, 3, 30, tzinfo=timezone.utc))
        assert self.made_client().text("client/updated") == "2026-01-14 22:30:00"
        self.sandbox.clock.advance(days=181)
        assert self.made_client().text("client/updated") == "2026-07-14 23:30:00"

    def test_what_has_no_date_is_of_the_day_on_the_clock(self):
        self.made_client()
        self.sandbox.clock.set(datetime(2024, 2, 29, 12, tzinfo=timezone.utc))
        number = self.make("invoice.create", "<invoice><client_id>1</client_id><lines/></invoice>")
        invoice = self.call("invoice.get", f"<invoice_id>{number}</invoice_id>")
        assert invoice.text("invoice/date")[:10] == "2024-02-29"

    def test_calls_are_counted_anew_on_every_day_of_the_clock(self):
        def counted():
            return self.call("system.current").text("system/api/requests")

        self.sandbox.clock.freeze(NOON)
        assert (counted(), counted()) == ("1", "2")
        self.sandbox.clock.advance(days=1)
        assert counted() == "1"

    def test_signed_calls_pass_whatever_the_clock_says(self):
        client = oauth1.Client(
            self.sandbox.consumer_key,
            client_secret=self.sandbox.consumer_secret,
            resource_owner_key=self.sandbox.oauth_token,
            resource_owner_secret=self.sandbox.oauth_token_secret,
        )
        for year in (1999, 2026, 2087):
            self.sandbox.clock.freeze(datetime(year, 1, 1, tzinfo=timezone.utc))
            _, headers, _ = client.sign(self.sandbox.classic_url, "POST")
            with self.subTest(year=year):
                assert self.speaker.post(request("staff.current"), **headers).is_ok

    def test_the_clock_of_an_account_is_its_own(self):
        other = self.sandbox.account("other")
        other.clock.freeze(NOON)
        self.sandbox.clock.freeze(NOON + timedelta(days=1))
        other.reset()
        assert not other.clock.is_frozen
        assert self.sandbox.clock.now() == NOON + timedelta(days=1)
