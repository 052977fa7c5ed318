"""Invoices: what they take from the client, how they count, what states they pass through."""

import unittest
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.sandbox import money
from refreshbooks.sandbox.classic import invoice as rules
from tests.marks import integration
from tests.sandbox.classic.account import AccountTest, a_line, refused


@integration
class DefaultsTest(AccountTest):
    def test_a_client_is_all_an_invoice_needs(self):
        client_id = self.client(organization="Marsh Ltd", p_city="Halifax", language="fr")
        made = self.c.invoice.create(invoice={"client_id": client_id})
        shown = self.shown(made.invoice_id)
        assert (shown.first_name, shown.organization, shown.p_city) == (
            "Jo",
            "Marsh Ltd",
            "Halifax",
        )
        assert (shown.language, shown.currency_code) == ("fr", "USD")
        assert (shown.status, shown.amount, shown.discount) == ("draft", 0, 0)
        assert (str(shown.number), shown.date) == ("0000001", "2026-05-04")
        assert (shown.folder, shown.staff_id, shown.recurring_id.text) == ("active", 1, None)

    def test_what_is_given_is_not_taken_from_the_client_even_if_empty(self):
        client_id = self.client(p_city="Halifax")
        made = self.c.invoice.create(
            invoice={"client_id": client_id, "first_name": "Kim", "p_city": ""}
        )
        shown = self.shown(made.invoice_id)
        assert (shown.first_name, shown.last_name, shown.p_city.text) == ("Kim", "Marsh", None)

    def test_a_later_change_of_the_client_leaves_the_invoice_alone(self):
        client_id = self.client()
        invoice_id = self.invoice(client_id=client_id)
        self.c.client.update(client={"client_id": client_id, "last_name": "Fen"})
        self.c.invoice.update(invoice={"invoice_id": invoice_id, "notes": "Thanks"})
        assert self.shown(invoice_id).last_name == "Marsh"

    def test_the_day_is_the_one_in_new_york(self):
        self.let_pass(hours=11, minutes=59)
        assert self.shown(self.invoice()).date == "2026-05-04"
        self.let_pass(minutes=1)
        assert self.shown(self.invoice()).date == "2026-05-05"

    def test_an_invoice_without_contacts_shows_no_list_of_them(self):
        assert not hasattr(self.shown(self.invoice()), "contacts")

    def test_contacts_are_the_clients_own(self):
        client_id = self.client(contacts=[{"contact": {"email": "kim@example.com"}}])
        contact_id = self.c.client.get(client_id=client_id).client.contacts.contact.contact_id
        to = [{"contact": {"contact_id": contact_id}}]
        invoice_id = self.invoice(client_id=client_id, contacts=to)
        assert self.shown(invoice_id).contacts.contact.contact_id == contact_id
        stranger = {"client_id": self.client(), "contacts": to}
        refused(50010, "'contact_id' not found", self.c.invoice.create, invoice=stranger)

    def test_links_lead_to_the_client_the_account_and_the_editor(self):
        shown = self.shown(self.invoice())
        assert str(shown.links.view) == f"{self.sandbox.url}/invoices/1"
        assert str(shown.links.edit) == f"{self.sandbox.url}/invoices/1/edit"
        assert (shown.url, shown.auth_url) == (shown.links.client_view, shown.links.view)
        assert shown.url.get("deprecated") == shown.auth_url.get("deprecated") == "true"

    def test_an_unknown_or_empty_currency_is_refused(self):
        for code in ("XXQ", "", "cad"):
            given = {"client_id": self.client(), "currency_code": code}
            refused(40060, "'currency_code'", self.c.invoice.create, invoice=given)


@integration
class NumbersTest(AccountTest):
    def numbered(self, **values: object) -> str:
        return str(self.shown(self.invoice(**values)).number)

    def test_numbers_count_on_from_the_highest(self):
        given = (None, "41", None, "FB00004", None, "7", None)
        got = [self.numbered(**({"number": number} if number else {})) for number in given]
        assert got == ["0000001", "41", "0000042", "FB00004", "0000043", "7", "0000044"]

    def test_a_long_number_is_counted_on_in_full(self):
        assert self.numbered(number="20260504001") == "20260504001"
        assert self.numbered() == "20260504002"

    def test_a_number_sent_empty_counts_as_left_out(self):
        assert self.numbered(number="") == "0000001"
        self.c.invoice.update(invoice={"invoice_id": 1, "number": ""})
        assert str(self.shown(1).number) == "0000001"

    def test_the_number_of_a_deleted_invoice_is_not_given_again(self):
        self.c.invoice.delete(invoice_id=self.invoice())
        assert self.numbered() == "0000002"

    def test_estimates_have_numbers_of_their_own(self):
        self.invoice()
        made = self.c.estimate.create(estimate={"client_id": self.client()})
        got = self.c.estimate.get(estimate_id=made.estimate_id).estimate
        assert str(got.number) == "0000001"


@integration
class AmountsTest(AccountTest):
    def test_lines_have_amounts_and_the_invoice_their_sum_with_taxes(self):
        shown = self.shown(
            self.invoice(
                a_line(10, 4, tax1_name="GST", tax1_percent=8, tax2_name="PST", tax2_percent=6)
            )
        )
        assert str(shown.lines.line.amount) == "40"
        assert str(shown.amount) == str(shown.amount_outstanding) == "45.6"
        assert str(shown.paid) == "0"

    def test_a_discount_comes_off_the_whole(self):
        assert str(self.shown(self.invoice(discount="12.50")).amount) == "35"

    def test_an_amount_sent_with_a_line_is_worked_out_anew(self):
        assert self.shown(self.invoice(a_line(10, 4, amount=1000))).amount == 40

    def test_a_negative_line_is_a_coupon(self):
        assert self.shown(self.invoice(a_line(10, 4), a_line(-5, 1))).amount == 35

    def test_a_line_takes_the_rate_of_a_tax_it_names_once_and_for_all(self):
        tax = self.c.tax.create(tax={"name": "GST", "rate": 5})
        invoice_id = self.invoice(a_line(10, 4, tax1_name="GST"))
        self.c.tax.update(tax={"tax_id": tax.tax_id, "rate": 50})
        self.c.invoice.update(invoice={"invoice_id": invoice_id, "notes": "Same again"})
        shown = self.shown(invoice_id)
        assert (shown.lines.line.tax1_percent, shown.amount) == (5, 42)

    def test_a_compound_tax_goes_on_top_of_the_first(self):
        taxes = {"tax1_name": "GST", "tax1_percent": 5, "tax2_name": "QST", "tax2_percent": 10}
        shown = self.shown(self.invoice(a_line(100, 1, compound_tax=1, **taxes)))
        assert str(shown.amount) == "115.5"
        assert shown.lines.line.compound_tax == 1
        self.c.tax.create(tax={"name": "QST", "rate": 10, "compound": 1})
        assert str(self.shown(self.invoice(a_line(100, 1, **taxes))).amount) == "115.5"
        by_name = a_line(100, 1, tax1_name="GST", tax1_percent=5, tax2_name="QST")
        assert str(self.shown(self.invoice(by_name)).amount) == "115.5"

    def test_an_amount_beyond_all_books_is_refused(self):
        given = {"client_id": self.client(), "lines": [a_line("9" * 16, 1)]}
        refused(40060, "'unit_cost'", self.c.invoice.create, invoice=given)


@integration
class LinesTest(AccountTest):
    def line_ids(self, invoice_id: int) -> list[int]:
        lines = self.shown(invoice_id).lines
        return [int(line.line_id) for line in lines.iterchildren()]

    def test_lines_left_out_stay_sent_replace_all_and_sent_empty_remove_all(self):
        invoice_id = self.invoice(a_line(10, 4), a_line(1, 1))
        self.c.invoice.update(invoice={"invoice_id": invoice_id, "notes": "Hello"})
        assert self.shown(invoice_id).amount == 41
        self.c.invoice.update(invoice={"invoice_id": invoice_id, "lines": [a_line(3, 3)]})
        assert (len(self.line_ids(invoice_id)), self.shown(invoice_id).amount) == (1, 9)
        self.c.invoice.update(invoice={"invoice_id": invoice_id, "lines": None})
        assert (self.line_ids(invoice_id), self.shown(invoice_id).amount) == ([], 0)

    def test_added_lines_are_answered_in_the_order_sent(self):
        invoice_id = self.invoice()
        answer = self.c.invoice.lines.add(
            invoice_id=invoice_id, lines=[a_line(10, "2.30"), {"name": "Advice"}]
        )
        assert answer.invoice_id == invoice_id
        added = [int(line_id) for line_id in answer.lines.line_id]
        assert self.line_ids(invoice_id) == [1, *added]
        shown = self.shown(invoice_id)
        assert shown.amount == 63
        assert [str(line.type) for line in shown.lines.line] == ["Item"] * 3
        assert [str(line.unit_cost) for line in shown.lines.line] == ["10", "10", "0"]

    def test_updated_lines_keep_what_is_left_out_and_other_lines_stay(self):
        invoice_id = self.invoice(a_line(10, 4), a_line(1, 1))
        change = {"line_id": 2, "quantity": 5, "type": "time"}
        assert (
            self.c.invoice.lines.update(invoice_id=invoice_id, lines=[change]).countchildren() == 0
        )
        shown = self.shown(invoice_id)
        assert shown.amount == 45
        assert (shown.lines.line[1].name, shown.lines.line[1].type) == ("Digging", "Time")

    def test_a_deleted_line_no_longer_counts(self):
        invoice_id = self.invoice(a_line(10, 4), a_line(1, 1))
        self.c.invoice.lines.delete(invoice_id=invoice_id, line_id=1)
        assert (self.line_ids(invoice_id), self.shown(invoice_id).amount) == ([2], 1)

    def test_a_line_of_another_invoice_is_not_found(self):
        self.invoice()
        other = self.invoice()
        text = "'line_id' not found. Line not found."
        refused(50010, text, self.c.invoice.lines.delete, invoice_id=other, line_id=1)
        lines = [{"line_id": 1, "quantity": 2}]
        refused(50010, text, self.c.invoice.lines.update, invoice_id=other, lines=lines)

    def test_adding_a_line_to_a_paid_invoice_leaves_it_partly_paid(self):
        invoice_id = self.invoice()
        self.c.payment.create(payment={"invoice_id": invoice_id, "amount": 40})
        self.c.invoice.lines.add(invoice_id=invoice_id, lines=[a_line(2, 1)])
        shown = self.shown(invoice_id)
        assert (shown.status, shown.amount_outstanding) == ("partial", 2)


@integration
class StatusesTest(AccountTest):
    def test_a_new_invoice_may_be_draft_sent_viewed_or_disputed(self):
        for status in ("draft", "sent", "viewed", "disputed"):
            assert self.shown(self.invoice(status=status)).status == status

    def test_nothing_is_made_paid_by_saying_so(self):
        for status in ("paid", "auto-paid", "partial", "retry", "failed", "lost"):
            given = {"client_id": self.client(), "status": status}
            refused(
                40060, "Invalid value for field 'status'.", self.c.invoice.create, invoice=given
            )
            change = {"invoice_id": self.invoice(), "status": status}
            refused(
                40060, "Invalid value for field 'status'.", self.c.invoice.update, invoice=change
            )

    def test_what_was_paid_even_in_part_is_no_draft_again(self):
        for amount in (1, 40):
            invoice_id = self.invoice()
            self.c.payment.create(payment={"invoice_id": invoice_id, "amount": amount})
            change = {"invoice_id": invoice_id, "status": "draft"}
            refused(40060, "'status'", self.c.invoice.update, invoice=change)

    def test_what_was_only_sent_may_be_a_draft_again(self):
        invoice_id = self.invoice(status="sent")
        self.c.invoice.update(invoice={"invoice_id": invoice_id, "status": "draft"})
        assert self.shown(invoice_id).status == "draft"

    def test_a_status_sent_empty_changes_nothing(self):
        invoice_id = self.invoice(status="viewed")
        self.c.invoice.update(invoice={"invoice_id": invoice_id, "status": ""})
        assert self.shown(invoice_id).status == "viewed"

    def test_sending_makes_a_draft_sent_and_may_be_repeated(self):
        for send in (self.c.invoice.sendByEmail, self.c.invoice.sendBySnailMail):
            invoice_id = self.invoice()
            for _ in range(2):
                assert send(invoice_id=invoice_id).countchildren() == 0
                assert self.shown(invoice_id).status == "sent"

    def test_sending_what_was_viewed_leaves_it_viewed(self):
        invoice_id = self.invoice(status="viewed")
        self.c.invoice.sendByEmail(invoice_id=invoice_id, subject="Once more", message="Here")
        assert self.shown(invoice_id).status == "viewed"

    def test_subject_and_message_come_together_or_not_at_all(self):
        invoice_id, send = self.invoice(), self.c.invoice.sendByEmail
        refused(40040, "'message'", send, invoice_id=invoice_id, subject="Hello")
        refused(40040, "'subject'", send, invoice_id=invoice_id, message="Here")
        assert self.shown(invoice_id).status == "draft"

    def test_a_deleted_invoice_is_not_sent(self):
        invoice_id = self.invoice()
        self.c.invoice.delete(invoice_id=invoice_id)
        refused(50010, "Invoice is deleted.", self.c.invoice.sendByEmail, invoice_id=invoice_id)

    def test_undelete_is_not_offered(self):
        invoice_id = self.invoice()
        self.c.invoice.delete(invoice_id=invoice_id)
        refused(
            40060,
            "does not do invoice.undelete yet",
            self.c.invoice.undelete,
            invoice_id=invoice_id,
        )
        refused(50010, "Invoice is deleted.", self.c.invoice.get, invoice_id=invoice_id)


@integration
class ListTest(AccountTest):
    def listed(self, **filters: object) -> list[int]:
        page = self.c.invoice.list(**filters).invoices
        return [int(invoice.invoice_id) for invoice in page.iterchildren()]

    def test_the_newest_come_first_as_whole_records(self):
        self.invoice()
        self.invoice()
        invoices = self.c.invoice.list().invoices
        assert [int(each.invoice_id) for each in invoices.invoice] == [2, 1]
        assert invoices.invoice[0].lines.line.amount == 40

    def test_unpaid_stands_for_all_that_waits_for_money(self):
        for status in ("draft", "sent", "viewed", "disputed"):
            self.invoice(status=status)
        self.c.payment.create(payment={"invoice_id": self.invoice(), "amount": 1})
        self.c.payment.create(payment={"invoice_id": self.invoice(), "amount": 40})
        assert self.listed(status="unpaid") == [5, 4, 3, 2]
        assert self.listed(status="paid") == [6]
        assert self.listed(status="") == [6, 5, 4, 3, 2, 1]

    def test_a_part_of_the_number_finds_it(self):
        self.invoice(number="FB00004")
        self.invoice(number="GB00004")
        assert self.listed(number="fb") == [1]

    def test_profiles_find_the_invoices_they_made(self):
        self.invoice()
        made = self.c.recurring.create(recurring={"client_id": self.client()})
        assert self.listed(recurring_id=made.recurring_id) == [2]


class StandingTest(unittest.TestCase):
    @settings(max_examples=200, deadline=None)
    @given(st.sampled_from([*rules.UNPAID, "draft", "paid", "auto-paid"]), st.integers(0, 60))
    def test_the_status_follows_the_payments_and_then_rests(self, before, paid):
        balance = money.balance(Decimal(40), [Decimal(paid)])
        status = rules.status_after(before, balance)
        if paid >= 40:
            assert status == ("auto-paid" if before == "auto-paid" else "paid")
        elif paid:
            assert status == "partial"
        else:
            by_payment = before in ("paid", "auto-paid", "partial")
            assert status == ("sent" if by_payment else before)
        assert rules.status_after(status, balance) == status
