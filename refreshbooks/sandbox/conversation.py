"""HTTP on one connection: requests read, a WSGI application asked, answers written.

It reads bodies with a length and chunked ones, writes each piece that the
application hands out at once (the first together with the head), prints
nothing, and outlives whatever is sent to it. An application that raises
:class:`HangUp` gives no answer, or no more of it than there was so far.
"""

import contextlib
import io
import logging
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import unquote

__all__ = ["Application", "Conversation", "HangUp"]

Application = Callable[..., Iterable[bytes]]

# What breaks inside is told to whoever listens, and never printed.
_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())

_LARGEST_BODY = 64 * 1024 * 1024
# Requests may name the whole address, as those that go through a proxy do.
_ORIGIN = re.compile(r"^https?://[^/?]*", re.IGNORECASE)
_LENGTH = re.compile(r"[0-9]{1,16}")
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,16}")


class HangUp(Exception):
    """Raised by an application that wants the connection cut without another byte."""


class _BadBody(Exception):
    """The body cannot be read; the connection is of no use any more."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Conversation(BaseHTTPRequestHandler):
    """Speaks HTTP over a connection: a socket, or as much of one as it uses.

    The server it is made with has ``application``, ``scheme``, ``port``, and is told when a
    request ``begins``, is ``ending`` and when the connection ``rests``.
    """

    protocol_version = "HTTP/1.1"
    # Answers are gathered and written at once, and not held back for more.
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server: Any

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def version_string(self) -> str:
        """Names the server, and no version of anything."""
        return "refreshbooks-sandbox"

    def parse_request(self) -> bool:
        """Reads the head of a request, unless the server has hung up meanwhile."""
        if not self.server.begins(self.connection):
            self.close_connection = True
            return False
        return super().parse_request()

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
        if not self.server.rests(self.connection):
            self.close_connection = True

    def _run(self, body: bytes) -> None:
        started: list[tuple[int, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            started.append((int(status.split(" ", 1)[0]), headers))

        with contextlib.closing(self._pieces(body, start_response)) as pieces:
            try:
                first = next(pieces, b"")
                status, headers = started[-1]
            except HangUp:
                self.close_connection = True
                return
            except Exception:  # noqa: BLE001  # whatever broke, the client must hear of it
                _LOG.exception("%s %s broke", self.command, self.path)
                status, headers, first = 500, [], b""
            self._answer(status, headers, first)
            self._go_on(pieces)

    def _pieces(
        self, body: bytes, start_response: Callable[..., None]
    ) -> Generator[bytes, None, None]:
        yield from self.server.application(self._environ(body), start_response)

    def _answer(self, status: int, headers: list[tuple[str, str]], first: bytes) -> None:
        self.send_response(status)
        for name, value in headers or [("Content-Length", "0")]:
            self.send_header(name, value)
        length = dict(headers or [("Content-Length", "0")]).get("Content-Length")
        if self.close_connection or length is None or self.server.is_shut:
            self.close_connection = True
            self.send_header("Connection", "close")
        self.end_headers()
        self._left = int(length or 0)
        self._write(first)

    def _go_on(self, pieces: Iterator[bytes]) -> None:
        try:
            for piece in pieces:
                self._write(piece)
        except HangUp:
            self.close_connection = True

    def _write(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left <= 0 or self.command == "HEAD":
            # The server learns of the end before the client does.
            self.server.ends(self.connection)
        if self.command != "HEAD":
            self.wfile.write(piece)
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
            "SERVER_PORT": str(self.server.port),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.server.scheme,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in self.headers.items():
            if "_" in name:
                continue  # it would pass for another one, which is spelt with dashes
            environ.setdefault("HTTP_" + name.upper().replace("-", "_"), value)
        return environ
