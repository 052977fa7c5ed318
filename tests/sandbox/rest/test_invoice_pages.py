"""What people see of an invoice: its PDF, and the page behind its share link."""

import requests

from tests.marks import integration
from tests.sandbox.rest.asking import Asker, Asking
from tests.sandbox.rest.test_pdf import texts

PDF = "/accounting/account/{account_id}/invoices/invoices/1/pdf"


class Showing(Asking):
    def invoiced(self, *lines, **fields):
        self.made("users/clients", "client", email="ann@example.com", organization="Ann & Co")
        return self.made(
            "invoices/invoices",
            "invoice",
            **{"customerid": 1, "create_date": "2026-05-01", "lines": list(lines), **fields},
        )


def a_line(name, qty, cost, **more):
    return {"name": name, "qty": qty, "unit_cost": {"amount": cost, "code": "USD"}, **more}


HST = {"taxName1": "HST", "taxAmount1": "13"}


@integration
class PdfTest(Showing):
    def page(self):
        (page,) = texts(self.ask("GET", PDF).content)
        return page

    def row(self, start):
        return next(line for line in self.page() if line.startswith(start)).split()

    def test_lines_discount_and_taxes_add_up_to_the_total(self):
        self.invoiced(
            a_line("Bowls", 10, "5.00", **HST), a_line("Mugs", 3, "10"), discount_value="10"
        )
        self.assertEqual(self.row("Bowls"), ["Bowls", "10", "5.00", "50.00", "USD"])
        self.assertEqual(self.row("Subtotal"), ["Subtotal", "80.00", "USD"])
        self.assertEqual(self.row("Discount"), ["Discount", "-8.00", "USD"])
        self.assertEqual(self.row("HST on"), ["HST", "on", "45.00", "5.85", "USD"])
        self.assertEqual(self.row("Total"), ["Total", "77.85", "USD"])

    def test_what_is_nothing_has_no_row(self):
        self.invoiced(a_line("Bowls", 1, "5.00"))
        self.assertFalse([line for line in self.page() if line.startswith(("Discount", "HST"))])

    def test_all_amounts_end_in_one_column(self):
        self.invoiced(
            a_line("Bowls of a name that is as long as names of bowls can be", 10, "5", **HST),
            a_line("Mugs", "1234.5", "99999.25"),
        )
        rows = [line for line in self.page() if line.endswith((" USD", " Amount"))]
        self.assertEqual({len(line) for line in rows}, {80})

    def test_long_texts_are_broken_and_none_is_wider_than_the_page(self):
        text = "word " * 40
        self.invoiced(a_line("Bowls", 1, "5", description=text), notes=f"{text}\nlast line")
        page = self.page()
        self.assertLessEqual(max(map(len, page)), 80)
        self.assertEqual(" ".join(page).count("word"), 80)
        self.assertIn("last line", page)


@integration
class ShareTest(Showing):
    def link(self):
        path = "invoices/invoices/1/share_link?share_method=share_link"
        return self.ask.result("GET", path)["share_link"]["share_link"]

    def opened(self, address, method="GET"):
        # Whoever opens it has no token.
        return requests.request(method, address, timeout=10)

    def status(self):
        return self.ask.result("GET", "invoices/invoices/1")["invoice"]["v3_status"]

    def test_the_share_link_shows_the_invoice_to_whoever_has_it(self):
        self.invoiced(a_line("Bowls & <mugs>", 10, "5.00"))
        shown = self.opened(self.link())
        self.assertEqual(shown.status_code, 200)
        self.assertEqual(shown.headers["Content-Type"], "text/html; charset=utf-8")
        self.assertIn("<title>Invoice 0000001</title>", shown.text)
        self.assertIn("Bowls &amp; &lt;mugs&gt;", shown.text)
        self.assertRegex(shown.text, "Total +50.00 USD")
        self.assertEqual(self.ask.account.journal.search("*")[-1].method, "invoice_share_link.get")

    def test_opening_it_makes_a_sent_invoice_viewed(self):
        self.invoiced(a_line("Bowls", 10, "5.00"))
        self.opened(self.link())
        self.assertEqual(self.status(), "draft")
        self.ask.result(
            "PUT", "invoices/invoices/1", json={"invoice": {"action_mark_as_sent": True}}
        )
        self.opened(self.link(), "HEAD")
        self.assertEqual(self.status(), "sent")
        for _ in range(2):
            self.opened(self.link())
            self.assertEqual(self.status(), "viewed")

    def test_what_is_deleted_or_unknown_has_no_page(self):
        self.invoiced(a_line("Bowls", 10, "5.00"))
        link = self.link()
        other = link.replace("/link/", "/link/0")
        self.ask.result("PUT", "invoices/invoices/1", json={"invoice": {"vis_state": 1}})
        for gone in (link, other, f"{self.ask.account.url}/link/"):
            with self.subTest(gone=gone):
                self.assertEqual(self.opened(gone).status_code, 404)

    def test_every_account_s_links_lead_to_its_own_invoices(self):
        self.invoiced(a_line("Bowls", 10, "5.00"))
        other = Asker(self.ask.account.account("other"))
        self.addCleanup(other.session.close)
        other.result("POST", "users/clients", json={"client": {"organization": "Elsewhere"}})
        made = {"customerid": 1, "create_date": "2026-05-01"}
        other.result("POST", "invoices/invoices", json={"invoice": made})
        link = other.result("GET", "invoices/invoices/1/share_link")["share_link"]["share_link"]
        self.assertIn("Elsewhere", self.opened(link).text)
        self.assertIn("Ann &amp; Co", self.opened(self.link()).text)


@integration
class NothingTest(Asking):
    def test_where_nothing_is_both_apis_are_named(self):
        for path in ("/", "/anything", "/view/anything"):
            with self.subTest(path=path):
                answer = self.ask("GET", path)
                self.assertEqual(answer.status_code, 404)
                for said in ("/api/2.1/xml-in", "/accounting/account/", "/_sandbox/"):
                    self.assertIn(said, answer.text)
