"""A session whose calls reach the sandbox without a network.

In the place of a socket stand two queues, and at their far end runs the very
handler that serves sockets, in a thread of its own. So everything comes out as
over the network: the bytes, connections that are kept and hung up on, delays
and the timeouts that end them, refused connections, answers that break off.

The session reaches this one sandbox and nothing else: no proxy, no redirect to
another address, no name that would have to be looked up. It belongs to the
process that made it; a process forked from that one has no sandbox.
"""

import errno
import io
import os
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from socket import SHUT_RD, SHUT_WR
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.poolmanager import SSL_KEYWORDS
from urllib3.util import wait

__all__ = ["session"]

_HOSTS = ("127.0.0.1", "localhost", "::1")
# Room for as many threads as a test is likely to have.
_CONNECTIONS = 64
_END = b""

_Serve = Callable[[Any], None]


def session(url: str, serve: _Serve) -> requests.Session:
    """Returns a session that calls the sandbox at an address without its port.

    Args:
        url: The address that the sandbox has in the network.
        serve: Is handed the far end of each new connection, and serves it; or
            raises ``OSError``, as the network does where nobody listens.
    """
    made = requests.Session()
    # Neither proxies nor a file of passwords have a say in what goes nowhere.
    made.trust_env = False
    adapter = _Adapter(url, serve)
    for scheme in ("http://", "https://"):
        made.mount(scheme, adapter)
    return made


class _Adapter(HTTPAdapter):
    def __init__(self, url: str, serve: _Serve) -> None:
        self._url = url
        self._origin = (urlsplit(url).scheme, urlsplit(url).port)
        self._serve = serve
        self._process = os.getpid()
        super().__init__(pool_maxsize=_CONNECTIONS)

    def init_poolmanager(self, *args: Any, **settings: Any) -> None:
        """Makes pools whose connections are served in this process."""
        super().init_poolmanager(*args, **settings)
        # What never leaves the process is not encrypted, whatever its address says.
        pools: Any = dict.fromkeys(("http", "https"), partial(_Pool, self._serve))
        self.poolmanager.pool_classes_by_scheme = pools

    def get_connection_with_tls_context(self, request: Any, *_: Any, **__: Any) -> Any:
        """Returns the pool of the sandbox's connections, whatever proxies there are."""
        if os.getpid() != self._process:
            raise requests.ConnectionError(
                "the sandbox of this session lives in the process that made it", request=request
            )
        asked = urlsplit(request.url)
        if (asked.scheme, asked.port) != self._origin or asked.hostname not in _HOSTS:
            raise requests.ConnectionError(
                f"this session reaches the sandbox at {self._url} and nothing else,"
                f" not {asked.scheme}://{asked.hostname}",
                request=request,
            )
        return self.poolmanager.connection_from_url(request.url)


class _Connection(HTTPConnection):
    serve: _Serve
    sock: Any

    @property
    def is_connected(self) -> bool:
        """Whether a request may go out: nothing has come unasked, not even the end."""
        return self.sock is not None and not self.sock.is_readable

    def _new_conn(self) -> Any:
        there, back = _Pipe(), _Pipe()
        try:
            self.serve(_End(there, back))
        except OSError as error:
            raise NewConnectionError(
                self, f"Failed to establish a new connection: {error}"
            ) from error
        return _End(back, there)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection

    def __init__(self, serve: _Serve, host: str, *args: Any, **settings: Any) -> None:
        plain = {name: value for name, value in settings.items() if name not in SSL_KEYWORDS}
        super().__init__(host, *args, **plain)
        self._serve = serve

    def _new_conn(self) -> Any:
        connection: Any = super()._new_conn()
        connection.serve = self._serve
        return connection

    def _get_conn(self, timeout: float | None = None) -> Any:
        connection: Any = super()._get_conn(timeout)
        if not connection.is_connected:
            # urllib3 1.26 cannot tell; a closed connection is opened again.
            connection.close()
        return connection


class _Pipe:
    """One direction of a connection: pieces of bytes, and at last an end."""

    def __init__(self) -> None:
        self._pieces: SimpleQueue[bytes] = SimpleQueue()
        self._rest = memoryview(_END)
        self._has_reader = True

    @property
    def is_readable(self) -> bool:
        """Whether reading would not have to wait."""
        return bool(self._rest) or not self._pieces.empty()

    def write(self, piece: bytes) -> None:
        """Sends a piece on its way."""
        if not self._has_reader:
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
        if piece:
            self._pieces.put(piece)

    def end(self) -> None:
        """Lets the reader find the end behind all that was written."""
        self._pieces.put(_END)

    def abandon(self) -> None:
        """Says that nobody reads any more."""
        self._has_reader = False

    def read_into(self, room: memoryview, timeout: float | None) -> int:
        """Reads as much as has come and finds room; 0 is the end."""
        if not self._rest:
            self._rest = memoryview(self._next(timeout))
        size = min(len(room), len(self._rest))
        room[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def _next(self, timeout: float | None) -> bytes:
        try:
            piece = self._pieces.get(timeout=timeout)
        except Empty:
            raise TimeoutError("timed out") from None
        if piece == _END:
            # Whoever asks again finds the end again.
            self._pieces.put(_END)
        return piece


class _End:
    """One end of a connection: as much of a socket as the two sides use."""

    def __init__(self, incoming: _Pipe, outgoing: _Pipe) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._timeout: float | None = None
        # Like a socket, it lasts until the files made from it are closed as well.
        self._holders = 1
        self._is_closed = False

    @property
    def is_readable(self) -> bool:
        """Whether something has come, or the end has."""
        return self._incoming.is_readable

    def settimeout(self, seconds: float | None) -> None:
        """Says how long to wait for each piece."""
        self._timeout = seconds

    def fileno(self) -> int:
        """Says that the system knows nothing of it, in the way that urllib3 1.26 understands."""
        raise getattr(wait, "NoWayToWaitForSocketError", io.UnsupportedOperation)

    def setsockopt(self, *_: object) -> None:
        """Takes what matters to a network alone."""

    def sendall(self, content: bytes) -> None:
        """Sends it whole."""
        self._outgoing.write(bytes(content))

    def recv_into(self, room: memoryview) -> int:
        """Reads into a buffer, and returns how much that was."""
        return self._incoming.read_into(room, self._timeout)

    def makefile(self, mode: str, buffering: int = -1) -> io.BufferedIOBase:
        """Returns a buffered file that reads from here, or writes."""
        self._holders += 1
        size = buffering if buffering > 0 else io.DEFAULT_BUFFER_SIZE
        return (io.BufferedWriter if "w" in mode else io.BufferedReader)(_File(self), size)

    def shutdown(self, how: int) -> None:
        """Ends one direction or both."""
        if how != SHUT_RD:
            self._outgoing.end()
        if how != SHUT_WR:
            self._incoming.end()

    def close(self) -> None:
        """Hangs up, as soon as no file made from here is open any more."""
        if not self._is_closed:
            self._is_closed = True
            self.release()

    def release(self) -> None:
        """Is told that one of those which held it open has been closed."""
        self._holders -= 1
        if not self._holders:
            self._incoming.abandon()
            self._outgoing.end()


class _File(io.RawIOBase):
    def __init__(self, end: _End) -> None:
        self._end = end

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        return self._end.recv_into(memoryview(room))

    def write(self, content: Any) -> int:
        self._end.sendall(content)
        return len(content)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._end.release()
