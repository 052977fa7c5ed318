"""The package's description, its files and its two commands agree with each other."""

import configparser
import os
import re
import subprocess
import sys
import tempfile
import unittest
from importlib import util
from pathlib import Path

import refreshbooks
from tests.source import PACKAGE, ROOT

USERS_EXTRAS = {"async", "httplib2", "keyring", "limit", "once", "sandbox", "tls", "tokens"}
KEPT_EXTRAS = {"oauth", "requests"}


def described():
    """Returns what the package index would be told, as an e-mail message."""
    with tempfile.TemporaryDirectory() as folder:
        run_setup("-q", "egg_info", "--egg-base", folder)
        (written,) = Path(folder).glob("*.egg-info")
        return {path.name: path.read_text(encoding="utf-8") for path in written.iterdir()}


def run_setup(*arguments, **environment):
    ran = subprocess.run(
        [sys.executable, "setup.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if ran.returncode:
        raise AssertionError(f"setup.py {arguments} failed:\n{ran.stdout}\n{ran.stderr}")
    return ran.stdout + ran.stderr


def requirements_by_extra(requires):
    """Returns {extra: [requirements]}; the core's stand under the empty name."""
    found, extra = {"": []}, ""
    for line in filter(None, requires.splitlines()):
        heading = re.fullmatch(r"\[([^:\]]*).*\]", line)
        if heading:
            extra = heading[1]
            found.setdefault(extra, [])
        else:
            found[extra].append(line)
    return found


@unittest.skipUnless(util.find_spec("setuptools"), "setuptools is not installed")
class DescriptionTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        files = described()
        cls.metadata = files["PKG-INFO"]
        cls.sources = files["SOURCES.txt"].splitlines()
        cls.entry_points = files["entry_points.txt"]
        cls.extras = requirements_by_extra(files["requires.txt"])

    def test_the_version_stands_in_one_place(self):
        self.assertIn(f"\nVersion: {refreshbooks.__version__}\n", self.metadata)

    def test_the_core_needs_three_packages_and_no_more(self):
        names = {re.split(r"[<>=]", line)[0] for line in self.extras[""]}
        self.assertEqual(names, {"lxml", "requests", "requests-oauthlib"})

    def test_the_lowest_environment_tries_the_lower_bounds_that_are_claimed(self):
        tox = configparser.ConfigParser()
        tox.read(ROOT / "tox.ini", encoding="utf-8")
        pinned = dict(line.split("==") for line in tox["testenv:lowest"]["deps"].split())
        for requirement in [*self.extras[""], *self.extras["all"]]:
            if ">=" in requirement:
                name, bound = re.match(r"([^<>=]+).*>=([0-9.]+)", requirement).groups()
                self.assertEqual(padded(pinned[name]), padded(bound), name)

    def test_all_names_every_extra_that_users_have(self):
        wanted = {line for extra in USERS_EXTRAS for line in self.extras[extra]}
        self.assertEqual(set(self.extras["all"]), wanted)

    def test_old_requirement_lines_still_resolve(self):
        for extra in KEPT_EXTRAS:
            self.assertIn(f"\nProvides-Extra: {extra}\n", self.metadata)
            self.assertEqual(self.extras.get(extra, []), [])

    def test_the_floor_is_said_alike_everywhere(self):
        self.assertIn("\nRequires-Python: >=3.10\n", self.metadata)
        settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        self.assertIn('target-version = "py310"', settings)
        self.assertIn('python_version = "3.10"', settings)

    def test_the_command_is_installed(self):
        self.assertIn("refreshbooks = refreshbooks.cli:main", self.entry_points)

    def test_the_source_archive_holds_what_the_two_commands_need(self):
        for name in ["Makefile", "LICENSE", "README.rst", "conftest.py"]:
            self.assertIn(name, self.sources)
        self.assertIn("examples/yard_work.py", self.sources)
        self.assertIn("tests/test_house.py", self.sources)

    def test_type_checkers_are_told_that_the_package_has_types(self):
        self.assertIn("refreshbooks/py.typed", self.sources)
        self.assertTrue((PACKAGE / "py.typed").exists())

    @unittest.skipUnless(util.find_spec("nose"), "nose is not installed")
    def test_setup_runs_nose_as_version_2_0_promised(self):
        said = run_setup("-q", "nosetests", "--attr=integration", NOSE_COLLECT_ONLY="1")
        (count,) = re.findall(r"^Ran (\d+) tests? in", said, re.MULTILINE)
        self.assertGreater(int(count), 10)


def padded(version):
    """Returns a version's numbers with the zeros that need not be written.

    >>> padded("5.0") == padded("5.0.0")
    True
    """
    numbers = [int(part) for part in version.split(".")]
    return (*numbers, 0, 0, 0)[:3]


class HouseTest(unittest.TestCase):
    def test_the_readme_opens_with_the_two_commands(self):
        readme = (ROOT / "README.rst").read_text(encoding="utf-8")
        self.assertIn("make demo", readme[:1200])
        self.assertIn("make test", readme[:1200])

    def test_the_gate_runs_the_command_that_the_readme_names(self):
        gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
        self.assertRegex(gate, r"(?m)^make test$")

    def test_every_change_has_a_kind_that_the_changelog_knows(self):
        kinds = "breaking|feature|fix"
        for path in (ROOT / "newsfragments").glob("*.rst"):
            if path.name != "README.rst":
                self.assertRegex(path.name, rf"^\+[a-z0-9-]+\.({kinds})\.rst$")
