"""Bytes by Python's own ``urllib.request``, which was once called urllib2.

It opens a connection for each call. Proxies come from the environment, except
for this machine itself. Certificates are verified against the system's
authorities or those that ``REQUESTS_CA_BUNDLE`` or ``CURL_CA_BUNDLE`` names.
"""

import http.client
import os
import ssl
import urllib.request
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from refreshbooks import address
from refreshbooks.transports import connections, timeouts
from refreshbooks.transports.posting import Posting

__all__ = ["Transport"]


class Transport(Posting):
    """Sends request documents to one address, each over its own connection.

    Attributes:
        url: The address.
        headers_factory: Asked for a new dict of headers at each call.
        opener: What opens connections.
    """

    _errors = (OSError, http.client.HTTPException, ValueError, zlib.error)

    def __init__(
        self,
        url: str,
        headers_factory: Callable[[], Mapping[str, str]],
        *,
        timeout: timeouts.Seconds = None,
    ) -> None:
        super().__init__(url, headers_factory, timeout)
        here = address.loopback_host(url) is not None
        proxies = urllib.request.ProxyHandler({} if here else None)
        self.opener = urllib.request.build_opener(_Http, _Https, _EveryStatus, proxies)

    def _exchange(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, Any]:
        request = urllib.request.Request(self.url, body, headers, method="POST")
        pair: Any = self.timeout
        with self.opener.open(request, timeout=pair) as response:
            return response.status, response.read(), response.headers

    def close(self) -> None:
        """Does nothing: no connection outlives its call."""


# Their timeout is a pair, which urllib hands on as it got it.
_plain: Any = connections.HTTPConnection
_secure: Any = connections.HTTPSConnection


class _Http(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_plain, req)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_secure, req, context=_trust())


class _EveryStatus(urllib.request.HTTPErrorProcessor):
    """Lets every status through, so that no redirect is followed."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response

    https_response = http_response


def _trust() -> ssl.SSLContext:
    named = connections.authorities()
    if named is not None and os.path.isdir(named):
        return ssl.create_default_context(capath=named)
    return ssl.create_default_context(cafile=named)
