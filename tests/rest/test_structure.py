"""Resources are rows of the catalog: the client's code knows none of them by name."""

import ast
import unittest

from refreshbooks.catalog import rest as catalog
from tests.source import modules

# Those that truly behave differently, and what they may name.
EXCEPTIONS = {
    "refreshbooks.rest.businesses": {"businesses"},  # a function of that name
    "refreshbooks.rest.client": {"users_me"},  # current_user() is a call of the client itself
    "refreshbooks.rest.models": {"users_me"},  # and returns an Identity
}

NOT_CODE = {"refreshbooks.rest.attributes"}  # typing, generated from the catalog

# What is something else as well: families of addresses, and the method of a dict.
OTHER_WORDS = {"projects", "payments", "items"}


def _words(tree):
    """Yields the texts and names of a module, but for its docstrings."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in docs:
                yield node.value
        elif isinstance(node, ast.Attribute):
            yield node.attr


class StructureTest(unittest.TestCase):
    def test_no_file_names_a_resource_but_the_few_that_behave_differently(self):
        resources = {*catalog.names(), *catalog.attributes()} - OTHER_WORDS
        looked = 0
        for module in modules():
            if module.room == "rest" and module.name not in NOT_CODE:
                looked += 1
                named = resources & set(_words(module.tree))
                with self.subTest(module=module.name):
                    self.assertEqual(named, EXCEPTIONS.get(module.name, set()))
        self.assertGreater(looked, 20)

    def test_every_resource_of_the_catalog_is_reached_with_all_its_calls(self):
        from tests.rest.recording import client_of

        client, _ = client_of()
        for attribute, name in catalog.attributes().items():
            resource = client
            for part in attribute.split("."):
                resource = getattr(resource, part)
            row = catalog.find(name)
            for method in row.methods:
                with self.subTest(resource=name, method=method):
                    self.assertTrue(callable(getattr(resource, method)))
                    self.assertIn(method, dir(resource))
