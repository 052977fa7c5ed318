"""What proxies, certificates and silence around it do to the transport by requests."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any
from unittest import TestCase, mock

import requests
import urllib3

from refreshbooks import exceptions
from refreshbooks.transports import pools
from refreshbooks.transports.use_requests import Transport
from tests.marks import integration
from tests.servers import OK, Reply, Server, serving
from tests.transports.cases import (
    STRANGER,
    environment,
    full_house,
    names_that_lead_here,
    stranger_tls,
)

ENTITY = b"<request/>"


def authorized() -> dict[str, str]:
    return {"Authorization": "Basic ours"}


@integration
class SurroundingsTest(TestCase):
    def test_a_proxy_of_the_environment_is_asked_unless_the_host_is_excepted(self) -> None:
        with serving() as proxy, serving() as server, names_that_lead_here():
            url = server.api_url.replace("127.0.0.1", "books.example.com")
            for session in (None, requests.Session()):
                transport = Transport(url, authorized, session=session)
                with environment(http_proxy=proxy.url.replace("//", "//me:word@")):
                    transport(ENTITY)
                with environment(http_proxy=proxy.url, no_proxy="books.example.com"):
                    transport(ENTITY)
                with environment():
                    transport(ENTITY)
        assert [request.path for request in proxy.requests] == [url, url]
        assert proxy.requests[0].headers["Proxy-Authorization"] == "Basic bWU6d29yZA=="
        assert len(server.requests) == 4

    def test_a_proxy_of_the_session_is_asked(self) -> None:
        with environment(), serving() as proxy:
            for session in (None, requests.Session()):
                for url in ("http://books.example.com/", "http://127.0.0.1:9/"):
                    transport = Transport(url, authorized, session=session)
                    transport.session.proxies["http"] = proxy.url
                    transport(ENTITY)
                    assert proxy.requests[-1].path == url

    def test_a_proxy_that_refuses_the_tunnel_leaves_nothing_behind(self) -> None:
        with serving(Reply(b"", 407)) as proxy, environment(https_proxy=proxy.url):
            with self.assertRaises(exceptions.NoResponse) as caught:
                Transport("https://books.example.com/", authorized)(ENTITY)
        assert isinstance(caught.exception, requests.exceptions.ProxyError)
        assert not caught.exception.sent
        assert [request.method for request in proxy.requests] == ["CONNECT"]
        assert "Authorization" not in proxy.requests[0].headers

    def test_a_tunnel_through_a_proxy_carries_the_call(self) -> None:
        with serving(tunnel=stranger_tls()) as proxy:
            with environment(https_proxy=proxy.url, REQUESTS_CA_BUNDLE=str(STRANGER)):
                for session in (None, requests.Session()):
                    transport = Transport(
                        "https://books.example.com/in", authorized, session=session
                    )
                    assert transport(ENTITY) == transport(ENTITY) == OK
        assert [request.connection for request in proxy.requests] == [0, 0, 1, 1]
        assert proxy.requests[0].path == "/in"

    def test_a_request_that_went_through_a_tunnel_may_have_arrived(self) -> None:
        with serving(lambda request: None, tunnel=stranger_tls()) as proxy:
            with environment(https_proxy=proxy.url, REQUESTS_CA_BUNDLE=str(STRANGER)):
                for session in (None, requests.Session()):
                    with self.assertRaises(exceptions.NoResponse) as caught:
                        Transport("https://books.example.com/", authorized, session=session)(ENTITY)
                    assert caught.exception.sent
        assert [request.body for request in proxy.requests] == [ENTITY, ENTITY]

    def test_so_may_one_that_a_plain_proxy_read(self) -> None:
        with serving(lambda request: None) as proxy, environment(http_proxy=proxy.url):
            for session in (None, requests.Session()):
                with self.assertRaises(exceptions.NoResponse) as caught:
                    Transport("http://books.example.com/", authorized, session=session)(ENTITY)
                assert caught.exception.sent
        assert len(proxy.requests) == 2

    def test_a_proxy_that_is_not_there_leaves_nothing_behind_and_shows_no_password(self) -> None:
        with serving() as gone:
            pass
        for url in (gone.url.replace("//", "//me:word@"), "http://me:word@:8/"):
            with environment(http_proxy=url), self.assertRaises(exceptions.NoResponse) as caught:
                Transport("http://books.example.com/", authorized)(ENTITY)
            assert not caught.exception.sent
            assert "word" not in str(caught.exception)

    def test_certificates_are_the_session_s_business_too(self) -> None:
        with environment(), serving(tls=stranger_tls()) as server:
            transport = Transport(server.api_url, authorized)
            with self.assertRaises(requests.exceptions.SSLError):
                transport(ENTITY)
            transport.session.verify = str(STRANGER)
            assert transport(ENTITY) == OK
            transport.session.cert = str(STRANGER)
            assert transport(ENTITY) == OK
            first, second = (request.connection for request in server.requests)
            assert first != second
            transport.session.verify = False
            with self.assertWarns(urllib3.exceptions.InsecureRequestWarning):
                assert transport(ENTITY) == OK

    def test_a_missing_bundle_of_certificates_is_said_before_anything_is_sent(self) -> None:
        with environment(REQUESTS_CA_BUNDLE="/no/such/file"), serving(tls=stranger_tls()) as server:
            for session in (None, requests.Session()):
                with self.assertRaises(exceptions.NoResponse) as caught:
                    Transport(server.api_url, authorized, session=session)(ENTITY)
                assert not caught.exception.sent
                assert "/no/such/file" in str(caught.exception)

    def test_errors_are_also_those_of_requests(self) -> None:
        with serving() as gone:
            pass
        for session in (None, requests.Session()):
            with self.assertRaises(requests.ConnectionError):
                Transport(gone.api_url, authorized, session=session)(ENTITY)
            with full_house() as url, self.assertRaises(requests.ConnectTimeout):
                Transport(url, authorized, timeout=(0.1, 5), session=session)(ENTITY)
            with self.stalled() as server, self.assertRaises(requests.ReadTimeout):
                Transport(server.api_url, authorized, timeout=(5, 0.1), session=session)(ENTITY)
            with serving(lambda request: None) as server:
                with self.assertRaises(requests.ConnectionError):
                    Transport(server.api_url, authorized, session=session)(ENTITY)
            with serving(tls=stranger_tls()) as server:
                with self.assertRaises(requests.exceptions.SSLError):
                    Transport(server.api_url, authorized, session=session)(ENTITY)
            broken = Reply(b"no gzip", headers={"Content-Encoding": "gzip"})
            with serving(broken) as server:
                with self.assertRaises(requests.exceptions.ContentDecodingError):
                    Transport(server.api_url, authorized, session=session)(ENTITY)

    def test_what_requests_refuses_to_send_was_not_sent(self) -> None:
        for url in ("books.example.com", "ftp://books.example.com/", "http://"):
            for session in (None, requests.Session()):
                with self.assertRaises(exceptions.NoResponse) as caught:
                    Transport(url, authorized, session=session)(ENTITY)
                assert not caught.exception.sent

    @contextlib.contextmanager
    def stalled(self) -> Iterator[Server]:
        """Serves answers that never begin."""
        with contextlib.ExitStack() as stack:
            over = threading.Event()
            server = stack.enter_context(serving(lambda request: over.wait(10) and None))
            stack.callback(over.set)
            yield server


class KindsTest(TestCase):
    def test_an_error_inside_a_body_is_the_one_that_requests_makes_of_it(self) -> None:
        kinds = {
            urllib3.exceptions.SSLError("broken"): requests.exceptions.SSLError,
            urllib3.exceptions.ProtocolError("broken"): requests.exceptions.ChunkedEncodingError,
            urllib3.exceptions.DecodeError("broken"): requests.exceptions.ContentDecodingError,
            urllib3.exceptions.HTTPError("broken"): requests.ConnectionError,
        }
        for error, kind in kinds.items():
            response = mock.Mock(headers={}, length_remaining=None)
            response.stream.side_effect = error
            with self.assertRaises(kind) as caught:
                pools.body(response)
            assert type(caught.exception) is kind
            assert caught.exception.__cause__ is error
            response.close.assert_called_once_with()

    def test_a_retry_without_a_reason_keeps_its_class(self) -> None:
        pool: Any = None
        exhausted = urllib3.exceptions.MaxRetryError(pool, "/")
        assert pools.kind_in_requests(exhausted) is requests.ConnectionError
        assert pools.kind_in_requests(KeyError()) is KeyError
