"""One POST, within so many seconds altogether, and to be broken off at any moment."""

import contextlib
import http.client
import socket
import threading
from ipaddress import ip_address
from urllib.parse import urlsplit

from refreshbooks.sandbox.delivery.letters import Letter

__all__ = ["Post", "host_of", "is_this_machine"]


class Post:
    """A letter under way.

    Args:
        letter: What is posted.
        seconds: How long it may take until the answer begins.
    """

    def __init__(self, letter: Letter, seconds: float) -> None:
        self._letter = letter
        self._seconds = seconds
        self._connection = _connection(letter.uri, seconds)

    def status(self) -> int:
        """Posts it, and returns the status of the answer.

        Raises:
            OSError: No answer came in time, or none at all.
            http.client.HTTPException: What came is no answer.
        """
        parts = urlsplit(self._letter.uri)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        # The socket's own limit holds for each piece of an answer; this one for all.
        limit = threading.Timer(self._seconds, self.break_off)
        limit.daemon = True
        limit.start()
        try:
            self._connection.request("POST", path, self._letter.body, self._letter.headers)
            return self._connection.getresponse().status
        finally:
            limit.cancel()
            self._connection.close()

    def break_off(self) -> None:
        """Ends it from another thread: whoever waits for the answer gets an error."""
        with contextlib.suppress(OSError, AttributeError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)


def host_of(uri: str) -> str:
    """Returns the host of an address; empty where there is none."""
    try:
        return urlsplit(uri).hostname or ""
    except ValueError:
        return ""


def is_this_machine(host: str) -> bool:
    """Says whether a host's name alone shows that it is this machine.

    >>> is_this_machine("localhost"), is_this_machine("127.0.0.2"), is_this_machine("example.com")
    (True, True, False)
    """
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _connection(uri: str, seconds: float) -> http.client.HTTPConnection:
    parts = urlsplit(uri)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=seconds)
