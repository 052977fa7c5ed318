"""The chart of accounts and the journal over HTTP."""

from decimal import Decimal

from tests.marks import integration
from tests.sandbox.rest.asking import Asking

BUSINESS = "/accounting/businesses/{business_uuid}/ledger_accounts/accounts"


class Booking(Asking):
    def setUp(self):
        super().setUp()
        self.made("users/clients", "client", organization="Ann & Co")

    def accounts(self):
        path = "journal_entry_accounts/journal_entry_accounts?per_page=100"
        return self.ask.result("GET", path)["journal_entry_accounts"]

    def sub_accounts(self):
        """Returns numbers and balances by the names of account and sub account."""
        return {
            (one["account_name"], sub["account_sub_name"]): (sub["id"], sub["balance"])
            for one in self.accounts()
            for sub in one["sub_accounts"]
        }

    def details(self, query=""):
        path = f"journal_entries/journal_entry_details?per_page=100&{query}"
        return self.ask.result("GET", path)["journal_entry_details"]

    def invoiced(self, amount, **fields):
        lines = [{"unit_cost": amount, "taxName1": "HST", "taxAmount1": "13"}]
        said = {"customerid": 1, "create_date": "2026-04-01", "status": 2, "lines": lines}
        return self.made("invoices/invoices", "invoice", **{**said, **fields})


@integration
class Chart(Booking):
    def test_every_account_has_others_below_it_that_say_so(self):
        rows = self.ask("GET", BUSINESS).json()["data"]
        by_uuid = {row["uuid"]: row for row in rows}
        self.assertEqual(len(by_uuid), len(rows))
        for row in rows:
            parent = row["parent_account"]
            with self.subTest(name=row["name"]):
                if parent is None:
                    self.assertTrue(row["sub_accounts"])
                    self.assertIsNone(row["jesa_id"])
                else:
                    self.assertIn(row["uuid"], by_uuid[parent]["sub_accounts"])
                    self.assertEqual(row["type"], by_uuid[parent]["type"])
                    self.assertTrue(row["number"].startswith(by_uuid[parent]["number"] + "-"))

    def test_they_are_always_the_same(self):
        first = self.ask("GET", BUSINESS).json()["data"]
        self.ask.account.reset()
        second = self.ask("GET", BUSINESS).json()["data"]
        self.assertEqual([row["uuid"] for row in first], [row["uuid"] for row in second])

    def test_one_s_own_stands_below_another_and_can_be_booked_on(self):
        cash = self.ask("GET", BUSINESS).json()["data"][0]
        said = {"name": "Till", "sub_type": "Cash & Bank", "parent_account": cash["uuid"]}
        till = self.ask("POST", BUSINESS, json=said).json()["data"]
        self.assertEqual((till["number"], till["type"]), ("1000-2", "asset"))
        self.assertEqual((till["auto_created"], till["state"]), (False, "active"))
        self.assertEqual(self.sub_accounts()["Cash", "Till"], (till["jesa_id"], "0"))
        path = f"{BUSINESS}/{till['uuid']}"
        changed = self.ask("PUT", path, json={"state": "archived"}).json()["data"]
        self.assertEqual((changed["state"], changed["name"]), ("archived", "Till"))
        self.assertEqual(self.ask("GET", path).json()["data"], changed)

    def test_what_is_missing_or_impossible_is_refused(self):
        cash, petty, *_ = self.ask("GET", BUSINESS).json()["data"]
        good = {"name": "Till", "sub_type": "Cash & Bank", "parent_account": cash["uuid"]}
        for said, status in (
            ({}, 400),
            ({**good, "sub_type": "Gold"}, 400),
            ({**good, "parent_account": "nobody"}, 404),
            ({**good, "parent_account": petty["uuid"]}, 400),
        ):
            with self.subTest(said=said):
                answer = self.ask("POST", BUSINESS, json=said)
                self.assertEqual(answer.status_code, status, answer.text)
        moved = self.ask("PUT", f"{BUSINESS}/{petty['uuid']}", json={"parent_account": None})
        self.assertEqual(moved.status_code, 400)

    def test_there_are_five_types_and_ten_sub_types(self):
        path = "/accounting/ledger_accounts"
        types = self.ask("GET", f"{path}/types").json()["data"]
        names = {one["name"] for one in types}
        self.assertEqual(len(names), 5)
        sub_types = self.ask("GET", f"{path}/sub_types").json()["data"]
        self.assertEqual(len({one["id"] for one in sub_types}), 10)
        self.assertEqual({one["type"] for one in sub_types}, names)
        one = self.ask("GET", f"{path}/sub_types/3").json()["data"]
        self.assertEqual(one, sub_types[2])
        self.assertEqual(self.ask("GET", f"{path}/sub_types/11").status_code, 404)


@integration
class Entries(Booking):
    def noted(self, *details, **fields):
        said = {"name": "Loan", "currency_code": "USD", "user_entered_date": "2026-05-01"}
        sent = {**said, "details": list(details), **fields}
        return self.made("journal_entries/journal_entries", "journal_entry", **sent)

    def test_an_entry_by_hand_moves_both_accounts(self):
        numbers = {name: number for name, (number, _) in self.sub_accounts().items()}
        cash, loan = numbers["Cash", "Petty Cash"], numbers["Loans", "Bank Loan"]
        entry = self.noted(
            {"sub_accountid": cash, "debit": "200.00"}, {"sub_accountid": loan, "credit": "200"}
        )
        self.assertEqual([one["debit"] for one in entry["details"]], ["200", None])
        self.assertEqual([one["credit"] for one in entry["details"]], [None, "200"])
        self.assertEqual({one["name"] for one in entry["details"]}, {"Loan"})
        after = self.sub_accounts()
        self.assertEqual(after["Cash", "Petty Cash"], (cash, "200"))
        self.assertEqual(after["Loans", "Bank Loan"], (loan, "200"))

    def test_sides_that_differ_and_accounts_that_are_not_there_are_refused(self):
        good = {"name": "Loan", "currency_code": "USD", "user_entered_date": "2026-05-01"}
        debit = {"sub_accountid": 2, "debit": "200"}
        for details, refusal in (
            ([debit, {"sub_accountid": 8, "credit": "199.99"}], (422, 1040)),
            ([debit, {"sub_accountid": 999, "credit": "200"}], (404, 1012)),
            ([debit, {"sub_accountid": 1, "credit": "200"}], (404, 1012)),
            ([debit, {"sub_accountid": 8}], (422, 1004)),
            ([{**debit, "credit": "200"}], (422, 1004)),
            ([], (422, 1001)),
        ):
            sent = {"journal_entry": {**good, "details": details}}
            status, errors = self.ask.errors("POST", "journal_entries/journal_entries", json=sent)
            with self.subTest(details=details):
                self.assertEqual((status, errors[0]["errno"]), refusal)

    def test_an_invoice_and_its_payment_are_booked(self):
        """113 dollars of which 13 are tax; 120 are paid, 7 of them too much."""
        self.invoiced("100")
        self.assertEqual(
            self.booked(),
            {
                "Customers": ("113.00", "debit"),
                "Sales": ("100.00", "credit"),
                "Sales Tax": ("13.00", "credit"),
            },
        )
        said = {"invoiceid": 1, "amount": {"amount": "120"}, "date": "2026-05-01"}
        self.made("payments/payments", "payment", **said)
        self.assertEqual(
            self.booked("search[start_date]=2026-05-01"),
            {
                "Petty Cash": ("120.00", "debit"),
                "Customers": ("113.00", "credit"),
                "Credits": ("7.00", "credit"),
            },
        )
        balances = {name: balance for (_, name), (_, balance) in self.sub_accounts().items()}
        told = [balances[name] for name in ("Petty Cash", "Customers", "Credits", "Sales")]
        self.assertEqual(told, ["120", "0", "7", "100"])

    def test_a_gift_takes_sales_back_and_what_is_paid_in_advance_is_cash(self):
        for kind, booked in (
            ("goodwill", {"Credits": ("10.00", "credit"), "Sales": ("10.00", "debit")}),
            ("prepayment", {"Credits": ("10.00", "credit"), "Petty Cash": ("10.00", "debit")}),
        ):
            self.setUp()
            note = {"clientid": 1, "create_date": "2026-04-01", "credit_type": kind}
            lines = [{"unit_cost": "10"}]
            self.made("credit_notes/credit_notes", "credit_note", **note, lines=lines)
            with self.subTest(kind=kind):
                self.assertEqual(self.booked(), booked)

    def test_drafts_and_deleted_documents_are_not_booked(self):
        self.invoiced("100", status=1)
        self.invoiced("100")
        self.ask.result("PUT", "invoices/invoices/2", json={"invoice": {"vis_state": 1}})
        self.assertEqual(self.details(), [])

    def test_lines_are_numbered_alike_each_time_and_the_latest_come_first(self):
        for day in ("2026-04-01", "2026-04-03", "2026-04-02"):
            self.invoiced("100", create_date=day)
        rows = self.details()
        self.assertEqual(rows, self.details())
        self.assertEqual(len({row["id"] for row in rows}), 9)
        days = [row["user_entered_date"] for row in rows]
        self.assertEqual(days, sorted(days, reverse=True))
        self.assertEqual({row["entry"]["invoiceid"] for row in rows}, {1, 2, 3})
        self.assertEqual({row["entry"]["clientid"] for row in rows}, {1})
        number = rows[0]["sub_account"]["id"]
        found = self.details(f"search[sub_accountid]={number}")
        self.assertEqual({row["sub_account"]["id"] for row in found}, {number})
        self.assertEqual(len(found), 3)
        self.assertEqual(len(self.details("search[end_date]=2026-04-02")), 6)

    def booked(self, query=""):
        return {
            row["sub_account"]["account_sub_name"]: (
                row["balance"]["amount"],
                "debit" if row["debit"] else "credit",
            )
            for row in self.details(query)
        }

    def test_every_entry_s_sides_agree(self):
        self.invoiced("99.99")
        category = {"categoryid": 2, "quantity": 3, "unit_cost": "3.33", "tax_percent1": "9.975"}
        self.made("bill_vendors/bill_vendors", "bill_vendor", vendor_name="Ash")
        said = {"vendorid": 1, "issue_date": "2026-04-01", "due_offset_days": 0, "language": "en"}
        self.made("bills/bills", "bill", **said, currency_code="USD", lines=[category])
        self.made("bill_payments/bill_payments", "bill_payment", billid=1, amount="5")
        spent = {"amount": "10", "categoryid": 5, "staffid": 1, "date": "2026-04-01"}
        self.made("expenses/expenses", "expense", **spent, taxName1="HST", taxPercent1=13)
        taxes = [{"name": "HST", "amount": "13"}, {"name": "PST", "amount": "7"}]
        income = {"amount": "10", "payment_type": "Cash", "taxes": taxes}
        self.made("other_incomes/other_incomes", "other_income", **income)
        for kind in ("goodwill", "prepayment"):
            lines = [{"unit_cost": "1.11", "taxName1": "HST", "taxAmount1": "13"}]
            note = {"clientid": 1, "create_date": "2026-04-01", "credit_type": kind}
            self.made("credit_notes/credit_notes", "credit_note", **note, lines=lines)
        sums: dict[int, Decimal] = {}
        for row in self.details():
            signed = Decimal(row["balance"]["amount"]) * (1 if row["debit"] else -1)
            number = row["entry"]["id"]
            sums[number] = sums.get(number, Decimal(0)) + signed
        self.assertEqual(len(sums), 7)
        self.assertEqual(set(sums.values()), {Decimal(0)})
