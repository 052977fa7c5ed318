"""What an error of a call adds: what would tell, and which id was perhaps meant."""

import pickle
import unittest
import warnings

import requests

from refreshbooks.exceptions import BadResponse, NoResponse, OutcomeUnknown, WriteRefused, also
from refreshbooks.rest.errors import (
    BadAnswer,
    FreshBooksError,
    NotFound,
    RateLimited,
    ServerFailure,
    UnknownAfterAnswer,
)
from refreshbooks.retry import Retry
from tests.rest.recording import answer, client_of

BROKEN = answer(b'{"message": "down"}', status=502)
SILENCE = NoResponse("silence")


def raised_by(call, *replies, **options):
    """Returns the error of a call, and how many requests it took."""
    client, sent = client_of(*replies, **options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            call(client)
        except Exception as error:  # noqa: BLE001  # each is looked at
            return error, len(sent.requests)
    raise AssertionError("nothing was raised")


class DoubtTest(unittest.TestCase):
    def test_the_call_that_would_tell_is_named(self):
        record = {"customerid": 8, "create_date": "2026-01-01", "notes": "Gate"}
        listed = "client.invoices.list('k7x', builders=[FilterBuilder().equals('customerid', 8)])"
        cases = [
            (lambda client: client.invoices.create("k7x", record), listed),
            (
                lambda client: client.invoices.update("k7x", 9, record),
                "client.invoices.get('k7x', 9)",
            ),
            (lambda client: client.invoices.delete("k7x", 9), "client.invoices.get('k7x', 9)"),
            (lambda client: client.projects.create(98765, {}), "client.projects.list(98765)"),
            (
                lambda client: client.service_rates.create(98765, 4, {}),
                "client.service_rates.get(98765, 4)",
            ),
            (
                lambda client: client.invoice_payment_options.create("k7x", 9, {}),
                "client.invoice_payment_options.get('k7x', 9)",
            ),
            (lambda client: client.gateways.delete("k7x", 9), "client.gateways.list('k7x')"),
            (lambda client: client.images.upload("k7x", b"GIF89a"), None),
        ]
        for call, check in cases:
            for reply in (SILENCE, BROKEN, answer(b"<html>")):
                with self.subTest(check=check, reply=reply):
                    error, attempts = raised_by(call, reply)
                    self.assertIsInstance(error, OutcomeUnknown)
                    self.assertEqual((error.check, attempts), (check, 1))
                    self.assertIn("may have been applied", str(error))
                    self.assertIn("before you send it again", str(error))
                    self.assertIn(check or "look", str(error))

    def test_at_an_address_of_ones_own_nobody_knows_what_would_tell(self):
        for reply in (SILENCE, BROKEN):
            error, _ = raised_by(lambda client: client.request("POST", "/a", json={}), reply)
            self.assertIsInstance(error, OutcomeUnknown)
            self.assertIsNone(error.check)

    def test_where_an_answer_came_the_error_is_of_its_class_too(self):
        def create(client):
            client.clients.create("k7x", {})

        error, _ = raised_by(create, BROKEN)
        self.assertIsInstance(error, ServerFailure)
        self.assertIsInstance(error, FreshBooksError)
        self.assertIsInstance(error, UnknownAfterAnswer)
        self.assertEqual((error.status_code, error.status, error.sent), (502, 502, True))
        self.assertEqual(error.raw_response, {"message": "down"})
        self.assertIsInstance(error.__cause__, ServerFailure)
        error, _ = raised_by(create, answer(b"<html>"))
        self.assertIsInstance(error, BadAnswer)
        self.assertEqual(error.status_code, 200)
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual((str(again), again.check, again.status), (str(error), error.check, 200))
        self.assertIsInstance(again, BadAnswer)

    def test_what_came_as_an_error_of_requests_stays_one(self):
        def create(client):
            client.clients.create("k7x", {})

        silence = also(NoResponse, requests.exceptions.ReadTimeout)("silence")
        error, attempts = raised_by(create, silence)
        self.assertIsInstance(error, requests.exceptions.Timeout)
        self.assertIsInstance(error, OutcomeUnknown)
        self.assertEqual(attempts, 1)

    def test_ctrl_c_while_a_write_is_under_way_leaves_it_in_doubt(self):
        client, _ = client_of(KeyboardInterrupt())
        with self.assertRaises(KeyboardInterrupt) as caught:
            client.clients.delete("k7x", 8)
        self.assertIsInstance(caught.exception, OutcomeUnknown)
        self.assertEqual(caught.exception.check, "client.clients.get('k7x', 8)")

    def test_a_write_that_was_never_sent_is_made_again_and_in_no_doubt(self):
        refused = NoResponse("refused", sent=False)
        error, attempts = raised_by(lambda client: client.clients.create("k7x", {}), refused)
        self.assertNotIsInstance(error, OutcomeUnknown)
        self.assertEqual(attempts, 3)
        self.assertIn("base_url", error.hint)


class RepeatTest(unittest.TestCase):
    def get(self, *replies, **options):
        return raised_by(lambda client: client.clients.get("k7x", 8), *replies, **options)[1]

    def post(self, *replies, **options):
        return raised_by(lambda client: client.clients.create("k7x", {}), *replies, **options)[1]

    def put(self, *replies, **options):
        call = {"action_email": True}
        return raised_by(
            lambda client: client.invoices.update("k7x", 8, call), *replies, **options
        )[1]

    def test_a_rejected_call_is_sent_once(self):
        for status in (400, 401, 403, 404, 408, 409, 422, 500, 501):
            for attempts in (self.get, self.post, self.put):
                with self.subTest(status=status):
                    self.assertEqual(attempts(answer(b"{}", status=status)), 1)

    def test_what_reads_is_repeated_where_that_may_help(self):
        for reply in (SILENCE, BROKEN, answer(b"<html>"), answer(b"{}", status=503)):
            self.assertEqual((self.get(reply), self.post(reply), self.put(reply)), (3, 1, 1))

    def test_who_is_told_to_wait_waits_and_writes_too(self):
        waits = []
        policy = Retry(sleep=waits.append, random=lambda: 0.0)
        busy = answer(b"slow down", status=429, Retry_After="7")
        error, attempts = raised_by(
            lambda client: client.clients.create("k7x", {}), busy, retry=policy
        )
        self.assertIsInstance(error, RateLimited)
        self.assertEqual((attempts, waits, error.retry_after), (3, [7.0, 7.0], 7.0))

    def test_auto_retry_switches_all_of_it_off_and_on(self):
        self.assertEqual(self.get(BROKEN, auto_retry=False), 1)
        self.assertEqual(self.get(BROKEN, retries=0), 1)
        self.assertEqual(self.get(BROKEN, retries=4), 5)
        client, sent = client_of(BROKEN, auto_retry=False)
        client.auto_retry = True
        with self.assertRaises(ServerFailure):
            client.clients.get("k7x", 8)
        self.assertEqual(len(sent.requests), 3)

    def test_a_client_that_reads_writes_nothing(self):
        for call in (
            lambda client: client.clients.create("k7x", {}),
            lambda client: client.clients.delete("k7x", 8),
            lambda client: client.images.upload("k7x", b"x"),
            lambda client: client.request("DELETE", "/a"),
        ):
            error, attempts = raised_by(call, read_only=True)
            self.assertIsInstance(error, WriteRefused)
            self.assertEqual(attempts, 0)
        client, sent = client_of(read_only=True)
        client.clients.get("k7x", 8)
        client.request("GET", "/a")
        self.assertEqual(len(sent.requests), 2)

    def test_a_limit_is_asked_before_each_attempt(self):
        turns = []

        class Limit:
            def wait(self):
                turns.append(1)

        self.assertEqual((self.get(BROKEN, limit=Limit()), len(turns)), (3, 3))


class HintTest(unittest.TestCase):
    def hint(self, call):
        error, _ = raised_by(call, answer(b'{"message": "Account not found"}', status=404))
        self.assertIsInstance(error, NotFound)
        return error.hint

    def test_an_id_of_another_kind_is_noticed_where_nothing_was_found(self):
        account, number, uuid = "k7x", 98765, "00d6c5ae-8428-561d-9555-d653e000f6ee"
        wrong = [
            (lambda client: client.clients.list(number), "98765 looks like the business_id"),
            (lambda client: client.clients.list(str(number)), "'98765' looks like the business_id"),
            (lambda client: client.clients.list(uuid), "looks like the business_uuid"),
            (lambda client: client.projects.get(account, 8), "'k7x' looks like the account_id"),
            (lambda client: client.ledger_accounts.list(number), "business_uuid is a UUID"),
        ]
        for call, told in wrong:
            with self.subTest(told=told):
                self.assertIn(told, self.hint(call))
                self.assertIn("client.business()", self.hint(call))

    def test_a_hint_stands_below_the_text_that_programs_compare(self):
        error, _ = raised_by(
            lambda client: client.clients.get("k7x", 8),
            answer(b'{"message": "Account not found"}', status=404),
        )
        self.assertEqual(str(error), "Account not found")
        self.assertIn(error.hint, error.__notes__)
        self.assertEqual(pickle.loads(pickle.dumps(error)).__notes__, error.__notes__)

    def test_an_id_of_the_right_kind_is_none_to_talk_about(self):
        for call in (
            lambda client: client.clients.get("k7x", 8),
            lambda client: client.projects.get(98765, 8),
            lambda client: client.projects.get("98765", 8),
            lambda client: client.ledger_accounts.get("00d6c5ae-8428-561d-9555-d653e000f6ee", "x"),
            lambda client: client.request("GET", "/x"),
        ):
            self.assertNotIn("client.business()", self.hint(call))

    def test_what_has_to_do_with_the_token_or_the_service_says_what_to_do(self):
        for status, told in (
            (302, "base_url"),
            (401, "client.authorization"),
            (403, "the scope user:clients:read"),
            (404, "account"),
            (429, "rate_limit"),
            (503, "later"),
            (422, None),
            (501, None),
        ):
            error, _ = raised_by(
                lambda client: client.clients.get("k7x", 8), answer(b"{}", status=status)
            )
            with self.subTest(status=status):
                self.assertIn(told or "None", str(error.hint))

    def test_what_an_answer_says_further_stands_in_the_hint(self):
        def create(client):
            client.callbacks.create("k7x", {})

        said = b'{"errno": 422, "message": "Refused.", "details": ["event: Unrecognized event."]}'
        error, _ = raised_by(create, answer(said, status=422))
        self.assertEqual((str(error), error.hint), ("Refused.", "event: Unrecognized event."))

    def test_an_answer_that_cannot_be_read_says_why(self):
        for content, why in (
            (b"<html>", "a page of HTML"),
            (b'{"response": {"re', "it is cut off"),
            (b'{"a": {', "it is cut off"),
        ):
            error, _ = raised_by(lambda client: client.clients.get("k7x", 8), answer(content))
            self.assertEqual(str(error), "Failed to parse response")
            self.assertIn(why, error.hint)

    def test_an_account_that_is_closed_is_no_matter_of_scopes(self):
        said = b'{"response": {"errors": [{"errno": 1042, "message": "Not active."}]}}'
        error, _ = raised_by(lambda client: client.clients.get("k7x", 8), answer(said, status=403))
        self.assertEqual(
            error.hint, "the account is closed or not paid for: its owner can have it opened again"
        )

    def test_a_certificate_that_is_not_trusted_says_how_it_would_be(self):
        untrusted = NoResponse("SSLError: CERTIFICATE_VERIFY_FAILED", sent=False)
        error, _ = raised_by(lambda client: client.clients.get("k7x", 8), untrusted)
        self.assertIn("REQUESTS_CA_BUNDLE", str(error))

    def test_silence_and_nonsense_say_that_nothing_was_changed(self):
        def get(client):
            client.clients.get("k7x", 8)

        error, _ = raised_by(get, SILENCE)
        self.assertIn("nothing was changed", str(error))
        error, _ = raised_by(get, BadResponse("too large"))
        self.assertIn("nothing was changed", str(error))

    def test_too_large_an_answer_to_a_write_leaves_it_in_doubt(self):
        error, _ = raised_by(lambda client: client.clients.create("k7x", {}), BadResponse("huge"))
        self.assertIsInstance(error, OutcomeUnknown)
        self.assertIn("huge; clients.create was sent", str(error))

    def test_every_error_names_its_method(self):
        names = {
            "clients.get": lambda client: client.clients.get("k7x", 8),
            "reports.profitloss.get": lambda client: client.reports.profitloss.get("k7x"),
            "GET /x": lambda client: client.request("get", "/x"),
            "users.me": lambda client: client.current_user(),
        }
        for name, call in names.items():
            self.assertEqual(raised_by(call, answer(b"{}", status=422))[0].method, name)
