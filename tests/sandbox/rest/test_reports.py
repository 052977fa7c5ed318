"""Reports over HTTP: worked examples by hand, and rules for a whole business.

The rules work out for themselves, from what the lists show, what a report says.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from tests.marks import integration
from tests.sandbox.rest.asking import Asking, asked

CENT = Decimal("0.01")


def amount(money):
    return Decimal(money["amount"])


def dollars(text):
    return {"amount": text, "code": "USD"}


class Reported(Asking):
    def report(self, name, **parameters):
        path = f"reports/accounting/{name}"
        result = self.ask.result("GET", path, params=parameters)
        (report,) = result.values()
        self.assertTrue(report.pop("download_token"))
        return report

    def invoiced(self, price, day, *, tax="13", **fields):
        taxed = {"taxName1": "HST", "taxAmount1": tax} if tax else {}
        lines = [{"unit_cost": dollars(price), **taxed}]
        said = {"customerid": 1, "create_date": day, "status": 2, "lines": lines}
        return self.made("invoices/invoices", "invoice", **{**said, **fields})

    def paid(self, price, day, number=1, **fields):
        said = {"invoiceid": number, "amount": dollars(price), "date": day, **fields}
        return self.made("payments/payments", "payment", **said)

    def spent(self, price, day, category=5, **fields):
        said = {"amount": dollars(price), "categoryid": category, "staffid": 1, "date": day}
        return self.made("expenses/expenses", "expense", **said, **fields)

    def setUp(self):
        super().setUp()
        self.made("users/clients", "client", organization="Ann & Co", email="ann@example.com")


@integration
class TaxSummary(Reported):
    def test_taxes_collected_and_paid_by_hand(self):
        """
        An invoice over 100 with 13; other income of 1,500 holds 172.57 of 1,327.43;
        an expense of 80 holds 9.20 of 70.80. Collected 185.57, paid 9.20.
        """
        self.invoiced("100", "2026-02-01")
        taxes = [{"name": "HST", "amount": "13"}]
        said = {"amount": dollars("1500"), "payment_type": "Cash", "date": "2026-03-01"}
        self.made("other_incomes/other_incomes", "other_income", **said, taxes=taxes)
        self.spent("80", "2026-03-02", taxName1="HST", taxPercent1=13)
        report = self.report("taxsummary")
        self.assertEqual(report["total_invoiced"], dollars("1613.00"))
        self.assertEqual((report["start_date"], report["end_date"]), ("2026-01-01", "2026-05-01"))
        (hst,) = report["taxes"]
        self.assertEqual(
            hst,
            {
                "tax_name": "HST",
                "taxable_amount_collected": dollars("1427.43"),
                "tax_collected": dollars("185.57"),
                "taxable_amount_paid": dollars("70.80"),
                "tax_paid": dollars("9.20"),
                "net_taxable_amount": dollars("1356.63"),
                "net_tax": dollars("176.37"),
            },
        )

    def test_only_days_and_the_currency_asked_for_count(self):
        self.invoiced("100", "2025-12-31")
        self.invoiced("100", "2026-01-01")
        self.invoiced("100", "2026-01-02", currency_code="EUR")
        for asked_for, tax in (
            ({}, "13.00"),
            ({"start_date": "2025-12-31"}, "26.00"),
            ({"start_date": "2025-01-01", "end_date": "2025-12-31"}, "13.00"),
            ({"currency_code": "EUR"}, "13.00"),
        ):
            report = self.report("taxsummary", **asked_for)
            with self.subTest(asked_for=asked_for):
                self.assertEqual([one["tax_collected"]["amount"] for one in report["taxes"]], [tax])

    def test_a_credit_takes_its_tax_back(self):
        self.invoiced("100", "2026-02-01")
        lines = [{"unit_cost": dollars("10"), "taxName1": "HST", "taxAmount1": "13"}]
        said = {"clientid": 1, "create_date": "2026-02-02", "lines": lines}
        self.made("credit_notes/credit_notes", "credit_note", **said)
        (hst,) = self.report("taxsummary")["taxes"]
        self.assertEqual(hst["tax_collected"], dollars("11.70"))

    def test_cash_based_a_tax_counts_as_far_as_it_was_paid(self):
        self.invoiced("100", "2026-02-01")
        self.paid("56.50", "2026-03-01")
        (hst,) = self.report("taxsummary", cash_based="true")["taxes"]
        self.assertEqual(hst["tax_collected"], dollars("6.50"))
        self.assertEqual(hst["taxable_amount_collected"], dollars("50.00"))
        before = self.report("taxsummary", cash_based="true", end_date="2026-02-28")
        self.assertEqual(before["taxes"], [])


@integration
class ProfitLoss(Reported):
    def test_a_quarter_by_hand(self):
        """
        January: 100 invoiced, 10 credited. March: 40 spent on print, goods for 15.
        Earned 90 less 15 of goods; spent 40; so 35, at a margin of 83.33 per cent.
        """
        self.invoiced("100", "2026-01-10")
        said = {"clientid": 1, "create_date": "2026-01-20", "lines": [{"unit_cost": "10"}]}
        self.made("credit_notes/credit_notes", "credit_note", **said)
        self.spent("40", "2026-03-05", category=6)
        self.spent("15", "2026-03-31", category=2)
        report = self.report("profitloss", start_date="2026-01-15", end_date="2026-03-10")
        self.assertEqual(report["labels"], ["2026-01-01", "2026-02-01", "2026-03-01"])
        self.assertEqual(report["dates"][1], {"start_date": "2026-02-01", "end_date": "2026-02-28"})
        sales, goods = report["income"]
        self.assertEqual(self.row(sales), ("Sales", ["90.00", "0.00", "0.00"], "90.00"))
        rows = [self.row(one) for one in sales["children"]]
        self.assertEqual(rows[0], ("Credit", ["-10.00", "0.00", "0.00"], "-10.00"))
        self.assertEqual(rows[1], ("Invoice", ["100.00", "0.00", "0.00"], "100.00"))
        name = "Cost of Goods Sold"
        self.assertEqual(self.row(goods), (name, ["0.00", "0.00", "-15.00"], "-15.00"))
        gross = ("Gross Profit", ["90.00", "0.00", "-15.00"], "75.00")
        self.assertEqual(self.row(report["total_income"]), gross)
        self.assertEqual(self.row(report["gross_margin"])[2], "83.33")
        self.assertEqual(report["gross_margin"]["total"]["code"], "%")
        (advertising,) = report["expenses"]
        self.assertEqual(self.row(advertising)[2], "40.00")
        (branch,) = advertising["children"]
        self.assertEqual(self.row(branch)[0], "Print")
        self.assertEqual([self.row(one)[0] for one in branch["children"]], ["Expenses"])
        net = ("Net Profit (USD)", ["90.00", "0.00", "-55.00"], "35.00")
        self.assertEqual(self.row(report["net_profit"]), net)

    def test_what_stands_on_a_category_at_the_top_is_general(self):
        self.spent("40", "2026-03-05", category=4)
        (advertising,) = self.report("profitloss")["expenses"]
        names = [one["description"] for one in advertising["children"]]
        self.assertEqual(names, ["Advertising (general)"])

    def test_both_names_answer_under_the_same_key(self):
        for name in ("profitloss", "profitloss_entity"):
            result = self.ask.result("GET", f"reports/accounting/{name}")
            self.assertEqual(list(result), ["profitloss"])

    def test_time_is_divided_as_asked(self):
        for resolution, labels in (
            ("m", 6),
            ("2m", 3),
            ("3m", 2),
            ("6m", 1),
            ("y", 1),
        ):
            asked_for = {"start_date": "2026-01-01", "end_date": "2026-06-30"}
            report = self.report("profitloss", resolution=resolution, **asked_for)
            with self.subTest(resolution=resolution):
                self.assertEqual(len(report["labels"]), labels)
                self.assertEqual(len(report["net_profit"]["data"]), labels)

    def test_the_last_stretch_ends_with_the_calendar(self):
        for start, resolution, first in (
            ("9999-11-05", "m", "9999-11-01"),
            ("9999-11-05", "6m", "9999-11-01"),
            ("9999-02-01", "y", "9999-02-01"),
        ):
            asked_for = {"start_date": start, "end_date": "9999-12-31"}
            dates = self.report("profitloss", resolution=resolution, **asked_for)["dates"]
            with self.subTest(resolution=resolution):
                self.assertEqual(dates[0]["start_date"], first)
                self.assertEqual(dates[-1]["end_date"], "9999-12-31")

    def test_cash_based_is_what_came_and_went(self):
        self.invoiced("100", "2026-01-10")
        self.paid("50", "2026-02-10")
        self.made("bill_vendors/bill_vendors", "bill_vendor", vendor_name="Ash")
        lines = [
            {"categoryid": 5, "unit_cost": "30"},
            {"categoryid": 6, "unit_cost": "70"},
        ]
        said = {"vendorid": 1, "issue_date": "2026-01-01", "due_offset_days": 0, "language": "en"}
        self.made("bills/bills", "bill", **said, currency_code="USD", lines=lines)
        paid = {"billid": 1, "amount": dollars("10.01"), "paid_date": "2026-02-02"}
        self.made("bill_payments/bill_payments", "bill_payment", **paid)
        report = self.report("profitloss", cash_based="true", resolution="6m")
        # 50 of 113 are 44.25 without the 5.75 of tax.
        self.assertEqual(self.row(report["income"][0])[2], "44.25")
        (advertising,) = report["expenses"]
        told = [self.row(one)[2] for one in advertising["children"]]
        self.assertEqual(told, ["3.00", "7.01"])

    def test_manual_entries_are_rows_beside_the_others(self):
        path = "journal_entry_accounts/journal_entry_accounts?per_page=100"
        rows = self.ask.result("GET", path)["journal_entry_accounts"]
        numbers = {
            (row["account_name"], sub["account_sub_name"]): sub["id"]
            for row in rows
            for sub in row["sub_accounts"]
        }
        sides = (
            ("Cash", "Petty Cash", "credit", "31"),
            ("Advertising", "Print", "debit", "10"),
            ("Goods for Sale", "Freight", "debit", "25"),
            ("Revenue", "Other", "credit", "4"),
        )
        details = [
            {"sub_accountid": numbers[name, below], side: text} for name, below, side, text in sides
        ]
        said = {"name": "N", "currency_code": "USD", "user_entered_date": "2026-02-02"}
        self.made("journal_entries/journal_entries", "journal_entry", **said, details=details)
        report = self.report("profitloss", resolution="6m")
        self.assertEqual(self.row(report["net_profit"])[2], "-31.00")
        self.assertEqual(self.row(report["income"][0]["children"][0])[0], "Journal Entry")
        self.assertEqual(self.row(report["income"][1])[2], "-25.00")
        (advertising,) = report["expenses"]
        (branch,) = advertising["children"]
        self.assertEqual(branch["children"][0]["description"], "Journal Entry")

    def row(self, row):
        return row["description"], [one["amount"] for one in row["data"]], row["total"]["amount"]


@integration
class Others(Reported):
    def test_payments_are_told_latest_first_with_overpayments_of_their_own(self):
        self.invoiced("100", "2026-02-01", tax="")
        self.invoiced("30", "2026-02-01", tax="", currency_code="EUR")
        self.paid("140", "2026-02-10", type="Cash", note="Well")
        self.made("payments/payments", "payment", invoiceid=2, amount="30", date="2026-02-11")
        self.paid(
            "20",
            "2026-02-12",
            number=self.invoiced("20", "2026-02-12", tax="")["id"],
            type="Credit",
        )
        report = self.report("payments_collected")
        told = [
            (row["date"], row["amount"]["amount"], row["method"], row["invoiceid"], row["creditid"])
            for row in report["payments"]
        ]
        self.assertEqual(
            told,
            [
                ("2026-02-12", "20.00", "Credit", 3, None),
                ("2026-02-11", "30.00", "Other", 2, None),
                ("2026-02-10", "100.00", "Cash", 1, None),
                ("2026-02-10", "40.00", "Cash", None, 1),
            ],
        )
        self.assertEqual(report["payments"][3]["description"], "Overpayment: invoice #0000001")
        self.assertEqual(report["payments"][2]["client"], "Ann & Co")
        totals = {one["code"]: one["amount"] for one in report["totals"]}
        self.assertEqual(totals, {"EUR": "30.00", "USD": "140.00"})
        for asked_for, count in (
            ({"currency_codes[]": ["EUR"]}, 1),
            ({"payment_methods[]": ["Cash", "Credit"]}, 3),
            ({"clientids[]": [2]}, 0),
            ({"start_date": "2026-02-11", "end_date": "2026-02-11"}, 1),
        ):
            with self.subTest(asked_for=asked_for):
                rows = self.report("payments_collected", **asked_for)["payments"]
                self.assertEqual(len(rows), count)

    def test_what_was_paid_in_advance_is_collected_and_a_gift_is_not(self):
        for kind in ("prepayment", "goodwill"):
            said = {"clientid": 1, "create_date": "2026-02-02", "lines": [{"unit_cost": "10"}]}
            self.made("credit_notes/credit_notes", "credit_note", **said, credit_type=kind)
        (row,) = self.report("payments_collected")["payments"]
        self.assertEqual((row["credit_number"], row["method"]), ("0000001", "Credit"))

    def test_debts_stand_by_age(self):
        """On 1 May: of 1 April 30 days, of 31 March 31, of 30 January 91."""
        for price, day in (
            ("1", "2026-05-01"),
            ("2", "2026-04-01"),
            ("4", "2026-03-31"),
            ("8", "2026-03-02"),
            ("16", "2026-03-01"),
            ("32", "2026-01-30"),
        ):
            self.invoiced(price, day, tax="")
        self.paid("12", "2026-04-30", number=6)
        self.paid("1", "2026-05-02", number=5)
        report = self.report("accounts_aging")
        (row,) = report["accounts"]
        self.assertEqual((row["userid"], row["organization"]), (1, "Ann & Co"))
        ages = [row[name]["amount"] for name in ("0-30", "31-60", "61-90", "91+", "total")]
        self.assertEqual(ages, ["3.00", "12.00", "16.00", "20.00", "51.00"])
        self.assertEqual(report["totals"]["total"], row["total"])
        before = self.report("accounts_aging", end_date="2026-03-01")
        self.assertEqual(before["totals"]["total"]["amount"], "48.00")

    def test_parameters_that_are_no_days_or_go_backwards_are_refused(self):
        for path, refusal in (
            ("taxsummary?start_date=soon", (422, 1023)),
            ("trial_balance?end_date=2026-02-30", (422, 1023)),
            ("profitloss?start_date=2026-03-01&end_date=2026-02-01", (422, 1007)),
            ("profitloss?cash_based=perhaps", (422, 1032)),
            ("profitloss?resolution=d", (422, 1004)),
            ("balance_sheet?dates[]=x", (422, 1023)),
        ):
            status, errors = self.ask.errors("GET", f"reports/accounting/{path}")
            with self.subTest(path=path):
                self.assertEqual((status, errors[0]["errno"]), refusal)

    def test_reports_that_nobody_has_shown_are_not_made_up(self):
        for name in ("cash_flow", "general_ledger", "item_sales", "account_statement"):
            status, _ = self.ask.errors("GET", f"reports/accounting/{name}")
            with self.subTest(name=name):
                self.assertEqual(status, 501)


@integration
class WholeBusiness(Reported):
    """A seeded business: whatever its numbers are, they agree with each other."""

    @classmethod
    def setUpClass(cls):
        cls._sandbox = asked()
        cls.ask = cls._sandbox.__enter__()
        cls.ask.account.seed(60, seed=7, api="rest")
        span = {"start_date": "2024-01-01", "end_date": "2026-05-01"}
        cls.spans = [{**span, "currency_code": currency} for currency in ("USD", "CAD", "EUR")]

    def setUp(self):
        """Leaves the books as they are."""

    def rows(self, path, name):
        rows = []
        for page in range(1, 100):
            query = f"per_page=100&page={page}"
            found = self.ask.result("GET", f"{path}{'&' if '?' in path else '?'}{query}")
            rows += found[name]
            if page >= found["pages"]:
                return rows
        raise AssertionError(path)

    def invoices(self):
        return self.rows("invoices/invoices?include[]=lines", "invoices")

    def test_lines_taxes_and_discounts_come_to_the_amounts(self):
        for invoice in self.invoices():
            net = sum(amount(line["amount"]) for line in invoice["lines"])
            tax = sum(taxes_of(invoice).values())
            whole = net + amount(invoice["discount_total"]) + tax
            with self.subTest(number=invoice["id"]):
                self.assertEqual(amount(invoice["amount"]), whole)
                self.assertEqual(amount(invoice["outstanding"]), whole - amount(invoice["paid"]))

    def test_what_is_paid_is_the_sum_of_payments_less_what_was_too_much(self):
        notes = {row["id"]: row for row in self.rows("credit_notes/credit_notes", "credit_notes")}
        paid = defaultdict(Decimal)
        for payment in self.rows("payments/payments", "payments"):
            beyond = notes.get(payment["overpaymentid"])
            paid[payment["invoiceid"]] += amount(payment["amount"])
            paid[payment["invoiceid"]] -= amount(beyond["amount"]) if beyond else 0
        self.assertTrue(paid)
        for invoice in self.invoices():
            self.assertEqual(amount(invoice["paid"]), paid[invoice["id"]])

    def test_the_tax_summary_is_the_sum_of_all_documents(self):
        for span in self.spans:
            expected = defaultdict(Decimal)
            for invoice in self.invoices():
                if invoice["currency_code"] == span["currency_code"] and invoice["status"] != 1:
                    for name, tax in taxes_of(invoice).items():
                        expected[name[0]] += tax
            for income in self.rows("other_incomes/other_incomes", "other_income"):
                if income["amount"]["code"] == span["currency_code"]:
                    for tax in income["taxes"]:
                        expected[tax["name"]] += contained(income["amount"], tax["amount"])
            told = {
                one["tax_name"]: amount(one["tax_collected"])
                for one in self.report("taxsummary", **span)["taxes"]
            }
            with self.subTest(span=span):
                self.assertEqual(told, dict(expected))

    def test_debits_and_credits_of_all_accounts_are_equal(self):
        for span in self.spans:
            rows = self.report("trial_balance", **span)["data"]
            with self.subTest(span=span):
                debits, credited = (
                    sum(amount(row[side]) for row in rows) for side in ("debit", "credit")
                )
                self.assertEqual(debits, credited)
                self.assertTrue(debits)

    def test_the_ledger_owes_the_taxes_that_the_summary_tells(self):
        for span in self.spans:
            rows = self.report("trial_balance", **span)["data"]
            taxes = self.report("taxsummary", **span)["taxes"]
            owed = sum(amount(one["net_tax"]) for one in taxes)
            with self.subTest(span=span):
                booked = [one for one in rows if one["account_sub_name"] == "Sales Tax"]
                self.assertEqual(amount(booked[0]["credit"]) - amount(booked[0]["debit"]), owed)

    def test_profit_is_what_income_and_expense_accounts_come_to(self):
        for span in self.spans:
            kinds = self.types()
            rows = self.report("trial_balance", **span)["data"]
            earned = sum(
                amount(row["credit"]) - amount(row["debit"])
                for row in rows
                if kinds[row["sub_accountid"]] in ("income", "expense")
            )
            report = self.report("profitloss", **span)
            with self.subTest(span=span):
                self.assertEqual(amount(report["net_profit"]["total"]), earned)
                self.assert_rows_add_up(report)

    def test_both_sides_of_the_balance_sheet_agree_on_every_day(self):
        days = ["2024-12-31", "2025-12-31", "2026-05-01"]
        for span in self.spans:
            asked_for = {"currency_code": span["currency_code"], "dates[]": days}
            report = self.report("balance_sheet", **asked_for)
            owned, owed = (
                [amount(one["balance"]) for one in report[f"{side}_total"]]
                for side in ("assets", "liabilities_and_equity")
            )
            with self.subTest(span=span):
                self.assertEqual(report["dates"], days)
                self.assertEqual(owned, owed)
                self.assertTrue(owned[-1])

    def test_ages_come_to_what_clients_owe(self):
        owed = defaultdict(Decimal)
        for invoice in self.invoices():
            if invoice["status"] != 1:
                owed[invoice["currency_code"]] += amount(invoice["outstanding"])
        for span in self.spans:
            currency = span["currency_code"]
            report = self.report("accounts_aging", currency_code=currency)
            with self.subTest(currency=currency):
                self.assertEqual(amount(report["totals"]["total"]), owed[currency])
                rows = sum(amount(row["total"]) for row in report["accounts"])
                self.assertEqual(rows, owed[currency])

    def types(self):
        path = "journal_entry_accounts/journal_entry_accounts"
        return {
            sub["id"]: row["account_type"]
            for row in self.rows(path, "journal_entry_accounts")
            for sub in row["sub_accounts"]
        }

    def assert_rows_add_up(self, report):
        def check(row):
            below = row["children"]
            self.assertEqual(sum(map(amount, row["data"])), amount(row["total"]))
            for place, told in enumerate(row["data"] if below else ()):
                self.assertEqual(sum(amount(one["data"][place]) for one in below), amount(told))
            for one in below:
                check(one)

        for row in (*report["income"], *report["expenses"]):
            check(row)
        for whole, parts in (("total_income", "income"), ("total_expenses", "expenses")):
            told = sum(amount(row["total"]) for row in report[parts])
            self.assertEqual(amount(report[whole]["total"]), told)


def taxes_of(invoice):
    """Returns what each tax of an invoice comes to, worked out from its lines."""
    kept = 1 - Decimal(invoice["discount_value"]) / 100
    sums = defaultdict(Decimal)
    for line in invoice["lines"]:
        net = amount(line["amount"]) * kept
        first = net * Decimal(line["taxAmount1"]) / 100
        base = net + first if line["compounded_tax"] else net
        sums[line["taxName1"], line["taxAmount1"]] += first
        sums[line["taxName2"], line["taxAmount2"]] += base * Decimal(line["taxAmount2"]) / 100
    return {name: rounded(tax) for name, tax in sums.items() if name[0]}


def contained(money, percent):
    share = Decimal(percent) / 100
    return rounded(amount(money) * share / (1 + share))


def rounded(tax):
    return tax.quantize(CENT, rounding=ROUND_HALF_UP)
