"""Reports: they say what the books hold."""

from tests.marks import integration
from tests.sandbox.classic.account import AccountTest, a_line, refused


def rows(answer: object, *names: str) -> list[tuple[str, ...]]:
    """Returns the named elements of every report, in order."""
    reports = answer.reports.iterchildren()
    return [tuple(str(getattr(report, name)) for name in names) for report in reports]


@integration
class ReportTest(AccountTest):
    def sent(self, amount: object, **values: object) -> int:
        return self.invoice(a_line(amount, 1), status="sent", **values)

    def pay(self, invoice_id: int, amount: object, **values: object) -> None:
        self.c.payment.create(payment={"invoice_id": invoice_id, "amount": amount, **values})

    def test_a_clients_balances_stand_by_currency(self):
        client_id = self.client()
        self.pay(self.sent(40, client_id=client_id), "2.50")
        self.sent(60, client_id=client_id)
        self.sent("9.5", client_id=client_id, currency_code="CAD")
        self.invoice(a_line(1000, 1), client_id=client_id)  # a draft
        self.c.invoice.delete(invoice_id=self.sent(1000, client_id=client_id))
        self.sent(1000)  # somebody else's
        report = self.c.report.getClientDetails(client_id=client_id).reports.report
        assert report.client_id == client_id
        balances = [
            tuple(str(value) for value in balance.iterchildren())
            for balance in report.balances.balance
        ]
        assert balances == [
            ("9.50", "0.00", "9.50", "CAD"),
            ("100.00", "2.50", "97.50", "USD"),
        ]

    def test_a_client_without_invoices_has_no_balances(self):
        report = self.c.report.getClientDetails(client_id=self.client()).reports.report
        assert report.balances.countchildren() == 0
        refused(50010, "Client not found.", self.c.report.getClientDetails, client_id=9)

    def test_invoices_are_summed_by_currency(self):
        self.pay(self.sent(40), 15)
        self.sent(60, currency_code="CAD")
        self.invoice(a_line(1000, 1))
        names = ("currency_code", "billed", "collected", "outstanding")
        assert rows(self.c.report.getInvoiceDetails(), *names) == [
            ("CAD", "60.00", "0.00", "60.00"),
            ("USD", "40.00", "15.00", "25.00"),
        ]

    def test_invoices_are_summed_by_month_newest_first(self):
        for day in ("2026-04-30", "2026-04-01", "2026-11-01", "2025-12-31"):
            self.sent(10, date=day)
        answer = self.c.report.getInvoiceDetails(
            date_from="2026-01-01", date_to="2026-12-31", group_by="date"
        )
        assert rows(answer, "year", "month", "billed") == [
            ("2026", "11", "10.00"),
            ("2026", "4", "20.00"),
        ]

    def test_invoices_can_be_asked_for_by_status(self):
        self.pay(self.sent(40), 40)
        self.sent(7)
        for status, billed in [("active", "47.00"), ("unpaid", "7.00"), ("paid", "40.00")]:
            answer = self.c.report.getInvoiceDetails(status=status)
            assert rows(answer, "billed") == [(billed,)]

    def test_an_empty_book_has_no_invoices_to_report(self):
        assert rows(self.c.report.getInvoiceDetails()) == []

    def test_estimates_are_followed_to_their_invoices(self):
        client_id = self.client()
        for amount in (100, 50):
            estimate = {"client_id": client_id, "lines": [a_line(amount, 1)]}
            self.c.estimate.create(estimate=estimate)
        self.c.estimate.accept(estimate_id=2)
        self.sent(45, client_id=client_id, estimate_id=2)
        self.sent(1000, client_id=client_id)
        answer = self.c.report.getEstimateDetails(client_id=client_id)
        names = ("currency_code", "estimated", "accepted", "invoiced")
        assert rows(answer, *names) == [("USD", "150.00", "50.00", "45.00")]

    def test_expenses_are_a_clients_or_our_own(self):
        self.c.category.create(category={"name": "Fuel"})
        client_id = self.client()
        for amount, of, day in [(10, 0, "2026-03-01"), (7, client_id, "2026-04-01"), (5, 0, "")]:
            given = {"staff_id": 1, "category_id": 1, "amount": amount, "client_id": of}
            self.c.expense.create(expense={**given, "date": day})
        names = ("unbilled", "invoiced", "recouped", "internal")
        get = self.c.report.getExpenseDetails
        assert rows(get(), *names) == [("7.00", "0.00", "0.00", "15.00")]
        assert rows(get(client_id=client_id), *names) == [("7.00", "0.00", "0.00", "0.00")]
        by_month = get(group_by="date", date_from="2026-03-01", date_to="2026-04-30")
        assert rows(by_month, "month", "unbilled", "internal") == [
            ("4", "7.00", "0.00"),
            ("3", "0.00", "10.00"),
        ]
        assert rows(get(date_to="2025-01-01"), *names) == [("0.00",) * 4]

    def test_profit_is_what_came_in_less_what_went_out(self):
        self.c.category.create(category={"name": "Fuel"})
        invoice_id = self.sent(100)
        self.pay(invoice_id, "40.50", date="2026-01-10")
        self.pay(invoice_id, 10, date="2026-02-10")
        self.pay(self.sent(100, currency_code="CAD"), 100, date="2026-01-10")
        self.c.payment.create(payment={"client_id": 1, "amount": 500, "date": "2026-01-10"})
        given = {"staff_id": 1, "category_id": 1, "amount": "50.25", "date": "2026-02-01"}
        self.c.expense.create(expense=given)
        year = {"date_from": "2026-01-01", "date_to": "2026-12-31"}
        names = ("income", "expenses", "profit", "currency_code")
        assert rows(self.c.report.getProfitDetails(**year), *names) == [
            ("50.50", "50.25", "0.25", "USD")
        ]
        by_month = self.c.report.getProfitDetails(group_by="date", **year)
        assert rows(by_month, "year", "month", "profit") == [
            ("2026", "01", "40.50"),
            ("2026", "02", "-40.25"),
        ]

    def test_profit_needs_both_days(self):
        refused(40040, "'date_to'", self.c.report.getProfitDetails, date_from="2026-01-01")
