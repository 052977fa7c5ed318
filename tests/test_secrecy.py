"""The watch over the tests finds what it is there for."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tests.secrecy import Secrecy, spellings
from tests.source import ROOT

SECRET = "7a1c93f0d5e24b68"

CLIENT = "from refreshbooks import api\nc = api.TokenClient('books.example.com', '{secret}')\n"
SANDBOX = (
    "from refreshbooks import api\nfrom refreshbooks.sandbox import Sandbox\n"
    "with Sandbox() as sandbox:\n"
    "    c = api.TokenClient(sandbox.url, sandbox.token, retries=0)\n"
)

# Programs with a hole in each, and where it is found.
LEAKS = {
    "log line of anybody": CLIENT
    + "import logging; logging.getLogger('anybody').debug('%s', c.transport.headers_factory())",
    "Captured stdout call": CLIENT + "print(c.transport.headers_factory())",
    "what a program printed": CLIENT
    + "import subprocess, sys\n"
    + "subprocess.run([sys.executable, '-c', 'print(\"{secret}\")'], capture_output=True)",
    "an error, BadResponse": CLIENT
    + "from refreshbooks.exceptions import BadResponse\nBadResponse('no answer to {secret}')",
    "a transport": CLIENT + "c.transport.url += '/{secret}'",
    "a journal": SANDBOX
    + "    api.TokenClient(sandbox.url, 'a horse, a stapler', retries=0)\n"
    + "    try: c.client.create(client=dict(email='a horse, a stapler'))\n"
    + "    except api.client.FailedRequest: pass\n",
    "an account": SANDBOX + "    sandbox.account('x')._name = sandbox.oauth_token_secret\n",
}

# Each of these would be a leak if the library did not mask it.
CLEAN = [
    CLIENT + "print(c, c.transport, repr(c.invoice.get))",
    SANDBOX + "    print(sandbox, c, c.staff.current().tag, sandbox.account('x'), sandbox.journal)",
    SANDBOX + "    try: api.TokenClient(sandbox.url, 'wrong-' + sandbox.token).staff.current()\n"
    "    except Exception as error: print(repr(error))\n",
    SANDBOX + "    try: c.client.create(client=dict(email='a@example.com', password='{secret}'))\n"
    "    except api.client.FailedRequest as error: print(error)\n",
]


def watched(programs):
    """Runs each program as a test of its own, under the watch, and returns what pytest did."""
    tests = []
    for number, program in enumerate(programs):
        lines = program.replace("{secret}", SECRET).splitlines()
        tests.append(f"def test_{number}():\n" + "".join(f"    {line}\n" for line in lines))
    options = ["-q", "-o", "addopts=", "-p", "conftest", "-p", "no:cacheprovider"]
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder, "test_programs.py")
        module.write_text("\n".join(tests), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", *options, str(module)]
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
        )


class WatchTest(unittest.TestCase):
    def test_every_kind_of_leak_fails_the_run_and_is_not_told_again(self):
        ran = watched(LEAKS.values())
        self.assertEqual(ran.returncode, 1, ran.stdout + ran.stderr)
        self.assertIn(f"{len(LEAKS)} passed", ran.stdout)
        for number, place in enumerate(LEAKS):
            self.assertRegex(ran.stdout, rf"SECRET TOLD  \S+::test_{number}: {place}")
        self.assertNotIn(SECRET, ran.stdout)

    def test_what_is_masked_is_no_leak(self):
        ran = watched(CLEAN)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
        self.assertIn(" 0 told one", ran.stdout)


class SearchTest(unittest.TestCase):
    def found(self, secret, text):
        secrecy = Secrecy()
        secrecy.note(secret)
        secrecy.search("a text", text)
        return bool(secrecy.leaks)

    def test_a_secret_is_found_in_every_spelling_and_among_other_letters(self):
        for secret in (SECRET, "open & sesame", "caf\u00e9-'sesame'", b"bytes-of-secret"):
            text = secret if isinstance(secret, str) else secret.decode()
            for spelling in spellings(text):
                for written in (spelling, f"x{spelling}y", f"%26{spelling}%26", f"\n{spelling}"):
                    self.assertTrue(self.found(secret, written), written)

    def test_innocent_texts_are_passed_over(self):
        self.assertFalse(self.found(SECRET, SECRET[:-1]))
        self.assertFalse(self.found(SECRET, SECRET.upper()))
        self.assertFalse(self.found("abc", "abc"))
        self.assertFalse(self.found("x" * 40, "x" * 40))
        self.assertFalse(self.found(None, "None"))

    def test_the_greeting_of_the_command_may_tell(self):
        self.assertFalse(
            self.found(SECRET, f"  token   {SECRET}\n  OAuth token secret  {SECRET}\n")
        )
        self.assertTrue(self.found(SECRET, f"token {SECRET}"))
