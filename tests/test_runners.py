"""Both runners run the same tests, so that neither passes one over in silence.

Nose has no fixtures of pytest's and skips the tests that ask for one. Those
stand in modules named ``test_*_pytest.py``, and everything else runs under both.
"""

import importlib
import importlib.util
import inspect
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

from tests.marks import shown_once
from tests.source import ROOT


def collected_by_pytest(*options):
    """Returns the tests that pytest finds, as (module, name) pairs."""
    # Our own options are left out, so that doctests are too.
    listed = output_of("pytest", "-o", "addopts=", "--collect-only", "-q", *options, "tests")
    ids = re.findall(r"^(tests/\S+)\.py::(\S+?)(?:\[.*)?$", listed, re.MULTILINE)
    return {(path.replace("/", "."), name.replace("::", ".")) for path, name in ids}


def collected_by_nose(*options):
    """Returns the tests that nose finds, as (module, name) pairs."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        where = f"--xunit-file={report}"
        output_of("nose", "--collect-only", "--with-xunit", where, *options)
        cases = ElementTree.parse(report).iter("testcase")
        return {split(f"{case.get('classname')}.{case.get('name')}") for case in cases}


def output_of(runner, *options):
    command = [sys.executable, "-m", runner, *options]
    # A run of nose inside a run of nose would inherit what that was told.
    env = {name: value for name, value in os.environ.items() if not name.startswith("NOSE_")}
    ran = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    if ran.returncode not in (0, 5):
        raise AssertionError(f"{runner} could not collect:\n{ran.stdout}\n{ran.stderr}")
    return ran.stdout


def split(dotted):
    """Returns the module and the rest of a test's dotted name.

    >>> split("tests.cli.test_call.CallTest.test_it_prints")
    ('tests.cli.test_call', 'CallTest.test_it_prints')
    """
    parts = dotted.split(".")
    length = next(i for i, part in enumerate(parts) if part.startswith("test_")) + 1
    return ".".join(parts[:length]), ".".join(parts[length:])


def needs_a_fixture(module, name):
    """Tells whether a test asks for arguments, which only pytest can hand it."""
    test = importlib.import_module(module)
    for part in name.split("."):
        test = getattr(test, part)
    return bool(set(inspect.signature(test).parameters) - {"self"})


@unittest.skipUnless(importlib.util.find_spec("nose"), "nose is not installed")
@shown_once
class RunnersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.by_pytest = collected_by_pytest()
        cls.by_nose = collected_by_nose()

    def test_nose_finds_whatever_pytest_finds(self):
        self.assertEqual(self.by_pytest - self.by_nose, set())

    def test_pytest_finds_whatever_nose_finds(self):
        self.assertEqual(self.by_nose - self.by_pytest, set())

    def test_only_modules_named_for_it_ask_for_a_fixture_which_nose_would_skip(self):
        asking = {test for test in self.by_nose if needs_a_fixture(*test)}
        self.assertEqual({test for test in asking if not test[0].endswith("_pytest")}, set())

    def test_one_marker_chooses_the_same_tests_under_both(self):
        by_pytest = collected_by_pytest("-m", "integration")
        self.assertGreater(len(by_pytest), 10)
        self.assertEqual(by_pytest, collected_by_nose("--attr=integration"))

    def test_no_test_leaves_to_pytest_alone_what_ends_a_class(self):
        # Nose knows tearDownClass. What it does not end, such as a loop in a thread,
        # would keep the process from ending.
        known_to_pytest_alone = re.compile(r"\b(add(Class|Module)Cleanup|enterClassContext)\(")
        for path in Path(ROOT, "tests").rglob("*.py"):
            with self.subTest(path=path.relative_to(ROOT)):
                text = path.read_text(encoding="utf-8")
                self.assertIsNone(known_to_pytest_alone.search(text))
