"""Several processes, one service that misbehaves: one record of each name."""

import importlib.util
import tempfile
import unittest
from collections import Counter

from refreshbooks import api
from refreshbooks.sandbox import Sandbox
from tests.crowd import Crowd
from tests.marks import integration, shown_once

NAMES = [f"person{number}" for number in range(8)]


def add_faults(faults, probability):
    """Puts every kind of trouble in force that may befall a create."""
    for kind, details in [
        ("delay", {"between": (0.0, 0.05)}),
        ("drop_before", {}),
        ("drop_after", {}),
        ("truncate", {}),
        ("html", {"applied": True}),
        ("status", {"code": 503}),
        ("status", {"code": 500}),
        ("status", {"code": 429, "retry_after": 0.05}),
    ]:
        faults.add(kind, method="client.*", probability=probability, **details)


def emails(sandbox):
    """Returns how many clients of each address there are."""
    with api.TokenClient(sandbox.url, sandbox.token) as c:
        return Counter(str(row.email) for row in api.paginate(c.client.list))


@integration
@shown_once
class ProcessesTest(unittest.TestCase):
    def setUp(self):
        if importlib.util.find_spec("filelock") is None:
            raise unittest.SkipTest("filelock is not installed")
        locks = tempfile.TemporaryDirectory()
        self.addCleanup(locks.cleanup)
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)
        self.locks = locks.name

    def assert_one_of_each(self, outcomes):
        for outcome in outcomes:
            self.assertEqual(outcome.ids, outcomes[0].ids)
            self.assertEqual(set(outcome.ids), set(NAMES))
        self.assertEqual({len(ids) for ids in outcomes[0].ids.values()}, {1})
        self.sandbox.faults.clear()
        self.assertEqual(emails(self.sandbox), {f"{name}@example.com": 1 for name in NAMES})

    def crowd(self, settle):
        return Crowd(self.sandbox.url, self.sandbox.token, self.locks, settle, NAMES)

    def test_under_faults_there_is_one_record_of_each_name_and_all_are_told_the_same(self):
        add_faults(self.sandbox.faults, 0.1)
        faults = list(self.sandbox.faults)
        # These faults strike before an answer goes, so nothing is applied after it.
        self.assert_one_of_each(self.crowd(settle=0.05).run(4))
        self.assertGreater(sum(fault.struck for fault in faults), len(NAMES))

    def test_processes_that_are_killed_and_started_again_make_no_second_record(self):
        self.sandbox.faults.add("delay", method="client.create", between=(0.0, 0.2))
        self.sandbox.faults.add("drop_after", method="client.create", probability=0.2)
        self.assert_one_of_each(self.crowd(settle=1.5).run(3, kills=1))
