"""Tokens that renew themselves: in time, once, and by one of all who share them."""

import datetime
import logging
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor, wait
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.credentials import CallableStore, Grant, MemoryStore, StoreFailed
from refreshbooks.exceptions import NoResponse, OutcomeUnknown, also
from refreshbooks.files import Answer
from refreshbooks.rest import errors, oauth2
from refreshbooks.rest.request import Request
from refreshbooks.rest.tokens import Tokens
from tests.rest.issuing import LIFETIME, Issuer

APP = SimpleNamespace(
    client_id="an_app",
    client_secret="a_secret",
    redirect_uri="https://app.example.com/back",
    authorization_url="https://auth.example.com/oauth/authorize",
    token_url="https://api.example.com/auth/oauth/token",
)


class Clock:
    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


class Service:
    """An issuer and those who share its one grant; all by one clock."""

    def __init__(self, lifetime=LIFETIME, store=None):
        self.issuer = Issuer(lifetime=lifetime)
        self.clock = Clock(self.issuer.now)
        self.store = MemoryStore() if store is None else store
        ends = datetime.datetime.fromtimestamp(self.clock.now + lifetime, datetime.timezone.utc)
        self.first = Grant("access-1", "refresh-1", ends, self.clock.now, lifetime)
        self.store.save("user 17", self.first)
        # What happens to a token call on its way; returns what is to be sent on.
        self.on_the_way = lambda send, request: send(request)

    def tokens(self, **changes):
        return Tokens(
            self.renew,
            **{"store": self.store, "identity": "user 17", "clock": self.clock, **changes},
        )

    def renew(self, refresh_token):
        def send(request):
            return self.on_the_way(self.issuer, request)

        return oauth2.refreshed(APP, send, refresh_token, clock=self.clock)

    def pass_time(self, seconds):
        self.clock.now += seconds
        self.issuer.now += seconds

    def call(self, tokens):
        """Makes a call as the client does, and returns its status."""
        if tokens.is_due():
            tokens.refresh(tokens.access_token, early=True)
        used = tokens.access_token
        status = self.get(used)
        if status == 401 and tokens.can_refresh and tokens.refresh(used):
            status = self.get(tokens.access_token)
        return status

    def get(self, token):
        headers = {"Authorization": f"Bearer {token}"}
        return self.issuer(Request("GET", "https://api.example.com/", headers)).status

    @property
    def refreshes(self):
        return len(self.issuer.asked)


def lost(send, request):
    """The service acts on a request, and its answer is lost."""
    send(request)
    raise NoResponse("the line went dead", sent=True)


def down(send, request):
    return Answer(b"<html>", 503)


class InTimeTest(unittest.TestCase):
    def test_a_token_is_renewed_shortly_before_it_ends_and_not_earlier(self):
        service = Service()
        tokens = service.tokens()
        service.pass_time(LIFETIME - 301)
        self.assertEqual((service.call(tokens), service.refreshes), (200, 0))
        service.pass_time(2)
        self.assertEqual((service.call(tokens), service.refreshes), (200, 1))
        self.assertEqual(tokens.access_token, "access-2")
        self.assertEqual(service.issuer.turned_away, 0)

    def test_a_token_of_a_minute_is_not_renewed_at_every_call(self):
        service = Service(lifetime=60)
        tokens = service.tokens()
        for _ in range(600):
            service.pass_time(1)
            self.assertEqual(service.call(tokens), 200)
        self.assertLessEqual(service.refreshes, 600 / 54 + 1)
        self.assertEqual(service.issuer.turned_away, 0)

    @given(st.lists(st.floats(0, 50_000), min_size=1, max_size=30), st.integers(10, 100_000))
    @settings(max_examples=40, deadline=None)
    def test_whenever_calls_are_made_none_is_refused(self, pauses, lifetime):
        service = Service(lifetime=lifetime)
        tokens = service.tokens()
        for pause in pauses:
            service.pass_time(pause)
            self.assertEqual(service.call(tokens), 200)
        self.assertEqual(service.issuer.spent, 0)
        self.assertLessEqual(service.refreshes, sum(pauses) / (lifetime * 0.9 - 1) + 1)

    def test_a_token_that_ended_early_is_renewed_once_when_the_service_says_so(self):
        service = Service()
        tokens = service.tokens()
        service.issuer.now += LIFETIME
        self.assertEqual((service.call(tokens), service.refreshes), (200, 1))
        self.assertEqual(service.issuer.turned_away, 1)

    def test_a_token_whose_end_is_unknown_is_renewed_when_the_service_says_so(self):
        service = Service()
        tokens = service.tokens(store=None, access_token="gone", refresh_token="refresh-1")
        service.pass_time(10 * LIFETIME)
        self.assertFalse(tokens.is_due())
        self.assertEqual((service.call(tokens), service.refreshes), (200, 1))

    def test_a_clock_that_is_wrong_by_hours_costs_no_further_refresh(self):
        for skew in (-40_000, 40_000, -100_000, 100_000):
            with self.subTest(skew=skew):
                service = Service()
                service.clock.now += skew
                tokens = service.tokens()
                tokens.refresh(tokens.access_token)
                for _ in range(20):
                    service.pass_time(100)
                    self.assertEqual(service.call(tokens), 200)
                self.assertLessEqual(service.refreshes, 2)

    def test_a_client_without_a_secret_uses_what_it_has_to_the_end(self):
        service = Service()
        tokens = service.tokens(store=None, access_token="access-1", is_able=lambda: False)
        self.assertFalse(tokens.can_refresh)
        service.pass_time(LIFETIME)
        self.assertEqual((service.call(tokens), service.refreshes), (401, 0))

    def test_a_client_without_a_secret_finds_what_another_has_stored(self):
        service = Service()
        reader, writer = service.tokens(is_able=lambda: False), service.tokens()
        self.assertEqual(service.call(reader), 200)
        service.pass_time(LIFETIME)
        self.assertEqual(service.call(reader), 401)
        self.assertEqual(service.call(writer), 200)
        self.assertEqual(service.call(reader), 200)
        self.assertEqual(service.refreshes, 1)


class ManyTest(unittest.TestCase):
    def test_of_many_threads_one_renews_and_none_is_refused(self):
        service = Service()
        clients = [service.tokens() for _ in range(4)]
        for expiry in range(1, 4):
            service.pass_time(LIFETIME - (100 if expiry % 2 else 0))
            with ThreadPoolExecutor(16) as threads:
                statuses = list(threads.map(service.call, clients * 8))
            self.assertEqual(set(statuses), {200})
            self.assertEqual((service.refreshes, service.issuer.spent), (expiry, 0))

    def test_while_one_renews_the_others_work_on_with_what_they_have(self):
        service = Service()
        asked, answer = threading.Event(), threading.Event()

        def slow(send, request):
            asked.set()
            self.assertTrue(answer.wait(10))
            return send(request)

        service.on_the_way = slow
        service.pass_time(LIFETIME - 100)
        first, second = service.tokens(), service.tokens()
        thread = threading.Thread(target=service.call, args=[first])
        thread.start()
        self.assertTrue(asked.wait(10))
        self.assertEqual(service.call(second), 200)
        self.assertEqual((second.access_token, service.refreshes), ("access-1", 0))
        answer.set()
        thread.join(10)
        self.assertEqual(service.call(second), 200)
        self.assertEqual((second.access_token, service.refreshes), ("access-2", 1))

    def test_once_the_token_has_ended_the_others_wait(self):
        service = Service()
        asked, answer = threading.Event(), threading.Event()

        def slow(send, request):
            asked.set()
            self.assertTrue(answer.wait(10))
            return send(request)

        service.on_the_way = slow
        service.pass_time(LIFETIME)
        clients = [service.tokens() for _ in range(4)]
        with ThreadPoolExecutor(4) as threads:
            calls = [threads.submit(service.call, tokens) for tokens in clients]
            self.assertTrue(asked.wait(10))
            answer.set()
            self.assertEqual([call.result(10) for call in calls], [200] * 4)
        self.assertEqual(service.refreshes, 1)

    def test_who_finds_a_stored_token_that_has_ended_too_renews_that_one(self):
        service = Service()
        sleeper, other = service.tokens(), service.tokens()
        self.assertEqual(sleeper.access_token, "access-1")
        service.pass_time(LIFETIME)
        service.call(other)
        service.pass_time(LIFETIME)
        self.assertEqual(service.call(sleeper), 200)
        self.assertEqual((service.refreshes, service.issuer.spent), (2, 0))
        self.assertEqual(service.issuer.turned_away, 0)

    def test_a_new_grant_is_stored_before_it_is_used(self):
        service = Service()
        tokens = service.tokens()
        seen = []
        save = service.store.save

        def watched(identity, grant):
            seen.append((grant.access_token, tokens.access_token))
            save(identity, grant)

        service.store.save = watched
        tokens.refresh("access-1")
        self.assertEqual(seen, [("access-2", "access-1")])

    def test_somebody_who_takes_no_lock_may_be_quicker(self):
        service = Service()
        tokens = service.tokens()
        elsewhere = service.tokens(store=None, access_token="access-1", refresh_token="refresh-1")

        def overtaken(send, request):
            service.on_the_way = lambda send, request: send(request)
            elsewhere.refresh("access-1")
            service.store.save("user 17", elsewhere.grant)
            return send(request)

        service.on_the_way = overtaken
        self.assertTrue(tokens.refresh("access-1"))
        self.assertEqual(tokens.access_token, "access-2")
        self.assertEqual(service.issuer.spent, 1)

    def test_identities_in_one_store_have_nothing_to_do_with_each_other(self):
        service = Service()
        other = service.tokens(identity="user 18", access_token="x", refresh_token="y")
        service.tokens().refresh("access-1")
        self.assertEqual((other.access_token, other.refresh_token), ("x", "y"))


class TroubleTest(unittest.TestCase):
    def test_while_the_service_is_down_calls_go_on_until_the_token_ends(self):
        service = Service()
        tokens = service.tokens()
        service.on_the_way = down
        service.pass_time(LIFETIME - 200)
        for _ in range(19):
            self.assertEqual(service.call(tokens), 200)
            service.pass_time(10)
        service.pass_time(10)
        with self.assertRaises(errors.ServerFailure):
            service.call(tokens)
        service.on_the_way = lambda send, request: send(request)
        self.assertEqual(service.call(tokens), 200)

    def test_a_refresh_that_failed_is_not_tried_again_at_every_call(self):
        service = Service()
        tokens = service.tokens()
        tries = []
        service.on_the_way = lambda send, request: tries.append(1) or down(send, request)
        service.pass_time(LIFETIME - 200)
        for _ in range(100):
            service.call(tokens)
        self.assertEqual(len(tries), 1)
        service.pass_time(31)
        service.call(tokens)
        self.assertEqual(len(tries), 2)

    def test_a_wait_that_the_service_asks_for_is_kept(self):
        service = Service()
        tokens = service.tokens()
        tries = []
        service.on_the_way = lambda send, request: (
            tries.append(1) or Answer(b"", 429, {"Retry-After": "120"})
        )
        service.pass_time(LIFETIME - 200)
        for _ in range(11):
            service.call(tokens)
            service.pass_time(10)
        self.assertEqual(len(tries), 1)

    def test_what_went_wrong_is_logged_without_a_token(self):
        service = Service()
        tokens = service.tokens()
        service.on_the_way = down
        service.pass_time(LIFETIME - 200)
        with self.assertLogs("refreshbooks", logging.WARNING) as logs:
            service.call(tokens)
        self.assertEqual(
            logs.output,
            [
                "WARNING:refreshbooks:the access token could not be renewed (ServerFailure);"
                " it is good for 200 s more"
            ],
        )

    def test_after_a_lost_answer_others_work_on_until_the_end_and_then_need_consent(self):
        service = Service()
        unlucky, other = service.tokens(), service.tokens()
        service.on_the_way = lost
        service.pass_time(LIFETIME - 200)
        self.assertEqual(service.call(unlucky), 200)
        service.on_the_way = lambda send, request: send(request)
        for _ in range(19):
            self.assertEqual((service.call(other), service.call(unlucky)), (200, 200))
            service.pass_time(10)
        service.pass_time(10)
        for tokens in (other, unlucky, other):
            with self.assertRaises(errors.ConsentNeeded):
                service.call(tokens)
        # Each asked once, and knew then.
        self.assertEqual(service.issuer.spent, 2)

    def test_a_lost_answer_when_the_token_has_ended_is_told_as_that(self):
        service = Service()
        tokens = service.tokens()
        service.on_the_way = lost
        service.pass_time(LIFETIME)
        with self.assertRaises(OutcomeUnknown):
            service.call(tokens)
        self.assertEqual(tokens.refresh_token, "refresh-1")
        service.on_the_way = lambda send, request: send(request)
        with self.assertRaises(errors.ConsentNeeded):
            service.call(tokens)

    def test_a_request_that_never_left_has_spent_nothing(self):
        service = Service()
        tokens = service.tokens()

        def unreachable(send, request):
            raise NoResponse("no route to host", sent=False)

        service.on_the_way = unreachable
        service.pass_time(LIFETIME)
        with self.assertRaises(NoResponse):
            service.call(tokens)
        service.on_the_way = lambda send, request: send(request)
        self.assertEqual(service.call(tokens), 200)

    def test_consent_given_anew_elsewhere_ends_the_need_for_it(self):
        service = Service()
        service.on_the_way = lost
        tokens = service.tokens()
        service.pass_time(LIFETIME)
        with self.assertRaises(OutcomeUnknown):
            service.call(tokens)
        service.on_the_way = lambda send, request: send(request)
        with self.assertRaises(errors.ConsentNeeded):
            service.call(tokens)
        service.tokens().replace(
            lambda held: oauth2.exchanged(APP, service.issuer, "a_code", clock=service.clock)
        )
        self.assertEqual(service.call(tokens), 200)

    def test_known_refusals_are_told_anew_each_time(self):
        service = Service()
        service.issuer(Request("POST", APP.token_url, {}, b"refresh_token=refresh-1"))
        tokens = service.tokens()
        told = []
        for _ in range(3):
            with self.assertRaises(errors.ConsentNeeded) as caught:
                tokens.refresh("access-1")
            told.append(caught.exception)
        self.assertEqual(len(set(map(id, told))), 3)
        self.assertEqual({str(error) for error in told}, {"The grant is invalid or expired."})
        self.assertEqual(service.issuer.spent, 1)

    def test_a_refresh_token_of_ones_own_makes_a_refusal_a_thing_of_the_past(self):
        service = Service()
        service.issuer(Request("POST", APP.token_url, {}, b"refresh_token=refresh-1"))
        tokens = service.tokens()
        with self.assertRaises(errors.ConsentNeeded):
            tokens.refresh("access-1")
        tokens.refresh_token = "refresh-2"
        self.assertTrue(tokens.refresh("access-1"))


class StoreTroubleTest(unittest.TestCase):
    def broken(self, service, *, fails):
        rows = {"user 17": service.first.as_dict()}

        def save(identity, kept):
            if fails():
                raise OSError(28, "No space left on device")
            rows[identity] = kept

        service.store = CallableStore(rows.get, save)
        return rows

    def test_a_grant_that_cannot_be_stored_is_not_lost_and_stored_later(self):
        service = Service()
        full = [True]
        rows = self.broken(service, fails=lambda: full[0])
        tokens = service.tokens()
        service.pass_time(LIFETIME)
        with self.assertRaises(StoreFailed):
            service.call(tokens)
        self.assertEqual((service.call(tokens), tokens.access_token), (200, "access-2"))
        self.assertEqual(rows["user 17"]["access_token"], "access-1")
        full[0] = False
        service.pass_time(60)
        self.assertEqual(service.call(tokens), 200)
        self.assertEqual(rows["user 17"]["access_token"], "access-2")
        self.assertEqual((service.refreshes, tokens.is_due()), (1, False))

    def test_a_grant_that_could_not_be_stored_is_renewed_like_any_other(self):
        service = Service()
        full = [True]
        rows = self.broken(service, fails=lambda: full[0])
        tokens = service.tokens()
        service.pass_time(LIFETIME)
        with self.assertRaises(StoreFailed):
            service.call(tokens)
        full[0] = False
        service.pass_time(LIFETIME)
        self.assertEqual((service.call(tokens), service.refreshes), (200, 2))
        self.assertEqual(rows["user 17"]["access_token"], "access-3")

    def test_an_early_refresh_that_cannot_be_stored_does_not_stop_the_call(self):
        service = Service()
        self.broken(service, fails=lambda: True)
        tokens = service.tokens()
        service.pass_time(LIFETIME - 100)
        self.assertEqual((service.call(tokens), tokens.access_token), (200, "access-2"))
        service.pass_time(LIFETIME)
        with self.assertRaises(StoreFailed):
            service.call(tokens)
        self.assertEqual(service.refreshes, 1)

    def test_ctrl_c_while_a_grant_is_stored_does_not_lose_it(self):
        service = Service()
        rows = self.broken(service, fails=lambda: (_ for _ in ()).throw(KeyboardInterrupt))
        tokens = service.tokens()
        with self.assertRaises(KeyboardInterrupt):
            tokens.refresh("access-1")
        self.assertEqual(tokens.access_token, "access-2")
        self.assertEqual(rows["user 17"]["access_token"], "access-1")

    def test_a_store_that_others_hold_for_too_long_says_so(self):
        def lock(identity):
            raise TimeoutError("held by somebody")

        service = Service()
        tokens = service.tokens(store=CallableStore(lambda _: service.first.as_dict(), print, lock))
        for attempt in (
            lambda: tokens.refresh("access-1"),
            lambda: setattr(tokens, "access_token", "x"),
            lambda: tokens.replace(lambda held: Grant()),
            tokens.forget,
        ):
            with self.assertRaises(StoreFailed) as caught:
                attempt()
            self.assertTrue(caught.exception.is_busy)
        service.pass_time(LIFETIME - 100)
        self.assertEqual((service.call(tokens), service.refreshes), (200, 0))

    def test_a_silence_that_is_a_timeout_too_is_not_taken_for_a_busy_lock(self):
        service = Service()
        kind = also(NoResponse, TimeoutError)

        def silent(send, request):
            raise kind("timed out", sent=True)

        service.on_the_way = silent
        with self.assertRaises(OutcomeUnknown):
            service.tokens().refresh("access-1")


class AssigningTest(unittest.TestCase):
    def test_what_is_assigned_reaches_the_store_and_whoever_asks_it(self):
        service = Service()
        tokens = service.tokens()
        tokens.access_token = "theirs"
        tokens.refresh_token = "theirs too"
        again = service.tokens()
        self.assertEqual((again.access_token, again.refresh_token), ("theirs", "theirs too"))

    def test_what_is_assigned_takes_no_newer_refresh_token_out_of_the_store(self):
        service = Service()
        sleeper, other = service.tokens(), service.tokens()
        self.assertEqual(sleeper.refresh_token, "refresh-1")
        other.refresh("access-1")
        sleeper.expires_at = datetime.datetime(2040, 1, 1, tzinfo=datetime.timezone.utc)
        kept = service.store.load("user 17")
        self.assertEqual((kept.refresh_token, kept.expires_at.year), ("refresh-2", 2040))

    def test_what_is_assigned_while_another_thread_renews_does_not_undo_it(self):
        service = Service()
        asked, answer = threading.Event(), threading.Event()

        def slow(send, request):
            asked.set()
            self.assertTrue(answer.wait(10))
            return send(request)

        service.on_the_way = slow
        tokens = service.tokens()
        with ThreadPoolExecutor(2) as threads:
            renewing = threads.submit(tokens.refresh, "access-1")
            self.assertTrue(asked.wait(10))
            assigning = threads.submit(setattr, tokens, "access_token", "theirs")
            self.assertFalse(wait([assigning], 0.05).done)
            answer.set()
            self.assertTrue(renewing.result(10))
            assigning.result(10)
        self.assertEqual((tokens.access_token, tokens.refresh_token), ("theirs", "refresh-2"))

    def test_another_access_token_does_not_end_when_the_one_before_did(self):
        service = Service()
        tokens = service.tokens()
        tokens.access_token = "access-1"
        self.assertIsNotNone(tokens.expires_at)
        tokens.access_token = "theirs"
        self.assertIsNone(tokens.expires_at)
        service.pass_time(LIFETIME)
        self.assertFalse(tokens.is_due())

    def test_an_end_that_is_assigned_is_kept_to(self):
        service = Service()
        tokens = service.tokens(store=None, access_token="access-1", refresh_token="refresh-1")
        ends = datetime.datetime.fromtimestamp(service.clock.now + 100, datetime.timezone.utc)
        for moment in (ends, ends.replace(tzinfo=None)):
            tokens.expires_at = moment
            self.assertEqual(tokens.expires_at, ends)
        self.assertFalse(tokens.is_due())
        service.pass_time(91)
        self.assertTrue(tokens.is_due())
        tokens.expires_at = None
        self.assertFalse(tokens.is_due())

    def test_an_end_restored_from_long_ago_makes_the_token_due_at_once(self):
        service = Service()
        tokens = service.tokens(store=None, access_token="old", refresh_token="refresh-1")
        tokens.expires_at = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
        self.assertTrue(tokens.is_due())
        self.assertEqual((service.call(tokens), service.issuer.turned_away), (200, 0))

    def test_what_a_client_is_made_with_is_kept_where_nothing_is_stored_yet(self):
        store = MemoryStore()
        service = Service()
        first = service.tokens(store=store, access_token="access-1", refresh_token="refresh-1")
        self.assertIsNone(store.load("user 17"))
        self.assertEqual(first.access_token, "access-1")
        self.assertEqual(store.load("user 17").refresh_token, "refresh-1")

    def test_of_two_that_are_made_at_once_the_first_to_store_its_tokens_is_believed(self):
        store = MemoryStore()
        service = Service()
        late = service.tokens(store=store, access_token="late", refresh_token="late too")
        load = store.load

        def overtaken(identity):
            store.load = load
            store.save(identity, service.first)

        store.load = overtaken
        self.assertEqual(late.access_token, "access-1")

    def test_assigning_what_is_there_already_changes_nothing(self):
        service = Service()
        tokens = service.tokens()
        before = tokens.grant
        service.store.save = lambda *_: self.fail("stored")
        tokens.access_token = before.access_token
        tokens.refresh_token = before.refresh_token
        tokens.expires_at = before.expires_at
        self.assertIs(tokens.grant, before)

    def test_what_is_stored_goes_before_what_a_client_is_made_with(self):
        service = Service()
        service.tokens().refresh("access-1")
        restarted = service.tokens(access_token="access-1", refresh_token="refresh-1")
        self.assertEqual(restarted.refresh_token, "refresh-2")

    def test_a_client_made_with_nothing_keeps_nothing(self):
        store = MemoryStore()
        tokens = Service().tokens(store=store)
        tokens.forget()
        empty = Service().tokens(store=store)
        self.assertEqual((empty.access_token, empty.can_refresh), (None, True))
        self.assertIsNone(store.load("user 17"))

    def test_a_call_for_tokens_of_ones_own_takes_the_newest_refresh_token(self):
        service = Service()
        tokens, other = service.tokens(), service.tokens()
        self.assertEqual(tokens.access_token, "access-1")
        other.refresh("access-1")
        self.assertEqual(tokens.replace(service.renew).access_token, "access-3")
        self.assertEqual(service.issuer.spent, 0)

    def test_tokens_that_are_forgotten_are_gone_from_the_store_too(self):
        service = Service()
        tokens = service.tokens()
        tokens.forget()
        self.assertEqual((tokens.access_token, tokens.refresh_token), (None, None))
        self.assertIsNone(service.store.load("user 17"))

    def test_nothing_shows_a_token(self):
        tokens = Service().tokens(access_token="secret-a", refresh_token="secret-b")
        self.assertEqual(repr(tokens), "<Tokens>")
        self.assertNotIn("access-1", repr(tokens.grant))
