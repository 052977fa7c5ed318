"""A watched account on a server of its own, with waiting that takes no time."""

import contextlib
import socket
from datetime import datetime, timezone

from refreshbooks.sandbox.classic.app import App
from refreshbooks.sandbox.credentials import Credentials
from refreshbooks.sandbox.door import Door
from refreshbooks.sandbox.faults import Faults
from refreshbooks.sandbox.server import Server
from refreshbooks.sandbox.store import Store
from refreshbooks.sandbox.watch import Watch
from tests.sandbox.speaking import Speaker, basic, request

__all__ = ["ANN", "NOON", "PATH", "Watched", "raw", "said"]

PATH = "/api/2.1/xml-in"
NOON = datetime(2026, 5, 1, 16, tzinfo=timezone.utc)
ANN = "<client><email>ann@example.com</email></client>"


class Watched:
    """An account whose waits are written down in ``waited`` instead of waited for.

    Args:
        really: Whether to wait in truth.
        around: Is handed the account's application, and returns one to put in its place.
    """

    def __init__(self, *, really=False, around=lambda application: application):
        self.waited = []
        self.store = Store()
        self.credentials = Credentials.kept_in(self.store)
        self.app = App(self.store, self.credentials, clock=lambda: NOON)
        self.door = Door()
        self.watch = Watch(
            around(self.app),
            clock=lambda: NOON,
            faults=Faults(self.door),
            user=self.app.user,
            wait=None if really else self._wait,
        )
        self.faults, self.journal = self.watch.faults, self.watch.journal
        self.server = Server(self.watch, door=self.door)
        self.url, self.port = self.server.url, self.server.port
        self.token = self.credentials.token
        self._speaker = Speaker(self)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._speaker.close()
        self.watch.close()
        self.server.close()
        self.store.close()

    def call(self, method, inside=""):
        """Calls over one connection that stays open as long as the server lets it."""
        return self._speaker.call(method, inside)

    def hang_up(self):
        """Makes the next call take a connection of its own."""
        self._speaker.close()

    def clients(self):
        """How many clients the books have, whatever the faults."""
        return self.store.book("classic", "sandbox").count("client")

    @contextlib.contextmanager
    def line(self):
        """A bare connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            yield line

    def _wait(self, seconds):
        self.waited.append(seconds)
        return True


def raw(watched, method, inside="", *, extra=""):
    """Returns the bytes of a whole request of HTTP."""
    body = request(method, inside)
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: {basic(watched.token)}\r\n{extra}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def said(line):
    """Returns all that comes until the other side hangs up."""
    return b"".join(iter(lambda: line.recv(65536), b""))
