"""Payment options: how an invoice may be paid online."""

import unittest

from tests.marks import integration
from tests.sandbox.rest.asking import Asking

_PAYMENTS = "/payments/account/{account_id}"


@integration
class PaymentOptions(Asking):
    def setUp(self):
        super().setUp()
        self.made("users/clients", "client", email="ann@example.com")
        fields = {"customerid": 1, "create_date": "2026-05-01"}
        self.invoice = self.made("invoices/invoices", "invoice", **fields)["id"]
        self.path = f"{_PAYMENTS}/invoice/{self.invoice}/payment_options"

    def test_they_come_without_a_wrapper_and_go_with_one(self):
        sent = {"gateway_name": "stripe", "entity_type": "invoice", "entity_id": self.invoice}
        answer = self.ask("POST", self.path, json={**sent, "has_credit_card": True})
        options = answer.json()["payment_options"]
        self.assertEqual(options["gateway_name"], "stripe")
        self.assertIs(options["has_credit_card"], True)
        # A number in the request, a text in the answer.
        self.assertEqual(options["entity_id"], str(self.invoice))
        self.assertEqual(self.ask("GET", self.path).json(), answer.json())

    def test_answers_are_of_this_familys_media_type(self):
        # Seen live, of all that this family answers.
        for path in (self.path, f"{_PAYMENTS}/invoice/99/payment_options"):
            with self.subTest(path=path):
                answer = self.ask("GET", path)
                self.assertEqual(answer.headers["Content-Type"], "application/vnd.api+json")

    def test_what_is_sent_later_takes_the_place_of_what_was_there(self):
        for is_on in (True, False):
            self.ask("POST", self.path, json={"has_credit_card": is_on, "gateway_name": "fbpay"})
            options = self.ask("GET", self.path).json()["payment_options"]
            self.assertIs(options["has_credit_card"], is_on)

    def test_an_account_has_defaults(self):
        answer = self.ask("GET", f"{_PAYMENTS}/payment_options?entity_type=invoice")
        options = answer.json()["payment_options"]
        self.assertEqual((options["entity_type"], options["has_credit_card"]), ("invoice", True))
        self.assertEqual(options["gateway_info"]["gateway_name"], options["gateway_name"])

    def test_a_word_that_is_none_is_refused_with_those_that_are(self):
        answer = self.ask("POST", self.path, json={"entity_type": "giraffe"})
        self.assertEqual(answer.status_code, 400)
        body = answer.json()
        self.assertEqual(body["error_type"], "validation")
        (error,) = body["errors"]
        self.assertEqual((error["field"], error["error_type"]), ("entity_type", "type_error.enum"))
        self.assertEqual(
            error["message"],
            "value is not a valid enumeration member; permitted: 'invoice', 'invoices',"
            " 'invoice_profile', 'checkout_link', 'payment_method_setup'",
        )

    def test_the_gateways_tell_what_they_can_do(self):
        def connections():
            (row,) = self.ask("GET", f"{_PAYMENTS}/gateway").json()["gateway_connections"]
            return [name for name, connection in row.items() if connection]

        self.assertEqual(connections(), ["fbpay", "stripe"])
        rows = self.ask.result("GET", "systems/gateways")["gateways"]
        number = next(row["id"] for row in rows if row["gateway_name"] == "stripe")
        self.ask("DELETE", f"/accounting/account/{{account_id}}/systems/gateways/{number}")
        self.assertEqual(connections(), ["fbpay"])


if __name__ == "__main__":
    unittest.main()
