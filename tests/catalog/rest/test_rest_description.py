"""``catalog.describe`` for the REST API: what can be called, sent, and comes back."""

import unittest

from refreshbooks import catalog
from refreshbooks.catalog import rest


def fields_of(fields, passed_over, indent=2):
    """Yields the indent and the name of every field, in the order they stand."""
    for field in fields:
        if not getattr(field, passed_over):
            yield indent, field.name
            yield from fields_of(field.fields, passed_over, indent + 2)


class DescriptionTest(unittest.TestCase):
    def test_a_call_is_told_from_its_name_to_what_comes_back(self):
        lines = catalog.describe("taxes.create").splitlines()
        self.assertEqual(lines[:3], ["taxes.create", "", "Official libraries have it."])
        self.assertIn("A create needs: name.", lines)
        sent, back = lines.index("What is sent may hold:"), lines.index("What comes back may hold:")
        self.assertLess(sent, back)
        self.assertNotIn("Filters", catalog.describe("taxes.create"))
        self.assertNotIn("What is sent", catalog.describe("taxes.list"))
        self.assertIn("Filters: ", catalog.describe("taxes.list"))

    def test_a_field_is_told_with_its_type_words_and_note(self):
        told = catalog.describe("invoices.update")
        for name, facts in (
            ("create_date", "date (YYYY-MM-DD)"),
            ("discount_value", "number as text. In percent."),
            ("lines", "list"),
            ("allowed_gatewayids", "list of integer. The older way"),
            ("theme_font_name", "one of modern | classic"),
        ):
            with self.subTest(name=name):
                (line, *_) = (line for line in told.splitlines() if line.split()[:1] == [name])
                self.assertTrue(line.split(None, 1)[1].startswith(facts), line)
        self.assertRegex(told.partition("What comes back")[0], r"\n  lines +list\n")
        self.assertRegex(catalog.describe("invoices.get"), r"\n  lines +list, by an include\n")
        self.assertIn("one of 62 words such as bill, ", catalog.describe("callbacks.create"))

    def test_every_resource_and_each_of_its_calls_is_described_in_full(self):
        for attribute, name in rest.attributes().items():
            row = rest.find(name)
            self.assertTrue(catalog.describe(attribute).startswith(f"{attribute}: "))
            for verb in row.methods:
                if catalog.find(f"{attribute}.{verb}"):
                    continue  # Classic has one of that name
                lines = catalog.describe(f"{attribute}.{verb}").splitlines()
                shown = [line for line in lines if line.startswith("  ")]
                places = [
                    *(fields_of(row.fields, "read_only") if verb in ("create", "update") else ()),
                    *fields_of(row.fields, "write_only"),
                ]
                with self.subTest(name=attribute, verb=verb):
                    told = [(len(line) - len(line.lstrip()), line.split()[0]) for line in shown]
                    self.assertEqual(told, places)

    def test_a_call_that_there_is_none_of_is_told_with_those_there_are(self):
        with self.assertRaisesRegex(LookupError, "it knows taxes.get, taxes.list, "):
            catalog.describe("taxes.crate")
        with self.assertRaisesRegex(LookupError, "it knows reports.profitloss.get"):
            catalog.describe("reports.profitloss.list")
