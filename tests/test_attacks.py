"""Hostile and broken answers come to what the table beside them says, within bounds."""

import contextlib
import importlib.util
import json
import subprocess
import sys
import unittest
from collections.abc import Iterator

from lxml import etree

from refreshbooks import api, exceptions, parsing
from tests import attacked
from tests.marks import integration, shown_once
from tests.mutants.reading import outcomes
from tests.servers import Reply, Request, Server, serving

# Prints how many errors are still there after one was raised and caught.
HELD = """
import contextlib, gc, sys
from refreshbooks import api, exceptions
gc.disable()
with api.TokenClient(sys.argv[1], "x", retries=0) as client:
    with contextlib.suppress(exceptions.BadResponse):
        client.invoice.get()
print(sum(type(each) is exceptions.BadResponse for each in gc.get_objects()))
"""


@contextlib.contextmanager
def attacking() -> Iterator[Server]:
    """Serves every attack, to calls that name it."""
    answers = attacked.answers()

    def answer(request: Request) -> Reply:
        name = etree.fromstring(request.body).findtext("name")
        attack = answers[name or ""]()
        return Reply(attack.content, attack.status, attack.headers)

    with serving(answer) as server:
        yield server


class TableTest(unittest.TestCase):
    def test_every_attack_has_an_outcome_and_every_outcome_an_attack(self):
        self.assertEqual(set(attacked.expected()), set(attacked.answers()))

    def test_every_answer_with_a_status_of_its_own_is_there(self):
        self.assertLessEqual(attacked.odd_answers(), set(attacked.answers()))


@integration
@shown_once
class AttacksTest(unittest.TestCase):
    def test_each_comes_to_what_the_table_says_in_little_memory_and_time(self):
        self.assertEqual(self.compared(), set(attacked.answers()))

    @unittest.skipUnless(importlib.util.find_spec("httpx2"), "httpx2 is not installed")
    def test_a_client_that_is_awaited_comes_to_the_same(self):
        names = {name for name in attacked.answers() if not name.startswith(("long", "many"))}
        self.assertEqual(self.compared("awaited"), names)

    def compared(self, *options):
        """Compares what came of the attacks with the table, and returns their names."""
        with attacking() as server:
            command = [sys.executable, "-m", "tests.attacked", server.url, *options]
            ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        self.assertEqual(ran.returncode, 0, ran.stderr[-3000:])
        table = attacked.expected()
        came = json.loads(ran.stdout)
        for name, outcome in came.items():
            with self.subTest(name, options=options):
                if table[name].startswith(("read: ", "a file: ")):
                    self.assertEqual(outcome, table[name])
                else:
                    self.assertTrue(outcome.startswith(table[name]), outcome)
        return set(came)

    def test_no_secret_in_them_is_told(self):
        with attacking() as server, api.TokenClient(server.url, "x", retries=0) as client:
            for name in attacked.expected():
                if "secret" in name:
                    with self.assertRaises(exceptions.RefreshbooksError) as caught:
                        client.invoice.get(name=name)
                    self.assertNotIn("open-sesame", f"{caught.exception} {caught.exception!r}")

    def test_a_write_that_is_answered_so_is_an_error_of_ours_too(self):
        small = [name for name in attacked.expected() if name not in attacked.LARGE]
        with attacking() as server, api.TokenClient(server.url, "x", retries=0) as client:
            for name in small:
                with contextlib.suppress(exceptions.RefreshbooksError):
                    client.invoice.create(name=name)
        self.assertEqual(len(server.requests), len(small))

    def test_an_error_goes_with_its_answer_when_nobody_holds_it_any_more(self):
        with serving(Reply(b"no answer")) as server:
            ran = subprocess.run(
                [sys.executable, "-c", HELD, server.url], capture_output=True, text=True, check=True
            )
        self.assertEqual(ran.stdout, "0\n")

    def test_the_types_of_version_2_0_are_read_as_safely(self):
        for name, said in attacked.expected().items():
            if name.startswith(("doctype", "malformed", "nested", "html", "cut")):
                content = attacked.answers()[name]().content
                with self.subTest(name), self.assertRaises(exceptions.BadResponse) as caught:
                    parsing.parse_as_2_0(content)
                self.assertTrue(f"BadResponse: {caught.exception}".startswith(said))


class LimitsTest(unittest.TestCase):
    """The bounds hold: a process under them is stopped, so keeping within them means something."""

    def test_memory_beyond_them_is_not_to_be_had(self):
        self.assertIn(b"MemoryError", self.limited("bytes(2 * attacked.MEMORY)").stderr)

    def test_time_beyond_them_is_not_to_be_had(self):
        begun = self.limited("attacked.SECONDS = 1; attacked._limit()\nwhile True: pass")
        self.assertLess(begun.returncode, 0)

    def limited(self, program):
        program = f"from tests import attacked; attacked._limit(); {program}"
        return subprocess.run(
            [sys.executable, "-c", program], capture_output=True, timeout=60, check=False
        )


@shown_once
class MutantsTest(unittest.TestCase):
    def test_nothing_but_our_own_errors_comes_of_three_thousand_mutants(self):
        counted = list(outcomes(range(3000)))
        self.assertEqual(len(counted), 3000)
        self.assertGreater(counted.count("read"), 1000)
        self.assertGreater(counted.count("BadResponse"), 500)
