"""Payments and credits, and what they do to invoices and clients."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.marks import integration
from tests.sandbox.classic.account import AccountTest, a_line, refused


class BooksTest(AccountTest):
    def pay(self, **values: object) -> int:
        return int(self.c.payment.create(payment=values).payment_id)

    def payment(self, payment_id: int):
        return self.c.payment.get(payment_id=payment_id).payment

    def credits_of(self, client_id: int) -> dict[str, str]:
        shown = self.c.client.get(client_id=client_id).client.credits
        return {credit.get("currency"): str(credit) for credit in shown.credit}

    def standing(self, invoice_id: int) -> tuple[str, Decimal, Decimal]:
        shown = self.shown(invoice_id)
        return str(shown.status), Decimal(str(shown.paid)), Decimal(str(shown.amount_outstanding))


@integration
class InvoicePaymentsTest(BooksTest):
    def test_part_of_it_makes_partial_and_all_of_it_paid(self):
        invoice_id = self.invoice(status="sent")
        self.pay(invoice_id=invoice_id, amount=15)
        assert self.standing(invoice_id) == ("partial", 15, 25)
        self.pay(invoice_id=invoice_id, amount="25.00")
        assert self.standing(invoice_id) == ("paid", 40, 0)

    def test_defaults_are_nothing_by_check_today(self):
        paid = self.payment(self.pay(invoice_id=self.invoice()))
        assert (paid.amount, paid.type, str(paid.date)) == (0, "Check", "2026-05-04 00:00:00")
        assert (paid.client_id, paid.invoice_id, paid.currency_code) == (1, 1, "USD")
        assert not hasattr(paid, "gateway_transaction")
        assert not hasattr(paid, "from_credit")

    def test_a_payment_of_nothing_leaves_a_draft_a_draft(self):
        invoice_id = self.invoice()
        self.pay(invoice_id=invoice_id, amount=0)
        assert self.standing(invoice_id) == ("draft", 0, 40)

    def test_a_day_goes_in_and_a_moment_comes_out(self):
        payment_id = self.pay(invoice_id=self.invoice(), date="2026-01-31", amount=1)
        assert str(self.payment(payment_id).date) == "2026-01-31 00:00:00"
        self.c.payment.update(payment={"payment_id": payment_id, "notes": "Late"})
        assert str(self.payment(payment_id).date) == "2026-01-31 00:00:00"
        self.c.payment.update(payment={"payment_id": payment_id, "date": "2026-02-01"})
        assert str(self.payment(payment_id).date) == "2026-02-01 00:00:00"

    def test_a_changed_payment_is_worked_out_again(self):
        invoice_id = self.invoice()
        payment_id = self.pay(invoice_id=invoice_id, amount=40)
        self.c.payment.update(payment={"payment_id": payment_id, "amount": 1})
        assert self.standing(invoice_id) == ("partial", 1, 39)
        self.c.payment.update(payment={"payment_id": payment_id, "amount": "0.00"})
        assert self.standing(invoice_id) == ("sent", 0, 40)

    def test_a_deleted_payment_is_gone_and_the_invoice_sent_again(self):
        invoice_id = self.invoice()
        payment_id = self.pay(invoice_id=invoice_id, amount=40)
        self.c.payment.delete(payment_id=payment_id)
        assert self.standing(invoice_id) == ("sent", 0, 40)
        refused(50010, "Payment not found.", self.c.payment.get, payment_id=payment_id)

    def test_a_payment_of_a_deleted_invoice_can_be_changed_and_deleted(self):
        invoice_id = self.invoice()
        payment_id = self.pay(invoice_id=invoice_id, amount=40)
        self.c.invoice.delete(invoice_id=invoice_id)
        self.c.payment.update(payment={"payment_id": payment_id, "amount": 30})
        deleted = self.c.invoice.list(folder="deleted").invoices.invoice
        assert (deleted.status, deleted.paid) == ("partial", 30)
        self.c.payment.delete(payment_id=payment_id)
        given = {"invoice_id": invoice_id, "amount": 1}
        refused(50010, "Invoice is deleted.", self.c.payment.create, payment=given)

    def test_more_than_is_outstanding_is_taken(self):
        invoice_id = self.invoice()
        self.pay(invoice_id=invoice_id, amount=50)
        assert self.standing(invoice_id) == ("paid", 50, -10)

    def test_it_has_the_invoices_currency_whatever_is_sent(self):
        invoice_id = self.invoice(currency_code="CAD")
        payment_id = self.pay(invoice_id=invoice_id, amount=1, currency_code="EUR")
        assert self.payment(payment_id).currency_code == "CAD"
        self.c.payment.update(payment={"payment_id": payment_id, "currency_code": "EUR"})
        assert self.payment(payment_id).currency_code == "CAD"

    def test_it_belongs_to_its_invoice_for_good(self):
        first, second = self.invoice(), self.invoice()
        payment_id = self.pay(invoice_id=first, amount=40)
        self.c.payment.update(payment={"payment_id": payment_id, "invoice_id": second})
        assert self.standing(first)[0] == "paid"
        assert self.standing(second)[0] == "draft"

    def test_less_than_nothing_is_refused(self):
        given = {"invoice_id": self.invoice(), "amount": -1}
        refused(40060, "'amount'", self.c.payment.create, payment=given)

    def test_neither_invoice_nor_client_is_too_little(self):
        for values in ({"amount": 1}, {"amount": 1, "invoice_id": "", "client_id": 0}):
            refused(40040, "'client_id'", self.c.payment.create, payment=values)

    def test_a_list_is_narrowed_by_day_invoice_and_client(self):
        for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
            self.pay(invoice_id=self.invoice(), amount=1, date=day)
        page = self.c.payment.list(date_from="2026-01-02", date_to="2026-01-03").payments
        assert [int(each.payment_id) for each in page.payment] == [3, 2]
        assert self.c.payment.list(invoice_id=1).payments.payment.payment_id == 1
        assert self.c.payment.list(client_id=2).payments.payment.payment_id == 2


@integration
class CreditsTest(BooksTest):
    def test_a_payment_for_a_client_alone_is_a_credit(self):
        client_id = self.client()
        payment_id = self.pay(client_id=client_id, amount="12.5", type="Credit")
        assert self.credits_of(client_id) == {"USD": "12.50"}
        assert self.payment(payment_id).invoice_id.text is None

    def test_credits_are_kept_by_currency(self):
        client_id = self.client(currency_code="CAD")
        self.pay(client_id=client_id, amount=5, currency_code="EUR")
        self.pay(client_id=client_id, amount=7, currency_code="EUR")
        assert self.credits_of(client_id) == {"CAD": "0.00", "EUR": "12.00"}
        credit = self.c.client.get(client_id=client_id).client.credit
        assert (str(credit), credit.get("currency"), credit.get("deprecated")) == (
            "0.00",
            "CAD",
            "true",
        )

    def test_a_changed_or_deleted_credit_is_worked_out_again(self):
        client_id = self.client()
        payment_id = self.pay(client_id=client_id, amount=5)
        change = {"payment_id": payment_id, "amount": "7.25", "currency_code": "CAD"}
        self.c.payment.update(payment=change)
        assert self.credits_of(client_id) == {"USD": "0.00", "CAD": "7.25"}
        self.c.payment.delete(payment_id=payment_id)
        assert self.credits_of(client_id) == {"USD": "0.00"}

    def test_both_ids_pay_the_invoice_out_of_the_credit(self):
        client_id = self.client()
        invoice_id = self.invoice(client_id=client_id)
        self.pay(client_id=client_id, amount=50)
        payment_id = self.pay(client_id=client_id, invoice_id=invoice_id, amount=40)
        assert self.payment(payment_id).from_credit == 1
        assert self.standing(invoice_id) == ("paid", 40, 0)
        assert self.credits_of(client_id) == {"USD": "10.00"}

    def test_credit_of_another_currency_does_not_help(self):
        client_id = self.client()
        invoice_id = self.invoice(client_id=client_id, currency_code="CAD")
        self.pay(client_id=client_id, amount=50)
        given = {"client_id": client_id, "invoice_id": invoice_id, "amount": 1}
        text = "Payment from credit cannot exceed available credit."
        refused(50020, text, self.c.payment.create, payment=given)

    def test_a_payment_from_credit_can_grow_as_far_as_the_credit_goes(self):
        client_id = self.client()
        invoice_id = self.invoice(client_id=client_id)
        self.pay(client_id=client_id, amount=30)
        payment_id = self.pay(client_id=client_id, invoice_id=invoice_id, amount=10)
        self.c.payment.update(payment={"payment_id": payment_id, "amount": 30})
        assert self.credits_of(client_id) == {"USD": "0.00"}
        change = {"payment_id": payment_id, "amount": "30.01"}
        refused(50020, "cannot exceed", self.c.payment.update, payment=change)
        self.c.payment.delete(payment_id=payment_id)
        assert self.credits_of(client_id) == {"USD": "30.00"}

    def test_a_refused_payment_leaves_nothing_behind(self):
        client_id = self.client()
        invoice_id = self.invoice(client_id=client_id)
        given = {"client_id": client_id, "invoice_id": invoice_id, "amount": 1}
        refused(50020, "cannot exceed", self.c.payment.create, payment=given)
        assert self.standing(invoice_id) == ("draft", 0, 40)
        assert self.c.payment.list().payments.get("total") == "0"
        assert self.pay(invoice_id=invoice_id) == 1

    def test_an_invoice_of_another_client_is_not_paid(self):
        given = {"client_id": self.client(), "invoice_id": self.invoice(), "amount": 1}
        refused(40060, "'client_id'", self.c.payment.create, payment=given)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.booleans(), st.integers(0, 3000)), min_size=1, max_size=8))
    def test_whatever_is_paid_the_books_balance(self, steps):
        client_id = self.client()
        invoice_id = self.invoice(a_line("17.50", 1), client_id=client_id)
        given_away = paid = Decimal(0)
        for is_credit, pennies in steps:
            amount = Decimal(pennies) / 100
            if is_credit:
                self.pay(client_id=client_id, amount=amount)
                given_away += amount
            elif amount <= given_away - paid:
                self.pay(client_id=client_id, invoice_id=invoice_id, amount=amount)
                paid += amount
        _, shown_paid, outstanding = self.standing(invoice_id)
        assert (shown_paid, outstanding) == (paid, Decimal("17.5") - paid)
        assert Decimal(self.credits_of(client_id)["USD"]) == given_away - paid
