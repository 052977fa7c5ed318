"""What the service would silently ignore is told, or refused where one wishes."""

import enum
import unittest
import warnings

from refreshbooks.catalog import rest as catalog
from refreshbooks.exceptions import BadParameter
from refreshbooks.rest import (
    FilterBuilder,
    IncludesBuilder,
    PaginateBuilder,
    SortBuilder,
    VisState,
)
from refreshbooks.rest.errors import IgnoredWarning
from tests.rest.recording import EMPTY, answer, client_of

ROWS = answer(EMPTY.replace(b'"data": {}', b'"data": []'))


class Flag(enum.Enum):
    NO = False


def told(call):
    """Returns what a call with a client is warned of; each of it is sent all the same."""
    client, sent = client_of(ROWS)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call(client)
    assert len(sent.requests) == 1
    return [str(each.message) for each in caught if each.category is IgnoredWarning]


def listing(resource, *builders):
    scope = catalog.find(resource).scope
    ids = {"account_id": "k7x", "business_id": 98765}
    return told(lambda client: getattr(client, resource).list(ids[scope], builders=builders))


class FiltersTest(unittest.TestCase):
    def test_what_the_service_reads_is_no_matter(self):
        good = [
            ("clients", FilterBuilder().equals("userid", 8).like("email_like", "@example.com")),
            ("invoices", FilterBuilder().in_list("customerid", [8]).equals("paid", True)),
            ("invoices", FilterBuilder().between("date", "2026-01-01", "2026-02-01")),
            ("expenses", FilterBuilder().between("amount", 1, 2)),
            ("projects", FilterBuilder().equals("client_id", 8).boolean("active", True)),
            ("projects", FilterBuilder().date_time("updated_since", "2026-01-01T00:00:00Z")),
            ("time_entries", IncludesBuilder().include("team")),
            ("invoices", IncludesBuilder().include("lines")),
            ("clients", SortBuilder().descending("updated")),
            ("projects", SortBuilder().descending("due_date")),
            ("invoices", PaginateBuilder(2, 10)),
        ]
        for resource, builder in good:
            with self.subTest(resource=resource, builder=builder):
                self.assertEqual(listing(resource, builder), [])

    def test_a_filter_of_another_family_is_told_with_the_right_spelling(self):
        (text,) = listing("projects", FilterBuilder().like("client_id", 8))
        self.assertIn("projects ignores search[...]; write boolean('client_id', ...)", text)
        (text,) = listing("projects", FilterBuilder().like("title_like", "Yard"))
        self.assertTrue(text.endswith("projects ignores search[...]"))
        (text,) = listing("clients", FilterBuilder().boolean("vis_state", 0))
        self.assertIn("ignores this spelling; write equals('vis_state', ...)", text)
        (text,) = listing("clients", FilterBuilder().boolean("userids", 0))
        self.assertIn("write in_list('userids', [...])", text)
        (text,) = listing("clients", FilterBuilder().boolean("email_like", "x"))
        self.assertIn("write like('email_like', ...)", text)

    def test_a_filter_that_is_known_to_do_nothing_is_told_with_what_does(self):
        (text,) = listing("invoices", FilterBuilder().equals("status", 4))
        self.assertEqual(
            text,
            "invoices.list: search[status]: the service ignores it; v3_status does what it seems"
            " to mean",
        )

    def test_a_misspelt_name_is_told_with_what_was_perhaps_meant(self):
        cases = [
            ("clients", FilterBuilder().equals("user_id", 8), "did you mean userid"),
            ("invoices", IncludesBuilder().include("line"), "did you mean lines?"),
            ("projects", SortBuilder().asc("duedate"), "did you mean due_date?"),
            ("projects", FilterBuilder().boolean("completed", True), "did you mean complete?"),
        ]
        for resource, builder, meant in cases:
            with self.subTest(resource=resource, builder=builder):
                (text,) = listing(resource, builder)
                self.assertIn(meant, text)

    def test_what_has_another_name_altogether_is_told_with_it(self):
        cases = [
            ("invoices", FilterBuilder().equals("create_date", "2026-01-01"), "date_min or date_"),
            ("invoices", SortBuilder().descending("create_date"), "did you mean invoice_date?"),
        ]
        for resource, builder, meant in cases:
            (text,) = listing(resource, builder)
            self.assertIn(meant, text)
        (text,) = told(lambda client: client.reports.profitloss.get("k7x", start="2026-01-01"))
        self.assertIn("did you mean start_date?", text)

    def test_who_has_not_paid_is_told_the_filter_that_answers(self):
        answers = "equals('outstanding', True)"
        cases = [
            (
                FilterBuilder().equals("payment_status", "unpaid"),
                f"the service ignores it; {answers} does what it seems to mean",
            ),
            (
                FilterBuilder().equals("v3_status", "unpaid"),
                f"'unpaid' is none of its words; {answers} does what it seems to mean",
            ),
            (
                FilterBuilder().between("outstanding", min="0.01"),
                f"invoices has no such filter; did you mean {answers}?",
            ),
        ]
        for builder, meant in cases:
            (text,) = listing("invoices", builder)
            self.assertIn(meant, text)

    def test_a_value_that_a_filter_never_has_is_told(self):
        (text,) = listing("invoices", FilterBuilder().equals("outstanding", 1))
        self.assertIn("search[outstanding]: it is True or False, and 1 is neither", text)
        (text,) = listing("invoices", FilterBuilder().equals("v3_status", "overdu"))
        self.assertIn("'overdu' is none of its words; did you mean overdue?", text)
        good = [
            FilterBuilder().equals("v3_status", "overdue").equals("outstanding", "true"),
            FilterBuilder().equals("vis_state", VisState.ACTIVE).equals("paid", Flag.NO),
        ]
        self.assertEqual(listing("invoices", *good), [])

    def test_where_the_catalog_knows_no_filters_nothing_is_told(self):
        self.assertEqual(listing("gateways", FilterBuilder().equals("x", 1)), [])
        self.assertEqual(listing("taxes", IncludesBuilder().include("x")), [])

    def test_a_parameter_of_a_report_is_looked_at_too(self):
        (text,) = told(lambda client: client.reports.profitloss.get("k7x", startdate="2026-01-01"))
        self.assertIn("startdate: there is no such parameter; did you mean start_date?", text)

    def test_builders_of_ones_own_are_left_alone(self):
        class Own:
            def build(self, resource_name=None, /):
                return "&x=1"

        self.assertEqual(listing("clients", Own()), [])


class FieldsTest(unittest.TestCase):
    def test_what_the_catalog_declares_is_no_matter(self):
        line = {"name": "Yard", "qty": 4, "unit_cost": {"amount": "10.00", "code": "USD"}}
        record = {"customerid": 8, "create_date": "2026-01-01", "lines": [line]}
        self.assertEqual(told(lambda client: client.invoices.create("k7x", record)), [])

    def test_a_field_that_nobody_knows_is_told_with_its_place(self):
        (text,) = told(lambda client: client.invoices.create("k7x", {"invoice_lines": []}))
        self.assertIn("invoice.invoice_lines: the service knows no such field", text)
        (text,) = told(lambda client: client.clients.update("k7x", 8, {"notes": "Ann"}))
        self.assertIn("client.notes: the service knows no such field; did you mean note?", text)
        record = {"lines": [{}, {"quantities": 4}]}
        (text,) = told(lambda client: client.invoices.update("k7x", 8, record))
        self.assertIn("invoice.lines[1].quantities", text)
        record = {"lines": [{"unit_cost": {"amount": "1", "currency": "USD"}}]}
        self.assertEqual(told(lambda client: client.invoices.update("k7x", 8, record)), [])

    def test_a_field_that_has_another_name_altogether_is_told_with_it(self):
        record = {"lines": [{"quantity": 4}], "email_subject": "Yard"}
        texts = told(lambda client: client.invoices.update("k7x", 8, record))
        self.assertIn("did you mean qty?", texts[0])
        self.assertIn("did you mean invoice_customized_email?", texts[1])

    def test_a_word_that_a_field_never_has_is_told(self):
        record = {"event": "invoices.create", "uri": "https://app.example.com/hooks"}
        (text,) = told(lambda client: client.callbacks.create("k7x", record))
        self.assertIn(
            "callback.event: the service knows no 'invoices.create' there; did you mean"
            " invoice.create",
            text,
        )
        record["event"] = "invoice.create"
        self.assertEqual(told(lambda client: client.callbacks.create("k7x", record)), [])

    def test_where_the_catalog_knows_no_fields_nothing_is_told(self):
        record = {"anything": 1}
        self.assertEqual(told(lambda client: client.billable_items.create("k7x", record)), [])


class PhasesTest(unittest.TestCase):
    def update(self, **record):
        return told(lambda client: client.invoices.update("k7x", 8, record))

    def test_an_update_of_one_phase_is_no_matter(self):
        self.assertEqual(self.update(notes="Gate", po_number="7"), [])
        self.assertEqual(self.update(vis_state=2), [])
        mail = {"email_recipients": ["ann@example.com"], "email_include_pdf": True}
        words = {"subject": "Yard", "body": "Done"}
        self.assertEqual(self.update(action_email=True, invoice_customized_email=words, **mail), [])

    def test_what_would_be_dropped_is_told(self):
        (text,) = self.update(vis_state=0, notes="Gate")
        self.assertIn("notes: it is dropped where vis_state stands too", text)
        (text,) = self.update(action_mark_as_sent=True, notes="Gate")
        self.assertIn("notes: it is dropped where action_mark_as_sent stands too", text)
        self.assertEqual(len(self.update(ext_vis_state=0, vis_state=0, action_email=True)), 2)

    def test_a_create_and_the_other_families_have_no_phases(self):
        record = {"vis_state": 0, "note": "Gate"}
        self.assertEqual(told(lambda client: client.clients.create("k7x", record)), [])
        record = {"name": "Yard", "vis_state": 0}
        self.assertEqual(told(lambda client: client.services.update(98765, 8, record)), [])


class RefusingTest(unittest.TestCase):
    def test_a_client_that_checks_refuses_before_it_sends(self):
        client, sent = client_of(check=True)
        asked = [FilterBuilder().equals("status", 4)]
        with self.assertRaisesRegex(BadParameter, r"search\[status\]: the service ignores it"):
            client.invoices.list("k7x", builders=asked)
        with self.assertRaisesRegex(BadParameter, "client.notes: .* did you mean note"):
            client.clients.create("k7x", {"notes": "Ann"})
        self.assertEqual(sent.requests, [])

    def test_what_is_no_dict_is_refused_by_every_client(self):
        client, sent = client_of()
        for given in (None, [], "x", [("a", 1)]):
            with self.assertRaisesRegex(BadParameter, "data: this is a dict of fields"):
                client.clients.create("k7x", given)
            with self.assertRaisesRegex(BadParameter, "data: this is a dict of fields"):
                client.project_threads.create(98765, 1, given)
        self.assertEqual(sent.requests, [])

    def test_a_warning_points_at_the_line_of_the_program(self):
        client, _ = client_of()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            client.clients.update("k7x", 8, {"notes": "Ann"})
        self.assertEqual(caught[0].filename, __file__)
