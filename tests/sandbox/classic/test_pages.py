"""The pages that clients see of documents."""

import urllib.error
import urllib.request

import pytest

from tests.marks import integration
from tests.sandbox.classic.account import AccountTest, a_line


@integration
class PageTest(AccountTest):
    def page(self, address: object) -> str:
        with urllib.request.urlopen(str(address), timeout=10) as answer:
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            text: str = answer.read().decode("utf-8")
            return text

    def test_a_drafts_page_is_closed_and_a_sent_invoices_open(self):
        invoice_id = self.invoice(a_line(10, 4, description="Beds & <borders>"))
        address = self.shown(invoice_id).links.client_view
        assert "Digging" not in self.page(address)
        assert self.shown(invoice_id).status == "draft"
        self.c.invoice.sendByEmail(invoice_id=invoice_id)
        page = self.page(address)
        assert "Digging" in page
        assert "Beds &amp; &lt;borders&gt;" in page
        assert "Total: 40 USD" in page
        assert "<title>Invoice 0000001</title>" in page

    def test_opening_it_makes_a_sent_document_viewed(self):
        self.invoice()
        invoice_id = self.invoice(status="sent")
        for _ in range(2):
            self.page(self.shown(invoice_id).links.client_view)
            assert self.shown(invoice_id).status == "viewed"
        assert self.shown(1).status == "draft"
        self.c.payment.create(payment={"invoice_id": invoice_id, "amount": 40})
        self.page(self.shown(invoice_id).links.client_view)
        assert self.shown(invoice_id).status == "paid"

    def test_asking_whether_it_is_there_opens_nothing(self):
        invoice_id = self.invoice(status="sent")
        address = str(self.shown(invoice_id).links.client_view)
        asked = urllib.request.Request(address, method="HEAD")
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert answer.status == 200
        assert self.shown(invoice_id).status == "sent"

    def test_an_estimate_has_a_page_too(self):
        self.c.estimate.create(
            estimate={"client_id": self.client(), "lines": [a_line(3, 2, name="Raking")]}
        )
        self.c.estimate.markAsSent(estimate_id=1)
        address = self.c.estimate.get(estimate_id=1).estimate.url
        assert "Raking" in self.page(address)
        assert self.c.estimate.get(estimate_id=1).estimate.status == "viewed"

    def test_what_is_deleted_or_unknown_has_none(self):
        invoice_id = self.invoice(status="sent")
        address = str(self.shown(invoice_id).links.client_view)
        self.c.invoice.delete(invoice_id=invoice_id)
        for gone in (address, f"{address}0", self.sandbox.url, f"{self.sandbox.url}/view/"):
            with pytest.raises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(gone, timeout=10)
            with caught.value as refusal:
                assert refusal.code == 404
