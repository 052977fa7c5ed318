"""Payments and credit notes over HTTP: balances that never drift."""

from decimal import Decimal

from tests.marks import integration
from tests.sandbox.rest.asking import Asking


class Paying(Asking):
    """An account with a client and an invoice over a hundred dollars."""

    def setUp(self):
        super().setUp()
        self.made("users/clients", "client", email="ann@example.com")
        self.invoiced("100")

    def invoiced(self, amount, **fields):
        lines = [{"unit_cost": {"amount": amount, "code": "USD"}}]
        said = {"customerid": 1, "create_date": "2026-04-01", "lines": lines, **fields}
        return self.made("invoices/invoices", "invoice", **said)

    def paid(self, amount, **fields):
        said = {"invoiceid": 1, "amount": {"amount": amount, "code": "USD"}, "date": "2026-05-01"}
        return self.made("payments/payments", "payment", **{**said, **fields})

    def credited(self, amount, **fields):
        lines = [{"unit_cost": {"amount": amount, "code": "USD"}}]
        said = {"clientid": 1, "create_date": "2026-04-20", "lines": lines, **fields}
        return self.made("credit_notes/credit_notes", "credit_note", **said)

    def refused(self, method, path, body):
        status, errors = self.ask.errors(method, path, json=body)
        return status, errors[0]["errno"]

    def assert_invoice(self, paid, outstanding, status, number=1):
        invoice = self.ask.result("GET", f"invoices/invoices/{number}")["invoice"]
        told = (invoice["paid"]["amount"], invoice["outstanding"]["amount"], invoice["status"])
        self.assertEqual(told, (paid, outstanding, status))

    def assert_credit(self, number, paid, word, vis_state=0):
        note = self.ask.result("GET", f"credit_notes/credit_notes/{number}")["credit_note"]
        told = (note["paid"]["amount"], note["payment_status"], note["vis_state"])
        self.assertEqual(told, (paid, word, vis_state))


@integration
class Payments(Paying):
    def test_a_payment_knows_its_client_and_is_written_as_the_service_writes_it(self):
        payment = self.paid("40", type="bank transfer")
        self.assertEqual((payment["id"], payment["logid"], payment["clientid"]), (1, 1, 1))
        self.assertEqual(payment["type"], "Bank Transfer")
        self.assertEqual(payment["amount"], {"amount": "40.00", "code": "USD"})
        self.assertFalse(payment["from_credit"])

    def test_the_invoice_follows_every_change(self):
        self.assert_invoice("0.00", "100.00", 1)
        self.paid("40")
        self.assert_invoice("40.00", "60.00", 8)
        invoice = self.ask.result("GET", "invoices/invoices/1")["invoice"]
        self.assertIsNone(invoice["date_paid"])
        self.paid("60", date="2026-05-03")
        self.assert_invoice("100.00", "0.00", 4)
        invoice = self.ask.result("GET", "invoices/invoices/1")["invoice"]
        self.assertEqual(invoice["date_paid"], "2026-05-03")
        body = {"payment": {"amount": {"amount": "50"}}}
        self.ask.result("PUT", "payments/payments/2", json=body)
        self.assert_invoice("90.00", "10.00", 8)
        for state, paid, outstanding, status in (
            (1, "40.00", "60.00", 8),
            (0, "90.00", "10.00", 8),
        ):
            body = {"payment": {"vis_state": state}}
            self.ask.result("PUT", "payments/payments/2", json=body)
            self.assert_invoice(paid, outstanding, status)

    def test_without_payments_a_draft_that_was_paid_is_sent(self):
        self.paid("100")
        self.ask.result("PUT", "payments/payments/1", json={"payment": {"vis_state": 1}})
        self.assert_invoice("0.00", "100.00", 2)

    def test_a_payment_may_move_to_another_invoice(self):
        self.invoiced("30")
        self.paid("30")
        self.ask.result("PUT", "payments/payments/1", json={"payment": {"invoiceid": 2}})
        self.assert_invoice("0.00", "100.00", 2)
        self.assert_invoice("30.00", "0.00", 4, number=2)

    def test_what_cannot_be_is_refused(self):
        good = {"invoiceid": 1, "amount": {"amount": "1"}, "date": "2026-05-01"}
        for said, refusal in (
            ({**good, "invoiceid": 9}, (404, 1012)),
            ({**good, "amount": {"amount": "0"}}, (422, 1004)),
            ({**good, "amount": {"amount": "-5"}}, (422, 1004)),
            ({**good, "amount": {"amount": "5", "code": "EUR"}}, (422, 1004)),
            ({**good, "type": "Shells"}, (422, 1004)),
            ({"invoiceid": 1, "amount": {"amount": "1"}}, (422, 1001)),
        ):
            with self.subTest(said=said):
                told = self.refused("POST", "payments/payments", {"payment": said})
                self.assertEqual(told, refusal)
        self.assert_invoice("0.00", "100.00", 1)

    def test_an_invoice_that_is_deleted_takes_no_payment(self):
        self.ask.result("PUT", "invoices/invoices/1", json={"invoice": {"vis_state": 1}})
        said = {"invoiceid": 1, "amount": {"amount": "1"}, "date": "2026-05-01"}
        told = self.refused("POST", "payments/payments", {"payment": said})
        self.assertEqual(told, (422, 1011))

    def test_lists_find_by_invoice_client_and_day(self):
        self.invoiced("30")
        self.paid("10")
        self.paid("30", invoiceid=2, date="2026-05-09", type="VISA")
        for query, numbers in (
            ("search[invoiceid]=2", [2]),
            ("search[clientid]=1", [1, 2]),
            ("search[customerid]=2", []),
            ("search[date_min]=2026-05-09", [2]),
            ("search[date_max]=2026-05-09", [1]),
            ("search[type]=VISA", [2]),
            ("search[amount_min]=10.01", [2]),
            ("search[from_credit]=false", [1, 2]),
        ):
            with self.subTest(query=query):
                rows = self.ask.result("GET", f"payments/payments?{query}")["payments"]
                self.assertEqual([row["id"] for row in rows], numbers)

    def test_includes_bring_the_client_and_the_invoice(self):
        self.paid("10")
        path = "payments/payments/1?include[]=client&include[]=invoice"
        payment = self.ask.result("GET", path)["payment"]
        self.assertEqual(payment["client"]["email"], "ann@example.com")
        self.assertEqual(payment["invoice"]["paid"]["amount"], "10.00")
        self.assertNotIn("folder", payment["invoice"])


@integration
class Overpayments(Paying):
    def test_what_is_too_much_becomes_a_credit(self):
        payment = self.paid("130.50")
        self.assert_invoice("100.00", "0.00", 4)
        self.assertEqual(payment["amount"]["amount"], "130.50")
        path = f"credit_notes/credit_notes/{payment['overpaymentid']}"
        note = self.ask.result("GET", path)["credit_note"]
        self.assertEqual(note["credit_type"], "overpayment")
        self.assertEqual(note["amount"], {"amount": "30.50", "code": "USD"})

    def test_the_credit_follows_the_payment(self):
        number = self.paid("130")["overpaymentid"]
        amount = {"payment": {"amount": {"amount": "110"}}}
        self.ask.result("PUT", "payments/payments/1", json=amount)
        note = self.ask.result("GET", f"credit_notes/credit_notes/{number}")["credit_note"]
        self.assertEqual(note["amount"]["amount"], "10.00")
        self.ask.result("PUT", "payments/payments/1", json={"payment": {"vis_state": 1}})
        self.assert_credit(number, "0.00", "unpaid", vis_state=1)
        self.ask.result("PUT", "payments/payments/1", json={"payment": {"vis_state": 0}})
        note = self.ask.result("GET", f"credit_notes/credit_notes/{number}")["credit_note"]
        self.assertEqual((note["amount"]["amount"], note["vis_state"]), ("10.00", 0))

    def test_a_payment_of_a_paid_invoice_is_all_credit(self):
        self.paid("100")
        self.assertEqual(self.paid("7")["overpaymentid"], 1)
        self.assert_invoice("100.00", "0.00", 4)


@integration
class Credits(Paying):
    def test_a_credit_note_is_numbered_summed_up_and_addressed(self):
        self.ask.result("PUT", "users/clients/1", json={"client": {"organization": "Ann & Co"}})
        note = self.credited("50")
        self.assertEqual((note["id"], note["creditid"], note["credit_number"]), (1, 1, "0000001"))
        self.assertEqual((note["credit_type"], note["status"]), ("goodwill", "created"))
        self.assertEqual(note["amount"], {"amount": "50.00", "code": "USD"})
        self.assertEqual(note["organization"], "Ann & Co")
        self.assertNotIn("lines", note)

    def test_an_amount_alone_is_a_credit_of_one_line(self):
        said = {"clientid": 1, "create_date": "2026-04-20", "amount": {"amount": "9"}}
        self.made("credit_notes/credit_notes", "credit_note", **said)
        path = "credit_notes/credit_notes/1?include[]=lines"
        note = self.ask.result("GET", path)["credit_note"]
        self.assertEqual([line["amount"]["amount"] for line in note["lines"]], ["9.00"])

    def test_a_payment_out_of_a_credit_uses_it_up(self):
        self.credited("50")
        payment = self.paid("20", creditid=1, from_credit=True)
        self.assertEqual((payment["type"], payment["from_credit"]), ("Credit", True))
        self.assert_invoice("20.00", "80.00", 8)
        self.assert_credit(1, "20.00", "partial")
        self.paid("30", creditid=1, type="Credit")
        self.assert_credit(1, "50.00", "paid")
        self.ask.result("PUT", "payments/payments/1", json={"payment": {"vis_state": 1}})
        self.assert_credit(1, "30.00", "partial")
        self.assert_invoice("30.00", "70.00", 8)

    def test_without_a_number_the_oldest_credit_that_suffices_is_taken(self):
        for amount in ("5", "40", "40"):
            self.credited(amount)
        self.assertEqual(self.paid("30", type="Credit")["creditid"], 2)
        self.assertEqual(self.paid("30", type="Credit")["creditid"], 3)

    def test_a_credit_gives_no_more_than_it_has_nor_more_than_is_owed(self):
        self.credited("150")
        self.credited("5")
        good = {"invoiceid": 1, "date": "2026-05-01", "type": "Credit"}
        for said in (
            {**good, "amount": {"amount": "6"}, "creditid": 2},
            {**good, "amount": {"amount": "101"}, "creditid": 1},
            {**good, "amount": {"amount": "151"}},
        ):
            with self.subTest(said=said):
                told = self.refused("POST", "payments/payments", {"payment": said})
                self.assertEqual(told, (422, 1040))
        self.assert_invoice("0.00", "100.00", 1)

    def test_a_deleted_credit_gives_nothing(self):
        self.credited("50")
        path = "credit_notes/credit_notes/1"
        self.ask.result("PUT", path, json={"credit_note": {"vis_state": 1}})
        said = {"invoiceid": 1, "date": "2026-05-01", "type": "Credit", "amount": {"amount": "5"}}
        told = self.refused("POST", "payments/payments", {"payment": said})
        self.assertEqual(told, (422, 1040))

    def test_credits_of_other_currencies_and_clients_are_not_taken(self):
        self.made("users/clients", "client", email="ben@example.com")
        self.credited("50", clientid=2)
        self.credited("50", currency_code="EUR")
        said = {"invoiceid": 1, "date": "2026-05-01", "type": "Credit", "amount": {"amount": "5"}}
        told = self.refused("POST", "payments/payments", {"payment": said})
        self.assertEqual(told, (422, 1040))


@integration
class Balances(Paying):
    def test_a_client_owes_what_is_left_in_every_currency(self):
        self.paid("40")
        self.invoiced("70", currency_code="EUR", status=2, due_offset_days=60)
        self.invoiced("11")
        self.credited("50")
        self.assertEqual(
            self.balances(),
            {
                "outstanding_balance": {"EUR": "70.00", "USD": "60.00"},
                "overdue_balance": {"USD": "60.00"},
                "draft_balance": {"USD": "11.00"},
                "grand_total_balance": {"EUR": "70.00", "USD": "100.00"},
                "credit_balance": {"USD": "50.00"},
            },
        )

    def test_whoever_owes_nothing_has_empty_lists(self):
        self.paid("100")
        balances = self.balances()
        self.assertEqual(balances.pop("grand_total_balance"), {"USD": "100.00"})
        self.assertEqual(list(balances.values()), [{}, {}, {}, {}])

    def test_a_credit_that_is_used_up_is_none(self):
        self.credited("50")
        self.paid("50", creditid=1, type="Credit")
        self.assertEqual(self.balances()["credit_balance"], {})

    def test_a_list_shows_each_client_s_own(self):
        self.made("users/clients", "client", email="ben@example.com")
        self.invoiced("5", customerid=2, status=2)
        rows = self.ask.result("GET", "users/clients?include[]=outstanding_balance")["clients"]
        owed = [row["outstanding_balance"] for row in rows]
        self.assertEqual(owed, [[], [{"amount": {"amount": "5.00", "code": "USD"}}]])

    def test_clients_are_found_by_what_they_owe(self):
        self.made("users/clients", "client", email="ben@example.com")
        self.invoiced("5", customerid=2, status=2, due_offset_days=90)
        self.credited("1")
        for query, numbers in (
            ("search[has_outstanding]=true", [2]),
            ("has_outstanding=False", [1]),
            ("search[has_overdue]=true", []),
            ("search[has_draft]=true", [1]),
            ("search[has_credit]=true", [1]),
            ("search[has_credit]=false", [2]),
        ):
            with self.subTest(query=query):
                rows = self.ask.result("GET", f"users/clients?{query}")["clients"]
                self.assertEqual([row["id"] for row in rows], numbers)

    def balances(self):
        wanted = "&".join(f"include[]={name}_balance" for name in _BALANCES)
        client = self.ask.result("GET", f"users/clients/1?{wanted}")["client"]
        return {
            f"{name}_balance": {
                one["amount"]["code"]: one["amount"]["amount"] for one in client[f"{name}_balance"]
            }
            for name in _BALANCES
        }


_BALANCES = ("outstanding", "overdue", "draft", "grand_total", "credit")


@integration
class Drifting(Paying):
    def test_whatever_is_paid_and_taken_back_balances_stay_true(self):
        self.credited("80")
        steps = (
            *(("33.33", {}), ("33.33", {}), ("20", {"type": "Credit"}), ("50", {})),
            *((2, 1), (1, 1), (2, 0), (4, 1), (1, 0)),
        )
        for step in steps:
            first, second = step
            if isinstance(first, str):
                self.paid(first, **second)
            else:
                body = {"payment": {"vis_state": second}}
                self.ask.result("PUT", f"payments/payments/{first}", json=body)
            with self.subTest(step=step):
                self.assert_adds_up()

    def assert_adds_up(self):
        invoice = self.ask.result("GET", "invoices/invoices/1")["invoice"]
        payments = self.ask.result("GET", "payments/payments")["payments"]
        notes = self.ask.result("GET", "credit_notes/credit_notes")["credit_notes"]
        came = sum((amount(one["amount"]) for one in payments), Decimal(0))
        beyond = sum(
            (amount(one["amount"]) for one in notes if one["credit_type"] == "overpayment"),
            Decimal(0),
        )
        used = sum((amount(one["paid"]) for one in notes), Decimal(0))
        credit = sum((amount(one["amount"]) for one in payments if one["from_credit"]), Decimal(0))
        self.assertEqual(amount(invoice["paid"]), came - beyond)
        self.assertEqual(amount(invoice["outstanding"]), 100 - came + beyond)
        self.assertEqual(used, credit)


def amount(money):
    return Decimal(money["amount"])
