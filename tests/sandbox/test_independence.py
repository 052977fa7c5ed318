"""The sandbox shares no code with the client, so that each can doubt the other."""

import ast
import subprocess
import sys
import unittest
from pathlib import Path

import refreshbooks.sandbox

ALLOWED = (
    "refreshbooks.sandbox",
    "refreshbooks.catalog",
    "refreshbooks.exceptions.MissingExtra",
    "refreshbooks.masking.",
)


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


class IndependenceTest(unittest.TestCase):
    def test_of_the_package_the_sandbox_imports_only_itself_the_catalog_masking_and_an_error(self):
        modules = list(Path(refreshbooks.sandbox.__file__).parent.rglob("*.py"))
        assert len(modules) > 10
        for path in modules:
            for name in imports_of(path):
                if name.partition(".")[0] == "refreshbooks":
                    with self.subTest(module=path.name, imports=name):
                        assert name.startswith(ALLOWED) or name == "refreshbooks.catalog"

    def test_a_running_sandbox_has_loaded_nothing_of_the_client(self):
        ran = subprocess.run(
            [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True
        )
        loaded = {name.split(".")[1] for name in ran.stdout.split() if name.count(".")}
        assert loaded == {"sandbox", "catalog", "masking"}

    def test_the_sandbox_alone_needs_neither_requests_nor_oauth(self):
        ran = subprocess.run(
            [sys.executable, "-c", _PROGRAM.replace('"refreshbooks"', '("oauthlib", "requests")')],
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stdout.split() == []


_PROGRAM = """
import http.client, sys, base64
from refreshbooks.sandbox import Sandbox
with Sandbox() as sandbox:
    line = http.client.HTTPConnection(sandbox.url.removeprefix("http://"))
    known = base64.b64encode(f"{sandbox.token}:X".encode()).decode()
    line.request("POST", "/api/2.1/xml-in", b'<request method="staff.current"/>',
                 {"Authorization": "Basic " + known})
    assert b'status="ok"' in line.getresponse().read()
    line.close()
print(*(name for name in sys.modules if name.startswith("refreshbooks")))
"""
