"""Estimates and recurring invoices over HTTP, by the account's clock."""

from datetime import timedelta

from tests.marks import integration
from tests.sandbox.rest.asking import Asking

LINES = [{"name": "Rent", "unit_cost": {"amount": "100", "code": "USD"}}]


@integration
class Estimates(Asking):
    def setUp(self):
        super().setUp()
        self.made("users/clients", "client", organization="Ann & Co")

    def estimated(self, **fields):
        said = {"customerid": 1, "create_date": "2026-05-01", "lines": LINES, **fields}
        return self.made("estimates/estimates", "estimate", **said)

    def changed(self, **fields):
        body = {"estimate": fields}
        return self.ask.result("PUT", "estimates/estimates/1", json=body)["estimate"]

    def test_an_estimate_is_numbered_summed_up_and_a_draft(self):
        estimate = self.estimated(discount_value="10")
        self.assertEqual(estimate["amount"], {"amount": "90.00", "code": "USD"})
        self.assertEqual((estimate["estimate_number"], estimate["estimateid"]), ("0000001", 1))
        self.assertEqual((estimate["status"], estimate["ui_status"]), (1, "draft"))
        self.assertEqual((estimate["accepted"], estimate["invoiced"]), (False, False))
        self.assertEqual(estimate["organization"], "Ann & Co")

    def test_it_is_sent_and_accepted(self):
        self.estimated()
        words = []
        for action in ("action_email", "action_accept", "action_email"):
            estimate = self.changed(**{action: True})
            words.append((estimate["status"], estimate["ui_status"], estimate["display_status"]))
        accepted = (5, "accepted", "viewed")
        self.assertEqual(words, [(2, "sent", "sent"), accepted, accepted])
        self.assertTrue(estimate["accepted"])

    def test_lists_find_by_status(self):
        for status in (1, 2, 5):
            self.estimated(status=status)
        for query, numbers in (
            ("search[statusid]=2", [2]),
            ("search[statusids][]=1&search[statusids][]=5", [1, 3]),
            ("search[estimate_number]=0000003", [3]),
        ):
            rows = self.ask.result("GET", f"estimates/estimates?{query}")["estimates"]
            with self.subTest(query=query):
                self.assertEqual([row["id"] for row in rows], numbers)

    def test_other_statuses_are_refused(self):
        said = {"customerid": 1, "create_date": "2026-05-01", "status": 7}
        sent = {"estimate": said}
        status, errors = self.ask.errors("POST", "estimates/estimates", json=sent)
        self.assertEqual((status, errors[0]["errno"]), (422, 1004))


@integration
class Profiles(Asking):
    def setUp(self):
        super().setUp()
        self.made("users/clients", "client", organization="Ann & Co")

    def begun(self, **fields):
        said = {"customerid": 1, "create_date": "2026-05-01", "lines": LINES, **fields}
        return self.made("invoice_profiles/invoice_profiles", "invoice_profile", **said)

    def days(self):
        rows = self.ask.result("GET", "invoices/invoices?per_page=100")["invoices"]
        return [row["create_date"] for row in rows]

    def profile(self, include=""):
        path = f"invoice_profiles/invoice_profiles/1?include[]={include}"
        return self.ask.result("GET", path)["invoice_profile"]

    def pass_days(self, days):
        self.ask.account.clock.advance(timedelta(days=days))

    def test_one_that_begins_today_makes_its_first_invoice_at_once(self):
        self.begun(discount_value="10", due_offset_days=30)
        invoice = self.ask.result("GET", "invoices/invoices/1?include[]=lines")["invoice"]
        self.assertEqual(invoice["amount"], {"amount": "90.00", "code": "USD"})
        self.assertEqual((invoice["parent"], invoice["status"]), (1, 2))
        self.assertEqual((invoice["due_date"], invoice["organization"]), ("2026-05-31", "Ann & Co"))
        self.assertEqual([line["name"] for line in invoice["lines"]], ["Rent"])
        self.assertEqual(self.profile()["occurrences_to_date"], 1)

    def test_later_ones_come_with_the_days_dated_and_stamped_as_of_then(self):
        self.begun(frequency="2w")
        self.pass_days(30)
        self.assertEqual(self.days(), ["2026-05-01", "2026-05-15", "2026-05-29"])
        invoice = self.ask.result("GET", "invoices/invoices/3")["invoice"]
        self.assertEqual(invoice["created_at"][:10], "2026-05-29")
        self.assertEqual(self.profile("next_issue_date")["next_issue_date"], "2026-06-12")

    def test_one_of_later_makes_nothing_before_its_day(self):
        self.begun(create_date="2026-06-15")
        self.assertEqual(self.days(), [])
        self.pass_days(45)
        self.assertEqual(self.days(), ["2026-06-15"])

    def test_days_before_it_was_made_bring_nothing(self):
        self.begun(create_date="2026-01-31", frequency="m")
        self.assertEqual(self.days(), [])
        self.pass_days(60)
        self.assertEqual(self.days(), ["2026-05-31", "2026-06-30"])

    def test_it_ends_after_as_many_as_were_asked_for(self):
        self.begun(frequency="w", numberRecurring=3)
        self.pass_days(60)
        self.assertEqual(self.days(), ["2026-05-01", "2026-05-08", "2026-05-15"])
        self.assertIsNone(self.profile("next_issue_date")["next_issue_date"])

    def test_a_day_that_passes_twice_brings_no_second_invoice(self):
        self.begun(frequency="w")
        for step in (8, -8, 8):
            self.pass_days(step)
            self.days()
        self.assertEqual(self.days(), ["2026-05-01", "2026-05-08"])

    def test_one_that_is_disabled_archived_or_deleted_rests(self):
        for change in ({"disable": True}, {"vis_state": 2}, {"vis_state": 1}):
            with self.subTest(change=change):
                self.setUp()
                self.begun(frequency="w")
                body = {"invoice_profile": change}
                self.ask.result("PUT", "invoice_profiles/invoice_profiles/1", json=body)
                self.pass_days(20)
                self.assertEqual(self.days(), ["2026-05-01"])

    def test_one_that_sends_nothing_makes_drafts(self):
        self.begun(send_email=False)
        self.assertEqual(self.ask.result("GET", "invoices/invoices/1")["invoice"]["status"], 1)

    def test_unknown_letters_and_numbers_below_nothing_are_refused(self):
        good = {"customerid": 1, "create_date": "2026-05-01"}
        for said in ({"frequency": "d"}, {"numberRecurring": -1}):
            sent = {"invoice_profile": {**good, **said}}
            path = "invoice_profiles/invoice_profiles"
            status, errors = self.ask.errors("POST", path, json=sent)
            with self.subTest(said=said):
                self.assertEqual((status, errors[0]["errno"]), (422, 1004))

    def test_lists_find_by_client(self):
        self.made("users/clients", "client", organization="Ben")
        self.begun(customerid=2)
        self.begun()
        path = "invoice_profiles/invoice_profiles?search[clientid]=1"
        rows = self.ask.result("GET", path)["invoice_profiles"]
        self.assertEqual([row["id"] for row in rows], [2])

    def test_any_call_that_is_done_makes_what_is_due_and_a_refused_one_nothing(self):
        self.begun(frequency="w")
        self.pass_days(7)
        self.ask.errors("POST", "invoices/invoices", json={"invoice": {}})
        self.assertEqual(len(self.days()), 2)
        self.pass_days(7)
        self.ask.result("GET", "users/staffs")
        self.assertEqual(len(self.days()), 3)
