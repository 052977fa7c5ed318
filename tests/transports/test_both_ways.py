"""Both ways through requests, the short and the long one, end alike in every trouble."""

import contextlib
import gzip
import threading
from collections.abc import Iterator
from typing import Any
from unittest import TestCase, mock

import requests

from refreshbooks import exceptions
from refreshbooks.transports.use_requests import Transport
from tests.marks import integration
from tests.servers import OK, Reply, serving
from tests.transports.cases import DOCUMENT, environment, full_house, no_headers, stranger_tls

_HEAD = b"HTTP/1.1 200 OK\r\n"
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
_DEFLATED = {"Content-Encoding": "deflate"}
_PACKED = {"Content-Encoding": "gzip"}

# What the service sends, and what becomes of it in requests.
BROKEN = {
    "cut off": (Reply(raw=_HEAD + b"Content-Length: 99\r\n\r\n" + OK[:9]), "ChunkedEncodingError"),
    "cut chunk": (Reply(raw=_CHUNKED + b"5\r\nab"), "ChunkedEncodingError"),
    "cut between chunks": (Reply(raw=_CHUNKED + b"2\r\nab\r\n"), "ChunkedEncodingError"),
    "no chunk": (Reply(raw=_CHUNKED + b"what?\r\nab\r\n"), "ChunkedEncodingError"),
    "no gzip": (Reply(b"no gzip", headers=_PACKED), "ContentDecodingError"),
    "cut gzip": (Reply(gzip.compress(OK)[:-9], headers=_PACKED), "ContentDecodingError"),
    "no deflate": (Reply(b"no deflate", headers=_DEFLATED), "ContentDecodingError"),
    "silence": (None, "ConnectionError"),
    "noise": (Reply(raw=b"noise\r\n\r\n"), "ConnectionError"),
    "half a head": (Reply(raw=b"HTTP/1.1 "), "ConnectionError"),
    "a head too long": (Reply(raw=_HEAD + b"X: " + b"x" * 70_000 + b"\r\n\r\n"), "ConnectionError"),
}


def error_of(session: requests.Session | None, url: str, **options: Any) -> exceptions.NoResponse:
    """Returns how a call fails."""
    factory = options.pop("factory", no_headers)
    try:
        Transport(url, factory, session=session, **options)(DOCUMENT)
    except exceptions.NoResponse as error:
        return error
    raise AssertionError(f"{url} answered")


@integration
class BothWaysTest(TestCase):
    def fails_alike(self, url: str, kind: type[Exception], *, sent: bool, **options: Any) -> None:
        for session in (None, requests.Session()):
            error = error_of(session, url, **options)
            theirs = [base for base in type(error).__mro__ if base.__module__.startswith("req")]
            self.assertIs(theirs[0], kind, (session, error))
            self.assertIs(error.sent, sent, (session, error))
            if session is not None:
                self.assertIs(type(error.__cause__), kind)

    def test_a_broken_answer_is_the_same_error(self) -> None:
        for trouble, (reply, kind) in BROKEN.items():
            if reply is not None:
                reply.hang_up = True
            with self.subTest(trouble), environment():
                with serving(lambda request, reply=reply: reply) as server:
                    expected = getattr(requests.exceptions, kind)
                    self.fails_alike(server.api_url, expected, sent=True)

    def test_so_is_one_that_stalls(self) -> None:
        for begun, kind in ((b"", requests.ReadTimeout), (_CHUNKED, requests.ConnectionError)):
            with self.subTest(begun), environment(), self.stalling(begun) as url:
                self.fails_alike(url, kind, sent=True, timeout=(5, 0.1))

    def test_so_is_a_connection_that_cannot_be_made(self) -> None:
        with serving() as gone:
            pass
        with environment():
            self.fails_alike(gone.api_url, requests.ConnectionError, sent=False)
            with full_house() as busy:
                self.fails_alike(busy, requests.ConnectTimeout, sent=False, timeout=(0.1, 5))
            with serving(tls=stranger_tls()) as server:
                self.fails_alike(server.api_url, requests.exceptions.SSLError, sent=False)
            with mock.patch("socket.getaddrinfo", side_effect=OSError("no such name")):
                self.fails_alike("http://nobody/", requests.ConnectionError, sent=False)

    def test_so_is_a_proxy_that_does_not_help(self) -> None:
        with serving() as gone:
            pass
        with serving(Reply(b"", 403)) as refusing:
            for proxy in (gone.url, refusing.url):
                with environment(https_proxy=proxy):
                    self.fails_alike(
                        "https://books.example.com/", requests.exceptions.ProxyError, sent=False
                    )

    def test_so_is_a_header_that_cannot_be_sent(self) -> None:
        with serving() as server:
            for value in ("a\r\nX-Evil: 1", " begins with a blank", 5):
                self.fails_alike(
                    server.api_url,
                    requests.exceptions.InvalidHeader,
                    sent=False,
                    factory=lambda value=value: {"X-Own": value},
                )
        self.assertEqual(server.requests, [])

    def test_so_is_an_address_that_is_none(self) -> None:
        kinds = requests.exceptions
        for url, kind in (
            ("books.example.com", kinds.MissingSchema),
            ("ftp://books.example.com/", kinds.InvalidSchema),
            ("http://", kinds.InvalidURL),
            ("http://[::1", kinds.InvalidURL),
            ("http://a:99999/", kinds.InvalidURL),
        ):
            with self.subTest(url):
                self.fails_alike(url, kind, sent=False)

    @contextlib.contextmanager
    def stalling(self, begun: bytes) -> Iterator[str]:
        """Serves answers that begin like this and never end."""
        over = threading.Event()

        with serving(Reply(raw=begun, until=over)) as server:
            try:
                yield server.api_url
            finally:
                over.set()
