"""The ready-made business in the books of the REST API."""

from collections import Counter

from tests.marks import integration
from tests.sandbox.rest.asking import Asking

LISTS = (
    ("users/clients?include[]=outstanding_balance&", "clients"),
    ("taxes/taxes?", "taxes"),
    ("items/items?", "items"),
    ("projects/tasks?", "tasks"),
    ("estimates/estimates?include[]=lines&", "estimates"),
    ("invoices/invoices?include[]=lines&", "invoices"),
    ("invoice_profiles/invoice_profiles?include[]=lines&", "invoice_profiles"),
    ("payments/payments?", "payments"),
    ("credit_notes/credit_notes?include[]=lines&", "credit_notes"),
    ("expenses/expenses?", "expenses"),
    ("bill_vendors/bill_vendors?", "bill_vendors"),
    ("bills/bills?", "bills"),
    ("bill_payments/bill_payments?", "bill_payments"),
    ("other_incomes/other_incomes?", "other_income"),
)
# By hand nobody can make these; the clock decides about others.
WORDS = {"draft", "paid", "disputed", "overdue"}


@integration
class Sown(Asking):
    def rows(self, path, name):
        rows, page, pages = [], 1, 1
        while page <= pages:
            found = self.ask.result("GET", f"{path}per_page=100&page={page}")
            rows, page, pages = rows + found[name], page + 1, found["pages"]
        return rows

    def everything(self):
        return {name: self.rows(path, name) for path, name in LISTS}

    def test_there_are_as_many_invoices_as_were_asked_for(self):
        for count in (0, 1, 7, 40):
            self.ask.account.reset()
            made = self.ask.account.seed(count, api="rest")
            deleted = self.rows("invoices/invoices?search[vis_state]=1&", "invoices")
            rows = self.rows("invoices/invoices?", "invoices")
            with self.subTest(count=count):
                self.assertEqual(made.get("invoices", 0), count)
                self.assertEqual(len(rows) + len(deleted), count)

    def test_the_same_arguments_give_the_same_records(self):
        made = self.ask.account.seed(30, seed=5, api="rest")
        first = self.everything()
        self.ask.account.reset()
        self.setUp()
        self.assertEqual(self.ask.account.seed(30, seed=5, api="rest"), made)
        self.assertEqual(self.everything(), first)

    def test_another_seed_is_another_business(self):
        self.ask.account.seed(30, seed=5, api="rest")
        first = self.everything()
        self.ask.account.reset()
        self.setUp()
        self.ask.account.seed(30, seed=6, api="rest")
        second = self.everything()
        for name in ("clients", "invoices", "payments", "bills"):
            self.assertNotEqual(first[name], second[name])

    def test_every_kind_and_many_standings_come_up(self):
        made = self.ask.account.seed(60, api="rest")
        rows = self.everything()
        for name, found in rows.items():
            with self.subTest(name=name):
                self.assertTrue(found)
                self.assertGreaterEqual(made[name], len(found))
        words = Counter(row["v3_status"] for row in rows["invoices"])
        self.assertLessEqual(WORDS, set(words))
        self.assertIn("partial", {row["payment_status"] for row in rows["invoices"]})
        self.assertEqual({row["currency_code"] for row in rows["invoices"]}, {"USD", "CAD", "EUR"})
        self.assertEqual({row["status"] for row in rows["estimates"]}, {1, 2, 3, 4, 5, 6})
        self.assertLessEqual({"paid", "overdue"}, {row["status"] for row in rows["bills"]})

    def test_numbers_and_days_agree_and_nothing_is_yet_to_come(self):
        self.ask.account.seed(60, api="rest")
        rows = self.everything()
        days = [row["create_date"] for row in rows["invoices"]]
        self.assertEqual(days, sorted(days))
        numbers = [row["invoice_number"] for row in rows["invoices"]]
        self.assertEqual(numbers, sorted(numbers))
        self.assertLessEqual(max(days), "2026-05-01")
        self.assertLessEqual(max(row["date"] for row in rows["payments"]), "2026-05-01")

    def test_life_goes_on_from_there(self):
        self.ask.account.seed(60, api="rest")
        before = self.rows("invoices/invoices?", "invoices")
        self.ask.account.clock.advance(days=40)
        after = self.rows("invoices/invoices?", "invoices")
        grown = after[len(before) :]
        self.assertTrue(grown)
        self.assertGreater(min(row["create_date"] for row in grown), "2026-05-01")
        highest = max(row["id"] for row in self.rows(*LISTS[0]))
        made = self.made("users/clients", "client", email="new@example.com")
        self.assertEqual(made["id"], highest + 1)

    def test_only_a_fresh_account_is_seeded(self):
        self.made("users/clients", "client", email="ann@example.com")
        with self.assertRaises(RuntimeError):
            self.ask.account.seed(5, api="rest")
        self.ask.account.reset()
        self.ask.account.seed(5, api="rest")
        with self.assertRaises(RuntimeError):
            self.ask.account.seed(5, api="rest")

    def test_numbers_out_of_bounds_are_refused(self):
        for said in ({"invoices": 100_001}, {"invoices": -1}, {"seed": -1}, {"invoices": True}):
            with self.subTest(said=said), self.assertRaises(ValueError):
                self.ask.account.seed(**said, api="rest")

    def test_the_other_api_sees_nothing_of_it(self):
        self.ask.account.seed(5, api="rest")
        self.assertEqual(self.ask.account.seed(5)["invoice"], 5)
        self.assertEqual(self.rows("users/clients?search[vis_state]=2&", "clients")[0]["id"], 6)

    def test_projects_hours_and_services_are_there(self):
        made = self.ask.account.seed(60, api="rest")
        for family, path, name in (
            ("projects", "projects", "projects"),
            ("timetracking", "time_entries", "time_entries"),
            ("comments", "services", "services"),
        ):
            address = f"/{family}/business/{{business_id}}/{path}?per_page=100"
            found = self.ask("GET", address).json()
            with self.subTest(name=name):
                self.assertTrue(found[name])
                self.assertEqual(found["meta"]["total"], made.get(name, made["tasks"]))
