"""The programs in ``examples/`` run and print what a person reads off them."""

import contextlib
import io
import os
import re
import runpy
import subprocess
import sys
import unittest

from refreshbooks import api
from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.source import ROOT


def printed_by(example):
    """Runs an example on this source, not on what may be installed beside it."""
    path = os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])
    ran = subprocess.run(
        [sys.executable, str(ROOT / "examples" / example)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if ran.returncode:
        raise AssertionError(ran.stderr)
    return ran.stdout


@integration
class EmptyAccountTest(unittest.TestCase):
    def test_an_account_without_invoices_has_one_empty_page(self):
        yard_work = runpy.run_path(str(ROOT / "examples" / "yard_work.py"))
        printed = io.StringIO()
        with Sandbox() as sandbox, api.TokenClient(sandbox.url, sandbox.token) as c:
            with contextlib.redirect_stdout(printed):
                yard_work["print_all_invoices"](c)
        self.assertRegex(printed.getvalue(), r"Altogether +0\.00\n$")
        self.assertNotIn("#", printed.getvalue())


@integration
class YardWorkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.printed = printed_by("yard_work.py")

    def test_it_makes_the_invoice_through_oauth_and_once_more_through_a_token(self):
        oauth, token = self.printed.split("Signed in by token")
        self.assertIn("Signed in by OAuth 1.0a", oauth)
        self.assertIn("New invoice created: #0000001 (id 1)", oauth)
        self.assertIn("New invoice created: #0000008 (id 8)", token)

    def test_it_fetches_back_what_the_service_made_of_the_line(self):
        self.assertEqual(self.printed.count("Yard Work: 4 x 10.00 = 40.00 USD"), 2)

    def test_it_lists_every_invoice_page_by_page(self):
        oauth, token = self.printed.split("Signed in by token")
        self.assertIn("There are 3 pages of invoices, the newest first.", oauth)
        self.assertEqual(re.findall(r"Page (\d)", oauth), ["1", "2", "3"])
        for part, count in ((oauth, 7), (token, 8)):
            listed = re.findall(r"#(\d+)  id (\d+) ", part)
            self.assertEqual(sorted(int(number) for number, _ in listed), [*range(1, count + 1)])

    def test_no_invoice_is_listed_that_was_not_announced(self):
        oauth, _ = self.printed.split("Signed in by token")
        announced, _ = oauth.split("There are")
        self.assertIn("... and six more for the season: #0000002 to #0000007", announced)

    def test_its_last_line_tells_where_to_go_on(self):
        self.assertIn("refreshbooks sandbox", self.printed.splitlines()[-1])

    def test_amounts_add_up(self):
        season = sum(range(1, 7)) * 12.5
        self.assertEqual(
            re.findall(r"Altogether +([\d.]+)", self.printed),
            [f"{40 + season:.2f}", f"{80 + season:.2f}"],
        )

    def test_it_prints_no_secret(self):
        self.assertIsNone(re.search(r"[0-9a-f]{32}", self.printed))
