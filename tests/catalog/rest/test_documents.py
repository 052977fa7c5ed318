"""The REST rows agree with documents: answers of the service, and what is sent to it.

The documents are a few of our own, below, and those in the folder that the
environment variable REFRESHBOOKS_REST_DOCUMENTS names. INDEX.json in it tells of
each file whether it is a request or a response, and the address it belongs to.
"""

import json
import os
import re
import unittest
from pathlib import Path

from refreshbooks.catalog import rest
from tests.catalog.rest.agreement import complaints, records

PREFIXES = {
    "accounting": "/accounting/account/{}/",
    "accounting_businesses": "/accounting/businesses/{}/",
    "auth": "",
    "comments": "/comments/business/{}/",
    "events": "/events/account/{}/",
    "payments": "/payments/account/{}/",
    "projects": "/projects/business/{}/",
    "timetracking": "/timetracking/business/{}/",
    "uploads": "/uploads/account/{}/",
}

# What differs from the catalog, by file: the places, and why that is right.
ODD = {
    # Made up for a test of somebody's; and an amount that is no text.
    "accounting/client__get.json": {"test_amount", "outstanding_balance.amount"},
    "accounting/bill__get.json": {"lines.quantity"},  # a text where somebody looked
    "accounting/bills__list.json": {"lines.quantity"},
    # Numbers that one SDK writes as texts.
    "accounting/credit_note__get.json": {"id", "creditid", "clientid"},
    "accounting/credit_notes__list.json": {"id", "creditid", "clientid"},
    "accounting/expense__get_node.json": {"id", "expenseid"},
    # Texts that happen to be dates here.
    "reports/profitloss.json": {"labels"},
    "reports/profitloss_entity.json": {"labels"},
    "projects/project__create.json": {"created_at", "updated_at"},  # the 219th of a month
}

# What one SDK sends, and the service reads all the same.
SENT_OTHERWISE = {
    "requests/bill__create.json": {"lines.quantity"},
    "requests/expense__create.json": {
        "categoryid",
        "clientid",
        "expenseid",
        "ext_invoiceid",
        "ext_systemid",
        "id",
        "markup_percent",
        "projectid",
        "staffid",
    },
    "requests/item__create.json": {"inventory", "tax1", "tax2"},
    "requests/task__create.json": {"visState"},
    "requests/credit_note__create.json": {"clientid", "lines.qty"},
    "requests/payment_options__create.json": {"entity_id"},
}

OWN = {
    "tasks": {"task": {"id": 7, "taskid": 7, "tname": "Rigging", "rate": None, "tax1": 0}},
    "taxes": {"response": {"result": {"tax": {"id": 4, "name": "MWST", "amount": "8.1"}}}},
    "services": {"services": [{"id": 7, "name": "Rigging", "vis_state": 0}], "meta": {"page": 1}},
    "ledger_accounts": {"data": {"uuid": "7c2e", "updated_at": "2026-03-01T09:30:00.000120Z"}},
    "client_contacts": {"contact": {"contactid": 9, "userid": 3, "fname": "Ida"}},
    "report_balance_sheet": {"balance_sheet": {"dates": ["2026-03-31"], "data": []}},
}


def address(template):
    """Returns an address with nothing in its braces, and without a query."""
    return re.sub(r"\{[^}]*\}", "{}", template.partition("?")[0])


def rows_by_address():
    """Returns the row for each address; where two share one, the first that is read there."""
    found = {}
    for row in sorted(map(rest.find, rest.names()), key=lambda row: "get" not in row.methods):
        prefix = PREFIXES[row.family]
        for template in (row.path, row.create_path, row.single_path, row.defaults_path):
            whole = template if template.startswith("/") else prefix + template
            if template:
                found.setdefault(address(whole), row)
    return found


class OwnDocumentsTest(unittest.TestCase):
    def test_they_agree_with_the_catalog(self):
        for name, body in OWN.items():
            row = rest.find(name)
            for record in records(row, body):
                with self.subTest(name=name):
                    self.assertEqual(list(complaints(row.fields, record)), [])

    def test_what_does_not_agree_is_found_wherever_it_stands(self):
        line = {"qty": 4, "unit_cost": {"amount": "9.50"}, "updated": "2026-03-01T10:00:00Z"}
        odd = {
            "create_date": "1 March",
            "lines": [{"name": "Oak"}, line],
            "presentation": {"label": 3},
        }
        fields = rest.find("invoices").fields
        places = "create_date lines.qty lines.unit_cost lines.updated presentation.label"
        self.assertEqual(list(complaints(fields, odd)), places.split())


class FurtherDocumentsTest(unittest.TestCase):
    def setUp(self):
        folder = os.environ.get("REFRESHBOOKS_REST_DOCUMENTS")
        if not folder:
            raise unittest.SkipTest("REFRESHBOOKS_REST_DOCUMENTS names no folder")
        self.folder = Path(folder)
        self.rows = rows_by_address()

    def documents(self, kind):
        """Yields file, row and body of every document that belongs to one resource."""
        for entry in json.loads((self.folder / "INDEX.json").read_text(encoding="utf-8")):
            if entry["kind"] == kind and "{path}" not in entry["url"]:
                body = json.loads((self.folder / entry["file"]).read_text(encoding="utf-8"))
                yield entry["file"], self.rows.get(address(entry["url"])), body

    def disagreements(self, kind):
        found = {}
        for file, row, body in self.documents(kind):
            for record in records(row, body):
                places = set(complaints(row.fields, record))
                if places:
                    found.setdefault(file, set()).update(places)
        return found

    def test_every_document_belongs_to_a_row(self):
        kinds = ("response", "request")
        rows = [(file, row) for kind in kinds for file, row, _ in self.documents(kind)]
        self.assertGreater(len(rows), 90)
        self.assertEqual([file for file, row in rows if row is None], [])

    def test_answers_hold_what_is_declared_with_fitting_types(self):
        self.assertEqual(self.disagreements("response"), ODD)

    def test_requests_hold_what_is_declared_with_fitting_types(self):
        self.assertEqual(self.disagreements("request"), SENT_OTHERWISE)

    def test_answers_stand_under_the_key_of_their_row(self):
        unwrapped = {"oauth_token", "oauth_revoke"}
        for file, row, body in self.documents("response"):
            wrapped = {row.single, row.plural, "data"} & keys_of(body)
            with self.subTest(file=file):
                self.assertTrue(wrapped or row.name in unwrapped or "without_rows" in file)

    def test_requests_are_wrapped_where_their_row_says_so(self):
        for file, row, body in self.documents("request"):
            with self.subTest(file=file):
                self.assertEqual(row.wrapped, set(body) == {row.single})

    def test_what_pages_a_list_is_where_the_row_says(self):
        for file, row, body in self.documents("response"):
            if "__list" in file:
                part = body.get("response", body)
                part = part.get("result", body) if isinstance(part, dict) else body
                where = "meta" if "meta" in body else "beside" if "page" in part else ""
                with self.subTest(file=file):
                    self.assertEqual(row.paging, where)


def keys_of(body):
    part = body.get("response", body)
    inner = part.get("result", {}) if isinstance(part, dict) else {}
    return {*body, *inner}


class TimesTest(unittest.TestCase):
    """The official SDK's reading of each time tells what clock it is on."""

    def setUp(self):
        folder = os.environ.get("REFRESHBOOKS_REST_DOCUMENTS")
        if not folder:
            raise unittest.SkipTest("REFRESHBOOKS_REST_DOCUMENTS names no folder")
        self.folder = Path(folder)

    def test_what_the_sdk_reads_as_a_time_is_declared_as_one(self):
        index = json.loads((self.folder / "INDEX.json").read_text(encoding="utf-8"))
        rows = rows_by_address()
        row_of = {entry["file"]: rows.get(address(entry["url"])) for entry in index}
        golden = (self.folder / "expected" / "results.json").read_text(encoding="utf-8")
        for one in json.loads(golden):
            attributes = one.get("attributes") or one.get("first", {}).get("attributes", {})
            for name, read in attributes.items():
                for kind in {"date", "datetime"} & set(read):
                    field = next(f for f in row_of[one["file"]].fields if f.name == name)
                    with self.subTest(file=one["file"], field=name):
                        times = {"datetime", "utc", "local"}
                        self.assertIn(field.type, {"date"} if kind == "date" else times)
