"""What importing the front door costs, beside what it stands on.

Each import happens in an interpreter of its own, with bytecode compiled.
"""

import os
import subprocess
import sys

from benchmarks.rounds import ratio, report

__all__ = ["main"]

OURS = "from refreshbooks import api"
FLOOR = "import requests, lxml.etree, lxml.objectify"


def seconds(statement: str) -> float:
    """Returns what one import costs in a new interpreter, without its start."""
    program = (
        "import time; started = time.perf_counter();"
        f" {statement}; print(time.perf_counter() - started)"
    )
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main(rounds: int = 31) -> None:
    """Prints the ratio."""
    seconds(OURS), seconds(FLOOR)  # compiles the bytecode
    report("import", ratio((seconds(OURS), seconds(FLOOR)) for _ in range(rounds)), wanted=1.15)


if __name__ == "__main__":
    main()
