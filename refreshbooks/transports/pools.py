"""The short way through requests: straight to the connections of its pool.

Preparing a request, looking up the environment's proxies, wrapping the answer
and its cookies costs requests more than sending. Where a session has nothing to
say about a request, all of that comes to the same each time; so it is worked
out once, by requests' own code, and kept until something it came from changes.
"""

import os
import re
import zlib
from collections.abc import Iterable
from typing import Any, NamedTuple

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3 import exceptions

from refreshbooks import address
from refreshbooks.transports import bodies

__all__ = ["PooledAdapter", "Request", "body", "is_short", "kind_in_requests", "send", "unproxied"]

_CONNECTIONS = 64

# An address of which requests would change nothing.
_PLAIN = re.compile(
    r"(https?://[a-z0-9.-]+(?::[0-9]+)?)"
    r"(/(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*(?:\?(?:[A-Za-z0-9._~=&-]|%[0-9A-F]{2})*)?)"
)

# The steps of the long way. Who replaces one of them wants it taken.
_STEPS = ("post", "request", "prepare_request", "merge_environment_settings", "send", "get_adapter")


def _steps() -> list[object]:
    return [*(getattr(requests.Session, step) for step in _STEPS), HTTPAdapter.send]


# Tracers wrap them, perhaps before this module is imported.
_REQUESTS_OWN = [None if hasattr(step, "__wrapped__") else step for step in _steps()]

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")

# What requests reads from the environment for each request.
_ENVIRONMENT = (
    *_PROXIES,
    *(name.upper() for name in _PROXIES),
    "REQUEST_METHOD",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
)

_Kinds = tuple[tuple[type[Exception], type[requests.RequestException]], ...]

# What requests makes of urllib3's errors, the narrower ones first. A connection
# that cannot be made at all counts as timed out in urllib3's tree alone.
_KINDS: _Kinds = (
    (exceptions.NewConnectionError, requests.ConnectionError),
    (exceptions.ConnectTimeoutError, requests.ConnectTimeout),
    (exceptions.ReadTimeoutError, requests.ReadTimeout),
    (exceptions.ProxyError, requests.exceptions.ProxyError),
    (exceptions.SSLError, requests.exceptions.SSLError),
    (exceptions.DecodeError, requests.exceptions.ContentDecodingError),
    (exceptions.HTTPError, requests.ConnectionError),
)

# The same while it reads a body.
_KINDS_IN_A_BODY: _Kinds = (
    (exceptions.ProtocolError, requests.exceptions.ChunkedEncodingError),
    (exceptions.SSLError, requests.exceptions.SSLError),
    (exceptions.DecodeError, requests.exceptions.ContentDecodingError),
    (exceptions.HTTPError, requests.ConnectionError),
    (zlib.error, requests.exceptions.ContentDecodingError),
)


class PooledAdapter(HTTPAdapter):
    """An adapter with room for many threads, and a memory for the short way.

    Attributes:
        known: What the connections in use came from, the connections, and what
            stands before the path that a request asks of them.
    """

    known: tuple[object, Any, str]

    def __init__(self) -> None:
        super().__init__(pool_maxsize=_CONNECTIONS)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Makes pools."""
        super().init_poolmanager(*args, **kwargs)
        self.known = (None, None, "")

    def close(self) -> None:
        """Closes the pools; the next request makes others."""
        # Connections close when nobody holds their pool any more.
        self.known = (None, None, "")
        super().close()


def is_short(session: requests.Session, url: str) -> bool:
    """Says whether a request past the session would be the same request."""
    return (
        type(session) is requests.Session
        and not (session.auth or session.params or session.cookies)
        and not any(session.hooks.values())
        and vars(session).keys().isdisjoint(_STEPS)
        and _steps() == _REQUESTS_OWN
        and type(_adapter(session, url)) is PooledAdapter
    )


class Request(NamedTuple):
    """A request as it goes out.

    Attributes:
        method: Such as ``"POST"``.
        url: The whole address.
        headers: All of them but those that follow from the address and the body.
        body: What is sent; None for nothing, not even a length.
    """

    method: str
    url: str
    headers: dict[str, str]
    body: bytes | None = None

    def __repr__(self) -> str:
        # A credential is among the headers, or in the body.
        return f"<{type(self).__name__} {self.method}>"


def send(
    session: requests.Session, request: Request, timeout: tuple[float, float]
) -> tuple[int, bytes, Any]:
    """Returns an answer's status, body and headers."""
    for header in request.headers.items():
        requests.utils.check_header_validity(header)
    pool, target = _pool(session, request.url)
    body_length = {} if request.body is None else {"Content-Length": str(len(request.body))}
    response = pool.urlopen(
        request.method,
        target,
        body=request.body,
        headers={**request.headers, **body_length},
        redirect=False,
        assert_same_host=False,
        preload_content=False,
        decode_content=False,
        # Neither connecting nor anything after it is tried again.
        retries=urllib3.Retry(0, read=False),
        timeout=urllib3.Timeout(connect=timeout[0], read=timeout[1]),
    )
    return response.status, body(response), response.headers


def body(response: Any) -> bytes:
    """Returns the body of an answer of urllib3's, read up to the limit.

    Raises:
        requests.RequestException: If it breaks off, stalls or is damaged.
    """
    # urllib3 1.26 would take an answer that breaks off for a whole one.
    response.enforce_content_length = True
    try:
        length = response.length_remaining
        if length is None or length > bodies.LARGEST or "Content-Encoding" in response.headers:
            return bodies.joined(_unpacked(response))
        content: bytes = response.read()
        return content
    except (exceptions.HTTPError, zlib.error) as error:
        response.close()
        raise _kind(error, _KINDS_IN_A_BODY)(error) from error
    except BaseException:
        response.close()
        raise


def unproxied(url: str) -> dict[str, str]:
    """Returns the proxies of a request that keep it from those of the environment.

    There are some for this machine alone: a credential that goes nowhere should
    not go to a proxy. One that is set on the session is used nevertheless.
    """
    host = address.loopback_host(url)
    return {} if host is None else {"no_proxy": host}


def kind_in_requests(error: Exception) -> type[Exception]:
    """Returns the class that requests raises where urllib3 raised an error."""
    if isinstance(error, exceptions.MaxRetryError) and error.reason is not None:
        return kind_in_requests(error.reason)
    if isinstance(error, requests.RequestException):
        return type(error)
    return _kind(error, _KINDS)


def _adapter(session: requests.Session, url: str) -> Any:
    try:
        return session.get_adapter(url)
    except requests.exceptions.InvalidSchema:
        # On the long way requests says first what else is wrong with the address.
        return None


def _pool(session: requests.Session, url: str) -> tuple[Any, str]:
    """Returns the connections to a URL's host, and what a request asks of them."""
    adapter: Any = session.get_adapter(url)
    origin, path = _parted(url)
    source = (
        origin,
        session.verify,
        session.cert,
        session.trust_env,
        dict(session.proxies),
        [os.environ.get(name) for name in _ENVIRONMENT],
    )
    known, pool, prefix = adapter.known
    if known != source:
        request = requests.Request("POST", url).prepare()
        settings = session.merge_environment_settings(url, unproxied(url), None, None, None)
        verify, cert, proxies = (settings[name] for name in ("verify", "cert", "proxies"))
        pool = adapter.get_connection_with_tls_context(request, verify, proxies, cert)
        adapter.cert_verify(pool, url, verify, cert)
        # A proxy for plain http is asked for the whole address.
        is_whole = adapter.request_url(request, proxies) != request.path_url
        prefix = origin if is_whole else ""
        adapter.known = source, pool, prefix
    return pool, prefix + path


def _parted(url: str) -> tuple[str, str]:
    """Returns a URL's scheme and host, and the rest as it goes over the wire."""
    plain = _PLAIN.fullmatch(url)
    if plain is not None:
        return plain[1], plain[2]
    # Some of it is to be escaped, or to be left out; a host may have another spelling.
    prepared = requests.Request("POST", url).prepare()
    path = prepared.path_url
    return requests.utils.urldefragauth(str(prepared.url)).removesuffix(path), path


def _kind(error: Exception, kinds: _Kinds) -> type[Exception]:
    return next((kind for theirs, kind in kinds if isinstance(error, theirs)), type(error))


def _unpacked(response: Any) -> Iterable[bytes]:
    # urllib3 would not say that a body of gzip ends too early.
    if response.headers.get("Content-Encoding", "").strip().lower() in bodies.GZIP:
        return bodies.inflated(response.stream(bodies.CHUNK, decode_content=False))
    chunks: Iterable[bytes] = response.stream(bodies.CHUNK, decode_content=True)
    return chunks
