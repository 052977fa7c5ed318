"""Bytes by httplib2, for those who have settings on its client; an extra.

httplib2 repeats a request by itself when the service hangs up on it, and so
would create an invoice twice. It is kept from that here.
"""

import copy
import http.client
import os
import threading
import weakref
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from refreshbooks import address
from refreshbooks.exceptions import MissingExtra, NoResponse
from refreshbooks.transports import failures, timeouts
from refreshbooks.transports.connections import authorities
from refreshbooks.transports.posting import Posting

__all__ = ["Transport"]

_ERRORS = (OSError, http.client.HTTPException, ValueError, zlib.error)


class Transport(Posting):
    """Sends request documents to one address by an ``httplib2.Http``.

    Attributes:
        url: The address.
        headers_factory: Asked for a new dict of headers at each call.
        client: The settings: proxies, certificates, credentials. Its own
            connections are not used, since it keeps them for one thread only.

    Raises:
        MissingExtra: If httplib2 is not installed.
    """

    def __init__(
        self,
        url: str,
        headers_factory: Callable[[], Mapping[str, str]],
        *,
        timeout: timeouts.Seconds = None,
        client: Any = None,
    ) -> None:
        try:
            from refreshbooks.transports import httplib2_connections
        except ImportError as error:
            raise MissingExtra("the transport by httplib2", "httplib2") from error
        self._library = httplib2_connections
        self.client = httplib2_connections.Http() if client is None else client
        super().__init__(url, headers_factory, self.client.timeout if timeout is None else timeout)
        self._errors = (*_ERRORS, httplib2_connections.HttpLib2Error)
        self._connections = _ConnectionsOfThreads()

    def _exchange(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, Any]:
        connections = self._connections.of_this_thread()
        try:
            response, content = self._client(connections).request(
                self.url, "POST", body, headers, connection_type=self._kind()
            )
        except self._library.Unrepeated as unrepeated:
            error = unrepeated.error
        except BaseException:
            # What was not read of an answer is still on the connection.
            connections.close()
            raise
        else:
            received = {name: response[name] for name in response if name != "status"}
            return response.status, content, received
        raise error

    def close(self) -> None:
        """Closes the connections of all threads; a later call opens new ones."""
        self._connections.close()

    def _client(self, connections: "_Connections") -> Any:
        """Returns a copy of the client for one call over a thread's connections."""
        client = copy.copy(self.client)
        client.connections = connections.by_host
        client.timeout = self.timeout
        client.follow_redirects = False
        client.force_exception_to_status_code = False
        client.ca_certs = client.ca_certs or authorities()
        if self._library.asks_environment(client) and address.loopback_host(self.url):
            client.proxy_info = None
        for connection in connections.by_host.values():
            connection.wait(self.timeout)
        return client

    def _kind(self) -> type[Any]:
        return self._library.connection_type(self.url)

    def _silence(self, error: Exception) -> NoResponse:
        # httplib2 drops the traceback that would tell that a name was not found.
        unknown = isinstance(error, self._library.ServerNotFoundError)
        return failures.no_response(error, self.url, sent=False if unknown else None)


class _Connections:
    """The connections of one thread in one process."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.by_host: dict[str, Any] = {}

    def close(self) -> None:
        for host in list(self.by_host):
            self.by_host.pop(host).close()


class _ConnectionsOfThreads:
    """Finds each thread its connections, and closes those of all."""

    def __init__(self) -> None:
        self._local = threading.local()
        self._all: weakref.WeakSet[_Connections] = weakref.WeakSet()

    def of_this_thread(self) -> _Connections:
        known: _Connections | None = getattr(self._local, "connections", None)
        if known is not None and known.process == os.getpid():
            return known
        self._local.connections = _Connections()
        self._all.add(self._local.connections)
        return self.of_this_thread()

    def close(self) -> None:
        for connections in list(self._all):
            connections.close()
