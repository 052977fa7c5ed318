"""Accounts of a sandbox, as REST programs see them."""

import tempfile
import unittest
from pathlib import Path

import requests

from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.sandbox.rest.asking import NOON, Asker
from tests.sandbox.rest.granting import NOBODYS_TOKEN, Application
from tests.sandbox.speaking import Speaker

CLIENTS = "/accounting/account/{account_id}/users/clients"
ANN = {"client": {"fname": "Ann"}}
IDS = ("account_id", "business_id", "business_uuid")
SECRETS = ("client_secret", "access_token", "refresh_token")


def names(ask):
    return [row["fname"] for row in ask.result("GET", "users/clients")["clients"]]


@integration
class AccountsTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)
        self.ask = self.asker(self.sandbox)

    def asker(self, account):
        ask = Asker(account)
        self.addCleanup(ask.session.close)
        return ask

    def test_accounts_have_ids_and_secrets_of_their_own(self):
        other = self.sandbox.account("other")
        for name in (*IDS, *SECRETS, "client_id"):
            self.assertNotEqual(getattr(self.sandbox, name), getattr(other, name), name)
        self.assertEqual(self.sandbox.rest_url, other.rest_url)
        self.assertRegex(self.sandbox.account_id, r"\A[A-Za-z][A-Za-z0-9]{5}\Z")
        self.assertIsInstance(self.sandbox.business_id, int)

    def test_ids_are_the_same_in_every_sandbox_and_secrets_in_none(self):
        with Sandbox() as again:
            for name in IDS:
                self.assertEqual(getattr(self.sandbox, name), getattr(again, name))
            for name in (*SECRETS, "client_id"):
                self.assertNotEqual(getattr(self.sandbox, name), getattr(again, name))

    def test_no_secret_is_in_a_repr(self):
        for shown in (repr(self.sandbox), repr(self.sandbox.account("other")), str(self.sandbox)):
            for name in SECRETS:
                self.assertNotIn(getattr(self.sandbox, name), shown)

    def test_a_call_is_that_of_the_account_whose_token_it_bears(self):
        other = self.asker(self.sandbox.account("other"))
        self.ask("POST", CLIENTS, json=ANN)
        self.assertEqual((names(self.ask), names(other)), (["Ann"], []))
        self.assertEqual(len(self.sandbox.journal), 2)
        self.assertEqual(len(other.account.journal), 1)

    def test_a_token_opens_no_other_account(self):
        other = self.sandbox.account("other")
        headers = {"Authorization": f"Bearer {other.access_token}"}
        self.assertEqual(self.ask("GET", CLIENTS, headers=headers).status_code, 404)
        path = "/projects/business/{business_id}/projects"
        self.assertEqual(self.ask("GET", path, headers=headers).status_code, 404)

    def test_who_bears_no_good_token_is_a_stranger(self):
        basic = (self.sandbox.token, "")
        for headers in (
            {"Authorization": ""},
            {"Authorization": f"Bearer {NOBODYS_TOKEN}"},
            {"Authorization": "Bearer None"},
            {"Authorization": f"Token {self.sandbox.access_token}"},
        ):
            with self.subTest(**headers):
                answer = self.ask("GET", CLIENTS, headers=headers)
                self.assertEqual(
                    (answer.status_code, answer.json()["error"]), (401, "unauthenticated")
                )
                self.assertIsNone(self.sandbox.journal.last.user)
        answer = requests.get(self.ask.url(CLIENTS), auth=basic, timeout=10)
        self.assertEqual(answer.status_code, 401)

    def test_neither_api_sees_what_the_other_did(self):
        speaker = Speaker(self.sandbox)
        self.addCleanup(speaker.close)
        self.ask("POST", CLIENTS, json=ANN)
        self.assertNotIn(b"Ann", speaker.call("client.list").body)
        assert speaker.call("client.create", "<client><email>b@example.com</email></client>").is_ok
        self.assertEqual(names(self.ask), ["Ann"])
        methods = [entry.method for entry in self.sandbox.journal]
        self.assertEqual(
            methods, ["clients.create", "client.list", "client.create", "clients.list"]
        )

    def test_reset_empties_the_books_of_both_apis_and_leaves_tokens_good(self):
        speaker, token = Speaker(self.sandbox), self.sandbox.access_token
        self.addCleanup(speaker.close)
        self.ask("POST", CLIENTS, json=ANN)
        speaker.call("client.create", "<client><email>b@example.com</email></client>")
        self.sandbox.token_lifetime = 60
        self.sandbox.reset()
        self.assertEqual(names(self.ask), [])
        self.assertNotIn(b"b@example.com", speaker.call("client.list").body)
        self.assertEqual(self.sandbox.access_token, token)
        self.assertEqual(self.sandbox.token_lifetime, 12 * 60 * 60)
        self.ask("POST", CLIENTS, json=ANN)
        self.assertEqual(self.ask.result("GET", "users/clients/1")["client"]["fname"], "Ann")

    def test_a_snapshot_holds_the_books_of_both_apis(self):
        speaker = Speaker(self.sandbox)
        self.addCleanup(speaker.close)
        self.ask("POST", CLIENTS, json=ANN)
        speaker.call("client.create", "<client><email>b@example.com</email></client>")
        self.sandbox.snapshot("one")
        self.ask("POST", CLIENTS, json={"client": {"fname": "Bob"}})
        speaker.call("client.delete", "<client_id>1</client_id>")
        self.sandbox.restore("one")
        self.assertEqual(names(self.ask), ["Ann"])
        self.assertIn(b"b@example.com", speaker.call("client.list").body)
        self.assertEqual(self.sandbox.snapshots, ["one"])

    def test_a_snapshot_of_before_the_first_call_is_that_of_a_fresh_account(self):
        self.sandbox.snapshot("fresh")
        self.ask("POST", CLIENTS, json=ANN)
        self.sandbox.restore("fresh")
        self.assertEqual(names(self.ask), [])
        self.assertEqual(self.ask.result("GET", "users/staffs")["total"], 1)

    def test_books_of_one_api_are_filled_alone(self):
        made = self.sandbox.seed(12, api="rest")
        self.assertEqual(made["invoices"], 12)
        self.assertEqual(self.sandbox.seed(11)["invoice"], 11)
        with self.assertRaisesRegex(ValueError, "'soap'"):
            self.sandbox.seed(api="soap")

    def test_the_session_without_a_network_reaches_rest_as_well(self):
        with self.sandbox.session() as session:
            self.ask.session = session
            self.ask("POST", CLIENTS, json=ANN)
            self.assertEqual(names(self.ask), ["Ann"])
            self.assertEqual(Application(self.sandbox).refresh().status_code, 200)

    def test_records_are_stamped_by_the_account_s_clock(self):
        self.sandbox.clock.freeze(NOON)
        client = self.ask("POST", CLIENTS, json=ANN).json()["response"]["result"]["client"]
        self.assertEqual(client["updated"], "2026-05-01 12:00:00")


@integration
class FileTest(unittest.TestCase):
    def test_a_file_keeps_books_ids_secrets_and_tokens(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "books.db")
            seen = []
            for _ in range(2):
                with Sandbox(path) as sandbox:
                    other = sandbox.account("other")
                    told = [(*IDS, *SECRETS, "client_id"), []]
                    for account in (sandbox, other):
                        told[1] += [getattr(account, name) for name in told[0]]
                    seen.append(told[1])
                    ask = Asker(other)
                    ask("POST", CLIENTS, json=ANN)
                    listed = names(ask)
                    ask.session.close()
            self.assertEqual(seen[0], seen[1])
            self.assertEqual(listed, ["Ann", "Ann"])

    def test_a_refresh_token_that_was_used_is_used_after_a_restart_too(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "books.db")
            with Sandbox(path) as sandbox:
                used = sandbox.refresh_token
                told = Application(sandbox).refresh(used).json()
            with Sandbox(path) as sandbox:
                application = Application(sandbox)
                self.assertEqual(application.refresh(used).status_code, 400)
                self.assertEqual(application.me(told["access_token"]).status_code, 200)
                self.assertEqual(application.refresh(told["refresh_token"]).status_code, 200)

    def test_a_file_of_earlier_times_gets_what_it_lacks(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "books.db")
            with Sandbox(path) as sandbox:
                sandbox.account("other")
                token = sandbox.token
                sandbox._store.rows("DELETE FROM fact WHERE name = 'applications'")
            with Sandbox(path) as sandbox:
                self.assertEqual(sandbox.token, token)
                self.assertEqual(len(sandbox.accounts), 2)
                self.assertEqual(Application(sandbox).me().status_code, 200)
