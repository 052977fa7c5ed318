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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from refreshbooks.sandbox import Account, Sandbox

__all__ = ["add_arguments", "run"]

_LAST_PORT = 65535
_INVOICES = 200
_MOST_INVOICES = 100_000
# What shells report of a program that Ctrl-C ended.
_INTERRUPTED = 130

_GREETING = """\
The sandbox listens on this machine.

  domain               {url}
  Classic API          {classic_url}
  REST API             {rest_url}
  admin API            {url}/_sandbox/
{trust}
{accounts}

For the REST API, in a shell:

{exports}

and then in Python; the official SDK goes by the same addresses:

  from os import environ
  from refreshbooks import rest
  client_id = "{client_id}"
  client = rest.Client(client_id, access_token=environ["FRESHBOOKS_ACCESS_TOKEN"])
  print(client.business().name)

For the Classic API, in Python:

  from refreshbooks import api
  c = api.TokenClient("{url}", "{token}")
  print(c.system.current().system.company_name)

Other programs send the access token as a bearer token, and Classic's token as the user
name of HTTP Basic; so do those that call the admin API, which has faults, journal,
clock and snapshots.

{keeping}
Ctrl-C stops it."""

_ACCOUNT = """\
  account              {name}
  token                {token}
  consumer key         {consumer_key}
  consumer secret      {consumer_secret}
  OAuth token          {oauth_token}
  OAuth token secret   {oauth_token_secret}

  account id           {account_id}
  business id          {business_id}
  business uuid        {business_uuid}
  client id            {client_id}
  client secret        {client_secret}
  redirect URI         {redirect_uri}
  refresh token        {refresh_token}"""

_SHOWN = (
    "name",
    "token",
    "consumer_key",
    "consumer_secret",
    "oauth_token",
    "oauth_token_secret",
    "account_id",
    "business_id",
    "business_uuid",
    "client_id",
    "client_secret",
    "redirect_uri",
    "refresh_token",
)

_TRUST = """\
  CA file              {ca_file}

No other program trusts its certificate, unless it is handed the CA file. requests and
what is made of it take REQUESTS_CA_BUNDLE, most others SSL_CERT_FILE.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's own arguments."""
    parser.add_argument(
        "--port", type=_port, default=0, help="where to listen; by default any free port"
    )
    parser.add_argument(
        "--database",
        metavar="FILE",
        help="keep the books in this file; by default they are forgotten at the end",
    )
    parser.add_argument(
        "--account",
        metavar="NAME",
        action="append",
        default=[],
        help='another account beside the first, which is called "sandbox"; may be repeated',
    )
    parser.add_argument(
        "--redirect-uri",
        metavar="URI",
        action="append",
        default=[],
        help="where the applications have users sent back to after they agreed; may be repeated",
    )
    parser.add_argument(
        "--tls",
        action="store_true",
        help="be reached by https, with a certificate that is made for this run",
    )
    parser.add_argument(
        "--seed",
        metavar="INVOICES",
        nargs="?",
        type=_count,
        const=_INVOICES,
        help="fill the books of each account that has none yet with a small business,"
        f" of so many invoices; {_INVOICES} where no number is given",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serves until it is told to stop."""
    try:
        sandbox = _opened(arguments)
        if sandbox is None:
            return 1
        # Stopping is prepared first: whoever has read the greeting may stop it.
        with sandbox, _told_to_stop() as stopped:
            print(_greeting(sandbox, arguments.database), flush=True)
            stopped.recv(1)
    except KeyboardInterrupt:
        return _INTERRUPTED
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


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _MOST_INVOICES):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of invoices; 0 to {_MOST_INVOICES:,} are"
        )
    return int(text)


def _opened(arguments: argparse.Namespace) -> "Sandbox | None":
    from refreshbooks.exceptions import MissingExtra
    from refreshbooks.sandbox import Sandbox

    try:
        sandbox = Sandbox(arguments.database, arguments.port, tls=arguments.tls)
        try:
            _prepare(sandbox, arguments)
        except BaseException:
            sandbox.close()
            raise
        return sandbox
    except (sqlite3.Error, MissingExtra, ValueError) as error:
        _complain(str(error))
    except OSError as error:
        _complain(f"cannot listen on port {arguments.port}: {error.strerror or error}")
    return None


def _prepare(sandbox: "Sandbox", arguments: argparse.Namespace) -> None:
    for name in arguments.account:
        sandbox.account(name)
    for account in sandbox.accounts if arguments.redirect_uri else ():
        account.redirect_uris = tuple(arguments.redirect_uri)
    if arguments.seed is not None:
        for account in sandbox.accounts:
            for books, api in (("books", "classic"), ("REST books", "rest")):
                print(f"Filling the {books} of {account.name}: ", end="", flush=True)
                print(_filled(account, arguments.seed, api))
        print()


def _filled(account: "Account", invoices: int, api: str) -> str:
    try:
        account.seed(invoices, api=api)
    except RuntimeError:
        return "they are in use, and stay as they are."
    return f"{invoices:,} invoices."


def _complain(problem: str) -> None:
    print(f"refreshbooks sandbox: {problem}", file=sys.stderr)


def _greeting(sandbox: "Sandbox", database: str | None) -> str:
    kept = f"The books are kept in {database}." if database else "It forgets its books at the end."
    return _GREETING.format(
        url=sandbox.url,
        classic_url=sandbox.classic_url,
        rest_url=sandbox.rest_url,
        trust=_TRUST.format(ca_file=sandbox.ca_file) if sandbox.ca_file else "",
        token=sandbox.token,
        client_id=sandbox.client_id,
        accounts="\n\n".join(map(_credentials, sandbox.accounts)),
        exports="\n".join(f"  export {name}={value}" for name, value in _variables(sandbox)),
        keeping=kept,
    )


def _variables(sandbox: "Sandbox") -> Iterator[tuple[str, str]]:
    yield "FRESHBOOKS_API_URL", sandbox.rest_url
    yield "FRESHBOOKS_AUTH_URL", sandbox.rest_url
    if sandbox.ca_file:
        yield "REQUESTS_CA_BUNDLE", str(sandbox.ca_file)
        yield "SSL_CERT_FILE", str(sandbox.ca_file)
    for number, account in enumerate(sandbox.accounts, 1):
        yield f"FRESHBOOKS_ACCESS_TOKEN{f'_{number}' if number > 1 else ''}", account.access_token


def _credentials(account: "Account") -> str:
    return _ACCOUNT.format(**{name: getattr(account, name) for name in _SHOWN})
