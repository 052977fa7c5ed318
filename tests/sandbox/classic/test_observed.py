"""What programs saw the service itself do, call by call."""

import base64
import urllib.error
import urllib.request

import pytest

from refreshbooks import api, exceptions
from tests.marks import integration
from tests.sandbox.classic.account import AccountTest, a_line, refused


@integration
class ObservedTest(AccountTest):
    def post(self, token: str, entity: bytes) -> tuple[int, bytes]:
        """Posts bytes as they are, as a program in another language would."""
        authorization = "Basic " + base64.b64encode(f"{token}:X".encode()).decode()
        request = urllib.request.Request(
            self.sandbox.classic_url, entity, {"Authorization": authorization}
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as problem:
            with problem:
                return problem.code, problem.read()

    def test_an_empty_body_is_401_with_a_wrong_token_and_40010_with_a_good_one(self):
        status, content = self.post("f" * 32, b"")
        assert status == 401
        assert b"<code>20010</code>" in content
        status, content = self.post(self.sandbox.token, b"")
        assert status == 200
        assert b"<error>Your XML is not formatted correctly.</error>" in content
        assert b"<code>40010</code>" in content

    def test_an_empty_id_is_missing_and_one_that_is_no_number_is_not_found(self):
        get = self.c.estimate.get
        refused(40040, "Missing required field: 'estimate_id'.", get, estimate_id="")
        text = "'estimate_id' not found. Estimate not found."
        refused(50010, text, get, estimate_id="a")

    def test_a_type_that_is_none_is_an_invalid_value(self):
        text = "Invalid value for field 'type'."
        refused(40060, text, self.c.default_terms.get, type="a")

    def test_a_client_is_made_of_an_address_and_two_names(self):
        made = self.c.client.create(
            client={"email": "jo@example.com", "first_name": "Jo", "last_name": "Marsh"}
        )
        assert str(made.client_id).isdigit()
        shown = self.c.client.get(client_id=made.client_id).client
        assert (shown.email, shown.first_name, shown.last_name) == ("jo@example.com", "Jo", "Marsh")
        assert (shown.folder, shown.contacts.countchildren()) == ("active", 0)
        assert [link.tag.partition("}")[2] for link in shown.links.iterchildren()] == [
            "client_view",
            "view",
            "statement",
        ]

    def test_an_updated_client_changes_only_in_what_was_sent(self):
        client_id = self.client()
        self.c.client.update(
            client={
                "client_id": client_id,
                "contacts": [{"contact": {"email": "kim@example.com"}}],
                "organization": "Marsh Ltd",
                "mobile": "555-0100",
                "notes": "Prefers mail",
            }
        )
        shown = self.c.client.get(client_id=client_id).client
        assert (shown.organization, str(shown.mobile), shown.notes) == (
            "Marsh Ltd",
            "555-0100",
            "Prefers mail",
        )
        assert (shown.email, shown.last_name) == ("jo@example.com", "Marsh")
        assert [contact.email for contact in shown.contacts.contact] == ["kim@example.com"]

    def test_a_client_is_deleted_once(self):
        client_id = self.client()
        self.c.client.delete(client_id=client_id)
        text = "'client_id' not found. Client is deleted."
        refused(50010, text, self.c.client.delete, client_id=client_id)

    def test_an_estimate_of_a_client_alone_is_a_draft_with_numbers_in_it(self):
        made = self.c.estimate.create(estimate={"client_id": self.client()})
        shown = self.c.estimate.get(estimate_id=made.estimate_id).estimate
        assert shown.status == "draft"
        assert (float(shown.amount), float(shown.discount)) == (0.0, 0.0)

    def test_updated_lines_of_an_estimate_add_up_and_it_stays_a_draft(self):
        made = self.c.estimate.create(estimate={"client_id": self.client()})
        self.c.estimate.update(
            estimate={
                "estimate_id": made.estimate_id,
                "lines": [
                    api.types.line(name="Digging", unit_cost=5, quantity=5),
                    api.types.line(name="Raking", unit_cost=15, quantity=3),
                ],
            }
        )
        shown = self.c.estimate.get(estimate_id=made.estimate_id).estimate
        assert (shown.amount, shown.status) == (70, "draft")

    def test_an_estimate_is_sent_twice_marked_and_accepted_once(self):
        estimate = self.c.estimate
        estimate_id = estimate.create(estimate={"client_id": self.client()}).estimate_id
        for act in (estimate.sendByEmail, estimate.sendByEmail, estimate.markAsSent):
            act(estimate_id=estimate_id)
        estimate.accept(estimate_id=estimate_id)
        text = "Failed to accept estimate. Estimate is already accepted."
        refused(50020, text, estimate.accept, estimate_id=estimate_id)

    def test_an_invoice_of_one_line_is_a_draft_until_it_is_sent(self):
        invoice_id = self.invoice(a_line(100, 4))
        shown = self.shown(invoice_id)
        assert (shown.status, shown.amount) == ("draft", 400)
        self.c.invoice.sendByEmail(invoice_id=invoice_id)
        assert self.shown(invoice_id).status == "sent"

    def test_a_payment_beyond_the_credit_is_refused_in_the_services_words(self):
        client_id = self.client()
        given = {"client_id": client_id, "invoice_id": self.invoice(client_id=client_id)}
        text = "Payment from credit cannot exceed available credit."
        refused(50020, text, self.c.payment.create, payment={**given, "amount": 1})

    def test_a_list_with_nothing_in_it_says_so_in_its_attributes(self):
        for method, plural in [
            (self.c.client.list, "clients"),
            (self.c.invoice.list, "invoices"),
            (self.c.estimate.list, "estimates"),
            (self.c.recurring.list, "recurrings"),
            (self.c.payment.list, "payments"),
            (self.c.expense.list, "expenses"),
            (self.c.item.list, "items"),
            (self.c.tax.list, "taxes"),
            (self.c.project.list, "projects"),
            (self.c.time_entry.list, "time_entries"),
        ]:
            empty = method()[plural]
            expected = {"page": "1", "per_page": "25", "pages": "0", "total": "0"}
            assert dict(empty.attrib) == expected, plural
            assert empty.countchildren() == 0

    def test_a_list_of_what_changed_since_holds_exactly_what_changed(self):
        first, second = self.invoice(), self.invoice()
        self.let_pass(hours=1)
        since = "2026-05-04 13:00:00"
        listed = self.c.invoice.list
        assert listed(updated_from="2027-01-01 00:00:00").invoices.get("total") == "0"
        assert listed(updated_from=since).invoices.get("total") == "0"
        self.c.invoice.update(invoice={"invoice_id": first, "notes": "Hello"})
        changed = listed(updated_from=since).invoices.invoice
        assert [int(invoice.invoice_id) for invoice in changed] == [first]
        self.c.payment.create(payment={"invoice_id": second, "amount": 1})
        assert listed(updated_from=since).invoices.get("total") == "2"

    def test_a_wrong_token_reaches_the_client_as_401(self):
        c = api.TokenClient(self.sandbox.classic_url, "0" * 32)
        self.addCleanup(api.close, c)
        with pytest.raises(exceptions.TransportException) as caught:
            c.system.current()
        assert caught.value.status == 401
        assert b"Authentication failed." in caught.value.content
