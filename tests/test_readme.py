"""What the README says happens, and nothing it says is out of date.

Its examples run as they stand against a sandbox, which for that time answers
for the account they are about. This is a test of ours, not pytest's reading of ``*.rst``
files, so that nose runs it too.
"""

import ast
import datetime
import decimal
import doctest
import importlib.util
import os
import re
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from refreshbooks import api, exceptions
from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.source import PACKAGE, ROOT, modules

README = ROOT / "README.rst"

# Which account the examples are about.
DOMAIN = "example.freshbooks.com"


def text_of(path):
    return path.read_text(encoding="utf-8")


def run_examples(sandbox, folder):
    """Runs the README's examples and returns what doctest says of them."""
    names = {
        "token": sandbox.token,
        "consumer_key": sandbox.consumer_key,
        "consumer_secret": sandbox.consumer_secret,
        "oauth_token": sandbox.oauth_token,
        "oauth_token_secret": sandbox.oauth_token_secret,
        "access_token": sandbox.access_token,
        "application_id": sandbox.client_id,
        "application_secret": sandbox.client_secret,
        "redirect_uri": sandbox.redirect_uri,
        "the_user_agrees_at": sandbox.consent,
        "date": datetime.date,
        "datetime": datetime,
        "Decimal": decimal.Decimal,
        "folder": folder,
        "picture": folder / "lunch.png",
    }
    names["picture"].write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    return doctest.testfile(
        str(README),
        module_relative=False,
        globs=names,
        encoding="utf-8",
        optionflags=doctest.ELLIPSIS,
    )


@unittest.skipUnless(
    all(map(importlib.util.find_spec, ("filelock", "httpx2", "pyrate_limiter"))),
    "the extras that the README shows are not installed",
)
@integration
class ExamplesTest(unittest.TestCase):
    def test_every_example_of_the_readme_happens(self):
        with tempfile.TemporaryDirectory() as folder, Sandbox() as sandbox:

            def api_url(domain, **options):
                return {DOMAIN: sandbox.classic_url}.get(domain, domain)

            # What is kept in the user's home is kept in the folder.
            told = {"HOME": folder, "USERPROFILE": folder}
            told |= dict.fromkeys(("FRESHBOOKS_API_URL", "FRESHBOOKS_AUTH_URL"), sandbox.rest_url)
            with mock.patch.dict(os.environ, told), mock.patch.object(api, "api_url", api_url):
                result = run_examples(sandbox, Path(folder))
        self.assertGreater(result.attempted, 30)
        self.assertEqual(result.failed, 0, "what differs is printed above")


class ReadmeTest(unittest.TestCase):
    def test_it_is_strict_restructuredtext(self):
        try:
            from docutils import core, utils
        except ImportError:
            raise unittest.SkipTest("docutils is not installed") from None
        for path in [README, ROOT / "CHANGELOG.rst", *(ROOT / "newsfragments").glob("*.rst")]:
            with self.subTest(path=path.name):
                settings = {"report_level": 1, "halt_level": 1, "file_insertion_enabled": False}
                try:
                    core.publish_doctree(text_of(path), settings_overrides=settings)
                except utils.SystemMessage as message:
                    self.fail(str(message))

    def test_every_command_is_shown(self):
        for path in (PACKAGE / "cli").glob("*.py"):
            if not path.stem.startswith("_"):
                self.assertIn(f"refreshbooks {path.stem.replace('_', '-')}", text_of(README))

    def test_every_error_that_one_may_meet_is_named(self):
        errors = [name for name in exceptions.__all__ if name[0].isupper()]
        self.assertEqual([name for name in errors if name not in text_of(README)], [])

    def test_every_extra_is_named(self):
        (setup,) = (
            node
            for node in ast.parse(text_of(ROOT / "setup.py")).body
            if isinstance(node, ast.Assign) and "EXTRAS_FOR_USERS" in ast.unparse(node.targets[0])
        )
        extras = {ast.literal_eval(key) for key in setup.value.keys}
        for extra in extras:
            self.assertIn(f"``{extra}``", text_of(README))

    def test_every_make_target_it_names_is_there(self):
        makefile = text_of(ROOT / "Makefile")
        for target in set(re.findall(r"``make ([a-z-]+)``", text_of(README))):
            self.assertRegex(makefile, rf"(?m)^{target}:")

    def test_every_module_it_names_is_there(self):
        there = {module.name for module in modules()}
        for name in set(re.findall(r"``(refreshbooks(?:\.[a-z_0-9]+)+)``", text_of(README))):
            self.assertIn(name, there)
