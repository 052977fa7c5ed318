"""Which timeouts are taken."""

import unittest
from decimal import Decimal

from refreshbooks.exceptions import BadParameter
from refreshbooks.transports import timeouts


class LimitsTest(unittest.TestCase):
    def test_one_number_stands_for_both_waits(self):
        for wait in (5, 5.0, Decimal(5)):
            self.assertEqual(timeouts.limits(wait), (5.0, 5.0))

    def test_a_pair_is_connecting_and_reading(self):
        self.assertEqual(timeouts.limits((3, 30)), timeouts.limits([3, 30]))

    def test_none_is_the_default_and_never_for_ever(self):
        self.assertEqual(timeouts.limits(None), timeouts.DEFAULT)

    def test_what_nobody_can_wait_is_refused(self):
        for wait in (
            0,
            -1,
            float("nan"),
            float("inf"),
            "3",
            True,
            (1, 2, 3),
            (1, "2"),
            (None, 1),
            {},
        ):
            with self.subTest(wait=wait), self.assertRaises(BadParameter) as caught:
                timeouts.limits(wait)
            self.assertTrue(str(caught.exception).startswith("timeout: "))
