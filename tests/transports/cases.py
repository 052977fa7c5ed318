"""What the contract's cases have in common; ``test_contract`` tells the rest."""

import contextlib
import os
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import TestCase, mock

from refreshbooks import exceptions
from refreshbooks.files import Answer
from tests.servers import Server

__all__ = [
    "DOCUMENT",
    "STRANGER",
    "Cases",
    "environment",
    "full_house",
    "names_that_lead_here",
    "no_headers",
    "stranger_tls",
]

STRANGER = Path(__file__).with_name("stranger.pem")

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")

DOCUMENT = b'<request method="staff.current"/>'


def no_headers() -> dict[str, str]:
    """Is a headers factory that has nothing to say."""
    return {}


def stranger_tls() -> ssl.SSLContext:
    """Returns the server's side of TLS with a certificate that nobody trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(STRANGER)
    return context


@contextlib.contextmanager
def full_house() -> Iterator[str]:
    """Gives an address on this machine whose connections are never accepted."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


@contextlib.contextmanager
def environment(**values: str) -> Iterator[None]:
    """Sets variables, and none of those that could be set around the tests."""
    with mock.patch.dict(os.environ):
        for name in (*_PROXIES, "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NETRC"):
            os.environ.pop(name, None)
            os.environ.pop(name.upper(), None)
        os.environ.update(values)
        yield


@contextlib.contextmanager
def names_that_lead_here() -> Iterator[None]:
    """Has every host name lead to this machine."""
    look_up = socket.getaddrinfo

    def look_up_here(host: object, *rest: Any, **settings: Any) -> Any:
        return look_up("127.0.0.1", *rest, **settings)

    with mock.patch("socket.getaddrinfo", look_up_here):
        yield


class Cases(TestCase):
    """Cases of the contract; a subclass says by which transport."""

    Transport: Any
    pools = True

    @contextlib.contextmanager
    def silence(self, *, sent: bool) -> Iterator[None]:
        """Expects that no answer comes, and whether the request had left."""
        with self.assertRaises(exceptions.NoResponse) as caught:
            yield
        error = caught.exception
        assert error.sent is sent, error
        assert isinstance(error.__cause__, Exception)
        assert ("may have arrived" if sent else "nothing was sent") in str(error)

    def call(self, server: Server, entity: Any = DOCUMENT, **options: Any) -> Answer:
        """Calls a server once by a transport of its own."""
        transport = self.Transport(server.api_url, no_headers, **options)
        with contextlib.closing(transport):
            answer: Answer = transport(entity)
            return answer
