"""Connections for httplib2 that carry each request once.

httplib2 sends a request again when its connection fails in certain ways. What
these connections raise is of a class that it does not know and lets pass.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httplib2
from httplib2 import Http
from httplib2.error import HttpLib2Error, ProxiesUnavailableError, ServerNotFoundError
from urllib3.util import wait_for_read

from refreshbooks.transports.connections import TwoWaits

__all__ = [
    "Http",
    "HttpLib2Error",
    "ServerNotFoundError",
    "Unrepeated",
    "asks_environment",
    "connection_type",
]


class Unrepeated(Exception):
    """Carries an error past the place where httplib2 would send again.

    Attributes:
        error: What happened.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


class _Once(TwoWaits):
    proxy_info: Any

    def __init__(self, host: str, **settings: Any) -> None:
        super().__init__(host, **settings)
        if self.proxy_info and not self.proxy_info.applies_to(self.host):
            self.proxy_info = None

    def connect(self) -> None:
        # Without PySocks httplib2 would go past a proxy in silence.
        if self.proxy_info and not self.proxy_info.isgood():
            raise ProxiesUnavailableError("a proxy is set, and httplib2 needs PySocks to use it")
        super().connect()

    def request(self, *args: Any, **kwargs: Any) -> None:
        # An idle connection has something to read only when it was closed.
        if self.sock is not None and wait_for_read(self.sock, timeout=0):
            self.close()
        with self._unrepeated():
            super().request(*args, **kwargs)

    def getresponse(self) -> Any:
        with self._unrepeated():
            return super().getresponse()

    @contextmanager
    def _unrepeated(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.close()
            raise Unrepeated(error) from error


class _Http(_Once, httplib2.HTTPConnectionWithTimeout):
    """Plain http."""


class _Https(_Once, httplib2.HTTPSConnectionWithTimeout):
    """The same over TLS, with certificates verified."""


def asks_environment(client: Http) -> bool:
    """Says whether a client would find its proxies in the environment."""
    return client.proxy_info is httplib2.proxy_info_from_environment


def connection_type(url: str) -> type[_Once]:
    """Returns the class of connections for an address."""
    return _Https if url.lower().startswith("https:") else _Http
