"""Hostile and broken answers come to what the table beside them says, within bounds."""

import json
import subprocess
import sys
import unittest

from refreshbooks.exceptions import RefreshbooksError
from tests.marks import integration, shown_once
from tests.rest import hostile
from tests.servers import Reply, serving


@integration
@shown_once
class HostileAnswersTest(unittest.TestCase):
    def answer(self, request):
        return Reply(self.case.body, self.case.status, self.case.headers)

    def test_each_comes_to_what_the_table_says(self):
        with serving(self.answer) as server, hostile.client(server.url) as client:
            for name, self.case in hostile.CASES.items():
                with self.subTest(name):
                    came = hostile.outcome(self.case, client)
                    self.assertTrue(came.startswith(self.case.outcome), came)

    def test_no_secret_in_them_is_told(self):
        with serving(self.answer) as server, hostile.client(server.url) as client:
            for name, self.case in hostile.CASES.items():
                if "secret" in name:
                    with self.assertRaises(RefreshbooksError) as caught:
                        hostile.CALLS[self.case.call](client)
                    error = caught.exception
                    told = f"{error} {error!r} {getattr(error, '__notes__', '')}"
                    self.assertNotIn("open-sesame", told)

    def test_the_large_ones_come_to_what_the_table_says_in_little_memory(self):
        cases = {name: made() for name, made in hostile.LARGE.items()}

        def answer(request):
            case = cases[request.path.split("/")[1]]
            return Reply(case.body, case.status, case.headers)

        with serving(answer) as server:
            command = [sys.executable, "-m", "tests.rest.hostile", server.url]
            ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(ran.returncode, 0, ran.stderr[-3000:])
        came = json.loads(ran.stdout)
        self.assertEqual(came.keys(), cases.keys())
        for name, found in came.items():
            with self.subTest(name):
                self.assertTrue(found.startswith(cases[name].outcome), found)
