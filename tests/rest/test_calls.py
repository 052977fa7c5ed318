"""The steps of a call: the token goes along, and is replaced in time."""

import unittest

from refreshbooks.credentials import Grant, MemoryStore
from refreshbooks.exceptions import NoResponse, OutcomeUnknown
from refreshbooks.exchange import Send, drive
from refreshbooks.rest.calls import Refresh, authorized
from refreshbooks.rest.errors import ConsentNeeded, NotFound, Unauthenticated
from refreshbooks.rest.families import FAMILIES
from refreshbooks.rest.request import Request
from tests.rest.recording import EMPTY, answer, client_of

REFUSED = answer(b'{"error": "unauthenticated", "error_description": "Log in."}', status=401)


class Tokens:
    """Tokens "t1", "t2" and so on, each after a refresh."""

    def __init__(self, *, due=False, able=True, error=None):
        self.number = 1
        self.due = due
        self.can_refresh = able
        self.refresh_token = "r1" if able else None
        self.error = error
        self.asked = []

    @property
    def access_token(self):
        return f"t{self.number}"

    def is_due(self):
        return self.due

    def refresh(self, used, *, early=False):
        self.asked.append((used, early))
        if self.error is not None:
            raise self.error
        self.number += 1
        self.due = False
        return True


def client_with(tokens, *replies, **options):
    client, sent = client_of(*replies, **options)
    client._tokens = tokens
    return client, sent


def borne(sent):
    return [request.headers["Authorization"] for request in sent.requests]


class RefreshTest(unittest.TestCase):
    def test_a_token_that_is_due_is_replaced_before_it_goes_out(self):
        tokens = Tokens(due=True)
        client, sent = client_with(tokens)
        client.clients.get("k7x", 8)
        self.assertEqual((tokens.asked, borne(sent)), ([("t1", True)], ["Bearer t2"]))

    def test_a_token_that_is_refused_is_replaced_once_and_the_call_made_again(self):
        for call in (
            lambda client: client.clients.get("k7x", 8),
            lambda client: client.clients.create("k7x", {}),
        ):
            tokens = Tokens()
            client, sent = client_with(tokens, REFUSED, answer())
            call(client)
            self.assertEqual(tokens.asked, [("t1", False)])
            self.assertEqual(borne(sent), ["Bearer t1", "Bearer t2"])

    def test_a_second_refusal_is_told(self):
        tokens = Tokens()
        client, sent = client_with(tokens, REFUSED)
        with self.assertRaises(Unauthenticated) as caught:
            client.clients.get("k7x", 8)
        self.assertEqual(caught.exception.method, "clients.get")
        self.assertEqual((len(tokens.asked), len(sent.requests)), (1, 2))

    def test_without_a_way_to_another_token_the_refusal_is_told_at_once(self):
        client, sent = client_with(Tokens(able=False), REFUSED)
        with self.assertRaisesRegex(ConsentNeeded, "^Log in.$") as caught:
            client.clients.get("k7x", 8)
        error = caught.exception
        self.assertIn("send them to client.authorization", error.hint)
        self.assertEqual((error.method, error.status_code), ("clients.get", 401))
        self.assertEqual(len(sent.requests), 1)

    def test_an_application_that_lacks_what_a_refresh_needs_is_told_the_refusal(self):
        tokens = Tokens(able=False)
        tokens.refresh_token = "r1"
        client, _ = client_with(tokens, REFUSED)
        with self.assertRaises(Unauthenticated) as caught:
            client.clients.get("k7x", 8)
        self.assertNotIsInstance(caught.exception, ConsentNeeded)

    def test_without_a_token_one_is_asked_for_first(self):
        grants = MemoryStore()
        client, sent = client_of(access_token=None, store=grants)
        with self.assertRaises(ConsentNeeded) as caught:
            client.clients.create("k7x", {})
        self.assertEqual((caught.exception.method, sent.requests), ("clients.create", []))
        grants.save("some_app", Grant("from another process"))
        client.clients.get("k7x", 8)
        self.assertEqual(borne(sent), ["Bearer from another process"])

    def test_where_nothing_newer_was_found_the_call_is_not_made_again(self):
        tokens = Tokens()
        tokens.refresh = lambda used, early: False
        client, sent = client_with(tokens, REFUSED)
        with self.assertRaises(Unauthenticated):
            client.clients.get("k7x", 8)
        self.assertEqual(len(sent.requests), 1)

    def test_a_refresh_that_fails_leaves_no_write_in_doubt(self):
        for error in (NoResponse("silence"), ConsentNeeded(400, "spent")):
            for tokens in (Tokens(due=True, error=error), Tokens(error=error)):
                client, sent = client_with(tokens, REFUSED)
                with self.assertRaises(type(error)) as caught:
                    client.clients.create("k7x", {})
                self.assertIs(caught.exception, error)
                self.assertNotIsInstance(caught.exception, OutcomeUnknown)
                self.assertLessEqual(len(sent.requests), 1)

    def test_a_repeated_call_takes_the_token_of_that_moment(self):
        tokens = Tokens()

        def busy(request):
            tokens.number = 7
            return answer(status=503)

        client, sent = client_with(tokens, busy, answer())
        client.clients.get("k7x", 8)
        self.assertEqual(borne(sent), ["Bearer t1", "Bearer t7"])

    def test_nothing_that_is_refused_before_it_is_sent_costs_a_refresh(self):
        tokens = Tokens(due=True)
        client, sent = client_with(tokens, read_only=True)
        for call in (
            lambda: client.clients.create("k7x", {}),
            lambda: client.clients.get("k7x", None),
        ):
            with self.assertRaises((PermissionError, ValueError)):
                call()
        self.assertEqual((tokens.asked, sent.requests), ([], []))


class StepsTest(unittest.TestCase):
    def test_a_driver_has_nothing_to_decide(self):
        client, _ = client_of()
        client._driven = lambda steps: steps
        steps = client.clients.get("k7x", 8)
        self.assertEqual(next(steps).entity.headers["Authorization"][:7], "Bearer ")
        with self.assertRaises(StopIteration) as end:
            steps.send(answer(EMPTY))
        self.assertEqual(str(end.exception.value), "Result(client)")

    def test_what_is_closed_early_closes_the_exchange(self):
        ended = []

        def exchange():
            try:
                yield "step"
            finally:
                ended.append(True)

        steps = authorized(exchange(), Tokens(), FAMILIES["auth"].refuse)
        self.assertEqual(next(steps), "step")
        steps.close()
        self.assertEqual(ended, [True])

    def test_a_refresh_that_fails_ends_the_exchange_at_once(self):
        ended = []

        def exchange():
            try:
                yield Send(Request("GET", "https://api.example.com/"))
            finally:
                ended.append(True)

        def fail(step):
            raise LookupError

        steps = authorized(exchange(), Tokens(due=True), FAMILIES["auth"].refuse)
        try:
            drive(steps, fail)
        except LookupError:
            # As long as somebody holds the error, its frames hold the steps.
            self.assertEqual(ended, [True])

    def test_an_error_of_the_driver_reaches_the_exchange(self):
        def exchange():
            try:
                yield "step"
            except LookupError:
                return "told"

        def fail(step):
            raise LookupError

        steps = authorized(exchange(), Tokens(), FAMILIES["auth"].refuse)
        self.assertEqual(drive(steps, fail), "told")

    def test_no_step_shows_a_token(self):
        self.assertNotIn("secret", repr(Refresh("a-secret", early=False)))

    def test_a_refusal_is_told_by_its_status(self):
        client, _ = client_of(answer(b"{}", status=404))
        with self.assertRaises(NotFound):
            client.clients.get("k7x", 8)
