"""Serve the API on this machine, for programs to be tried against.

It runs until Ctrl-C or SIGTERM.
"""

import argparse
import contextlib
import signal
import socket
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from refreshbooks.sandbox import Sandbox

__all__ = ["add_arguments", "run"]

_LAST_PORT = 65535

_GREETING = """\
The sandbox listens on this machine, at {url}

  domain               {url}
  token                {token}

  consumer key         {consumer_key}
  consumer secret      {consumer_secret}
  OAuth token          {oauth_token}
  OAuth token secret   {oauth_token_secret}

Other programs send their Classic calls to {classic_url}
In Python:

  from refreshbooks import api
  c = api.TokenClient("{url}", "{token}")
  print(c.system.current().system.company_name)

{keeping}
Ctrl-C stops it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's own arguments."""
    parser.add_argument(
        "--port", type=_port, default=0, help="where to listen; by default any free port"
    )
    parser.add_argument(
        "--database",
        type=Path,
        metavar="FILE",
        help="keep the books in this file; by default they are forgotten at the end",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serves until it is told to stop."""
    # Stopping is prepared first: whoever has read the greeting may stop it.
    with _told_to_stop() as stopped:
        sandbox = _opened(arguments.port, arguments.database)
        if sandbox is None:
            return 1
        with sandbox:
            print(_greeting(sandbox, arguments.database), flush=True)
            stopped.recv(1)
    return 0


@contextlib.contextmanager
def _told_to_stop() -> Iterator[socket.socket]:
    """Hands over a socket on which a byte arrives when it is time to stop.

    An event would not do: its lock may be held at the moment a signal comes.
    """
    stopped, stopping = socket.socketpair()
    stopping.setblocking(False)
    with stopped, stopping:
        signal.set_wakeup_fd(stopping.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        try:
            yield stopped
        finally:
            signal.set_wakeup_fd(-1)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; 0 to {_LAST_PORT} are")
    return int(text)


def _opened(port: int, database: Path | None) -> "Sandbox | None":
    from refreshbooks.exceptions import MissingExtra
    from refreshbooks.sandbox import Sandbox

    try:
        return Sandbox(database, port)
    except (sqlite3.Error, MissingExtra) as error:
        _complain(str(error))
    except OSError as error:
        _complain(f"cannot listen on port {port}: {error.strerror or error}")
    return None


def _complain(problem: str) -> None:
    print(f"refreshbooks sandbox: {problem}", file=sys.stderr)


def _greeting(sandbox: "Sandbox", database: Path | None) -> str:
    names = ("url", "classic_url", "token", "consumer_key", "consumer_secret", "oauth_token")
    facts = {name: getattr(sandbox, name) for name in (*names, "oauth_token_secret")}
    kept = f"Its books are kept in {database}." if database else "It forgets its books at the end."
    return _GREETING.format(keeping=kept, **facts)
