"""What the docstrings of the tools show is so."""

import doctest
import importlib
import pkgutil
import unittest

import tools


class DocstringTest(unittest.TestCase):
    def test_their_examples_happen(self):
        attempted = 0
        for found in pkgutil.iter_modules(tools.__path__):
            with self.subTest(module=found.name):
                result = doctest.testmod(importlib.import_module(f"tools.{found.name}"))
                self.assertEqual(result.failed, 0)
                attempted += result.attempted
        self.assertGreater(attempted, 5)
