"""One request by httpx2, for those who await it: sent, answered, or broken off cleanly.

Each call has a connection for itself while it lasts, so that a call that is
cancelled takes its own connection with it and nobody else's. What is sent is
handed over when the connection stands and the headers are written; a request
whose body was never asked for has provably not arrived.

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
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx2
import requests

from refreshbooks import address
from refreshbooks.exceptions import BadParameter, BadResponse
from refreshbooks.transports import bodies, failures, loops
from refreshbooks.transports.connections import authorities
from refreshbooks.transports.pools import Request

__all__ = ["Calls", "checked", "pieces", "standing_headers"]

# A closed client of httpx2 says so by a RuntimeError.
_ERRORS = (httpx2.HTTPError, httpx2.InvalidURL, RuntimeError, OSError, ValueError, zlib.error)

_ONE = httpx2.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=loops.IDLE)

_WITHOUT_BODY = frozenset({204, 304})

_Waits = tuple[float, float]


class Calls:
    """Sends requests, over connections of its own or by a user's client.

    Args:
        session: An ``httpx2.AsyncClient`` of somebody's own, or None.
    """

    def __init__(self, session: httpx2.AsyncClient | None) -> None:
        self._session = session
        self._connections: dict[str, loops.ConnectionsOfLoops[httpx2.AsyncHTTPTransport]] = {}

    async def answer(self, request: Request, waits: _Waits) -> tuple[int, bytes, Mapping[str, str]]:
        """Returns an answer's status, body and headers.

        Args:
            waits: Seconds until connected, and between two pieces of the answer.

        Raises:
            NoResponse: If no answer came.
            BadResponse: If it is too large.
        """
        async with self.opened(request, waits) as response:
            with _telling(request.url):
                content = await _content(response)
            return response.status_code, content, response.headers

    @contextlib.asynccontextmanager
    async def opened(self, request: Request, waits: _Waits) -> AsyncIterator[httpx2.Response]:
        """Gives an answer whose body is still to be read, and lets go of its connection.

        Raises:
            NoResponse: If no answer came.
        """
        body = _Body(request.body)
        async with contextlib.AsyncExitStack() as held:
            with _telling(request.url, body):
                build, send, shut = await held.enter_async_context(self._way(request.url))
                response = await _sent(_going(build, request, body, waits), send)
                if _is_followed_by_more(response):
                    held.push_async_callback(shut)
                held.push_async_callback(response.aclose)
            yield response

    async def aclose(self) -> None:
        """Closes the running loop's connections; a later call opens new ones."""
        for connections in list(self._connections.values()):
            await connections.aclose()

    @contextlib.asynccontextmanager
    async def _way(self, url: str) -> AsyncIterator[tuple[Any, Any, Any]]:
        """Gives what makes a request, what sends it, and what shuts its connection."""
        if self._session is not None:
            send = functools.partial(_by_session, self._session)
            yield self._session.build_request, send, _left_to_its_owner
            return
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._connections:
            opening = functools.partial(_opening, url)
            self._connections[origin] = loops.ConnectionsOfLoops(opening)
        async with self._connections[origin].here().one() as connection:
            yield httpx2.Request, connection.handle_async_request, connection.aclose


class _Body(httpx2.AsyncByteStream):
    """A request's body, which remembers whether anybody asked for it.

    Attributes:
        left: Whether it was handed over to be sent.
    """

    def __init__(self, body: bytes | None) -> None:
        self._body = body
        self.left = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self.left = True
        if self._body:
            yield self._body


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
        elif event.endswith("send_request_headers.started"):
            is_tunnel = facts["request"].method == b"CONNECT"
            self._stream = self._stream if is_tunnel else None

    async def aclose(self) -> None:
        """Closes it."""
        if self._stream is not None:
            await self._stream.aclose()


def _going(
    build: Callable[..., httpx2.Request], request: Request, body: _Body, waits: _Waits
) -> httpx2.Request:
    length = {} if request.body is None else {"Content-Length": str(len(request.body))}
    going = build(request.method, request.url, headers={**request.headers, **length})
    going.stream = body
    connect, read = waits
    # No time for a turn: each call that is ahead has its own.
    seconds = {"connect": connect, "read": read, "write": read, "pool": None}
    going.extensions = {**going.extensions, "timeout": seconds}
    return going


async def _sent(
    going: httpx2.Request, send: Callable[[httpx2.Request], Awaitable[httpx2.Response]]
) -> httpx2.Response:
    opened = _Opened()
    going.extensions = {**going.extensions, "trace": opened.note}
    try:
        response = await send(going)
    except BaseException:
        await opened.aclose()
        raise
    response.request = going
    return response


async def _by_session(session: httpx2.AsyncClient, request: httpx2.Request) -> httpx2.Response:
    settings: dict[str, Any] = {}
    if session.auth is None:
        # An auth that does nothing keeps the address from bringing one.
        settings["auth"] = _as_it_is
    return await session.send(request, stream=True, follow_redirects=False, **settings)


@contextlib.contextmanager
def _telling(url: str, body: _Body | None = None) -> Iterator[None]:
    """Raises our error for those of httpx2, with a word on whether anything was sent."""
    try:
        yield
    except BadResponse:
        raise
    except _ERRORS as error:
        left = body is None or body.left
        raise failures.no_response(error, url, sent=left) from error


async def pieces(response: httpx2.Response) -> AsyncGenerator[bytes, None]:
    """Yields an answer's body as it comes, with any compression undone.

    Raises:
        NoResponse: It broke off.
    """
    if response.is_stream_consumed:
        yield response.content
        return
    async with contextlib.aclosing(response.aiter_bytes(bodies.CHUNK)) as coming:
        while True:
            with _telling(str(response.url)):
                piece = await anext(coming, None)
            if piece is None:
                return
            yield piece


async def _content(response: httpx2.Response) -> bytes:
    if response.is_stream_consumed:
        # A hook has read it, or it was made without a server.
        return bodies.joined([response.content])
    received = bodies.Received()
    async with contextlib.aclosing(response.aiter_raw()) as coming:
        async for piece in coming:
            received.add(piece)
    if response.headers.get("Content-Encoding", "").strip().lower() in bodies.COMPRESSIONS:
        return bodies.joined(bodies.inflated(received.pieces))
    return bodies.joined(received.pieces)


def checked(session: object) -> httpx2.AsyncClient | None:
    """Returns a user's client, or None.

    Raises:
        BadParameter: It is something else.
    """
    if session is None or isinstance(session, httpx2.AsyncClient):
        return session
    given = session.__name__ if isinstance(session, type) else type(session).__name__
    raise BadParameter(f"a session is an httpx2.AsyncClient, not {given}", path="session")


def standing_headers(session: httpx2.AsyncClient | None) -> dict[str, str]:
    """Returns what is said with every request: by a session, what it says on purpose."""
    if session is None:
        return {"Accept": "*/*", "Accept-Encoding": "gzip"}
    library = f"python-httpx2/{httpx2.__version__}"
    said = {name: value for name, value in session.headers.items() if value != library}
    return {**said, "Accept-Encoding": "gzip"}


def _is_followed_by_more(response: httpx2.Response) -> bool:
    """Says whether a body comes where none may be.

    httpx2 leaves it on the connection, where the next call would read it as its answer.
    """
    is_said = response.headers.get("Content-Length", "0") != "0" or (
        "Transfer-Encoding" in response.headers
    )
    return response.status_code in _WITHOUT_BODY and is_said


async def _left_to_its_owner() -> None:
    """Shuts nothing."""


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
