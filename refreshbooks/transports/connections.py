"""The standard library's connections, with two waits and bounded answers.

Both transports that are built on ``http.client`` hand these to their library.
"""

import http.client
import os
from collections.abc import Iterable, Iterator
from typing import Any

from refreshbooks.transports import bodies

__all__ = ["BoundedResponse", "HTTPConnection", "HTTPSConnection", "TwoWaits", "authorities"]


class BoundedResponse(http.client.HTTPResponse):
    """An answer that decompresses itself and is never read beyond the limit."""

    def begin(self) -> None:
        """Reads the head; the body's compression is no business of the library's."""
        super().begin()
        self._encoding = (self.headers.get("Content-Encoding") or "").strip().lower()
        if self._encoding in bodies.COMPRESSIONS:
            del self.headers["Content-Encoding"]

    def read(self, amt: int | None = None) -> bytes:
        """Returns the body as it was before it was compressed."""
        if amt is not None:
            return super().read(amt)
        chunks: Iterable[bytes] = self._chunks()
        if self._encoding in bodies.COMPRESSIONS:
            chunks = bodies.inflated(chunks)
        return bodies.joined(chunks)

    def _chunks(self) -> Iterator[bytes]:
        while chunk := self.read(bodies.CHUNK):
            yield chunk
        if self.length:
            raise http.client.IncompleteRead(b"", self.length)


class TwoWaits(http.client.HTTPConnection):
    """A connection with one wait for connecting and one for answers.

    Its ``timeout`` is given as the pair of both.
    """

    response_class = BoundedResponse

    def __init__(self, host: str, *, timeout: tuple[float, float], **settings: Any) -> None:
        self._waits = timeout
        super().__init__(host, timeout=timeout[0], **settings)

    def connect(self) -> None:
        """Connects within the first wait, and sets the second."""
        super().connect()
        self.sock.settimeout(self._waits[1])

    def wait(self, waits: tuple[float, float]) -> None:
        """Changes both waits, also of a connection that is open."""
        self._waits = waits
        self.timeout = waits[0]
        if self.sock is not None:
            self.sock.settimeout(waits[1])


class HTTPConnection(TwoWaits):
    """Plain http."""


class HTTPSConnection(TwoWaits, http.client.HTTPSConnection):
    """The same over TLS."""


def authorities() -> str | None:
    """Returns the file or folder of authorities that the environment names, as requests does."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or None
