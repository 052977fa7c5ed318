"""A sandbox in a process of its own, as somebody would start it from a shell."""

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator

__all__ = ["running_sandbox"]


@contextlib.contextmanager
def running_sandbox(*options: str) -> Iterator[dict[str, str]]:
    """Starts ``refreshbooks sandbox`` and gives what its greeting says, by name.

    >>> with running_sandbox() as said:
    ...     said["domain"] in said["Classic API"], len(said["token"])
    (True, 32)
    """
    command = [sys.executable, "-m", "refreshbooks", "sandbox", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            greeting = ""
            while "Ctrl-C" not in greeting and (line := process.stdout.readline()):
                greeting += line
            yield dict(re.findall(r"^  (?:export )?(\S.*?)(?:  +|=)(\S+)$", greeting, re.MULTILINE))
        finally:
            process.terminate()
