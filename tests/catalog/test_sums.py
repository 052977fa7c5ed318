"""The example documents add up, as one small business's books do."""

import unittest
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from lxml import etree

DOCUMENTS = Path(__file__).parent.parent / "documents"
CENT = Decimal("0.01")


def answer(name):
    """Returns a response document's tree, its names without their namespace."""
    root = etree.parse(str(DOCUMENTS / f"{name}.response.xml")).getroot()
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root


def number(element, path):
    return Decimal(element.findtext(path) or "0")


def cents(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)


def total(document):
    """Returns the lines' sum less the discount, plus every tax rounded to cents."""
    kept = 1 - number(document, "discount") / 100
    taxes, net = {}, Decimal(0)
    for line in document.iterfind("lines/line"):
        net += number(line, "amount") * kept
        for tax in ("tax1", "tax2"):
            charged = number(line, "amount") * kept * number(line, f"{tax}_percent") / 100
            name = line.findtext(f"{tax}_name")
            taxes[name] = taxes.get(name, 0) + charged
    return cents(net) + sum(cents(tax) for tax in taxes.values())


def written_documents():
    for noun, plural in (
        ("invoice", "invoices"),
        ("estimate", "estimates"),
        ("recurring", "recurrings"),
    ):
        yield answer(f"{noun}.get").find(noun)
        yield from answer(f"{noun}.list").iterfind(f"{plural}/{noun}")


def paid_for(invoice_id):
    payments = answer("payment.list").iterfind("payments/payment")
    return sum(number(p, "amount") for p in payments if p.findtext("invoice_id") == invoice_id)


class SumsTest(unittest.TestCase):
    def test_a_line_is_its_cost_times_its_quantity(self):
        for document in written_documents():
            for line in document.iterfind("lines/line"):
                product = number(line, "unit_cost") * number(line, "quantity")
                self.assertEqual(number(line, "amount"), product, etree.tostring(line))

    def test_a_document_is_its_lines_less_discount_plus_taxes(self):
        for document in written_documents():
            self.assertEqual(number(document, "amount"), total(document), etree.tostring(document))

    def test_what_is_outstanding_is_what_no_payment_covers(self):
        for invoice in answer("invoice.list").iterfind("invoices/invoice"):
            paid = paid_for(invoice.findtext("invoice_id"))
            outstanding = number(invoice, "amount") - paid
            self.assertEqual(number(invoice, "amount_outstanding"), outstanding)
            self.assertEqual(invoice.findtext("status"), "partial" if outstanding else "paid")

    def test_the_tax_in_an_expense_is_part_of_its_amount(self):
        for expense in answer("expense.list").iterfind("expenses/expense"):
            percent = number(expense, "tax1_percent")
            tax = cents(number(expense, "amount") * percent / (100 + percent))
            self.assertEqual(number(expense, "tax1_amount"), tax)

    def test_reports_are_the_sums_of_the_lists(self):
        invoices = answer("invoice.list").findall("invoices/invoice")
        expenses = answer("expense.list").findall("expenses/expense")
        billed = sum(number(invoice, "amount") for invoice in invoices)
        open_ = sum(number(invoice, "amount_outstanding") for invoice in invoices)
        spent = sum(number(expense, "amount") for expense in expenses)

        invoiced = answer("report.getInvoiceDetails").find("reports/report")
        self.assertEqual(number(invoiced, "billed"), billed)
        self.assertEqual(number(invoiced, "collected"), billed - open_)
        self.assertEqual(number(invoiced, "outstanding"), open_)

        profit = answer("report.getProfitDetails").find("reports/report")
        self.assertEqual(number(profit, "income"), billed - open_)
        self.assertEqual(number(profit, "expenses"), spent)
        self.assertEqual(number(profit, "profit"), billed - open_ - spent)

        estimates = answer("estimate.list").findall("estimates/estimate")
        estimated = answer("report.getEstimateDetails").find("reports/report")
        self.assertEqual(
            number(estimated, "estimated"), sum(number(each, "amount") for each in estimates)
        )

    def test_pages_are_as_many_as_the_total_needs(self):
        paged = 0
        for path in DOCUMENTS.glob("*.list*.response.xml"):
            records = answer(path.name.removesuffix(".response.xml"))[0]
            if not records.attrib:
                continue
            paged += 1
            page, size, pages, count = (
                int(records.get(name)) for name in ("page", "per_page", "pages", "total")
            )
            self.assertEqual(pages, -(-count // size), path.name)
            self.assertEqual(len(records), min(size, count - size * (page - 1)), path.name)
        self.assertGreater(paged, 15)
