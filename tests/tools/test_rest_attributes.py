"""The types of a REST client's attributes are made from the catalog, and up to date."""

import unittest

from refreshbooks.catalog import rest
from refreshbooks.rest.api import class_of
from tests.source import PACKAGE
from tools import rest_attributes

CHECKED_IN = PACKAGE / "rest" / "attributes.py"


class AttributesTest(unittest.TestCase):
    def test_the_file_is_what_the_catalog_makes(self):
        said = "the catalog has changed since: make stubs"
        self.assertEqual(CHECKED_IN.read_text(encoding="utf-8"), rest_attributes.source(), said)

    def test_every_resource_has_the_class_that_the_client_gives_it(self):
        module = {}
        exec(CHECKED_IN.read_text(encoding="utf-8"), module)
        for attribute, name in rest.attributes().items():
            group, _, last = attribute.rpartition(".")
            owner = module[group.capitalize() or "Attributes"]
            with self.subTest(attribute=attribute):
                self.assertIs(typed(owner, last, module), class_of(rest.find(name)))

    def test_groups_are_attributes_themselves(self):
        module = {}
        exec(CHECKED_IN.read_text(encoding="utf-8"), module)
        self.assertIs(typed(module["Attributes"], "reports", module), module["Reports"])

    def test_what_is_not_certain_says_so(self):
        text = CHECKED_IN.read_text(encoding="utf-8")
        for row in map(rest.find, rest.names()):
            if row.certainty != "certain" and row.attribute:
                _, _, after = text.partition(f"\n    {row.attribute.rpartition('.')[2]}: ")
                told = after.split('"""')[1]
                self.assertIn("at work", told, row.name)


def typed(owner, name, module):
    kind = owner.__annotations__[name]
    return module[kind] if isinstance(kind, str) else kind
