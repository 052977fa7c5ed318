"""Expenses, bills and other income over HTTP."""

from tests.marks import integration
from tests.sandbox.rest.asking import Asking


def dollars(amount):
    return {"amount": amount, "code": "USD"}


@integration
class Expenses(Asking):
    def spent(self, amount="80", **fields):
        said = {"amount": dollars(amount), "categoryid": 5, "staffid": 1, "date": "2026-05-01"}
        return self.made("expenses/expenses", "expense", **{**said, **fields})

    def test_a_tax_in_per_cent_is_contained_in_the_amount(self):
        """80.00 with thirteen per cent in it: by hand 80 - 80 / 1.13 = 9.20."""
        expense = self.spent(taxName1="HST", taxPercent1=13)
        self.assertEqual(expense["taxAmount1"], dollars("9.20"))
        path, body = "expenses/expenses/1", {"expense": {"amount": dollars("113")}}
        expense = self.ask.result("PUT", path, json=body)["expense"]
        self.assertEqual(expense["taxAmount1"], dollars("13.00"))

    def test_a_tax_that_is_sent_as_an_amount_stays(self):
        expense = self.spent(taxName1="HST", taxAmount1={"amount": "6.21"})
        self.assertEqual(expense["taxAmount1"], dollars("6.21"))
        self.assertIsNone(expense["taxAmount2"])

    def test_the_status_follows_the_client_and_the_invoice(self):
        self.made("users/clients", "client", email="ann@example.com")
        said = {"customerid": 1, "create_date": "2026-05-01"}
        lines = [{"unit_cost": dollars("80")}]
        self.made("invoices/invoices", "invoice", **said, lines=lines)
        self.assertEqual(self.spent()["status"], 0)
        self.assertEqual(self.spent(clientid=1)["status"], 1)
        self.assertEqual(self.spent(clientid=1, invoiceid=1)["status"], 2)
        payment = {"invoiceid": 1, "amount": dollars("80"), "date": "2026-05-01"}
        self.made("payments/payments", "payment", **payment)
        self.assertEqual(self.ask.result("GET", "expenses/expenses/3")["expense"]["status"], 4)

    def test_an_attachment_is_a_receipt_and_gets_a_number(self):
        self.assertFalse(self.spent()["has_receipt"])
        self.assertTrue(
            self.spent(attachment={"jwt": "a", "media_type": "image/png"})["has_receipt"]
        )
        path = "expenses/expenses/2?include[]=attachment&include[]=category"
        expense = self.ask.result("GET", path)["expense"]
        kept = {"jwt": "a", "media_type": "image/png", "id": 1, "attachmentid": 1}
        self.assertEqual(expense["attachment"], kept)
        self.assertEqual((expense["category"]["id"], expense["category"]["parentid"]), (5, 4))

    def test_what_is_not_there_is_refused(self):
        good = {"amount": dollars("1"), "categoryid": 5, "staffid": 1, "date": "2026-05-01"}
        for field, errno in (("categoryid", 1012), ("staffid", 1012), ("clientid", 1012)):
            sent = {"expense": {**good, field: 777}}
            status, errors = self.ask.errors("POST", "expenses/expenses", json=sent)
            with self.subTest(field=field):
                self.assertEqual((status, errors[0]["errno"]), (404, errno))
                self.assertEqual(errors[0]["field"], field)
        for field in good:
            sent = {"expense": {name: value for name, value in good.items() if name != field}}
            status, errors = self.ask.errors("POST", "expenses/expenses", json=sent)
            with self.subTest(missing=field):
                self.assertEqual((status, errors[0]["errno"]), (422, 1001))

    def test_vendors_are_named_once(self):
        for vendor in ("Stone & Sons", "Ash", None, "Ash"):
            self.spent(vendor=vendor)
        rows = self.ask.result("GET", "expenses/vendors")
        self.assertEqual(rows["vendors"], [{"vendor": "Ash"}, {"vendor": "Stone & Sons"}])
        self.assertEqual((rows["page"], rows["total"]), (1, 2))

    def test_every_account_has_categories_that_know_whether_they_are_used(self):
        self.spent()
        answer = self.ask.result("GET", "expenses/categories?per_page=100")
        rows = {row["id"]: row for row in answer["categories"]}
        self.assertEqual(len(rows), answer["total"])
        posted = [number for number, row in rows.items() if row["transaction_posted"]]
        self.assertEqual(posted, [5])
        for row in rows.values():
            self.assertTrue(row["parentid"] is None or rows[row["parentid"]]["parentid"] is None)
        body = {"category": {"category": "Own"}}
        status, _ = self.ask.errors("POST", "expenses/categories", json=body)
        self.assertEqual(status, 405)


@integration
class Bills(Asking):
    LINES = (
        {"categoryid": 2, "quantity": 10, "unit_cost": dollars("15"), "tax_percent1": "13"},
        {"categoryid": 5, "description": "Glue", "unit_cost": dollars("4.99")},
    )

    def setUp(self):
        super().setUp()
        self.made("bill_vendors/bill_vendors", "bill_vendor", vendor_name="Stone & Sons")

    def billed(self, **fields):
        said = {"vendorid": 1, "issue_date": "2026-05-01", "due_offset_days": 10}
        said |= {"currency_code": "USD", "language": "en", "lines": list(self.LINES), **fields}
        return self.made("bills/bills", "bill", **said)

    def paid(self, amount, **fields):
        said = {"billid": 1, "amount": dollars(amount), "paid_date": "2026-05-02", **fields}
        return self.made("bill_payments/bill_payments", "bill_payment", **said)

    def bill(self, number=1):
        return self.ask.result("GET", f"bills/bills/{number}")["bill"]

    def test_everything_but_the_lines_is_worked_out(self):
        bill = self.billed()
        self.assertEqual(bill["amount"], dollars("154.99"))
        self.assertEqual(bill["tax_amount"], dollars("19.50"))
        self.assertEqual(bill["total_amount"], dollars("174.49"))
        self.assertEqual(bill["outstanding"], dollars("174.49"))
        self.assertEqual((bill["due_date"], bill["status"]), ("2026-05-11", "unpaid"))
        stone, glue = bill["lines"]
        self.assertEqual(stone["tax_amount1"], dollars("19.50"))
        self.assertEqual(stone["total_amount"], dollars("169.50"))
        self.assertEqual((stone["category"], stone["list_index"]), ("Materials", 1))
        self.assertEqual((glue["quantity"], glue["tax_amount1"]), ("1", None))
        self.assertEqual(bill["overall_category"], "Materials")
        self.assertEqual(bill["vendor"]["vendor_name"], "Stone & Sons")

    def test_payments_and_the_clock_say_how_a_bill_stands(self):
        self.billed()
        self.paid("74.49")
        bill = self.bill()
        self.assertEqual((bill["status"], bill["outstanding"]), ("partial", dollars("100.00")))
        self.assertEqual([one["id"] for one in bill["bill_payments"]], [1])
        self.ask.account.clock.advance(days=11)
        self.assertEqual(self.bill()["status"], "overdue")
        found = self.ask.result("GET", "bills/bills?search[statuses][]=overdue")["bills"]
        self.assertEqual([one["id"] for one in found], [1])
        self.paid("100", payment_type="check")
        self.assertEqual(self.bill()["status"], "paid")
        path = "bill_payments/bill_payments/1"
        self.ask.result("PUT", path, json={"bill_payment": {"vis_state": 1}})
        bill = self.bill()
        self.assertEqual((bill["status"], bill["paid"]), ("overdue", dollars("100.00")))
        self.assertEqual([one["id"] for one in bill["bill_payments"]], [2])

    def test_a_bill_over_nothing_is_never_overdue(self):
        self.billed(lines=[{"categoryid": 2}])
        self.ask.account.clock.advance(days=20)
        self.assertEqual(self.bill()["status"], "unpaid")

    def test_a_vendor_is_owed_what_is_left_of_its_bills(self):
        self.billed()
        self.billed(currency_code="CAD", due_offset_days=90)
        self.paid("4.49")
        self.ask.account.clock.advance(days=11)
        vendor = self.ask.result("GET", "bill_vendors/bill_vendors/1")["bill_vendor"]
        owed = [one["amount"] for one in vendor["outstanding_balance"]]
        self.assertEqual(owed, [{"amount": "174.49", "code": "CAD"}, dollars("170.00")])
        self.assertEqual(vendor["overdue_balance"], [{"amount": dollars("170.00")}])

    def test_a_bill_is_archived_by_its_state(self):
        self.billed()
        bill = self.ask.result("PUT", "bills/bills/1", json={"bill": {"vis_state": 2}})["bill"]
        self.assertEqual((bill["vis_state"], bill["status"]), (2, "unpaid"))

    def test_what_is_missing_or_not_there_is_refused(self):
        good = {"vendorid": 1, "issue_date": "2026-05-01", "due_offset_days": 10}
        good |= {"currency_code": "USD", "language": "en", "lines": [{"categoryid": 2}]}
        for said, refusal in (
            ({**good, "vendorid": 7}, (404, 1012, "vendorid")),
            ({**good, "lines": [{"quantity": 1}]}, (422, 1001, "categoryid")),
            ({**good, "lines": [{"categoryid": 999}]}, (404, 1012, "categoryid")),
            ({"vendorid": 1}, (422, 1001, "issue_date")),
        ):
            status, errors = self.ask.errors("POST", "bills/bills", json={"bill": said})
            with self.subTest(said=said):
                self.assertEqual((status, errors[0]["errno"], errors[0]["field"]), refusal)

    def test_payments_of_nothing_or_in_other_money_are_refused(self):
        self.billed()
        for said, refusal in (
            ({"billid": 9, "amount": dollars("1")}, (404, 1012)),
            ({"billid": 1, "amount": dollars("0")}, (422, 1004)),
            ({"billid": 1, "amount": {"amount": "1", "code": "EUR"}}, (422, 1004)),
        ):
            sent = {"bill_payment": said}
            status, errors = self.ask.errors("POST", "bill_payments/bill_payments", json=sent)
            with self.subTest(said=said):
                self.assertEqual((status, errors[0]["errno"]), refusal)


@integration
class OtherIncome(Asking):
    def test_it_has_a_day_a_category_and_no_id(self):
        said = {"amount": dollars("25"), "payment_type": "PayPal"}
        income = self.made("other_incomes/other_incomes", "other_income", **said)
        self.assertEqual((income["incomeid"], income["date"]), (1, "2026-05-01"))
        self.assertEqual((income["category_name"], income["taxes"]), ("other", []))
        self.assertNotIn("id", income)

    def test_the_list_has_the_same_key(self):
        said = {"amount": dollars("25"), "payment_type": "PayPal", "category_name": "rentals"}
        self.made("other_incomes/other_incomes", "other_income", **said)
        path = "other_incomes/other_incomes?search[category_name]=rentals"
        self.assertEqual(self.ask.result("GET", path)["other_income"][0]["incomeid"], 1)


@integration
class Stock(Asking):
    def test_no_two_taxes_share_a_name(self):
        self.made("taxes/taxes", "tax", name="HST", amount="13.00")
        self.made("taxes/taxes", "tax", name="GST", amount=5)
        for method, path, sent in (
            ("POST", "taxes/taxes", {"tax": {"name": "HST", "amount": "1"}}),
            ("PUT", "taxes/taxes/2", {"tax": {"name": "HST"}}),
        ):
            status, errors = self.ask.errors(method, path, json=sent)
            with self.subTest(method=method):
                self.assertEqual((status, errors[0]["errno"]), (422, 1026))
        kept = self.ask.result("PUT", "taxes/taxes/1", json={"tax": {"name": "HST"}})["tax"]
        self.assertEqual((kept["amount"], kept["compound"]), ("13", False))

    def test_the_name_of_a_deleted_tax_is_free(self):
        self.made("taxes/taxes", "tax", name="HST", amount="13")
        self.ask("DELETE", "/accounting/account/{account_id}/taxes/taxes/1")
        self.assertEqual(self.made("taxes/taxes", "tax", name="HST", amount="14")["id"], 2)

    def test_an_item_has_existing_taxes_and_each_once(self):
        self.made("taxes/taxes", "tax", name="HST", amount="13")
        item = self.made("items/items", "item", name="Bowl", tax1=1)
        self.assertEqual((item["tax1"], item["tax2"], item["qty"]), (1, 0, "0"))
        for said, refusal in (({"tax1": 9}, (404, 1012)), ({"tax1": 1, "tax2": 1}, (422, 1019))):
            sent = {"item": {"name": "Mug", **said}}
            status, errors = self.ask.errors("POST", "items/items", json=sent)
            with self.subTest(said=said):
                self.assertEqual((status, errors[0]["errno"]), refusal)


@integration
class People(Asking):
    def test_a_client_without_any_name_is_called_by_its_address(self):
        client = self.made("users/clients", "client", email="ann@example.com")
        self.assertEqual(client["organization"], "ann@example.com")
        client = self.made("users/clients", "client", email="ben@example.com", fname="Ben")
        self.assertEqual(client["organization"], "")

    def test_contacts_are_numbered_and_replaced(self):
        self.made("users/clients", "client", fname="Ann")
        for emails, numbers in (
            (["a@example.com", "b@example.com"], [1, 2]),
            (["c@example.com"], [3]),
        ):
            sent = {"client": {"contacts": [{"email": email} for email in emails]}}
            client = self.ask.result("PUT", "users/clients/1", json=sent)["client"]
            self.assertEqual([one["contactid"] for one in client["contacts"]], numbers)
            self.assertEqual([one["userid"] for one in client["contacts"]], [1] * len(numbers))

    def test_the_owner_is_on_the_staff_from_the_first(self):
        (owner,) = self.ask.result("GET", "users/staffs")["staffs"]
        self.assertEqual((owner["id"], owner["userid"], owner["username"]), (1, 1, "owner"))
        found = self.ask.result("GET", "users/staffs?search[user_like]=nobody")
        self.assertEqual(found["staffs"], [])

    def test_the_account_is_one_system(self):
        account = self.ask.account
        system = self.ask.result("GET", f"systems/systems/{account.business_id}")["system"]
        self.assertEqual(system["accountid"], account.account_id)
        number = system["id"]
        again = self.ask.result("GET", f"systems/systems/{number}")["system"]
        self.assertEqual(again["business_uuid"], account.business_uuid)
        self.assertEqual(self.ask.errors("GET", "systems/systems/77")[0], 404)

    def test_gateways_can_be_deleted_once(self):
        names = [
            one["gateway_name"] for one in self.ask.result("GET", "systems/gateways")["gateways"]
        ]
        self.assertEqual(names, ["stripe", "fbpay"])
        path = "/accounting/account/{account_id}/systems/gateways/1"
        self.assertEqual([self.ask("DELETE", path).status_code for _ in range(2)], [200, 404])


@integration
class Finding(Asking):
    def test_clients_are_found_in_several_fields_at_once(self):
        self.made("users/clients", "client", fname="Ann", p_city="Moosewood", mob_phone="555-1")
        self.made("users/clients", "client", organization="Annex", bus_phone="555-2")
        for query, numbers in (
            ("search[user_like]=ann", [1, 2]),
            ("search[address_like]=moose", [1]),
            ("search[phone_like]=555-2", [2]),
            ("search[fname_like]=an", [1]),
            ("search[fname]=Ann", [1, 2]),
            ("sort=organization_name_desc", [2, 1]),
        ):
            rows = self.ask.result("GET", f"users/clients?{query}")["clients"]
            with self.subTest(query=query):
                self.assertEqual([row["id"] for row in rows], numbers)
