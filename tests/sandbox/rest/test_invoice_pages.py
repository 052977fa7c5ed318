"""What people see of an invoice: its PDF."""

from tests.marks import integration
from tests.sandbox.rest.asking import Asking
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
