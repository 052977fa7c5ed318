"""Processes that all want the same clients to be there: ``find_or_create``, all at once.

Each is a program of its own (``python -m tests.crowd``) that begins somewhere else
in the list of names, calls again where a call failed, and prints a line for each id
it is told. It may be killed on the way, and is then started again.
"""

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from refreshbooks import api, exceptions

__all__ = ["Crowd", "Outcome"]

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Outcome:
    """What one process was told, over all its lives.

    Attributes:
        ids: The id of each name; of a name that had several, all of them.
        again: How many calls of ``find_or_create`` failed and were made again.
        killed: How often it was killed.
    """

    ids: dict[str, set[int]]
    again: int
    killed: int


@dataclass(frozen=True)
class Crowd:
    """What the processes have in common.

    Attributes:
        url: The address of the sandbox.
        token: The credential.
        locks: The folder of locks.
        settle: Seconds after which a create that was sent is applied or never will be.
        names: What the clients are called.
    """

    url: str
    token: str
    locks: str
    settle: float
    names: Sequence[str]

    def run(self, processes: int, kills: int = 0, seed: int = 1) -> list[Outcome]:
        """Runs so many processes at once, to their end, and returns what each was told.

        Args:
            kills: How often each of them is killed.
            seed: Of the moments when they are.
        """
        with ThreadPoolExecutor(processes) as threads:
            seeds = range(seed * 1000, seed * 1000 + processes)
            return list(threads.map(lambda one: self._lives(kills, random.Random(one)), seeds))

    def _lives(self, kills: int, chance: random.Random) -> Outcome:
        ids: dict[str, set[int]] = {}
        again = 0
        for life in range(kills + 1):
            # Further lives go through the first names quickly: they are there already.
            ends_after = chance.randrange(len(self.names)) if life < kills else None
            for said in self._said(ends_after, chance):
                again += said["again"]
                ids.setdefault(said["name"], set()).add(said["id"])
        return Outcome(ids, again, kills)

    def _said(self, ends_after: int | None, chance: random.Random) -> list[dict[str, object]]:
        command = [
            sys.executable,
            "-m",
            "tests.crowd",
            json.dumps(vars(self)),
            str(chance.random()),
        ]
        lines: list[str] = []
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
            assert process.stdout is not None
            if ends_after is None:
                lines += process.stdout
            else:
                while len(lines) <= ends_after and (line := process.stdout.readline()):
                    lines.append(line)
                # Somewhere in the call after that.
                threading.Event().wait(chance.uniform(0, 0.1))
                process.kill()
        if ends_after is None and process.returncode:
            raise RuntimeError(f"a process of the crowd ended with status {process.returncode}")
        return [json.loads(line) for line in lines if line.endswith("\n")]


def main() -> None:
    """Is one process of the crowd."""
    crowd = Crowd(**json.loads(sys.argv[1]))
    policy = api.Retry(retries=3, base=0.02, longest=0.1, longest_retry_after=1.0)
    names = list(crowd.names)
    random.Random(sys.argv[2]).shuffle(names)
    with api.TokenClient(crowd.url, crowd.token, retry=policy) as c:
        for name in names:
            found, again = one(c, crowd, name)
            print(json.dumps({"name": name, "id": found, "again": again}), flush=True)


def one(c: api.client.Client, crowd: Crowd, name: str) -> tuple[int, int]:
    """Returns the id of a name, and how many calls failed before."""
    again = 0
    patience = time.monotonic() + 120
    while True:
        try:
            found = api.find_or_create(
                c.client.create,
                by="email",
                locks=crowd.locks,
                settle=crowd.settle,
                client={"email": f"{name}@example.com"},
            )
        except exceptions.NotCreated:
            raise
        except exceptions.RefreshbooksError:
            again += 1
            if time.monotonic() > patience:
                raise
        else:
            return found.id, again


if __name__ == "__main__":
    main()
