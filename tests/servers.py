"""A real HTTP server on this machine that does what a test's script says.

Each request is kept, and answered by the script: a callable that takes the
request and returns a :class:`Reply`, or None to hang up without a word. Waiting
for something that must happen is done by events, never by time.
"""

import contextlib
import http.server
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

__all__ = ["OK", "Reply", "Request", "Server", "serving"]

OK = b'<response xmlns="http://www.freshbooks.com/api/" status="ok"/>'


@dataclass
class Request:
    """One request as it arrived.

    Attributes:
        connection: Tells connections apart: 0 for the first one, and so on.
    """

    method: str
    path: str
    headers: Any
    body: bytes
    connection: int


@dataclass
class Reply:
    """What to answer.

    Attributes:
        raw: Bytes to send instead of a response made from the other fields.
        hang_up: Close the connection afterwards without having said so.
        until: What to wait for afterwards, with the connection open.
    """

    body: bytes = OK
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/xml"})
    raw: bytes | None = None
    hang_up: bool = False
    until: threading.Event | None = None


Script = Callable[[Request], Reply | None]


class Server(http.server.ThreadingHTTPServer):
    """The server; ``requests`` is what arrived, in order."""

    daemon_threads = True
    request_queue_size = 128
    block_on_close = False

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        self.scheme = "http"
        #: What speaks TLS at the far end of tunnels; without it CONNECT is a request like others.
        self.tunnel: ssl.SSLContext | None = None
        self.requests: list[Request] = []
        self.connections = 0
        self.open: list[socket.socket] = []
        #: Set whenever a connection was hung up on.
        self.hung_up = threading.Event()
        self._counting = threading.Lock()

    @property
    def url(self) -> str:
        """The address, without a path."""
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    @property
    def api_url(self) -> str:
        """The address of the API."""
        return f"{self.url}/api/2.1/xml-in"

    def count_connection(self) -> int:
        """Returns the number of a new connection."""
        with self._counting:
            self.connections += 1
            return self.connections - 1

    def process_request(self, request: Any, client_address: Any) -> None:
        """Keeps the connection in sight, to end it with the server."""
        self.open.append(request)
        super().process_request(request, client_address)

    def server_close(self) -> None:
        """Stops listening, and ends what connections there are."""
        super().server_close()
        for connection in self.open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Stays silent: clients break connections on purpose here."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Server

    def setup(self) -> None:
        super().setup()
        self.number = self.server.count_connection()

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(
            self.command, self.path, self.headers, self.rfile.read(length), self.number
        )
        self.server.requests.append(request)
        reply = self.server.script(request)
        if reply is None or reply.hang_up:
            self.close_connection = True
        if reply is not None:
            self._send(reply)

    do_POST = do_GET = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815

    def do_CONNECT(self) -> None:
        if self.server.tunnel is None:
            self._answer()
            return
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self.wfile.flush()
        self.connection = self.server.tunnel.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb")
        self.close_connection = False

    def _send(self, reply: Reply) -> None:
        if reply.raw is not None:
            self.wfile.write(reply.raw)
        else:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
        self.wfile.flush()
        if reply.until is not None:
            reply.until.wait(10)

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            super().finish()
        self.connection.close()
        self.server.hung_up.set()

    def log_message(self, *args: object) -> None:
        """Stays silent."""


@contextlib.contextmanager
def serving(
    script: Script | Reply | None = None,
    *,
    tls: ssl.SSLContext | None = None,
    tunnel: ssl.SSLContext | None = None,
) -> Iterator[Server]:
    """Serves in a thread until the end of the block.

    Args:
        script: What to answer; a reply stands for itself each time.
        tls: Serve https with this context.
        tunnel: Be a proxy, whose tunnels all end at a service with this context.
    """
    always = script if isinstance(script, Reply) else Reply()
    server = Server(script if callable(script) else lambda request: always)
    server.tunnel = tunnel
    if tls is not None:
        server.scheme = "https"
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
