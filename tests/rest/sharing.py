"""A process that shares a stored token with others (``python -m tests.rest.sharing``).

It is told on its standard input how many calls to make, a line at a time, and says for
each line how they went. It may be killed at any time.
"""

import contextlib
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from refreshbooks.credentials import FileStore
from refreshbooks.exceptions import RefreshbooksError
from refreshbooks.rest import Client

__all__ = ["IDENTITY", "Sharing", "all_at_once", "sharing"]

IDENTITY = "user 17"

_ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Sharing:
    """One process, seen from outside."""

    process: "subprocess.Popen[str]"

    def ask(self, calls: int) -> None:
        """Has it make calls."""
        assert self.process.stdin is not None
        print(calls, file=self.process.stdin, flush=True)

    def said(self) -> list[str]:
        """Waits for how they went: each ``"ok"``, or the name of an error."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a process that shares a token has ended")
        outcomes: list[str] = json.loads(line)
        return outcomes

    def made(self, calls: int = 1) -> list[str]:
        """Has it make calls, and waits for how they went."""
        self.ask(calls)
        return self.said()

    def kill(self) -> None:
        """Ends it in the middle of whatever it does."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def sharing(
    count: int, url: str, folder: str | os.PathLike[str], application: Sequence[str]
) -> Iterator[list[Sharing]]:
    """Runs processes that share the token in a folder.

    Args:
        url: The address of the API.
        application: The client's id, its secret and its redirect URI.
    """
    command = [sys.executable, "-m", "tests.rest.sharing", str(folder), *application]
    environment = {**os.environ, "FRESHBOOKS_API_URL": url}
    with contextlib.ExitStack() as stack:
        yield [Sharing(stack.enter_context(_running(command, environment))) for _ in range(count)]


def all_at_once(sharers: Sequence[Sharing], calls: int) -> list[str]:
    """Has all make calls at once, and returns how all of them went."""
    for one in sharers:
        one.ask(calls)
    with ThreadPoolExecutor(len(sharers)) as threads:
        return [*itertools.chain.from_iterable(threads.map(Sharing.said, sharers))]


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str]) -> "Iterator[subprocess.Popen[str]]":
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=environment,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _outcome(client: Any) -> str:
    try:
        client.current_user()
    except RefreshbooksError as error:
        return type(error).__name__
    return "ok"


def main() -> None:
    """Is one such process."""
    folder, *application = sys.argv[1:]
    with Client(*application, store=FileStore(folder), identity=IDENTITY) as client:
        for line in sys.stdin:
            print(json.dumps([_outcome(client) for _ in range(int(line))]), flush=True)


if __name__ == "__main__":
    main()
