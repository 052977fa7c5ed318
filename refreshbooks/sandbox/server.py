"""A WSGI application on a port of this machine, in threads of its own.

Built for tests: it starts and stops in about a millisecond, keeps connections
alive, answers in one write, and can refuse connections for a while without ever
letting go of its port.
"""

import contextlib
import errno
import logging
import socket
import ssl
import threading
from typing import Any

from refreshbooks.sandbox.conversation import Application, Conversation
from refreshbooks.sandbox.door import Door

__all__ = ["Server"]

# What breaks inside is told to whoever listens, and never printed.
_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())

_HOST = "127.0.0.1"
_QUEUE = 128
# How many seconds closing waits for calls that it has cut off, and a door that
# is being shut for answers that are on their last metre.
_LAST_CALLS = 2.0
# How many seconds it waits for a connection before it looks whether to go on.
_LOOKS_UP = 0.5

# What a connection is doing.
_RESTING, _ASKING, _ENDING = "resting", "asking", "ending"


class Server:
    """Serves an application on 127.0.0.1 until it is closed.

    Args:
        application: What answers the requests.
        port: Where to listen; 0 lets the system choose a free one.
        tls: What connections are encrypted with; None for plain ones.
        door: Whether connections are taken. While it is shut they are refused,
            and those that rest are hung up on.

    Attributes:
        port: The port it listens on.
    """

    def __init__(
        self,
        application: Application,
        port: int = 0,
        *,
        door: Door | None = None,
        tls: ssl.SSLContext | None = None,
    ):
        self.application = application
        self._tls = tls
        self._changed = threading.Condition()
        self._connections: dict[Any, str] = {}
        self._is_open = True
        self._is_shut = False
        # Bound and never listening: it holds the port while nobody listens on it.
        self._place = _bound(port)
        self.port = int(self._place.getsockname()[1])
        try:
            self._listening = _listening(self.port)
        except BaseException:
            self._place.close()
            raise
        self._door = door or Door()
        self._door.told(self._moved)
        self._thread = threading.Thread(
            target=self._accept, name="refreshbooks-sandbox", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The address of its root, without a slash at the end."""
        return f"{self.scheme}://{_HOST}:{self.port}"

    @property
    def scheme(self) -> str:
        """What the addresses begin with."""
        return "https" if self._tls else "http"

    @property
    def is_shut(self) -> bool:
        """Whether connections are refused."""
        return self._is_shut

    def serve(self, connection: Any, address: tuple[str, int] = (_HOST, 0)) -> None:
        """Serves whoever is at the other end of a connection, in a thread of its own.

        Args:
            connection: A socket, or as much of one as the server uses.
            address: Where the other end is.

        Raises:
            ConnectionRefusedError: If the server is closed, or refuses connections.
        """
        with self._changed:
            if self._is_shut or not self._is_open:
                raise ConnectionRefusedError(errno.ECONNREFUSED, "the sandbox takes no connections")
            self._connections[connection] = _RESTING
        thread = threading.Thread(target=self._converse, args=(connection, address), daemon=True)
        try:
            thread.start()
        except RuntimeError:  # there are too many of them
            self._forget(connection)
            raise

    def close(self) -> None:
        """Stops listening, and hangs up on whoever is connected. Twice is fine.

        What is being answered comes to its end first: the application may take
        away what it works with as soon as this returns.
        """
        if self._is_open:
            self._door.told(None)
            with self._changed:
                self._is_open = False
                self._changed.notify_all()
            self._stop_listening()
            self._thread.join()
            self._place.close()
            self._hang_up()

    def begins(self, connection: Any) -> bool:
        """Is told that a request has come; says whether it is to be read."""
        with self._changed:
            is_wanted = connection in self._connections
            if is_wanted:
                self._connections[connection] = _ASKING
        return is_wanted

    def ends(self, connection: Any) -> None:
        """Is told that the last of an answer is about to go out."""
        with self._changed:
            self._connections[connection] = _ENDING

    def rests(self, connection: Any) -> bool:
        """Is told that an answer is out; says whether to wait for another request."""
        with self._changed:
            self._connections[connection] = _RESTING
            self._changed.notify_all()
            return self._is_open and not self._is_shut

    def _accept(self) -> None:
        while self._is_open:
            with self._changed:
                self._changed.wait_for(lambda: not (self._is_open and self._is_shut))
            # Nobody came, or the door was shut, or there is no room for one more.
            with contextlib.suppress(OSError, RuntimeError):
                connection, address = self._listening.accept()
                self._take(connection, address)

    def _take(self, connection: socket.socket, address: tuple[str, int]) -> None:
        try:
            self.serve(self._encrypted(connection), address)
        except BaseException:
            connection.close()
            raise

    def _encrypted(self, connection: socket.socket) -> socket.socket:
        if self._tls is None:
            return connection
        # The two ends come to terms in the connection's own thread, when it first reads.
        return self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)

    def _converse(self, connection: Any, address: tuple[str, int]) -> None:
        try:
            Conversation(connection, address, self)  # type: ignore[arg-type]
        except Exception:  # noqa: BLE001  # a client may go away, and nothing is printed about it
            _LOG.debug("the connection from %s broke", address, exc_info=True)
        finally:
            # Whoever learns that it is gone must find it hung up.
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
            self._forget(connection)
            connection.close()

    def _forget(self, connection: Any) -> None:
        with self._changed:
            self._connections.pop(connection, None)
            self._changed.notify_all()

    def _moved(self, is_shut: bool) -> None:
        if is_shut:
            with self._changed:
                self._is_shut = True
            self._stop_listening()
            self._hang_up_who_rests()
        else:
            self._listening = _listening(self.port)
            with self._changed:
                self._is_shut = False
                self._changed.notify_all()

    def _stop_listening(self) -> None:
        # Closing alone would not wake the thread that waits for a connection.
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _hang_up_who_rests(self) -> None:
        with self._changed:
            # Whoever has read the end of an answer must find the connection gone.
            self._changed.wait_for(lambda: _ENDING not in self._connections.values(), _LAST_CALLS)
            for connection, doing in list(self._connections.items()):
                if doing == _RESTING:
                    del self._connections[connection]
                    _cut(connection)

    def _hang_up(self) -> None:
        with self._changed:
            for connection in self._connections:
                _cut(connection)
            self._changed.wait_for(lambda: not self._connections, _LAST_CALLS)


def _bound(port: int) -> socket.socket:
    place = socket.socket()
    try:
        # Two sockets may share a port as long as one of them does not listen.
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((_HOST, port))
    except BaseException:
        place.close()
        raise
    return place


def _listening(port: int) -> socket.socket:
    listening = _bound(port)
    try:
        listening.listen(_QUEUE)
    except BaseException:
        listening.close()
        raise
    listening.settimeout(_LOOKS_UP)
    return listening


def _cut(connection: Any) -> None:
    # Its own thread notices, and closes it.
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
