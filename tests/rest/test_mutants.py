"""Answers that went wrong on their way never let anything but our own errors out."""

import unittest

from tests.marks import shown_once
from tests.rest.mutants import mutant, outcomes


@shown_once
class MutantsTest(unittest.TestCase):
    def test_nothing_but_our_own_errors_comes_of_a_thousand_mutants(self):
        counted = list(outcomes(range(1000)))
        self.assertEqual(len(counted), 1000)
        self.assertGreater(counted.count("read"), 300)
        self.assertGreater(counted.count("BadAnswer"), 100)
        self.assertGreater(len(set(counted)), 6)

    def test_a_number_always_makes_the_same_mutant(self):
        for number in range(20):
            first, again = mutant(number), mutant(number)
            self.assertEqual((first.answer, first.verb), (again.answer, again.verb))
            self.assertEqual(first.answer.status, again.answer.status)
