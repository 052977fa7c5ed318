"""Programs in the shapes that users of version 2.0 wrote, run for real.

Each is a function of a client, as it would stand in somebody's script. All run
against a sandbox, some of them in an account that is still empty.
"""

import contextlib
import datetime
import io
import random
import re
import unittest
from decimal import Decimal

import pytest
from lxml import etree, objectify

from refreshbooks import api
from refreshbooks.client import FailedRequest
from refreshbooks.exceptions import TransportException
from refreshbooks.sandbox import Sandbox
from tests.marks import integration


class Account(unittest.TestCase):
    """A sandbox with a token client."""

    def setUp(self):
        self.sandbox = Sandbox()
        self.sandbox.__enter__()
        self.addCleanup(self.sandbox.__exit__, None, None, None)
        self.c = api.TokenClient(self.sandbox.url, self.sandbox.token, "a script/1.0")
        self.addCleanup(api.close, self.c)

    def client(self, **fields):
        fields.setdefault("email", "ada@example.com")
        return self.c.client.create(client=fields).client_id

    def invoice(self, client_id=None, **fields):
        lines = [api.types.line(name="Yard Work", unit_cost="10", quantity="4")]
        invoice = dict(client_id=client_id or self.client(), lines=lines) | fields
        return self.c.invoice.create(invoice=invoice).invoice_id


@integration
class TestFilledAccount(Account):
    def test_the_program_of_the_first_readme(self):
        response = self.c.invoice.create(
            invoice=dict(
                client_id=self.client(),
                lines=[api.types.line(name="Yard Work", unit_cost="10", quantity="4")],
            )
        )
        invoice = self.c.invoice.get(invoice_id=response.invoice_id).invoice
        said = "New invoice created: #%s (id %s)" % (invoice.number, invoice.invoice_id)
        assert said == "New invoice created: #0000001 (id 1)"
        listed = self.c.invoice.list().invoices
        assert listed.attrib["pages"] == "1"
        assert [str(each.amount) for each in listed.invoice] == ["40"]

    def test_lists_behave_as_sequences(self):
        first, second = self.client(), self.client(email="bob@example.com")
        found = self.c.client.list().clients.client
        assert len(found) == 2
        assert [each.client_id for each in found] == [second, first]
        assert found[0].email == "bob@example.com"
        assert [each.client_id for each in found[1:]] == [first]
        assert random.choice(found).email in ("ada@example.com", "bob@example.com")

    def test_attributes_of_a_list_are_text(self):
        self.client()
        clients = self.c.client.list(page="1", per_page="1").clients
        assert clients.attrib["pages"] == "1"
        assert clients.attrib["total"] == clients.get("total") == "1"
        assert type(clients.attrib["page"]) is str

    def test_the_status_is_an_attribute_of_the_root(self):
        response = self.c.client.list()
        assert response.get("status") == response.attrib["status"] == "ok"

    def test_a_loop_over_pages_by_number(self):
        for number in range(5):
            self.client(email=f"person{number}@example.com")
        emails, page = [], 1
        while True:
            clients = self.c.client.list(page=page, per_page=2).clients
            emails += [str(each.email) for each in clients.client]
            if page >= int(clients.attrib["pages"]):
                break
            page += 1
        assert len(set(emails)) == 5

    def test_children_by_a_name_in_a_variable(self):
        self.client()
        for singular, plural in {"client": "clients"}.items():
            response = getattr(self.c, singular).list()
            assert getattr(getattr(response, plural), singular).email == "ada@example.com"
            assert response[plural][singular].email == "ada@example.com"

    def test_items_by_key_and_by_attribute(self):
        self.c.item.create(item=dict(name="Mulch", unit_cost=Decimal("12.50")))
        response = self.c.item.list()
        assert response["items"].item.name == "Mulch"
        assert response.items.item.name == "Mulch"

    def test_pages_merged_into_one_tree(self):
        for number in range(3):
            self.client(email=f"person{number}@example.com")
        merged = self.c.client.list(page=1, per_page=2)
        more = self.c.client.list(page=2, per_page=2)
        for each in more.find("*[1]").getchildren():
            merged.find("*[1]").append(each)
        assert merged.clients.countchildren() == 3
        assert "person0@example.com" in [str(each.email) for each in merged.clients.client]

    def test_a_backup_by_dump(self):
        self.client()
        dumped = objectify.dump(self.c.client.list())
        assert "email = 'ada@example.com' [StringElement]" in dumped
        assert "client_id = 1 [IntElement]" in dumped

    def test_a_form_filled_from_the_children(self):
        self.client(first_name="Ada")
        client = self.c.client.get(client_id=1).client
        assert client.__dict__["first_name"] == "Ada"

    def test_ids_as_keys_and_in_formats(self):
        client_id = self.client(organization="Ada's")
        client = self.c.client.get(client_id=client_id).client
        assert {client.client_id: "x"}[1] == "x"
        assert {client.organization: "x"}["Ada's"] == "x"
        assert client.organization in ("Ada's", "Bob's")
        assert "%d %i %s" % (client_id, client.client_id, client.organization) == "1 1 Ada's"

    def test_money_reads_and_computes(self):
        invoice_id = self.invoice(
            lines=[api.types.line(name="Mowing", unit_cost="22.75", quantity=2)]
        )
        amount = self.c.invoice.get(invoice_id=invoice_id).invoice.amount
        assert Decimal(str(amount)) == Decimal("45.5")
        assert float(str(amount)) == float(amount.text) == 45.5
        total = Decimal(0)
        total += amount
        assert total == amount * 1 == Decimal("45.5")
        assert f"{amount:.2f}" == "45.50"

    def test_a_line_rebuilt_from_a_line(self):
        invoice = self.c.invoice.get(invoice_id=self.invoice()).invoice
        line = invoice.lines.line[0]
        again = self.invoice(
            client_id=invoice.client_id,
            lines=[api.types.line(name=line.name, unit_cost=line.unit_cost, quantity=8)],
        )
        assert self.c.invoice.get(invoice_id=again).invoice.amount == 80

    def test_the_lines_of_an_invoice_copied_as_they_stand(self):
        invoice = self.c.invoice.get(invoice_id=self.invoice()).invoice
        for line in invoice.lines.line:
            line.remove(line.find("{*}line_id"))
        again = self.invoice(client_id=invoice.client_id, lines=invoice.lines)
        assert self.c.invoice.get(invoice_id=again).invoice.amount == 40

    def test_three_part_calls(self):
        invoice_id = self.invoice()
        added = self.c.invoice.lines.add(
            invoice_id=invoice_id,
            lines=[api.types.line(name="Mulch", unit_cost=5, quantity=1)],
        )
        assert self.c.invoice.get(invoice_id=invoice_id).invoice.amount == 45
        self.c.invoice.lines.delete(invoice_id=invoice_id, line_id=added.lines.line_id)
        assert self.c.invoice.get(invoice_id=invoice_id).invoice.amount == 40

    def test_times_and_dates(self):
        staff = self.c.staff.current().staff
        task = self.c.task.create(task=dict(name="Weeding", billable=True)).task_id
        project = self.c.project.create(
            project=dict(
                name="Garden", bill_method="task-rate", tasks=[api.types.task(task_id=task)]
            )
        ).project_id
        entry = self.c.time_entry.create(
            time_entry=dict(
                project_id=project,
                task_id=task,
                staff_id=staff.staff_id,
                hours=Decimal("1.5"),
                date=datetime.date(2026, 3, 1),
            )
        ).time_entry_id
        read = self.c.time_entry.get(time_entry_id=entry).time_entry
        assert float(read.hours.text) == 1.5
        assert datetime.datetime.strptime(read.date.text, "%Y-%m-%d").month == 3
        assert bool(self.c.task.get(task_id=task).task.billable) is True

    def test_a_payload_used_again_with_nones_in_it(self):
        self.client()
        filters = {"email": None, "updated_from": None}
        filters = {name: value for name, value in filters.items() if value is not None}
        filters["page"] = 1
        assert self.c.client.list(**filters).clients.get("total") == "1"
        filters["page"] = 2
        assert self.c.client.list(**filters).clients.countchildren() == 0

    def test_a_deletion_guarded_by_except(self):
        try:
            self.c.payment.delete(payment_id=9)
        except FailedRequest as e:
            assert (
                "could not: " + e.error == "could not: 'payment_id' not found. Payment not found."
            )
            assert e.error.getparent().code == e.code == 50010
        else:
            raise AssertionError("a payment that is not there was deleted")

    def test_arguments_on_the_wrong_level_are_sent_and_refused(self):
        with pytest.raises(FailedRequest):
            self.c.task.create(name="Weeding", billable=1)

    def test_a_wrong_token(self):
        stranger = api.TokenClient(self.sandbox.url, "f" * 32)
        with pytest.raises(TransportException) as caught:
            stranger.client.list()
        assert caught.value.status == 401
        assert (
            re.search(b"<error>(.*)</error>", caught.value.content)[1] == b"Authentication failed."
        )

    def test_logging_coders_print_to_standard_error(self):
        c = api.TokenClient(
            self.sandbox.url,
            self.sandbox.token,
            request_encoder=api.logging_request_encoder,
            response_decoder=api.logging_response_decoder,
        )
        printed = io.StringIO()
        with contextlib.redirect_stderr(printed):
            c.client.create(client=dict(email="ada@example.com", password="open sesame"))
        assert '<request method="client.create">' in printed.getvalue()
        assert "<client_id>1</client_id>" in printed.getvalue()
        assert "sesame" not in printed.getvalue()

    def test_a_decoder_of_one_s_own_gets_the_bytes(self):
        def pdf_or_xml(*args, **kwargs):
            try:
                return objectify.fromstring(*args, **kwargs)
            except etree.XMLSyntaxError:
                return args[0]

        c = api.TokenClient(self.sandbox.url, self.sandbox.token, response_decoder=pdf_or_xml)
        assert c.staff.current().staff.staff_id == 1


@integration
class TestEmptyAccount(Account):
    def test_an_empty_list_is_told_by_its_attributes_and_by_its_text(self):
        projects = self.c.project.list().projects
        assert projects.attrib["total"] == "0"
        assert projects == ""
        assert len(projects) == 1
        assert projects.countchildren() == 0

    def test_an_empty_list_has_no_children_to_walk(self):
        for name in ("clients", "invoices", "items", "projects"):
            response = getattr(self.c, name[:-1]).list()
            assert list(response[name].iterchildren()) == response[name].getchildren() == []

    def test_reading_the_missing_child_says_what_to_do(self):
        with pytest.raises(AttributeError, match="getchildren"):
            self.c.invoice.list().invoices.invoice  # noqa: B018

    def test_hasattr_tells_too(self):
        assert not hasattr(self.c.invoice.list().invoices, "invoice")
