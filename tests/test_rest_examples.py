"""The programs in ``examples/`` that use the current API print what a person reads off them."""

import importlib.util
import unittest

from tests.marks import integration
from tests.test_examples import printed_by


@unittest.skipUnless(importlib.util.find_spec("filelock"), "the extra tokens is not installed")
@integration
class RestExamplesTest(unittest.TestCase):
    def test_the_joiner_bills_the_hours_and_sees_what_is_still_owed(self):
        printed = printed_by("joinery.py")
        self.assertIn("Time on Kitchen shelves: 8.5 hours\n", printed)
        self.assertIn("Joinery: 8.5 x 48.50 = 412.25\n", printed)
        self.assertIn("Still owed on 0000001: 212.25 USD\n", printed)
        self.assertRegex(printed, r"Refused: .*customerid.* \(status 422, number 1001\)\n$")

    def test_a_user_signs_in_once_and_the_stored_tokens_go_on(self):
        printed = printed_by("signing_in.py")
        self.assertIn("Signed in as sandy.box@example.com\n", printed)
        self.assertIn("The access token is a new one: True\n", printed)
        self.assertIn("Businesses: Sandbox Inc.\n", printed)

    def test_an_address_is_verified_and_hears_of_an_invoice(self):
        printed = printed_by("hearing.py")
        self.assertIn("The address is verified: True\n", printed)
        self.assertEqual(printed.count("Heard, and signed: invoice.create, id 1\n"), 1)
        self.assertIn("It is the one just made: True\n", printed)
