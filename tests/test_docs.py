"""The documentation: its examples happen, and it shows all there is.

Each page's examples run against a sandbox of its own, which stands for both APIs. That it
builds without a warning is seen to by ``make generate-docs``.
"""

import csv
import doctest
import importlib.util
import os
import unittest
from unittest import mock

from refreshbooks import api
from refreshbooks.catalog import rest
from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.source import ROOT
from tools import classic_pages, differences, rest_pages

DOCS = ROOT / "docs"
PAGES = ("rest", "moving", "sandbox", "classic")

# Which account the examples are about.
DOMAIN = "example.freshbooks.com"


def run_examples(page, sandbox):
    names = ("client_id", "client_secret", "redirect_uri", "access_token", "account_id")
    return doctest.testfile(
        str(DOCS / f"{page}.rst"),
        module_relative=False,
        globs={name: getattr(sandbox, name) for name in (*names, "business_id", "token")},
        encoding="utf-8",
        optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL,
    )


def names_within(fields):
    for field in fields:
        yield field.name
        yield from names_within(field.fields)


@unittest.skipUnless(
    all(map(importlib.util.find_spec, ("filelock", "httpx2"))),
    "the extras that the pages show are not installed",
)
@integration
class ExamplesTest(unittest.TestCase):
    def test_every_example_happens(self):
        for page in PAGES:
            with self.subTest(page=page), Sandbox() as sandbox:
                classic = {DOMAIN: sandbox.classic_url}

                def api_url(domain, classic=classic, **options):
                    return classic.get(domain, domain)

                address = {"FRESHBOOKS_API_URL": sandbox.rest_url}
                with (
                    mock.patch.dict(os.environ, address),
                    mock.patch.object(api, "api_url", api_url),
                ):
                    result = run_examples(page, sandbox)
                self.assertGreater(result.attempted, 2)
                self.assertEqual(result.failed, 0, "what differs is printed above")


class PagesTest(unittest.TestCase):
    def test_every_resource_and_every_field_of_it_is_shown(self):
        text = "\n".join(rest_pages.pages().values())
        for row in map(rest.find, rest.names()):
            _, _, after = text.partition(f".. _rest-{row.name.replace('_', '-')}:\n")
            shown = after.partition("\n.. _rest-")[0].split()
            with self.subTest(resource=row.name):
                self.assertTrue(shown)
                self.assertLessEqual(set(names_within(row.fields)), set(shown))
                self.assertLessEqual({one.name for one in row.filters}, set(shown))
                self.assertIn(row.certainty, shown)

    def test_every_example_is_shown(self):
        text = (DOCS / "examples.rst").read_text(encoding="utf-8")
        for path in (ROOT / "examples").glob("*.py"):
            self.assertIn(f".. literalinclude:: ../examples/{path.name}\n", text)

    def test_every_page_is_in_the_table_of_contents(self):
        contents = (DOCS / "index.rst").read_text(encoding="utf-8")
        for path in DOCS.glob("*.rst"):
            if path.stem != "index":
                self.assertIn(f"   {path.stem}\n", contents)

    def test_every_method_of_classic_is_shown(self):
        text = classic_pages.page()
        self.assertIn("\ninvoice.lines.add\n~~~", text)
        self.assertGreater(text.count("~~~\n"), 100)

    def test_every_difference_from_the_official_sdk_is_shown(self):
        sent, seen = differences.section().split("In what programs see\n")
        with (DOCS / "differences.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        self.assertGreater(len(rows), 10)
        for row in rows:
            with self.subTest(id=row["id"]):
                text = {"wire": sent, "behaviour": seen}[row["about"]]
                for column in ("the official SDK", "refreshbooks", "why"):
                    self.assertIn(f"- {row[column]}\n", f"{text}\n")
