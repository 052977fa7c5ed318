"""``catalog.describe``: all that is known of a method, for people to read."""

import subprocess
import sys
import unittest

from refreshbooks import catalog
from refreshbooks.catalog.model import Field


def line_about(name, method):
    """Returns the one line that tells of an element, without its indent."""
    found = [line.strip() for line in catalog.describe(method).splitlines()]
    (line,) = (line for line in found if line.split(" ")[0] == name)
    return line


class DescriptionTest(unittest.TestCase):
    def test_a_method_is_told_from_its_name_to_what_comes_back(self):
        self.assertEqual(
            catalog.describe("task.create"),
            "task.create\n"
            "Who may call: staff with the Time Tracking tab.\n"
            "Takes:\n"
            "  task           object, required\n"
            "    name         text, required\n"
            "    description  text\n"
            "    billable     bool (1 or 0), default 0\n"
            "    rate         decimal\n"
            "    updated      datetime (YYYY-MM-DD HH:MM:SS), read-only, undocumented\n"
            "Gives:\n"
            "  task_id  id",
        )

    def test_an_element_has_its_values_default_condition_and_note(self):
        for name, method, line in [
            ("unit_cost", "invoice.create", "decimal, default 0. May be negative."),
            ("bill_method", "project.create", "one of task-rate | flat-rate | project-rate | "),
            ("group_by", "report.getInvoiceDetails", "only date. "),
            ("lines", "invoice.create", "list of <line>. On update: left out they stay"),
            ("date", "invoice.create", "date (YYYY-MM-DD), default: today"),
            ("subject", "invoice.sendByEmail", "text, required when message is sent. May hold"),
            ("credits", "client.get", "list of <credit> (decimal), attributes: currency"),
            ("image", "receipt.create", "a file, required. cid: and the"),
            ("gateways", "invoice.get", "object"),
        ]:
            with self.subTest(name=name, method=method):
                facts = line_about(name, method).removeprefix(name).strip()
                self.assertTrue(facts.startswith(line), facts)

    def test_what_a_method_does_with_pages_and_order_is_told(self):
        told = catalog.describe("task.list")
        self.assertIn("\nOrder: name ascending.\n", told)
        self.assertIn("list of <task>, attributes: page, per_page, pages, total\n", told)

    def test_the_note_of_a_method_stands_below_its_name(self):
        told = catalog.describe("client.delete")
        self.assertTrue(told.startswith("client.delete\nMoves it to the folder of deleted ones.\n"))

    def test_what_gives_or_takes_nothing_says_so(self):
        self.assertTrue(catalog.describe("task.update").endswith("\nGives: an empty answer."))
        self.assertTrue(catalog.describe("invoice.getPDF").endswith("\nGives: the file."))
        self.assertIn("\nTakes: nothing.\n", catalog.describe("staff.current"))

    def test_what_the_services_documentation_does_not_show_says_so(self):
        self.assertIn(
            "\nNot in the service's documentation.\n", catalog.describe("client.undelete")
        )

    def test_every_element_of_every_method_has_a_line_that_fits_its_place(self):
        for noun in catalog.resources():
            for method in noun.methods:
                lines = catalog.describe(method.name).splitlines()
                shown = [line for line in lines if line.startswith("  ")]
                self.assertEqual(
                    [(len(line) - len(line.lstrip()), line.split()[0]) for line in shown],
                    [*places(method.params, 2), *places(method.answer, 2)],
                    method.name,
                )
                self.assertEqual([line for line in lines if line != line.rstrip()], [])

    def test_what_is_no_method_is_refused_with_those_near_it(self):
        for name, near in [
            ("task", "task.create, task.delete, task.get, task.list, task.update"),
            ("task.crate", "task.create, task.delete, task.get, task.list, task.update"),
            ("invoice.lines", "invoice.lines.add, invoice.lines.delete, invoice.lines.update"),
            ("invoice.lines.ad", "invoice.lines.add, invoice.lines.delete, "),
        ]:
            with self.assertRaises(LookupError) as caught:
                catalog.describe(name)
            expected = f"The catalog knows no method {name!r}; it knows {near}"
            self.assertTrue(str(caught.exception).startswith(expected), caught.exception)
        with self.assertRaisesRegex(LookupError, "no method 'nothing.list'; it knows callback, "):
            catalog.describe("nothing.list")

    def test_the_catalog_is_imported_without_it(self):
        program = "import sys, refreshbooks.catalog as c; print(*sys.modules)"
        ran = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )
        self.assertNotIn("refreshbooks.catalog.description", ran.stdout.split())


def places(fields: tuple[Field, ...], indent: int):
    """Yields the indent and the name of every element, in the order they stand."""
    for field in fields:
        yield indent, field.name
        yield from places((*field.fields, *field.beside), indent + 2)
