"""Bytes by Python's own ``urllib.request``, which was once called urllib2.

It opens a connection for each call. Proxies come from the environment, and
certificates are verified against the system's authorities or those that
``REQUESTS_CA_BUNDLE`` or ``CURL_CA_BUNDLE`` names.
"""

import http.client
import os
import ssl
import urllib.request
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from refreshbooks import address
from refreshbooks.exceptions import BadResponse
from refreshbooks.files import Answer
from refreshbooks.transports import connections, failures, statuses, timeouts
from refreshbooks.transports.headers import completed

__all__ = ["Transport"]

_ERRORS = (OSError, http.client.HTTPException, ValueError, zlib.error)


class Transport(timeouts.Waiting):
    """Sends request documents to one address, each over its own connection.

    Attributes:
        url: The address.
        headers_factory: Asked for a new dict of headers at each call.
        opener: What opens connections.
    """

    def __init__(
        self,
        url: str,
        headers_factory: Callable[[], Mapping[str, str]],
        *,
        timeout: timeouts.Seconds = None,
    ) -> None:
        self.url = url
        self.headers_factory = headers_factory
        self.timeout = timeouts.limits(timeout)
        self.opener = urllib.request.build_opener(_Http, _Https, _EveryStatus)

    def __repr__(self) -> str:
        return f"<{__name__}.Transport to {address.without_credentials(self.url)}>"

    def __call__(self, entity: bytes) -> Answer:
        """Returns the answer to a request document.

        Args:
            entity: The document. Its ``content_type``, where it has one, is what
                it is sent as, otherwise ``application/xml``.

        Raises:
            TransportException: For an HTTP status of 300 or more.
            NoResponse: If no answer came.
            BadResponse: If the answer is too large to be one.
        """
        headers = completed(self.headers_factory(), entity, {"Accept-Encoding": "gzip"})
        body = entity.encode() if isinstance(entity, str) else entity
        try:
            request = urllib.request.Request(self.url, body, headers, method="POST")
            pair: Any = self.timeout
            with self.opener.open(request, timeout=pair) as response:
                content = response.read()
        except BadResponse:
            raise
        except _ERRORS as error:
            raise failures.no_response(error, self.url) from error
        return statuses.answered(response.status, content, response.headers)

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
    authorities = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    if authorities and os.path.isdir(authorities):
        return ssl.create_default_context(capath=authorities)
    return ssl.create_default_context(cafile=authorities or None)
