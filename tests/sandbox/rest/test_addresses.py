"""Addresses of the REST API: who may call them, what is there, and how the families refuse."""

import json
import os
import unittest
from pathlib import Path
from urllib.parse import urlsplit

from refreshbooks.catalog import rest as catalog
from refreshbooks.sandbox.rest.routes import method_of
from tests.marks import integration
from tests.sandbox.rest.asking import Asking

_GATEWAY = {
    "error": "unauthenticated",
    "error_description": "This action requires authentication to continue.",
}
_NOT_THERE = "Requested resource could not be found."
_FAMILIES = {
    "accounting": "/accounting/account/{account_id}/users/clients",
    "accounting_businesses": "/accounting/businesses/{business_uuid}/ledger_accounts/accounts",
    "events": "/events/account/{account_id}/events/callbacks",
    "projects": "/projects/business/{business_id}/projects",
    "timetracking": "/timetracking/business/{business_id}/time_entries",
    "comments": "/comments/business/{business_id}/services",
    "payments": "/payments/account/{account_id}/payment_options",
}


@integration
class Entered(Asking):
    def test_strangers_hear_the_same_from_every_family(self):
        for family, path in _FAMILIES.items():
            for header in ("", "Bearer ", "Bearer nonsense", "Basic YTpi", "nonsense"):
                with self.subTest(family=family, header=header):
                    answer = self.ask("GET", path, headers={"Authorization": header})
                    self.assertEqual((answer.status_code, answer.json()), (401, _GATEWAY))

    def test_the_scheme_may_be_written_in_any_letters(self):
        for scheme in ("bearer", "BEARER"):
            header = f"{scheme} {self.ask.account.access_token}"
            answer = self.ask("GET", _FAMILIES["events"], headers={"Authorization": header})
            self.assertEqual(answer.status_code, 200)

    def test_a_slash_at_the_end_changes_nothing(self):
        for path in _FAMILIES.values():
            with self.subTest(path=path):
                self.assertEqual(self.ask("GET", f"{path}/").status_code, 200)

    def test_a_connection_is_good_for_many_calls_whatever_comes_of_them(self):
        for _ in range(2):
            self.ask("POST", "/accounting/account/nobody/users/clients", json={"client": {}})
            self.assertEqual(self.ask("GET", _FAMILIES["accounting"]).status_code, 200)


@integration
class Refused(Asking):
    def test_ids_of_others_lead_nowhere(self):
        for path, body in (
            (
                "/accounting/account/nobody/users/clients",
                {"response": {"errors": [{"message": "Account not found", "errno": 404}]}},
            ),
            ("/projects/business/1/projects", {"error": "Account not found"}),
            ("/events/account/nobody/events/callbacks", None),
            ("/accounting/businesses/nobody/ledger_accounts/accounts", None),
        ):
            with self.subTest(path=path):
                answer = self.ask("GET", path)
                self.assertEqual(answer.status_code, 404)
                if body:
                    self.assertEqual(answer.json(), body)

    def test_every_family_says_in_its_own_way_that_something_is_not_there(self):
        gone = "00000000-0000-4000-8000-000000000000"
        for path, body in (
            ("/projects/business/{business_id}/project/9", {"error": _NOT_THERE}),
            ("/timetracking/business/{business_id}/time_entries/9", {"error": _NOT_THERE}),
            ("/comments/business/{business_id}/service/9", {"error": _NOT_THERE}),
            (
                "/events/account/{account_id}/events/callbacks/9",
                {"errno": 404, "message": _NOT_THERE},
            ),
            (
                "/payments/account/{account_id}/invoice/9/payment_options",
                {"error_type": "not_found", "message": "Resource not found"},
            ),
            ("/uploads/images/nothing", {"error": "File not found"}),
            (
                f"/accounting/businesses/{{business_uuid}}/ledger_accounts/accounts/{gone}",
                {
                    "errors": {
                        "message": "Request failed with status code 404",
                        "status": 404,
                        "details": [
                            {
                                "reason": "Not found.",
                                "metadata": {"message": "Not found.", "field": None},
                            }
                        ],
                    }
                },
            ),
        ):
            with self.subTest(path=path):
                answer = self.ask("GET", path)
                self.assertEqual((answer.status_code, answer.json()), (404, body))

    def test_every_family_says_in_its_own_way_what_is_missing(self):
        required = {"message": "This field is required."}
        for path, sent, status, body in (
            (
                "/projects/business/{business_id}/project",
                {"project": {}},
                422,
                {"errno": 2001, "error": {"title": "field required"}},
            ),
            (
                "/comments/business/{business_id}/service",
                {"service": {}},
                422,
                {"errno": 2001, "error": {"name": "field required"}},
            ),
            (
                "/accounting/businesses/{business_uuid}/ledger_accounts/accounts",
                {"parent_account": None},
                400,
                {
                    "errors": {
                        "message": "Request failed with status code 400",
                        "status": 400,
                        "details": [
                            {
                                "reason": f"{name}: This field is required.",
                                "metadata": {**required, "field": name},
                            }
                            for name in ("name", "sub_type", "parent_account")
                        ],
                    }
                },
            ),
        ):
            with self.subTest(path=path):
                answer = self.ask("POST", path, json=sent)
                self.assertEqual((answer.status_code, answer.json()), (status, body))

    def test_addresses_without_anything_are_not_found(self):
        for path in ("/accounting/account/{account_id}/users", "/projects/nothing", "/auth/no"):
            with self.subTest(path=path):
                self.assertEqual(self.ask("GET", path).status_code, 404)

    def test_a_method_that_an_address_does_not_take_is_refused(self):
        for method, path in (
            ("PATCH", _FAMILIES["accounting"]),
            ("DELETE", _FAMILIES["projects"]),
            ("PUT", _FAMILIES["timetracking"]),
        ):
            with self.subTest(path=path):
                self.assertEqual(self.ask(method, path).status_code, 405)

    def test_a_read_only_token_writes_nothing(self):
        account = self.ask.account.account("reader")
        scopes = ["user:clients:read"]
        token = account._rest.grants.issue(account.client_id, scopes).access_token
        headers = {"Authorization": f"Bearer {token}"}
        path = f"/accounting/account/{account.account_id}/users/clients"
        self.assertEqual(self.ask("GET", path, headers=headers).status_code, 200)
        answer = self.ask("POST", path, headers=headers, json={"client": {"email": "a@b.example"}})
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(answer.json()["response"]["errors"][0]["errno"], 1003)


@integration
class Unknown(Asking):
    def test_what_nobody_has_shown_is_not_invented(self):
        for method, path in (
            ("GET", "/comments/business/{business_id}/timers"),
            ("GET", "/payments/account/{account_id}/checkout-links"),
            ("POST", "/accounting/account/{account_id}/expense_profiles/expense_profiles"),
            ("GET", "/comments/business/{business_id}/project/1/threads"),
            ("PUT", "/accounting/account/{account_id}/users/contacts/1"),
            ("GET", "/accounting/account/{account_id}/reports/accounting/cash_flow"),
        ):
            with self.subTest(path=path):
                answer = self.ask(method, path, json={"contact": {}})
                self.assertEqual(answer.status_code, 501)
                self.assertIn("The sandbox does not answer", answer.text)
                answer.json()

    def test_every_row_of_the_catalog_is_answered_or_said_not_to_be(self):
        for name in catalog.names():
            row = catalog.find(name)
            path = row.path or row.single_path
            if "list" not in row.methods or not path or name.startswith("oauth"):
                continue
            with self.subTest(name=name):
                address = path if path.startswith("/") else _root(row.family) + path
                answer = self.ask("GET", address.replace("{project_id}", "1"))
                self.assertIn(answer.status_code, (200, 501), answer.text)
                answer.json()


class Named(unittest.TestCase):
    def test_methods_are_called_as_clients_call_them(self):
        clients = "/accounting/account/a/users/clients"
        for method, path, body, name in (
            ("GET", clients, b"", "clients.list"),
            ("POST", clients, b"{}", "clients.create"),
            ("GET", f"{clients}/1", b"", "clients.get"),
            ("PUT", f"{clients}/1", b'{"client": {"fname": "A"}}', "clients.update"),
            ("PUT", f"{clients}/1", b'{"client": {"vis_state": 1}}', "clients.delete"),
            ("PUT", f"{clients}/1", b'{"client": {"vis_state": 1, "a": 1}}', "clients.update"),
            ("PUT", f"{clients}/1", b"nonsense", "clients.update"),
            ("PUT", f"{clients}/1", b'{"client": []}', "clients.update"),
            ("DELETE", f"{clients}/1", b"", "clients.delete"),
            ("GET", "/projects/business/1/projects", b"", "projects.list"),
            ("GET", "/projects/business/1/project/1", b"", "projects.get"),
            ("GET", "/projects/business/1/projects/1", b"", "projects.get"),
            ("POST", "/comments/business/1/service/7/rate", b"{}", "service_rates.create"),
            ("GET", "/comments/business/1/service_rates", b"", "service_rates.list"),
            ("GET", "/accounting/account/a/expenses/categories", b"", "expenses_categories.list"),
            (
                "GET",
                "/accounting/account/a/reports/accounting/taxsummary",
                b"",
                "reports.taxsummary",
            ),
            ("GET", "/payments/account/a/payment_options", b"", "invoice_payment_options.defaults"),
            ("POST", "/uploads/account/a/images", b"", "images.upload"),
            ("GET", "/uploads/images/x", b"", "images.get"),
            ("GET", "/auth/api/v1/users/me", b"", "users.me"),
            ("GET", "/nowhere", b"", ""),
            ("PATCH", clients, b"", ""),
        ):
            with self.subTest(method=method, path=path, body=body):
                self.assertEqual(method_of(method, path, body), name)

    def test_what_a_put_to_a_callback_is_its_body_tells(self):
        path = "/events/account/a/events/callbacks/1"
        for body, name in (
            (b'{"callback": {"verifier": "x"}}', "callbacks.verify"),
            (b'{"callback": {"resend": true}}', "callbacks.resend_verification"),
            (b'{"callback": {"uri": "http://x.example"}}', "callbacks.update"),
        ):
            with self.subTest(body=body):
                self.assertEqual(method_of("PUT", path, body), name)

    def test_every_request_of_the_official_sdk_finds_its_method(self):
        for one in _golden_requests():
            request, (resource, verb) = one["http"], (one["resource"], one["call"])
            path = urlsplit(request["url"].replace("{base}", "")).path
            body = (request["body"] or "").encode()
            with self.subTest(resource=resource, verb=verb, args=one["args"]):
                name = method_of(request["method"], path, body)
                self.assertEqual(name, f"{resource}.{verb}")


def _golden_requests():
    folder = os.environ.get("REFRESHBOOKS_REST_DOCUMENTS")
    if not folder:
        raise unittest.SkipTest("REFRESHBOOKS_REST_DOCUMENTS names no folder.")
    text = (Path(folder) / "expected" / "requests.json").read_text(encoding="utf-8")
    # Where an id is missing, the SDK calls another address than it says.
    return [one for one in json.loads(text) if "http" in one and _is_plain(one)]


def _is_plain(one):
    return one["resource"].isidentifier() and all(one["args"])


def _root(family: str) -> str:
    return _FAMILIES.get(family, "").partition("}")[0] + "}/"


if __name__ == "__main__":
    unittest.main()
