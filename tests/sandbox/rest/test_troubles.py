"""Faults and journal before the REST API."""

import json
import os
import unittest
from http import HTTPStatus
from pathlib import Path

import requests

from refreshbooks.sandbox.rest.shapes import SHAPES, shaped
from tests.marks import integration
from tests.sandbox.rest.asking import Asking
from tests.sandbox.rest.granting import NOBODYS_TOKEN, Application

CLIENTS = "/accounting/account/{account_id}/users/clients"
ANN = {"client": {"fname": "Ann", "email": "ann@example.com"}}
PLACES = {
    "accounting": CLIENTS,
    "accounting_businesses": "/accounting/businesses/{business_uuid}/ledger_accounts/accounts",
    "events": "/events/account/{account_id}/events/callbacks",
    "projects": "/projects/business/{business_id}/projects",
    "timetracking": "/timetracking/business/{business_id}/time_entries",
    "comments": "/comments/business/{business_id}/services",
    "payments": "/payments/account/{account_id}/payment_options?entity_type=invoice",
    "uploads": "/uploads/images/abc",
    "auth": "/auth/api/v1/users/me",
}


class TroubledTest(Asking):
    def setUp(self):
        super().setUp()
        self.sandbox = self.ask.account
        self.faults, self.journal = self.sandbox.faults, self.sandbox.journal

    def create(self):
        return self.ask("POST", CLIENTS, json=ANN)

    def clients(self):
        """How many there are, whatever the faults."""
        return self.sandbox._rest.book.count("clients")

    def struck(self, kind, method="clients.create", **details):
        """Returns the answer to a create that a fault strikes; None for none."""
        with self.faults.add(kind, method, **details) as fault:
            try:
                answer = self.create()
            except requests.RequestException:
                answer = None
        assert fault.struck == 1
        return answer

    def assert_recorded(self, *, status, applied, fault):
        entry = self.journal.last
        self.assertEqual((entry.method, entry.status), ("clients.create", status))
        self.assertEqual((entry.applied, entry.fault), (applied, fault))
        self.assertEqual(self.clients(), 1 if applied else 0)


@integration
class KindTest(TroubledTest):
    def test_a_status_comes_in_the_words_of_each_family(self):
        said = {
            "accounting": lambda body: body["response"]["errors"][0]["message"],
            "accounting_businesses": lambda body: body["errors"]["details"][0]["metadata"][
                "message"
            ],
            "events": lambda body: body["message"],
            "projects": lambda body: body["error"],
            "timetracking": lambda body: body["error"],
            "comments": lambda body: body["error"],
            "payments": lambda body: body["message"],
            "uploads": lambda body: body["error"],
            "auth": lambda body: body["error_description"],
        }
        for code in (403, 429, 500, 503):
            with self.faults.add("status", code=code):
                for family, path in PLACES.items():
                    with self.subTest(family=family, code=code):
                        answer = self.ask("GET", path)
                        self.assertEqual(answer.status_code, code)
                        self.assertGreater(len(said[family](answer.json())), 10)

    def test_a_status_says_when_to_come_back(self):
        answer = self.struck("status", code=429, retry_after=7)
        self.assertEqual((answer.status_code, answer.headers["Retry-After"]), (429, "7"))
        self.assert_recorded(status=429, applied=False, fault="status")

    def test_what_is_said_with_a_status_can_be_anything(self):
        for body, media_type in (
            ("<html>no</html>", "text/html; charset=utf-8"),
            ({"message": "no"}, "application/json"),
            ([1, 2], "application/json"),
            ("", "text/html; charset=utf-8"),
        ):
            with self.subTest(body=body):
                answer = self.struck("status", code=502, body=body)
                sent = body if isinstance(body, str) else json.dumps(body)
                self.assertEqual(answer.text, sent)
                self.assertEqual(answer.headers["Content-Type"], media_type)
        answer = self.struck("status", body="{", media_type="application/json")
        self.assertEqual(answer.headers["Content-Type"], "application/json")

    def test_every_form_of_refusal_can_be_asked_for(self):
        for shape in SHAPES:
            with self.subTest(shape=shape):
                answer = self.struck("status", code=404, shape=shape)
                self.assertEqual((answer.status_code, answer.json()), (404, shaped(shape, 404)))

    def test_details_of_a_status_that_make_no_sense_are_refused(self):
        for details in (
            {"shape": "round"},
            {"shape": "list", "body": "no"},
            {"body": object()},
            {"body": {1: {2}}},
            {"media_type": "a\nb"},
        ):
            with self.subTest(**details), self.assertRaisesRegex(ValueError, "takes"):
                self.faults.add("status", **details)

    def test_connections_are_cut_before_and_after(self):
        self.assertIsNone(self.struck("drop_before"))
        self.assert_recorded(status=None, applied=False, fault="drop_before")
        self.assertIsNone(self.struck("drop_after"))
        self.assert_recorded(status=None, applied=True, fault="drop_after")

    def test_json_is_cut_off(self):
        answer = self.struck("truncate")
        self.assertEqual(answer.status_code, 200)
        with self.assertRaises(ValueError):
            answer.json()
        self.assert_recorded(status=200, applied=True, fault="truncate")

    def test_a_page_for_people_comes_in_the_place_of_json(self):
        answer = self.struck("html")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/html"))
        self.assert_recorded(status=200, applied=False, fault="html")

    def test_a_revoked_token_is_a_stranger_s(self):
        answer = self.struck("revoked")
        self.assertEqual((answer.status_code, answer.json()["error"]), (401, "unauthenticated"))
        self.assert_recorded(status=401, applied=False, fault="revoked")
        stranger = {"Authorization": "Bearer nobody"}
        as_ever = self.ask("GET", "/auth/api/v1/users/me", headers=stranger)
        self.assertEqual(answer.json(), as_ever.json())

    def test_an_account_can_be_gone_moved_closed_or_not_for_programs(self):
        answer = self.struck("unknown_system")
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(answer.json()["response"]["errors"][0]["message"], "Account not found")
        answer = self.struck("deactivated")
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(answer.json()["response"]["errors"][0]["errno"], 1042)
        self.assertEqual(self.struck("disabled").status_code, 403)
        with self.faults.add("moved"):
            answer = self.ask("GET", CLIENTS, allow_redirects=False)
        place = self.ask.url(CLIENTS).removeprefix(self.sandbox.url)
        self.assertEqual(answer.status_code, 301)
        self.assertEqual(answer.headers["Location"], f"https://moved.example.com{place}")

    def test_answers_dribble_and_wait(self):
        self.assertEqual(self.struck("slow", seconds=0.01, pieces=3).status_code, 200)
        self.assertEqual(self.struck("delay", seconds=0.01).status_code, 200)


@integration
class MethodTest(TroubledTest):
    def test_methods_of_rest_are_known_by_their_own_names(self):
        for method in ("clients.*", "*.list", "oauth.token", "users.me", "reports.profitloss"):
            self.faults.add("status", method).remove()
        with self.assertRaisesRegex(ValueError, "clients"):
            self.faults.add("status", "clientss.list")

    def test_a_fault_strikes_the_methods_it_names_alone(self):
        with self.faults.add("status", "clients.list", code=503):
            self.assertEqual(self.create().status_code, 200)
            self.assertEqual(self.ask("GET", CLIENTS).status_code, 503)
            self.assertEqual(self.ask("GET", PLACES["projects"]).status_code, 200)

    def test_the_token_address_has_troubles_in_oauth_s_own_words(self):
        application = Application(self.sandbox)
        token = self.sandbox.refresh_token
        for code, error in ((400, "invalid_grant"), (401, "invalid_client"), (500, "server_error")):
            with self.subTest(code=code), self.faults.add("status", "oauth.token", code=code):
                answer = application.refresh(token)
                self.assertEqual((answer.status_code, answer.json()["error"]), (code, error))
        with self.faults.add("drop_after", "oauth.token"):
            with self.assertRaises(requests.ConnectionError):
                application.refresh(token)
        self.assertEqual(application.refresh(token).status_code, 400)
        self.assertEqual(application.me().status_code, 200)
        application.close()


@integration
class JournalTest(TroubledTest):
    def test_an_entry_says_what_was_called_where_and_by_whom(self):
        self.create()
        entry = self.journal.last
        self.assertEqual((entry.method, entry.verb, entry.status), ("clients.create", "POST", 200))
        self.assertEqual(entry.path, self.ask.url(CLIENTS).removeprefix(self.sandbox.url))
        self.assertEqual((entry.user, entry.auth, entry.applied), ("1", "bearer", True))
        self.assertEqual(json.loads(entry.request), ANN)
        self.assertEqual(json.loads(entry.response)["response"]["result"]["client"]["id"], 1)

    def test_calls_are_looked_for_by_address_and_by_what_was_sent(self):
        self.create()
        self.ask("GET", f"{CLIENTS}?search[email]=ann@example.com&page=2")
        found = self.journal.search
        self.assertEqual(len(found("clients.list", path="*page=2*", verb="GET")), 1)
        self.assertEqual(found(path="*page=3*"), [])
        self.assertEqual(len(found(fields={"client/email": "ann@example.com"})), 1)
        self.assertEqual(found(fields={"client/email": "bob@example.com"}), [])
        (miss,) = self.journal.near_misses("clients.create", fields={"client/fname": "Bob"}, most=1)
        self.assertEqual(miss.differences, ("client/fname 'Ann'",))

    def test_all_that_a_value_can_be_in_json_is_found(self):
        line = {"name": "Digging", "qty": 2}
        sent = {"invoice": {"lines": [line, {"name": "Mowing"}], "a": True, "b": None}}
        self.ask("POST", "/accounting/account/{account_id}/invoices/invoices", json=sent)
        for fields in (
            {"invoice/lines/name": "Mowing", "invoice/lines/qty": 2},
            {"invoice/a": True, "invoice/b": None},
        ):
            self.assertEqual(self.journal.count("invoices.create", fields=fields), 1, fields)
        self.assertEqual(self.journal.count(fields={"invoice/a": False}), 0)

    def test_a_deletion_by_put_is_a_deletion(self):
        self.create()
        self.ask("PUT", f"{CLIENTS}/1", json={"client": {"vis_state": 1}})
        self.assertEqual(self.journal.last.method, "clients.delete")

    def test_secrets_are_masked_wherever_they_stand(self):
        application = Application(self.sandbox)
        told = application.exchange(application.code()).json()
        application.refresh(told["refresh_token"])
        application.told("revoke", token=self.sandbox.refresh_token)
        url = f"{self.sandbox.rest_url}/auth/oauth/token"
        sent = {"client_id": self.sandbox.client_id, "client_secret": NOBODYS_TOKEN}
        secret = "f" * 40
        application.session.post(url, json={**sent, "refresh_token": secret}, timeout=10)
        application.session.post(url, data={**sent, "code": secret}, timeout=10)
        parts = {**sent, "code": secret, "refresh_token": secret}
        parts = {name: (None, text) for name, text in parts.items()}
        application.session.post(url, files=parts, timeout=10)
        application.close()
        shown = b"".join(
            entry.request + entry.response + entry.path.encode() + repr(entry).encode()
            for entry in self.journal
        ).decode()
        secrets = (
            secret,
            NOBODYS_TOKEN,
            self.sandbox.client_secret,
            self.sandbox.access_token,
            self.sandbox.refresh_token,
            told["access_token"],
            told["refresh_token"],
        )
        for one in secrets:
            self.assertNotIn(one, shown)
        self.assertIn(self.sandbox.client_id, shown)

    def test_what_is_masked_is_json_still(self):
        Application(self.sandbox).refresh()
        response = json.loads(self.journal.last.response)
        self.assertEqual((response["access_token"], response["expires_in"]), ("***", 43200))
        self.assertEqual(self.journal.count(text=self.sandbox.refresh_token), 0)

    def test_a_verifier_that_was_posted_back_is_masked(self):
        path = f"{PLACES['events']}/7"
        self.ask("PUT", path, json={"callback": {"verifier": "open-sesame"}})
        self.assertNotIn(b"open-sesame", self.journal.last.request)

    def test_a_user_whom_a_fault_struck_is_known(self):
        self.struck("status")
        self.assertEqual((self.journal.last.user, self.journal.last.auth), ("1", "bearer"))


class DocumentsTest(unittest.TestCase):
    """Published refusals; see the variable's name for where they are."""

    def test_every_published_form_of_a_refusal_has_its_shape(self):
        folder = os.environ.get("REFRESHBOOKS_REST_DOCUMENTS")
        if not folder:
            raise unittest.SkipTest("needs the folder of published documents")
        ours = {_form(shaped(shape, code)) for shape in SHAPES for code in HTTPStatus}
        ours.add(_form({"error": "x", "error_description": "x"}))
        for path in sorted(Path(folder, "errors").glob("*.json")):
            with self.subTest(path=path.name):
                self.assertIn(_form(json.loads(path.read_text(encoding="utf-8"))), ours)


def _form(body):
    """Returns the names of a body and how they stand in each other, without what varies."""
    if isinstance(body, list):
        return (_form(body[0]),) if body else ()
    if not isinstance(body, dict):
        return ""
    varying = (
        "errno" in body and isinstance(body.get("error"), dict) and "title" not in body["error"]
    )
    kept = {**body, "error": {"id": ""}} if varying else body
    kept = {
        name: inner for name, inner in kept.items() if not (name == "details" and "errno" in kept)
    }
    return frozenset((name, _form(inner)) for name, inner in kept.items())
