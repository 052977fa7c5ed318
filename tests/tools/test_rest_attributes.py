"""The types of a REST client's attributes are made from the catalog, and up to date."""

import ast
import inspect
import unittest

from refreshbooks.catalog import rest
from refreshbooks.rest.api import class_of
from tests.source import PACKAGE
from tools import attribute_classes, stubs

FILES = {
    "": PACKAGE / "rest" / "attributes.py",
    "Awaited": PACKAGE / "aio" / "attributes.py",
}
PROTOCOLS = PACKAGE / "aio" / "resources.py"


def classes(path):
    """Returns the classes in a file: {name: {attribute: name of its class}}."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name: {
            one.target.id: one.annotation.id for one in node.body if isinstance(one, ast.AnnAssign)
        }
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


def protocols():
    """Returns the calls in the file of protocols: {class: {call: its source}}."""
    tree = ast.parse(PROTOCOLS.read_text(encoding="utf-8"))
    return {
        node.name: {
            one.name: ast.unparse(one.args)
            for one in node.body
            if isinstance(one, ast.AsyncFunctionDef)
        }
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


class FilesTest(unittest.TestCase):
    def test_they_are_what_the_catalog_makes(self):
        for made in stubs.MADE:
            with self.subTest(file=made.WRITTEN.name):
                text = made.WRITTEN.read_text(encoding="utf-8")
                self.assertEqual(text, made.source(), "something has changed since: make stubs")

    def test_all_of_them_are_made(self):
        self.assertEqual({made.WRITTEN for made in stubs.MADE}, {*FILES.values(), PROTOCOLS})


class AttributesTest(unittest.TestCase):
    def test_every_resource_has_the_class_that_the_client_gives_it(self):
        for prefix, path in FILES.items():
            found = classes(path)
            for attribute, name in rest.attributes().items():
                group, _, last = attribute.rpartition(".")
                owner = prefix + (group.capitalize() or "Attributes")
                with self.subTest(attribute=attribute, file=path.name):
                    kind = class_of(rest.find(name)).__name__
                    self.assertEqual(found[owner][last], prefix + kind)

    def test_groups_are_attributes_themselves(self):
        for prefix, path in FILES.items():
            owner = classes(path)[f"{prefix}Attributes"]
            self.assertEqual(owner["reports"], f"{prefix}Reports")

    def test_what_is_not_certain_says_so(self):
        text = FILES[""].read_text(encoding="utf-8")
        for row in map(rest.find, rest.names()):
            if row.certainty != "certain" and row.attribute:
                _, _, after = text.partition(f"\n    {row.attribute.rpartition('.')[2]}: ")
                told = after.split('"""')[1]
                self.assertIn("at work", told, row.name)


class ProtocolsTest(unittest.TestCase):
    def test_every_class_of_resources_has_one_with_its_calls(self):
        found = protocols()
        for kind in attribute_classes.kinds():
            own = {name for name in vars(kind) if not name.startswith("_")} - {"takes", "fits"}
            with self.subTest(kind=kind.__name__):
                self.assertEqual(set(found[f"Awaited{kind.__name__}"]), own)

    def test_calls_take_what_they_take_without_waiting(self):
        found = protocols()
        for kind in attribute_classes.kinds():
            for name, taken in found[f"Awaited{kind.__name__}"].items():
                there = list(inspect.signature(getattr(kind, name)).parameters)
                here = ast.parse(f"def call({taken}): ...").body[0].args
                names = [one.arg for one in (*here.args, here.vararg, *here.kwonlyargs) if one]
                names += [here.kwarg.arg] if here.kwarg else []
                with self.subTest(kind=kind.__name__, call=name):
                    self.assertEqual(names, there)
