"""A WSGI application on a port of this machine, in threads of its own.

Built for tests: it starts and stops in about a millisecond, keeps connections
alive, answers in one write, takes chunked bodies, prints nothing, and outlives
whatever is sent to it.
"""

import contextlib
import errno
import io
import logging
import re
import socket
import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import unquote

__all__ = ["Server"]

_Application = Callable[..., Iterable[bytes]]

# What breaks inside is told to whoever listens, and never printed.
_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())

# How many seconds closing waits for calls that it has cut off.
_LAST_CALLS = 2.0
_LARGEST_BODY = 64 * 1024 * 1024
# Requests may name the whole address, as those that go through a proxy do.
_ORIGIN = re.compile(r"^https?://[^/?]*", re.IGNORECASE)
_LENGTH = re.compile(r"[0-9]{1,16}")
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,16}")


class Server:
    """Serves an application on 127.0.0.1 until it is closed.

    Args:
        application: What answers the requests.
        port: Where to listen; 0 lets the system choose a free one.
    """

    def __init__(self, application: _Application, port: int = 0) -> None:
        self._server = _Listener(("127.0.0.1", port), _Connection)
        self._server.application = application
        self._is_open = True
        self._thread = threading.Thread(
            target=self._accept, name="refreshbooks-sandbox", daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The address of its root, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def serve(self, connection: Any) -> None:
        """Serves whoever is at the other end of a connection that came by another way.

        Args:
            connection: As much of a socket as the server uses.

        Raises:
            ConnectionRefusedError: If the server is closed.
        """
        self._server.process_request(connection, ("127.0.0.1", 0))

    def close(self) -> None:
        """Stops listening, and hangs up on whoever is connected. Twice is fine."""
        if self._is_open:
            self._is_open = False
            self._wake()
            self._thread.join()
            self._server.server_close()
            self._server.hang_up()

    def _accept(self) -> None:
        while self._is_open:
            self._server.handle_request()

    def _wake(self) -> None:
        # The thread waits for the next connection: here it is. Should it not get
        # through, the thread looks up by itself before long.
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()


class _BadBody(Exception):
    """The body cannot be read; the connection is of no use any more."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    # Closing waits for no client that keeps its connection open.
    block_on_close = False
    request_queue_size = 128
    # How long it waits for a connection before it looks whether to go on.
    timeout = 0.5
    application: _Application

    def __init__(self, *args: Any) -> None:
        self._open: set[Any] = set()
        self._changed = threading.Condition()
        self._is_over = False
        super().__init__(*args)

    def server_bind(self) -> None:
        """Binds without asking the network for this machine's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remembers who is connected, so that closing can hang up."""
        with self._changed:
            if self._is_over:
                raise ConnectionRefusedError(errno.ECONNREFUSED, "the sandbox is closed")
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forgets who has gone."""
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Ends every open connection, and lets what is being answered come to its end.

        The application may take away what it works with as soon as this returns.
        """
        with self._changed:
            self._is_over = True
            for connection in self._open:
                # Its own thread notices, and closes it.
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            self._changed.wait_for(lambda: not self._open, _LAST_CALLS)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Lets a client go away, and prints nothing about it."""
        _LOG.debug("the connection from %s broke", client_address, exc_info=True)


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Answers are gathered and written at once, and not held back for more.
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server: _Listener

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def version_string(self) -> str:
        """Names the server, and no version of anything."""
        return "refreshbooks-sandbox"

    def handle_expect_100(self) -> bool:
        """Asks for the body at once, where the client waits to be asked."""
        go_on = super().handle_expect_100()
        self.wfile.flush()
        return go_on

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""

    def _serve(self) -> None:
        try:
            body = self._body()
        except _BadBody as problem:
            self.close_connection = True
            self._answer(problem.status, [], b"")
            return
        self._run(body)

    def _run(self, body: bytes) -> None:
        started: list[tuple[int, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            started.append((int(status.split(" ", 1)[0]), headers))

        try:
            content = b"".join(self.server.application(self._environ(body), start_response))
            status, headers = started[-1]
        except Exception:  # noqa: BLE001  # whatever broke, the client must hear of it
            _LOG.exception("%s %s broke", self.command, self.path)
            status, headers, content = 500, [], b""
        self._answer(status, headers, content)

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if not headers:
            self.send_header("Content-Length", "0")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        self.wfile.flush()

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        length = self.headers.get("Content-Length", "0").strip()
        if not _LENGTH.fullmatch(length):
            raise _BadBody(400)
        return self._read(int(length))

    def _chunks(self) -> bytes:
        body = io.BytesIO()
        while size := self._chunk_size():
            if body.tell() + size > _LARGEST_BODY:
                raise _BadBody(413)
            body.write(self._read(size))
            self.rfile.readline(3)
        while self.rfile.readline(65537).strip():
            pass  # trailers, of which none means anything here
        return body.getvalue()

    def _chunk_size(self) -> int:
        size = self.rfile.readline(1024).partition(b";")[0].strip()
        if not _CHUNK_SIZE.fullmatch(size):
            raise _BadBody(400)
        return int(size, 16)

    def _read(self, length: int) -> bytes:
        if length > _LARGEST_BODY:
            raise _BadBody(413)
        content = self.rfile.read(length)
        if len(content) < length:
            raise _BadBody(400)
        return content

    def _environ(self, body: bytes) -> dict[str, Any]:
        path, _, query = _ORIGIN.sub("", self.path, count=1).partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(self.server.server_port),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in self.headers.items():
            environ.setdefault("HTTP_" + name.upper().replace("-", "_"), value)
        return environ
