"""A document has one currency, whatever a change of it says, and so have its lines."""

import unittest

from tests.marks import integration
from tests.sandbox.rest.asking import Asking

_LINE = {"name": "Bowl", "qty": "2", "unit_cost": {"amount": "5.00"}}
_PAPER = {"create_date": "2026-05-01", "lines": [_LINE]}
_DOCUMENTS = (
    ("invoices/invoices", "invoice", {"customerid": 1, **_PAPER}),
    ("estimates/estimates", "estimate", {"customerid": 1, **_PAPER}),
    ("credit_notes/credit_notes", "credit_note", {"clientid": 1, **_PAPER}),
    (
        "bills/bills",
        "bill",
        {
            "vendorid": 1,
            "issue_date": "2026-05-01",
            "due_offset_days": 30,
            "currency_code": "USD",
            "language": "en",
            "lines": [{"categoryid": 1, "quantity": "2", "unit_cost": {"amount": "5.00"}}],
        },
    ),
)


@integration
class Currencies(Asking):
    def setUp(self):
        super().setUp()
        self.ask.result("POST", "users/clients", json={"client": {"fname": "Ann"}})
        vendor = {"bill_vendor": {"vendor_name": "Ash", "currency_code": "USD", "language": "en"}}
        self.ask.result("POST", "bill_vendors/bill_vendors", json=vendor)

    def test_lines_go_along_into_another_currency(self):
        for path, single, sent in _DOCUMENTS:
            self.ask.result("POST", path, json={single: sent})
            for said, code in (("", "USD"), ("CAD", "CAD"), ("", "CAD")):
                with self.subTest(path=path, said=said):
                    document = self.changed(path, single, said)
                    money = {"amount": "10.00", "code": code}
                    self.assertEqual(document["currency_code"], code)
                    self.assertEqual(document["amount"], money)
                    self.assertEqual(document["lines"][0]["amount"], money)

    def test_what_has_payments_stays_in_their_currency(self):
        path, single, sent = _DOCUMENTS[0]
        self.ask.result("POST", path, json={single: sent})
        payment = {"invoiceid": 1, "amount": {"amount": "4.00"}, "date": "2026-05-01"}
        self.ask.result("POST", "payments/payments", json={"payment": payment})
        body = {single: {"currency_code": "CAD"}}
        status, errors = self.ask.errors("PUT", f"{path}/1", json=body)
        told = (status, errors[0]["errno"], errors[0]["field"])
        self.assertEqual(told, (422, 1004, "currency_code"))
        self.assertEqual(self.changed(path, single, "USD")["paid"]["code"], "USD")

    def test_a_payment_goes_to_no_document_in_another_currency(self):
        path, single, sent = _DOCUMENTS[0]
        for code in ("USD", "CAD", "USD"):
            self.ask.result("POST", path, json={single: {**sent, "currency_code": code}})
        payment = {"invoiceid": 1, "amount": {"amount": "4.00"}, "date": "2026-05-01"}
        self.ask.result("POST", "payments/payments", json={"payment": payment})
        moved = {"payment": {"invoiceid": 2}}
        status, errors = self.ask.errors("PUT", "payments/payments/1", json=moved)
        told = (status, errors[0]["errno"], errors[0]["field"])
        self.assertEqual(told, (422, 1004, "invoiceid"))
        self.ask.result("PUT", "payments/payments/1", json={"payment": {"invoiceid": 3}})

    def changed(self, path, single, code):
        body = {single: {"currency_code": code}}
        return self.ask.result("PUT", f"{path}/1?include[]=lines", json=body)[single]


if __name__ == "__main__":
    unittest.main()
