"""Documents of the service against the sandbox: the same names, at the same places.

The folder with the documents is named by ``REFRESHBOOKS_REST_DOCUMENTS``.
"""

import json
import os
import unittest
from pathlib import Path

from refreshbooks.catalog import rest as catalog
from tests.marks import integration
from tests.sandbox.rest.asking import NOON, Asking

_FOLDER = os.environ.get("REFRESHBOOKS_REST_DOCUMENTS", "")

# How each record comes to be: its address, and what it needs that is there before.
_ACCOUNTING = "/accounting/account/{account_id}"
_ANN = {"client": {"email": "ann@example.com"}}
_LINE = {"name": "Bowl", "qty": "2", "unit_cost": {"amount": "5", "code": "USD"}}
_MADE = (
    ("clients", f"{_ACCOUNTING}/users/clients", _ANN),
    ("taxes", f"{_ACCOUNTING}/taxes/taxes", {"tax": {"name": "HST", "amount": "13"}}),
    (
        "invoices",
        f"{_ACCOUNTING}/invoices/invoices",
        {"invoice": {"customerid": 1, "create_date": "2026-05-01", "lines": [_LINE]}},
    ),
    (
        "estimates",
        f"{_ACCOUNTING}/estimates/estimates",
        {"estimate": {"customerid": 1, "create_date": "2026-05-01", "lines": [_LINE]}},
    ),
    (
        "invoice_profiles",
        f"{_ACCOUNTING}/invoice_profiles/invoice_profiles",
        {
            "invoice_profile": {
                "customerid": 1,
                "create_date": "2026-05-01",
                "frequency": "m",
                "lines": [_LINE],
            }
        },
    ),
    (
        "payments",
        f"{_ACCOUNTING}/payments/payments",
        {"payment": {"invoiceid": 1, "amount": {"amount": "3"}, "date": "2026-05-01"}},
    ),
    (
        "credit_notes",
        f"{_ACCOUNTING}/credit_notes/credit_notes",
        {"credit_note": {"clientid": 1, "create_date": "2026-05-01", "lines": [_LINE]}},
    ),
    (
        "expenses",
        f"{_ACCOUNTING}/expenses/expenses",
        {
            "expense": {
                "amount": {"amount": "3"},
                "categoryid": 1,
                "staffid": 1,
                "date": "2026-05-01",
            }
        },
    ),
    ("items", f"{_ACCOUNTING}/items/items", {"item": {"name": "Bowl"}}),
    ("tasks", f"{_ACCOUNTING}/projects/tasks", {"task": {"name": "Digging"}}),
    (
        "other_income",
        f"{_ACCOUNTING}/other_incomes/other_incomes",
        {
            "other_income": {
                "amount": {"amount": "3"},
                "date": "2026-05-01",
                "payment_type": "Cash",
                "category_name": "online_sales",
                "source": "Shop",
            }
        },
    ),
    (
        "bill_vendors",
        f"{_ACCOUNTING}/bill_vendors/bill_vendors",
        {"bill_vendor": {"vendor_name": "Mill", "currency_code": "USD", "language": "en"}},
    ),
    (
        "bills",
        f"{_ACCOUNTING}/bills/bills",
        {
            "bill": {
                "vendorid": 1,
                "issue_date": "2026-05-01",
                "due_offset_days": 30,
                "currency_code": "USD",
                "language": "en",
                "lines": [{"categoryid": 1, "quantity": 1, "unit_cost": {"amount": "9"}}],
            }
        },
    ),
    (
        "bill_payments",
        f"{_ACCOUNTING}/bill_payments/bill_payments",
        {
            "bill_payment": {
                "billid": 1,
                "amount": {"amount": "3"},
                "payment_type": "Check",
                "paid_date": "2026-05-01",
            }
        },
    ),
    (
        "callbacks",
        "/events/account/{account_id}/events/callbacks",
        {"callback": {"event": "invoice.create", "uri": "http://127.0.0.1:9/hook"}},
    ),
    ("projects", "/projects/business/{business_id}/project", {"project": {"title": "Pond"}}),
    (
        "time_entries",
        "/timetracking/business/{business_id}/time_entries",
        {
            "time_entry": {
                "is_logged": True,
                "duration": 60,
                "started_at": "2026-05-01T10:00:00Z",
                "local_timezone": "America/Toronto",
            }
        },
    ),
    ("services", "/comments/business/{business_id}/service", {"service": {"name": "Mowing"}}),
    (
        "service_rates",
        "/comments/business/{business_id}/service/1/rate",
        {"service_rate": {"rate": "10"}},
    ),
    (
        "retainers",
        "/comments/business/{business_id}/retainers",
        {"retainer": {"client_user_id": 1, "start_date": "2026-05-01", "fee": "9"}},
    ),
    (
        "invoice_payment_options",
        "/payments/account/{account_id}/invoice/1/payment_options",
        {"gateway_name": "fbpay"},
    ),
)
_SINGLE = {"invoice_payment_options", "service_rates"}
# Names of the official SDK's own making, which no answer of the service has.
_INVENTED = {"test_amount"}


def _documents(kind: str) -> list[tuple[dict[str, str], object]]:
    if not _FOLDER:
        raise unittest.SkipTest("REFRESHBOOKS_REST_DOCUMENTS names no folder.")
    folder = Path(_FOLDER)
    index = json.loads((folder / "INDEX.json").read_text(encoding="utf-8"))
    return [
        (one, json.loads((folder / one["file"]).read_text(encoding="utf-8")))
        for one in index
        if one["kind"] == kind
    ]


def _records(body, resource) -> list[dict[str, object]]:
    """Returns the records of an answer, out of whatever envelope."""
    for name in ("response", "result"):
        body = body.get(name, body) if isinstance(body, dict) else body
    found = body.get(resource.single) or body.get(resource.plural) or []
    return found if isinstance(found, list) else [found]


@integration
class Documents(Asking):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ask.account.reset()
        cls.ask.account.clock.set(NOON)
        cls.answered = {}
        for name, path, sent in _MADE:
            resource = catalog.find(name)
            includes = "&".join(f"include[]={one}" for one in resource.includes)
            answer = cls.ask("POST", f"{path}?{includes}", json=sent)
            assert answer.status_code == 200, (name, answer.text)
            (record,) = _records(answer.json(), resource)
            cls.answered[name] = record

    def setUp(self):
        """Leaves what the class has made."""

    def test_records_have_every_name_that_the_service_was_seen_to_answer(self):
        for one, body in _documents("response"):
            answered = self.answered.get(one["resource"])
            if answered is None:
                continue
            for record in _records(body, catalog.find(one["resource"])):
                # What is told in lists only.
                names = set(record) - _INVENTED - {"group_id"}
                with self.subTest(file=one["file"]):
                    self.assertLessEqual(names, set(answered))

    def test_values_are_of_the_kinds_that_the_service_was_seen_to_answer(self):
        for one, body in _documents("response"):
            answered = self.answered.get(one["resource"])
            if answered is None or one["repo"] == "constructed":
                continue
            for record in _records(body, catalog.find(one["resource"])):
                for name in set(record).intersection(answered):
                    ours, theirs = answered[name], record[name]
                    if ours is None or theirs is None or _is_typed_by_an_sdk(one, name):
                        continue
                    with self.subTest(file=one["file"], name=name):
                        self.assertIs(type(ours), type(theirs), (ours, theirs))

    def test_lists_have_the_same_frames(self):
        frames = {}
        for one, body in _documents("response"):
            resource = catalog.find(one["resource"])
            if resource is None or not one["file"].endswith("__list.json") or not resource.path:
                continue
            frames.setdefault(one["resource"], (one, body))
        self.assertGreater(len(frames), 20)
        roots = {row: path for row, path, _ in _MADE}
        for name, (one, body) in frames.items():
            resource = catalog.find(name)
            root = roots.get(name, _ACCOUNTING + "/x/x").split("/")[:4]
            if resource.family not in ("accounting", "events", "projects", "comments"):
                continue
            with self.subTest(file=one["file"]):
                ours = self.ask("GET", "/".join([*root, resource.path])).json()
                self.assertEqual(_frame(ours), _frame(body))


def _is_typed_by_an_sdk(one, name):
    """Says whether a document has a number as text, because one SDK reads it so."""
    return one["repo"].endswith("nodejs-sdk") and name.endswith("id")


def _frame(body):
    """Returns the names around the rows."""
    if not isinstance(body, dict):
        return type(body).__name__
    return {name: _frame(value) for name, value in body.items()}


@integration
class Requests(Asking):
    def test_bodies_that_client_libraries_send_can_be_sent(self):
        made = {name: path for name, path, _ in _MADE}
        for _, path, sent in _MADE[:13]:
            self.ask("POST", path, json=sent)
        for one, body in _documents("request"):
            if not one["file"].endswith("__create.json") or one["resource"] not in made:
                continue
            with self.subTest(file=one["file"]):
                answer = self.ask("POST", made[one["resource"]], json=_known(body))
                self.assertEqual(answer.status_code, 200, answer.text)

    def test_deletions_by_put_can_be_sent(self):
        self.ask("POST", _MADE[0][1], json=_ANN)
        for one, body in _documents("request"):
            if one["file"].endswith("any__delete_via_update.json"):
                client = self.ask.result("PUT", "users/clients/1", json=body)["client"]
                self.assertEqual(client["vis_state"], 1)


# Records that are there in these tests, by the names that refer to them.
_NUMBERS = (
    *("customerid", "clientid", "client_id", "vendorid", "categoryid", "invoiceid", "billid"),
    "tax1",
)


def _known(body):
    """Returns a request that refers to the first record of each kind."""
    if isinstance(body, list):
        return [_known(one) for one in body]
    if not isinstance(body, dict):
        return body
    return {
        name: 1 if name in _NUMBERS and value not in (None, "0") else _known(value)
        for name, value in body.items()
        if name != "tax2"  # which may not be the first one again
    }


if __name__ == "__main__":
    unittest.main()
