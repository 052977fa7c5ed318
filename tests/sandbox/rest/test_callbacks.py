"""Callbacks over HTTP: proven by their verifier, told of every change, and of nothing else."""

import base64
import hashlib
import hmac
import json
import queue
import unittest

from tests.marks import integration
from tests.sandbox.receiver import Receiver
from tests.sandbox.rest.asking import Asking

_CALLBACKS = "/events/account/{account_id}/events/callbacks"


@integration
class Callbacks(Asking):
    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)

    def send(self, **fields):
        return self.ask("POST", _CALLBACKS, json={"callback": fields})

    def callback(self, event):
        answer = self.send(event=event, uri=f"{self.receiver.url}/hook")
        return answer.json()["response"]["result"]["callback"]

    def put(self, number, **fields):
        return self.ask("PUT", f"{_CALLBACKS}/{number}", json={"callback": fields})

    def proven(self, event):
        number = self.callback(event)["callbackid"]
        verifier = self.receiver.posts.get(timeout=10).form["verifier"]
        self.assertEqual(self.put(number, verifier=verifier).status_code, 200)
        return verifier

    def heard(self):
        form = self.receiver.posts.get(timeout=10).form
        return form["name"], form["object_id"]

    def test_a_new_one_is_asked_to_prove_itself(self):
        callback = self.callback("invoice.create")
        self.assertEqual((callback["callbackid"], callback["id"]), (1, 1))
        self.assertIs(callback["verified"], False)
        self.assertEqual(callback["updated_at"], "2026-05-01T16:00:00Z")
        self.assertNotIn("verifier", callback)
        form = self.receiver.posts.get(timeout=10).form
        account = self.ask.account
        self.assertEqual(
            {name: form[name] for name in ("name", "object_id", "account_id", "business_id")},
            {
                "name": "callback.verify",
                "object_id": "1",
                "account_id": account.account_id,
                "business_id": str(account.business_id),
            },
        )
        self.assertTrue(form["verifier"])

    def test_the_verifier_proves_it_and_another_does_not(self):
        self.callback("client")
        verifier = self.receiver.posts.get(timeout=10).form["verifier"]
        answer = self.put(1, verifier="guessed")
        self.assertEqual((answer.status_code, answer.json()["errno"]), (422, 422))
        callback = self.put(1, verifier=verifier).json()["response"]["result"]["callback"]
        self.assertIs(callback["verified"], True)

    def test_the_verifier_can_be_asked_for_again(self):
        self.callback("client")
        first = self.receiver.posts.get(timeout=10).form
        self.assertEqual(self.put(1, resend=True).status_code, 200)
        self.assertEqual(self.receiver.posts.get(timeout=10).form, first)

    def test_every_change_is_told_and_signed(self):
        verifier = self.proven("client")
        self.made("users/clients", "client", email="ann@example.com")
        post = self.receiver.posts.get(timeout=10)
        self.assertEqual((post.form["name"], post.form["object_id"]), ("client.create", "1"))
        digest = hmac.new(verifier.encode(), json.dumps(post.form).encode(), hashlib.sha256)
        signature = base64.b64encode(digest.digest()).decode()
        self.assertEqual(post.headers["x-freshbooks-hmac-sha256"], signature)
        for fields, event in (
            ({"fname": "Ann"}, "client.update"),
            ({"vis_state": 2}, "client.update"),
            ({"vis_state": 1}, "client.delete"),
            ({"vis_state": 0}, "client.update"),
        ):
            with self.subTest(fields=fields):
                self.ask.result("PUT", "users/clients/1", json={"client": fields})
                self.assertEqual(self.heard(), (event, "1"))
        self.ask("DELETE", "/accounting/account/{account_id}/users/clients/1")
        self.assertEqual(self.heard(), ("client.delete", "1"))

    def test_things_are_called_what_the_documentation_calls_them(self):
        for noun, path, single, fields in (
            ("project", "/projects/business/{business_id}/project", "project", {"title": "Pond"}),
            ("service", "/comments/business/{business_id}/service", "service", {"name": "Dig"}),
            (
                "time_entry",
                "/timetracking/business/{business_id}/time_entries",
                "time_entry",
                {"is_logged": True, "duration": 1, "started_at": "2026-05-01"},
            ),
            ("tax", "/accounting/account/{account_id}/taxes/taxes", "tax", {"name": "HST"}),
        ):
            with self.subTest(noun=noun):
                self.proven(noun)
                self.ask("POST", path, json={single: fields})
                self.assertEqual(self.heard(), (f"{noun}.create", "1"))
                if noun != "tax":
                    self.ask("DELETE", f"{path}/1")
                    self.assertEqual(self.heard(), (f"{noun}.delete", "1"))

    def test_a_refused_call_tells_nobody(self):
        self.proven("item")
        self.ask.errors("POST", "items/items", json={"item": {"name": "Bowl", "tax1": "x"}})
        self.made("items/items", "item", name="Mug")
        self.assertEqual(self.heard(), ("item.create", "1"))
        with self.assertRaises(queue.Empty):
            self.receiver.posts.get_nowait()

    def test_lists_are_narrowed_down_by_an_event_or_its_noun(self):
        for event in ("invoice", "invoice.create", "client.create"):
            self.callback(event)
        for event, numbers in (
            ("invoice.create", [1, 2]),
            ("invoice", [1]),
            ("client.create", [3]),
            ("client", []),
        ):
            with self.subTest(event=event):
                body = self.ask("GET", f"{_CALLBACKS}?search[event]={event}").json()
                rows = body["response"]["result"]["callbacks"]
                self.assertEqual([row["callbackid"] for row in rows], numbers)

    def test_all_that_is_wrong_is_said_at_once(self):
        answer = self.send(event="invoice.eat", uri="nonsense")
        self.assertEqual(answer.status_code, 422)
        body = answer.json()
        self.assertEqual(body["errno"], 422)
        self.assertEqual(
            body["details"],
            [
                "event: Value error, Unrecognized event.",
                "uri: Input should be a valid URL, relative URL without a base",
            ],
        )
        self.assertEqual(
            self.send().json()["details"], ["event: Field required", "uri: Field required"]
        )

    def test_a_deleted_one_is_gone_and_hears_nothing(self):
        self.proven("item")
        answer = self.ask("DELETE", f"{_CALLBACKS}/1")
        self.assertEqual((answer.status_code, answer.content), (204, b""))
        self.assertEqual(self.ask("GET", f"{_CALLBACKS}/1").status_code, 404)
        self.proven("tax")
        self.made("items/items", "item", name="Mug")
        self.made("taxes/taxes", "tax", name="HST")
        self.assertEqual(self.heard(), ("tax.create", "1"))


if __name__ == "__main__":
    unittest.main()
