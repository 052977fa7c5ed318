"""How the golden answers read: every attribute, as through the official SDK but for a table."""

import datetime
import unittest
import warnings

from refreshbooks.catalog import rest as catalog
from refreshbooks.rest import models, values
from tests.rest import differences, golden

DIFFERENCES = {
    # The official SDK takes this wall clock for UTC, whatever zone stands beside it.
    (
        "timetracking/time_entry__get_with_local_time_and_timer.json",
        "local_started_at",
    ): {"datetime": "2023-08-09T14:56:50-04:00"},
}
"""Where an attribute reads otherwise than through the official SDK ("local-times"): all of it."""

# Under the same keys as another resource of their family.
NAMESAKES = {"payment_options": "invoice_payment_options"}


def part_of(family, name, body):
    """Returns the part of an answer that a record or list is made of."""
    if family in ("accounting", "events", "reports"):
        return body["response"]["result"]
    if family == "accounting_businesses":
        return {name: body["data"]}
    return body["response"] if family == "auth" else body


def row_of(family, kind, name):
    """Returns the catalog's row for a record's or a list's key."""
    rows = [catalog.find(each) for each in catalog.names()]
    key = "single" if kind == "Result" else "plural"
    found = [row for row in rows if row.family == family and getattr(row, key) == name]
    return catalog.find(NAMESAKES[name]) if name in NAMESAKES else found[0]


def read(case, family):
    """Returns what our models make of a golden answer."""
    name = case["str"][len(case["type"]) + 1 : -1]
    part = part_of(family, name, values.loads(golden.content(case["file"])))
    if case["type"] == "Identity":
        return models.Identity(part)
    row = row_of(family, case["type"], name)
    if case["type"] == "Result":
        return models.Result(name, part, shape=row)
    return models.ListResult(name, row.single, part, shape=row)


def shown(value):
    """Returns a value as the golden files write it; None for what reads as it came."""
    if isinstance(value, models.VisState):
        return {"VisState": value.name}
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, models.ListResult):
        return {"ListResult": str(value), "len": len(value)}
    if isinstance(value, models.Result):
        return {"Result": str(value)}
    return {"list": value} if isinstance(value, list) else None


def attributes(record):
    """Returns every attribute that does not read as it came."""
    told = {name: shown(getattr(record, name)) for name in record.data}
    return {name: value for name, value in told.items() if value is not None}


class GoldenTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.index = golden.index()
        cls.cases = golden.read("expected/results.json")

    def test_the_differences_are_documented(self):
        self.assertIn("local-times", differences.TABLE)

    def test_every_answer_reads_as_through_the_official_sdk_but_for_the_differences(self):
        differing = set()
        for case in self.cases:
            result = read(case, self.index[case["file"]]["family"])
            with self.subTest(case["file"]), warnings.catch_warnings():
                warnings.simplefilter("error")
                self.assertEqual(str(result), case["str"])
                self.compare_list(result, case)
                for record, told in self.records(result, case):
                    differing |= self.compared(record, told, case["file"])
        self.assertEqual(differing, set(DIFFERENCES))
        self.assertGreaterEqual(len(self.cases), 62)

    def records(self, result, case):
        if "attributes" in case:
            yield result, case["attributes"]
        if "first" in case:
            self.assertEqual(str(result[0]), case["first"]["str"])
            yield result[0], case["first"]["attributes"]

    def compare_list(self, result, case):
        if "len" in case:
            self.assertEqual(len(result), case["len"])
        if "pages" in case:
            self.assertEqual(result.pages and [*result.pages], case["pages"])
        if "full_name" in case:
            told = (result.full_name, result.identity_id)
            self.assertEqual(told, (case["full_name"], case["identity_id"]))

    def compared(self, record, told, file):
        """Compares one record, and returns what reads otherwise."""
        ours = attributes(record)
        differing = {(file, name) for name in {*ours, *told} if ours.get(name) != told.get(name)}
        expected = {key[1]: DIFFERENCES.get(key) for key in differing}
        self.assertEqual({name: ours.get(name) for name in expected}, expected)
        return differing

    def test_what_reads_as_it_came_is_what_came(self):
        for case in self.cases:
            result = read(case, self.index[case["file"]]["family"])
            for record, _ in self.records(result, case):
                for name in {*record.data} - {*attributes(record)}:
                    self.assertEqual(getattr(record, name), record.data[name])
