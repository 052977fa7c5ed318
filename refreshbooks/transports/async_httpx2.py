"""Bytes by httpx2, for those who await them; an extra.

Each call has a connection for itself while it lasts, so that a call that is
cancelled takes its own connection with it and nobody else's. What is sent is
handed over when the connection stands and the headers are written; a request
whose document was never asked for has provably not arrived.

Proxies come from the environment, except for this machine itself, and so do the
authorities, in the variables that requests reads; without any, certificates are
verified as requests verifies them. A client of httpx2 that you hand in brings its
own settings instead, and its cookies, hooks and auth are honoured.
"""

import contextlib
import functools
import os
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import httpx2
import requests

from refreshbooks import address
from refreshbooks.exceptions import BadParameter, BadResponse
from refreshbooks.files import Answer
from refreshbooks.transports import bodies, failures, loops, statuses, timeouts
from refreshbooks.transports.connections import authorities
from refreshbooks.transports.posting import Addressed

__all__ = ["Transport"]

# A closed client of httpx2 says so by a RuntimeError.
_ERRORS = (httpx2.HTTPError, httpx2.InvalidURL, RuntimeError, OSError, ValueError, zlib.error)

_ONE = httpx2.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=loops.IDLE)


class Transport(Addressed):
    """Sends request documents to one address, and is awaited.

    Attributes:
        url: The address.
        headers_factory: Asked for a new dict of headers at each call.
        session: An ``httpx2.AsyncClient`` of your own, or None.
    """

    def __init__(
        self,
        url: str,
        headers_factory: Callable[[], Mapping[str, str]],
        *,
        timeout: timeouts.Seconds = None,
        session: httpx2.AsyncClient | None = None,
    ) -> None:
        super().__init__(url, headers_factory, timeout)
        self.session = _checked(session)
        self._connections = loops.ConnectionsOfLoops(functools.partial(_opening, url))

    async def __call__(self, entity: bytes) -> Answer:
        """Returns the answer to a request document.

        Args:
            entity: The document. Its ``content_type``, where it has one, is what
                it is sent as, otherwise ``application/xml``.

        Raises:
            TransportException: For an HTTP status of 300 or more.
            NoResponse: If no answer came.
            BadResponse: If the answer is too large to be one.
        """
        body, headers = self._prepared(entity)
        document = _Document(body)
        try:
            answer = await self._exchange(document, headers)
        except BadResponse:
            raise
        except _ERRORS as error:
            raise failures.no_response(error, self.url, sent=document.left) from error
        return statuses.answered(*answer)

    async def aclose(self) -> None:
        """Closes the running loop's connections; a later call opens new ones.

        A client of your own is left to you.
        """
        await self._connections.aclose()

    def _standing_headers(self) -> Mapping[str, str]:
        return {**_own_headers(self.session), **super()._standing_headers()}

    async def _exchange(
        self, document: "_Document", headers: dict[str, str]
    ) -> tuple[int, bytes, Mapping[str, str]]:
        asked: dict[str, Any] = {
            "content": document,
            "headers": {**headers, "Content-Length": str(len(document.body))},
        }
        if self.session is not None:
            request = self.session.build_request("POST", self.url, **asked)
            return await self._answer(request, functools.partial(_send, self.session))
        request = httpx2.Request("POST", self.url, **asked)
        async with self._connections.here().one() as connection:
            return await self._answer(request, connection.handle_async_request)

    async def _answer(
        self, request: httpx2.Request, send: Callable[[httpx2.Request], Awaitable[httpx2.Response]]
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """Returns an answer's status, body and headers, and lets go of its connection."""
        connect, read = self.timeout
        opened = _Opened()
        # No time for a turn: each call that is ahead has its own.
        waits = {"connect": connect, "read": read, "write": read, "pool": None}
        request.extensions = {**request.extensions, "timeout": waits, "trace": opened.note}
        try:
            response = await send(request)
        except BaseException:
            await opened.aclose()
            raise
        async with contextlib.aclosing(response):
            return response.status_code, await _content(response), response.headers


class _Document:
    """A request's body, which remembers whether anybody asked for it.

    Attributes:
        body: The bytes.
        left: Whether they were handed over to be sent.
    """

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.left = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.left = True
        if self.body:
            yield self.body


class _Opened:
    """The socket that a call has opened, if it has opened one.

    httpx2 leaves it open where a call is cancelled while it shakes hands over TLS.
    Later it sees to that itself, and other calls may be using it: over HTTP/2.
    """

    def __init__(self) -> None:
        self._stream: Any = None

    async def note(self, event: str, facts: Mapping[str, Any]) -> None:
        """Is told by httpx2 of each step."""
        if event == "connection.connect_tcp.complete":
            self._stream = facts["return_value"]
        elif event.endswith("send_request_headers.started") and facts["request"].method == b"POST":
            self._stream = None

    async def aclose(self) -> None:
        """Closes it."""
        if self._stream is not None:
            await self._stream.aclose()


async def _send(session: httpx2.AsyncClient, request: httpx2.Request) -> httpx2.Response:
    settings: dict[str, Any] = {}
    if session.auth is None:
        # An auth that does nothing keeps the address from bringing one.
        settings["auth"] = _as_it_is
    return await session.send(request, stream=True, follow_redirects=False, **settings)


async def _content(response: httpx2.Response) -> bytes:
    if response.is_stream_consumed:
        # A hook has read it, or it was made without a server.
        return bodies.joined([response.content])
    received = bodies.Received()
    async with contextlib.aclosing(response.aiter_raw()) as pieces:
        async for piece in pieces:
            received.add(piece)
    if response.headers.get("Content-Encoding", "").strip().lower() in bodies.COMPRESSIONS:
        return bodies.joined(bodies.inflated(received.pieces))
    return bodies.joined(received.pieces)


def _checked(session: object) -> httpx2.AsyncClient | None:
    if session is None or isinstance(session, httpx2.AsyncClient):
        return session
    given = session.__name__ if isinstance(session, type) else type(session).__name__
    raise BadParameter(f"a session is an httpx2.AsyncClient, not {given}", path="session")


def _own_headers(session: httpx2.AsyncClient | None) -> dict[str, str]:
    """Returns what a session says on purpose."""
    if session is None:
        return {"Accept": "*/*"}
    library = f"python-httpx2/{httpx2.__version__}"
    return {name: value for name, value in session.headers.items() if value != library}


def _as_it_is(request: httpx2.Request) -> httpx2.Request:
    return request


def _opening(url: str) -> Callable[[], httpx2.AsyncHTTPTransport]:
    """Returns what opens connections, by the settings that the environment has now."""
    trust = _trust() if url.startswith("https") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return functools.partial(
        httpx2.AsyncHTTPTransport, verify=trust, proxy=_proxy(url), limits=_ONE
    )


def _proxy(url: str) -> httpx2.Proxy | None:
    if address.loopback_host(url) is not None:
        # A credential that goes nowhere should not go to a proxy.
        return None
    chosen = requests.utils.select_proxy(url, requests.utils.get_environ_proxies(url))
    if not chosen:
        return None
    named = chosen if "://" in chosen else f"http://{chosen}"
    try:
        return httpx2.Proxy(named, ssl_context=_trust() if named.startswith("https") else None)
    except (ValueError, httpx2.InvalidURL):
        # The error would show the proxy's password.
        raise ValueError("the proxy that the environment names is none that is known") from None


def _trust() -> ssl.SSLContext:
    named = authorities() or requests.utils.DEFAULT_CA_BUNDLE_PATH
    if os.path.isdir(named):
        return ssl.create_default_context(capath=named)
    return ssl.create_default_context(cafile=named)
