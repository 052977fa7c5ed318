"""Each trouble against each kind of call, in small: ``python -m benchmarks.torture`` is more."""

import importlib.util
import unittest

from benchmarks import torture
from tests.marks import integration, shown_once


@integration
@shown_once
class TortureTest(unittest.TestCase):
    def test_nothing_happens_that_must_not(self):
        modes = [torture.Threads(3)]
        if importlib.util.find_spec("httpx2"):
            modes.append(torture.Tasks(3))
        for cell in torture.table(1, modes=modes):
            names = {"call": cell.operation.name, "by": cell.mode.name}
            with self.subTest(f"{cell.api.name}: {cell.trouble.name}", **names):
                self.assertEqual(cell.wrong, [])
                if cell.trouble.kind != "refuse":  # what is refused was met by nobody
                    self.assertEqual(cell.faulted, cell.mode.at_once)
