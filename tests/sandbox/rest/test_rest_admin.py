"""The handles over HTTP, for what belongs to the REST API."""

import unittest

import requests

from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.sandbox.rest.asking import Asker
from tests.sandbox.rest.granting import Application, answered


@integration
class AdminTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def asked(self, verb, path, body=None, *, code=200):
        answer = requests.request(
            verb,
            f"{self.sandbox.url}/_sandbox/{path}",
            json=body,
            auth=(self.sandbox.token, ""),
            timeout=10,
        )
        self.assertEqual(answer.status_code, code, answer.text)
        return answer.json()

    def test_accounts_say_what_rest_programs_need(self):
        told = self.asked("GET", "accounts/sandbox")
        names = [
            "rest_url",
            "account_id",
            "business_id",
            "business_uuid",
            "client_id",
            "client_secret",
        ]
        for name in (*names, "redirect_uri", "access_token", "refresh_token"):
            self.assertEqual(told[name], getattr(self.sandbox, name), name)
        self.assertEqual(self.asked("GET", "")["rest_url"], self.sandbox.url)

    def test_the_application_is_registered_with_something_else(self):
        uris = ["https://example.com/cb"]
        sent = {"redirect_uris": uris, "scopes": ["user:clients:read"], "token_lifetime": 60}
        self.assertEqual(self.asked("PUT", "application", sent), sent)
        self.assertEqual(self.asked("GET", "application"), sent)
        told = Application(self.sandbox).exchange(Application(self.sandbox).code()).json()
        self.assertEqual(told["expires_in"], 60)
        self.assertEqual(told["scope"], "user:profile:read user:clients:read")

    def test_what_cannot_be_registered_is_refused_and_changes_nothing(self):
        before = self.asked("GET", "application")
        for wrong in (
            {"redirect_uris": "https://example.com/cb"},
            {"redirect_uris": ["http://example.com/cb"]},
            {"scopes": ["user:clients:eat"]},
            {"token_lifetime": "60"},
            {"client_id": "mine"},
            {"redirect_uris": ["https://example.com/other"], "token_lifetime": 0},
        ):
            with self.subTest(**wrong):
                self.asked("PUT", "application", wrong, code=400)
                self.assertEqual(self.asked("GET", "application"), before)

    def test_programs_agree_to_what_an_application_asks(self):
        address = Application(self.sandbox).consent_url(state="7")
        back = self.asked("POST", "consent", {"address": address})["location"]
        self.assertEqual(set(answered(back)), {"code", "state"})
        sent = {"address": address, "agrees": False}
        back = self.asked("POST", "consent", sent)["location"]
        self.assertEqual(answered(back)["error"], "access_denied")
        for wrong in ({}, {"address": 7}, {"address": self.sandbox.url}):
            self.asked("POST", "consent", wrong, code=400)

    def test_faults_and_journal_know_calls_of_rest(self):
        self.asked("POST", "faults", {"kind": "status", "method": "users.me", "count": 1}, code=201)
        Application(self.sandbox).me()
        (entry,) = self.asked("GET", "journal?method=users.me&verb=GET&path=*/users/me")["entries"]
        self.assertEqual((entry["status"], entry["fault"]), (503, "status"))
        self.assertEqual((entry["auth"], entry["path"]), ("bearer", "/auth/api/v1/users/me"))

    def test_books_of_rest_are_filled(self):
        other = self.sandbox.account("filled")
        made = self.asked("POST", "accounts/filled/seed", {"invoices": 11, "api": "rest"})
        self.assertEqual(made["invoices"], 11)
        ask = Asker(other)
        total = ask.result("GET", "users/clients")["total"]
        self.assertGreater(total, 0)
        ask.session.close()
        self.asked("POST", "accounts/filled/seed", {"api": "soap"}, code=400)
