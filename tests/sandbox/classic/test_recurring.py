"""Recurring profiles: when they start, what they make, and what is kept of a card."""

import sqlite3
import tempfile
from pathlib import Path

from refreshbooks import api
from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.sandbox.classic.account import NOON, AccountTest, a_line, refused

CARD_NUMBER = "4111 1111-1111.1111"


def autobill(**values: object) -> dict[str, object]:
    card = {
        "number": CARD_NUMBER,
        "name": "Jo Marsh",
        "expiration": {"month": 9, "year": 2031},
        **values,
    }
    return {"gateway_name": "authorize.NET", "card": card}


class ProfilesTest(AccountTest):
    def made(self, **values: object):
        values.setdefault("date", "2026-06-01")
        values.setdefault("client_id", self.client())
        return self.c.recurring.create(recurring=values)

    def profile(self, recurring_id: object):
        return self.c.recurring.get(recurring_id=recurring_id).recurring


@integration
class ProfileTest(ProfilesTest):
    def test_words_go_in_and_codes_come_out(self):
        codes = ["w", "2w", "4w", "m", "2m", "3m", "6m", "y", "2y"]
        words = "weekly,2 weeks,4 weeks,monthly,2 months,3 months,6 months,yearly,2 years"
        for word, code in zip(words.split(","), codes, strict=True):
            assert self.profile(self.made(frequency=word).recurring_id).frequency == code

    def test_codes_do_not_go_in(self):
        given = {"client_id": self.client(), "frequency": "2m"}
        refused(40060, "'frequency'", self.c.recurring.create, recurring=given)

    def test_defaults_are_monthly_without_end_by_e_mail(self):
        shown = self.profile(self.made().recurring_id)
        assert (shown.frequency, shown.occurrences, shown.stopped) == ("m", 0, 0)
        assert (shown.send_email, shown.send_snail_mail) == (1, 0)
        assert (shown.autobill.text, shown.autobill.countchildren()) == (None, 0)
        assert (shown.last_name, shown.staff_id, shown.amount) == ("Marsh", 1, 0)

    def test_an_update_keeps_what_it_leaves_out(self):
        recurring_id = self.made(frequency="weekly", lines=[a_line(9, 1)]).recurring_id
        change = {"recurring_id": recurring_id, "frequency": "", "notes": "Hello"}
        self.c.recurring.update(recurring=change)
        shown = self.profile(recurring_id)
        assert (shown.frequency, shown.amount, shown.notes) == ("w", 9, "Hello")

    def test_lines_can_be_added_changed_and_taken_out(self):
        recurring_id = self.made(lines=[a_line("9.99", 10)]).recurring_id
        lines = self.c.recurring.lines
        answer = lines.add(recurring_id=recurring_id, lines=[a_line(2, 40)])
        assert (answer.recurring_id, answer.lines.line_id) == (recurring_id, 2)
        lines.update(recurring_id=recurring_id, lines=[{"line_id": 2, "quantity": 50}])
        assert str(self.profile(recurring_id).amount) == "199.9"
        lines.delete(recurring_id=recurring_id, line_id=1)
        assert self.profile(recurring_id).amount == 100

    def test_a_profile_does_not_start_in_the_past(self):
        given = {"client_id": self.client(), "date": "2026-05-03"}
        refused(40060, "'date'", self.c.recurring.create, recurring=given)
        recurring_id = self.made().recurring_id
        refused(
            40060,
            "'date'",
            self.c.recurring.update,
            recurring={"recurring_id": recurring_id, "date": "2026-05-03"},
        )

    def test_a_date_that_went_by_may_be_sent_back(self):
        recurring_id = self.made(date="2026-05-05").recurring_id
        self.let_pass(days=30)
        change = {"recurring_id": recurring_id, "date": "2026-05-05", "notes": "Hello"}
        self.c.recurring.update(recurring=change)
        assert self.profile(recurring_id).notes == "Hello"


@integration
class FirstInvoiceTest(ProfilesTest):
    def test_a_profile_that_starts_today_makes_and_sends_its_first_invoice(self):
        lines = [a_line("9.99", 10, tax1_name="VAT", tax1_percent=10)]
        answer = self.made(date="2026-05-04", lines=lines, notes="Thanks")
        invoice = self.shown(answer.invoice_id)
        assert (invoice.recurring_id, invoice.status) == (answer.recurring_id, "sent")
        assert (str(invoice.amount), str(invoice.amount_outstanding)) == ("109.89", "109.89")
        assert (invoice.notes, invoice.last_name, str(invoice.number)) == (
            "Thanks",
            "Marsh",
            "0000001",
        )

    def test_left_out_the_date_is_today(self):
        answer = self.c.recurring.create(recurring={"client_id": self.client()})
        assert self.profile(answer.recurring_id).date == "2026-05-04"
        assert answer.invoice_id == 1

    def test_one_that_starts_later_or_is_stopped_makes_none(self):
        for values in ({"date": "2026-05-05"}, {"date": "2026-05-04", "stopped": 1}):
            assert not hasattr(self.made(**values), "invoice_id")
        assert self.c.invoice.list().invoices.get("total") == "0"

    def test_nobody_is_sent_what_goes_out_by_no_way(self):
        answer = self.made(date="2026-05-04", send_email=0)
        assert self.shown(answer.invoice_id).status == "draft"

    def test_its_return_address_names_the_invoice(self):
        uri = "https://example.com/::invoice number::/::invoice id::/::Invoice Id::"
        answer = self.made(date="2026-05-04", return_uri=uri)
        expected = "https://example.com/0000001/1/::Invoice Id::"
        assert str(self.shown(answer.invoice_id).return_uri) == expected
        assert str(self.profile(answer.recurring_id).return_uri) == uri

    def test_its_invoices_stay_when_the_profile_goes(self):
        answer = self.made(date="2026-05-04")
        self.c.recurring.delete(recurring_id=answer.recurring_id)
        assert self.shown(answer.invoice_id).recurring_id == answer.recurring_id


@integration
class LaterInvoicesTest(ProfilesTest):
    def dates(self) -> list[str]:
        """Returns the days of all invoices, in the order they were made."""
        invoices = self.c.invoice.list(per_page=100).invoices
        rows = sorted(invoices.iterchildren(), key=lambda row: int(row.invoice_id))
        return [str(row.date)[:10] for row in rows]

    def test_each_is_made_on_its_day_and_dated_so(self):
        self.made(date="2026-05-06", frequency="weekly", lines=[a_line(9, 1)])
        self.let_pass(days=1)
        assert self.dates() == []
        self.let_pass(days=1)
        assert self.dates() == ["2026-05-06"]
        self.let_pass(days=21)
        assert self.dates() == ["2026-05-06", "2026-05-13", "2026-05-20", "2026-05-27"]
        invoice = self.shown(4)
        assert (invoice.recurring_id, invoice.amount, invoice.status) == (1, 9, "sent")
        assert str(invoice.updated) == "2026-05-27 00:00:00"

    def test_every_frequency_has_its_days(self):
        for frequency, second in [
            ("weekly", "2026-05-11"),
            ("2 weeks", "2026-05-18"),
            ("4 weeks", "2026-06-01"),
            ("monthly", "2026-06-04"),
            ("2 months", "2026-07-04"),
            ("3 months", "2026-08-04"),
            ("6 months", "2026-11-04"),
            ("yearly", "2027-05-04"),
            ("2 years", "2028-05-04"),
        ]:
            with self.subTest(frequency=frequency):
                self.sandbox.reset()
                self.moment = NOON
                self.made(date="2026-05-04", frequency=frequency, occurrences=2)
                self.let_pass(days=3 * 366)
                assert self.dates() == ["2026-05-04", second]

    def test_a_month_that_is_too_short_has_its_last_day(self):
        self.made(date="2026-08-31")
        self.let_pass(days=365)
        assert self.dates()[:7] == [
            *("2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31"),
            *("2027-01-31", "2027-02-28"),
        ]

    def test_those_of_several_profiles_are_made_in_the_order_of_their_days(self):
        self.made(date="2026-05-20", occurrences=1)
        self.made(date="2026-05-10", occurrences=2)
        self.let_pass(days=60)
        assert self.dates() == ["2026-05-10", "2026-05-20", "2026-06-10"]

    def test_there_are_no_more_than_its_occurrences(self):
        self.made(date="2026-05-04", frequency="weekly", occurrences=3)
        for _ in range(5):
            self.let_pass(days=10)
            self.c.system.current()
        assert self.dates() == ["2026-05-04", "2026-05-11", "2026-05-18"]

    def test_a_stopped_one_makes_none_and_catches_nothing_up(self):
        recurring_id = self.made(date="2026-05-04").recurring_id
        self.c.recurring.update(recurring={"recurring_id": recurring_id, "stopped": 1})
        self.let_pass(days=40)
        self.c.recurring.update(recurring={"recurring_id": recurring_id, "stopped": 0})
        assert self.dates() == ["2026-05-04"]
        self.let_pass(days=30)
        assert self.dates() == ["2026-05-04", "2026-07-04"]

    def test_so_it_is_with_one_that_was_deleted(self):
        self.made(date="2026-05-04")
        self.let_pass(days=40)
        self.c.recurring.delete(recurring_id=1)
        self.let_pass(days=365)
        assert self.dates() == ["2026-05-04", "2026-06-04"]

    def test_a_new_date_begins_anew_and_on_the_same_day_makes_one(self):
        recurring_id = self.made(date="2026-05-10", occurrences=2).recurring_id
        change = {"recurring_id": recurring_id, "date": "2026-05-04"}
        for _ in range(2):
            self.c.recurring.update(recurring=change)
        assert self.dates() == ["2026-05-04"]
        self.let_pass(days=90)
        assert self.dates() == ["2026-05-04", "2026-06-04"]

    def test_a_day_that_comes_twice_makes_no_second_invoice(self):
        self.made(date="2026-05-10", frequency="weekly")
        self.let_pass(days=14)
        assert self.dates() == ["2026-05-10", "2026-05-17"]
        self.let_pass(days=-14)
        assert len(self.dates()) == 2
        self.let_pass(days=20)
        assert self.dates() == ["2026-05-10", "2026-05-17", "2026-05-24"]

    def test_a_refused_call_makes_none_of_them_and_the_next_one_does(self):
        self.made(date="2026-05-10", occurrences=1)
        self.let_pass(days=10)
        refused(50010, "'invoice_id'", self.c.invoice.get, invoice_id=77)
        assert self.dates() == ["2026-05-10"]

    def test_profiles_of_a_seeded_account_go_on_from_the_day_of_the_seed(self):
        def total() -> int:
            return int(self.c.invoice.list(folder="active").invoices.get("total"))

        self.sandbox.seed(invoices=60)
        self.sandbox.snapshot("seeded")
        self.let_pass(days=40)
        after = total()
        self.sandbox.restore("seeded")
        self.let_pass(days=-40)
        assert total() < after

    def test_after_a_restore_time_has_passed_since_the_snapshot(self):
        self.made(date="2026-05-10", occurrences=1)
        self.sandbox.snapshot("before")
        self.let_pass(days=10)
        for _ in range(2):
            assert self.dates() == ["2026-05-10"]
            self.sandbox.restore("before")


@integration
class AutobillTest(ProfilesTest):
    def test_a_card_comes_back_as_stars_and_four_digits(self):
        shown = self.profile(self.made(autobill=autobill()).recurring_id).autobill
        assert (shown.gateway_name, shown.card.name) == ("Authorize.Net", "Jo Marsh")
        assert str(shown.card.number) == "************1111"
        assert (str(shown.card.expiration.month), shown.card.expiration.year) == ("09", 2031)

    def test_all_of_it_is_given_or_none(self):
        whole = autobill()
        card = whole["card"]
        for part, name in [
            ({"card": card}, "gateway_name"),
            ({"gateway_name": "Authorize.Net"}, "card"),
            ({**whole, "card": {**card, "number": ""}}, "number"),
            ({**whole, "card": {**card, "name": None}}, "name"),
            ({**whole, "card": {**card, "expiration": {"month": 9}}}, "year"),
        ]:
            given = {"client_id": self.client(), "autobill": part}
            refused(40040, f"'{name}'", self.c.recurring.create, recurring=given)

    def test_what_cannot_be_charged_is_refused(self):
        for wrong, name in [
            ({**autobill(), "gateway_name": "PayPal"}, "gateway_name"),
            ({**autobill(), "gateway_name": "Piggy Bank"}, "gateway_name"),
            (autobill(number="4111"), "number"),
            (autobill(number="************1111"), "number"),
            (autobill(expiration={"month": 4, "year": 2026}), "expiration"),
            (autobill(expiration={"month": 13, "year": 2031}), "month"),
        ]:
            given = {"client_id": self.client(), "autobill": wrong}
            refused(40060, f"'{name}'", self.c.recurring.create, recurring=given)

    def test_a_card_is_good_to_the_end_of_its_month(self):
        self.made(autobill=autobill(expiration={"month": 5, "year": 2026}))

    def test_only_the_accounts_own_currency_is_charged(self):
        given = {"client_id": self.client(), "currency_code": "CAD", "autobill": autobill()}
        refused(40060, "'currency_code'", self.c.recurring.create, recurring=given)
        recurring_id = self.made(autobill=autobill()).recurring_id
        change = {"recurring_id": recurring_id, "currency_code": "CAD"}
        refused(40060, "'currency_code'", self.c.recurring.update, recurring=change)

    def test_left_out_it_stays_and_sent_empty_it_ends(self):
        recurring_id = self.made(autobill=autobill()).recurring_id
        self.c.recurring.update(recurring={"recurring_id": recurring_id, "notes": "Hello"})
        assert self.profile(recurring_id).autobill.card.name == "Jo Marsh"
        self.c.recurring.update(recurring={"recurring_id": recurring_id, "autobill": None})
        assert self.profile(recurring_id).autobill.countchildren() == 0

    def test_what_was_read_may_be_sent_back(self):
        recurring_id = self.made(autobill=autobill()).recurring_id
        change = {"recurring_id": recurring_id, "autobill": self.profile(recurring_id).autobill}
        self.c.recurring.update(recurring=change)
        assert str(self.profile(recurring_id).autobill.card.number) == "************1111"

    def test_a_list_tells_those_that_charge_from_those_that_do_not(self):
        charging = self.made(autobill=autobill()).recurring_id
        other = self.made().recurring_id
        listed = self.c.recurring.list
        assert listed(autobill=1).recurrings.recurring.recurring_id == charging
        assert listed(autobill=0).recurrings.recurring.recurring_id == other
        assert listed(autobill="").recurrings.get("total") == "2"


@integration
class NoCardNumberTest(AccountTest):
    def test_a_cards_number_reaches_no_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "books.db"
            with Sandbox(path, clock=lambda: NOON) as sandbox:
                c = api.TokenClient(sandbox.classic_url, sandbox.token)
                c.client.create(client={"email": "jo@example.com"})
                c.recurring.create(recurring={"client_id": 1, "autobill": autobill()})
                c.recurring.update(recurring={"recurring_id": 1, "autobill": autobill()})
                wrong = {"client_id": 1, "autobill": autobill(name="")}
                refused(40040, "'name'", c.recurring.create, recurring=wrong)
                written = b"".join(each.read_bytes() for each in Path(folder).iterdir())
                kept = " ".join(sqlite3.connect(path).iterdump())
                api.close(c)
        for number in (CARD_NUMBER, "4111111111111111", "411111"):
            assert number.encode() not in written
            assert number not in kept
        assert "************1111" in kept
