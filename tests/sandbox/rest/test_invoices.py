"""Invoices over HTTP: made, sent, overdue, changed, shown."""

from tests.marks import integration
from tests.sandbox.rest.asking import Asking
from tests.sandbox.rest.test_pdf import texts

LINES = [
    {"name": "Bowls", "qty": "4", "unit_cost": {"amount": "5"}, "taxName1": "HST"},
    {"name": "Mugs", "qty": 6, "unit_cost": {"amount": "4.00"}},
]


class Invoicing(Asking):
    """An account with a client and a tax."""

    def setUp(self):
        super().setUp()
        self.made("users/clients", "client", organization="Ann & Co", p_city="Moosewood")
        self.made("taxes/taxes", "tax", name="HST", amount="13", number="RT 1")

    def invoiced(self, **fields):
        said = {"customerid": 1, "create_date": "2026-05-01", "lines": LINES, **fields}
        return self.made("invoices/invoices?include[]=lines", "invoice", **said)

    def changed(self, number=1, **fields):
        path = f"invoices/invoices/{number}?include[]=lines"
        return self.ask.result("PUT", path, json={"invoice": fields})["invoice"]

    def listed(self, query):
        rows = self.ask.result("GET", f"invoices/invoices?{query}")["invoices"]
        return [row["id"] for row in rows]

    def paid(self, amount, number=1):
        said = {"invoiceid": number, "amount": {"amount": amount}, "date": "2026-05-02"}
        return self.made("payments/payments", "payment", **said)


@integration
class Made(Invoicing):
    def test_lines_taxes_and_discount_are_worked_out(self):
        invoice = self.invoiced(discount_value="10", currency_code="CAD")
        self.assertEqual(invoice["amount"], {"amount": "41.94", "code": "CAD"})
        self.assertEqual(invoice["discount_total"], {"amount": "-4.40", "code": "CAD"})
        self.assertEqual(invoice["outstanding"], {"amount": "41.94", "code": "CAD"})
        self.assertEqual(invoice["paid"], {"amount": "0.00", "code": "CAD"})
        bowls, mugs = invoice["lines"]
        self.assertEqual(bowls["amount"], {"amount": "20.00", "code": "CAD"})
        self.assertEqual((bowls["taxAmount1"], bowls["taxNumber1"]), ("13", "RT 1"))
        self.assertEqual((bowls["lineid"], mugs["lineid"]), (1, 2))
        self.assertEqual((mugs["qty"], mugs["taxAmount1"]), ("6", "0"))

    def test_the_client_s_name_and_address_are_copied_once(self):
        self.invoiced(city="Elsewhere")
        client = {"organization": "Ann Ltd", "p_city": "Bluestone"}
        self.ask.result("PUT", "users/clients/1", json={"client": client})
        invoice = self.changed(notes="x")
        self.assertEqual((invoice["organization"], invoice["city"]), ("Ann & Co", "Elsewhere"))
        self.assertEqual(invoice["current_organization"], "Ann Ltd")

    def test_numbers_count_on_from_the_highest_that_is_all_digits(self):
        for said, number in (
            ({}, "0000001"),
            ({"invoice_number": "0000041"}, "0000041"),
            ({"invoice_number": "FB-7"}, "FB-7"),
            ({"invoice_number": ""}, "0000042"),
            ({"invoice_number": "0000003"}, "0000003"),
            ({}, "0000043"),
        ):
            with self.subTest(said=said):
                self.assertEqual(self.invoiced(**said)["invoice_number"], number)

    def test_the_currency_is_said_or_the_lines_or_the_client_s(self):
        euros = [{"unit_cost": {"amount": "3", "code": "EUR"}}]
        self.assertEqual(self.invoiced(lines=euros)["currency_code"], "EUR")
        said = self.invoiced(lines=euros, currency_code="CAD")
        self.assertEqual(said["lines"][0]["unit_cost"], {"amount": "3.00", "code": "CAD"})
        self.assertEqual(self.invoiced()["currency_code"], "USD")

    def test_the_due_day_follows_from_the_days_that_are_given(self):
        invoice = self.invoiced(due_offset_days=31)
        self.assertEqual((invoice["due_date"], invoice["due_offset_days"]), ("2026-06-01", 31))
        self.assertEqual(self.changed(create_date="2026-05-02")["due_date"], "2026-06-02")

    def test_lines_are_there_only_where_they_are_asked_for(self):
        self.invoiced()
        self.assertNotIn("lines", self.ask.result("GET", "invoices/invoices/1")["invoice"])
        rows = self.ask.result("GET", "invoices/invoices?include[]=lines")["invoices"]
        self.assertEqual(len(rows[0]["lines"]), 2)

    def test_a_create_that_asks_for_it_sends_the_invoice(self):
        self.assertEqual(self.invoiced(action_mark_as_sent=True)["v3_status"], "sent")
        self.assertEqual(self.invoiced(action_email=True)["status"], 2)

    def test_an_estimate_that_was_invoiced_says_so(self):
        said = {"customerid": 1, "create_date": "2026-05-01"}
        self.made("estimates/estimates", "estimate", **said)
        self.invoiced(estimateid=1)
        estimate = self.ask.result("GET", "estimates/estimates/1?include[]=invoices")["estimate"]
        self.assertEqual((estimate["invoiced"], estimate["ui_status"]), (True, "invoiced"))
        self.assertEqual(estimate["invoices"], [{"id": 1}])


@integration
class Refused(Invoicing):
    def test_what_is_missing_wrong_or_read_only_is_refused_by_its_number(self):
        self.made("users/clients", "client", email="gone@example.com")
        self.ask.result("PUT", "users/clients/2", json={"client": {"vis_state": 1}})
        good = {"customerid": 1, "create_date": "2026-05-01"}
        for said, status, errno, field in (
            ({"customerid": 1}, 422, 1001, "create_date"),
            ({"create_date": "2026-05-01"}, 422, 1001, "customerid"),
            ({**good, "customerid": 77}, 404, 1012, "customerid"),
            ({**good, "customerid": 2}, 422, 1011, "customerid"),
            ({**good, "status": "sent"}, 422, 1015, "status"),
            ({**good, "status": 4}, 422, 1004, "status"),
            ({**good, "due_date": "2026-06-01"}, 403, 1038, "due_date"),
        ):
            with self.subTest(said=said):
                refused, errors = self.ask.errors(
                    "POST", "invoices/invoices", json={"invoice": said}
                )
                self.assertEqual((refused, errors[0]["errno"]), (status, errno))
                self.assertEqual(errors[0]["field"], field)
        self.assertEqual(self.listed(""), [])

    def test_the_status_of_payments_cannot_be_written(self):
        self.invoiced()
        sent = {"invoice": {"status": 8}}
        status, errors = self.ask.errors("PUT", "invoices/invoices/1", json=sent)
        self.assertEqual((status, errors[0]["errno"]), (422, 1004))


@integration
class Standing(Invoicing):
    def test_words_follow_the_status_and_the_clock(self):
        self.invoiced(due_offset_days=10)
        self.assert_stands(1, "draft", "draft", "unpaid")
        self.changed(action_email=True)
        self.assert_stands(2, "sent", "sent", "unpaid")
        self.changed(status=3)
        self.assert_stands(3, "viewed", "viewed", "unpaid")
        self.ask.account.clock.advance(days=10)
        self.assert_stands(3, "viewed", "viewed", "unpaid")
        self.ask.account.clock.advance(days=1)
        self.assert_stands(3, "overdue", "viewed", "unpaid")
        self.paid("1")
        self.assert_stands(8, "overdue", "viewed", "partial")
        self.paid("45.60")
        self.assert_stands(4, "paid", "viewed", "paid")

    def test_a_clock_put_back_makes_nothing_overdue(self):
        self.invoiced(status=2)
        clock = self.ask.account.clock
        clock.advance(days=1)
        self.assertEqual(self.listed("search[v3_status]=overdue"), [1])
        clock.advance(days=-1)
        self.assertEqual(self.listed("search[v3_status]=overdue"), [])
        self.assertEqual(self.listed("search[v3_status]=sent"), [1])

    def test_drafts_and_disputed_ones_are_never_overdue(self):
        self.invoiced()
        self.invoiced(status=0)
        self.ask.account.clock.advance(days=5)
        rows = self.ask.result("GET", "invoices/invoices")["invoices"]
        self.assertEqual([row["v3_status"] for row in rows], ["draft", "disputed"])
        self.assertEqual(rows[1]["dispute_status"], "disputed")

    def test_sending_twice_changes_nothing_and_a_viewed_one_stays_viewed(self):
        self.invoiced(status=3)
        self.assertEqual(self.changed(action_email=True)["status"], 3)
        self.assertEqual(self.changed(action_mark_as_sent=True)["status"], 3)

    def test_deposits_have_words_of_their_own(self):
        self.invoiced(status=2, deposit_amount={"amount": "20"}, due_offset_days=9)
        for amount, word, deposit in (
            (None, "sent", "unpaid"),
            ("5", "deposit-partial", "partial"),
            ("15", "deposit-paid", "paid"),
            ("26.60", "paid", "paid"),
        ):
            with self.subTest(amount=amount):
                if amount:
                    self.paid(amount)
                invoice = self.ask.result("GET", "invoices/invoices/1")["invoice"]
                self.assertEqual((invoice["v3_status"], invoice["deposit_status"]), (word, deposit))

    def test_a_deposit_may_be_a_percentage(self):
        self.invoiced(deposit_percentage="50")
        self.paid("23.30")
        invoice = self.ask.result("GET", "invoices/invoices/1")["invoice"]
        self.assertEqual(invoice["deposit_status"], "paid")

    def test_lists_find_by_standing_client_and_day(self):
        self.made("users/clients", "client", email="ben@example.com")
        self.invoiced(status=2)
        self.invoiced(customerid=2, create_date="2026-04-30")
        self.invoiced(status=2)
        self.paid("46.60", number=3)
        for query, numbers in (
            ("search[v3_status]=draft", [2]),
            ("search[customerid]=1", [1, 3]),
            ("search[customerids][]=2&search[customerids][]=9", [2]),
            ("search[date_min]=2026-05-01", [1, 3]),
            ("search[date_max]=2026-05-01", [2]),
            ("search[paid]=true", [3]),
            ("search[paid]=false", [1, 2]),
            ("search[paid]=1", [3]),
            ("search[paid][]=true", [3]),
            ("outstanding=True", [1, 2]),
            ("search[outstanding]=false", [3]),
            ("search[statusid]=1", [1, 2, 3]),
            ("search[invoice_number]=0000002", [2]),
            ("sort=invoice_date_desc", [3, 1, 2]),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.listed(query), numbers)

    def assert_stands(self, status, word, display, payment):
        invoice = self.ask.result("GET", "invoices/invoices/1")["invoice"]
        told = (invoice["status"], invoice["v3_status"], invoice["display_status"])
        self.assertEqual((*told, invoice["payment_status"]), (status, word, display, payment))


@integration
class Changed(Invoicing):
    def test_new_lines_take_the_place_of_the_old_ones_and_the_balance_follows(self):
        self.invoiced()
        self.paid("10")
        invoice = self.changed(lines=[{"name": "Plate", "qty": "2", "unit_cost": {"amount": "7"}}])
        self.assertEqual([line["name"] for line in invoice["lines"]], ["Plate"])
        self.assertEqual(invoice["amount"]["amount"], "14.00")
        self.assertEqual(invoice["outstanding"]["amount"], "4.00")

    def test_a_change_of_something_else_leaves_lines_and_sums_alone(self):
        before = self.invoiced()
        after = self.changed(notes="Hello")
        self.assertEqual(after["lines"], before["lines"])
        self.assertEqual((after["amount"], after["notes"]), (before["amount"], "Hello"))

    def test_one_phase_is_done_and_the_rest_dropped(self):
        self.invoiced(notes="old")
        invoice = self.changed(action_mark_as_sent=True, notes="new")
        self.assertEqual((invoice["status"], invoice["notes"]), (2, "old"))
        self.assertEqual(self.changed(vis_state=0, notes="new")["notes"], "old")

    def test_both_ways_of_deleting_leave_it_readable(self):
        for number, body in ((1, None), (2, {"invoice": {"vis_state": 1}})):
            self.invoiced()
            self.ask.result("PUT", f"invoices/invoices/{number}", json=body) if body else self.ask(
                "DELETE", f"/accounting/account/{{account_id}}/invoices/invoices/{number}"
            )
            with self.subTest(number=number):
                gone = self.ask.result("GET", f"invoices/invoices/{number}")["invoice"]
                self.assertEqual(gone["vis_state"], 1)
        self.assertEqual(self.listed(""), [])


@integration
class Shown(Invoicing):
    def test_a_share_link_names_the_invoice_and_is_always_the_same(self):
        self.invoiced()
        path = "invoices/invoices/1/share_link?share_method=share_link"
        first, second = (self.ask.result("GET", path)["share_link"] for _ in range(2))
        self.assertEqual(first, second)
        self.assertEqual((first["resourceid"], first["clientid"]), (1, 1))
        self.assertEqual((first["resource_type"], first["share_method"]), ("invoice", "share_link"))

    def test_the_pdf_says_what_the_invoice_says(self):
        invoice = self.invoiced(currency_code="CAD", notes="Thanks")
        path = "/accounting/account/{account_id}/invoices/invoices/1/pdf"
        answer = self.ask("GET", path)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        (page,) = texts(answer.content)
        shown = "\n".join(page)
        for text in (invoice["invoice_number"], "Bowls", "46.60 CAD", "Ann & Co", "Thanks"):
            with self.subTest(text=text):
                self.assertIn(text, shown)

    def test_there_is_no_pdf_and_no_link_of_an_invoice_that_is_not_there(self):
        for end in ("pdf", "share_link"):
            status, errors = self.ask.errors("GET", f"invoices/invoices/5/{end}")
            self.assertEqual((status, errors[0]["errno"]), (404, 1012))

    def test_the_owner_comes_where_an_include_asks(self):
        self.invoiced()
        invoice = self.ask.result("GET", "invoices/invoices/1?include[]=owner")["invoice"]
        self.assertEqual(invoice["owner"]["id"], 1)
