"""What the transport by httplib2 does with a client and its surroundings."""

import errno
import sys
from unittest import SkipTest, TestCase, mock

try:
    import httplib2
except ImportError as missing:
    raise SkipTest("httplib2 is not installed") from missing

from refreshbooks import exceptions, transports
from refreshbooks.transports import bodies
from refreshbooks.transports.use_httplib2 import Transport
from tests.marks import integration
from tests.servers import OK, Reply, Request, serving
from tests.transports.cases import (
    DOCUMENT,
    STRANGER,
    environment,
    no_headers,
    stranger_tls,
)


@integration
class ClientsTest(TestCase):
    def test_a_client_of_a_user_s_own_brings_its_settings(self) -> None:
        client = httplib2.Http(timeout=7, ca_certs=str(STRANGER))
        with environment(), serving(tls=stranger_tls()) as server:
            transport = Transport(server.api_url, no_headers, client=client)
            assert transport.client is client
            assert transport.timeout == (7.0, 7.0)
            assert transport(DOCUMENT) == OK
        assert Transport("http://books/", no_headers, client=client, timeout=3).timeout[0] == 3.0

    def test_a_client_stays_as_it_was(self) -> None:
        client = httplib2.Http()
        before = dict(vars(client))
        with environment(), serving() as server:
            Transport(server.api_url, no_headers, client=client)(DOCUMENT)
        assert vars(client) == before
        assert client.connections == {}

    def test_credentials_are_given_when_they_are_asked_for(self) -> None:
        def script(request: Request) -> Reply:
            if request.headers["Authorization"] == "Basic bWU6d29yZA==":
                return Reply()
            return Reply(b"", 401, {"WWW-Authenticate": 'Basic realm="FreshBooks"'})

        with environment(), serving(script) as server:
            transport = Transport(server.api_url, no_headers)
            transport.client.add_credentials("me", "word")
            assert transport(DOCUMENT) == OK

    def test_after_ctrl_c_in_the_middle_of_an_answer_the_next_call_gets_its_own(self) -> None:
        with environment(), serving(lambda request: Reply(request.body)) as server:
            transport = Transport(server.api_url, no_headers)
            with mock.patch.object(bodies, "joined", side_effect=KeyboardInterrupt):
                with self.assertRaises(KeyboardInterrupt):
                    transport(b"<first/>")
            assert transport(b"<second/>") == b"<second/>"

    def test_errors_do_not_become_answers_even_where_the_client_asks_for_it(self) -> None:
        client = httplib2.Http()
        client.force_exception_to_status_code = True
        with environment(), serving(lambda request: None) as server:
            with self.assertRaises(exceptions.NoResponse):
                Transport(server.api_url, no_headers, client=client)(DOCUMENT)

    def test_a_request_that_could_not_be_sent_to_its_end_is_not_begun_again(self) -> None:
        broken = OSError(errno.ENETUNREACH, "Network is unreachable")
        with environment(), serving() as server:
            transport = Transport(server.api_url, no_headers, timeout=(10, 2))
            transport(DOCUMENT)
            with mock.patch("http.client.HTTPConnection.send", side_effect=broken) as send:
                with self.assertRaises(exceptions.NoResponse) as caught:
                    transport(DOCUMENT)
        assert caught.exception.sent
        assert caught.exception.__cause__ is broken
        assert send.call_count == 1

    def test_an_answer_that_is_too_large_ends_its_connection(self) -> None:
        with environment(), serving(Reply(bytes(2**23))) as server:
            transport = Transport(server.api_url, no_headers)
            with mock.patch("refreshbooks.transports.bodies.LARGEST", 2**20):
                with self.assertRaises(exceptions.BadResponse):
                    transport(DOCUMENT)
            assert server.hung_up.wait(10)

    def test_headers_of_the_answer_are_those_that_came(self) -> None:
        with environment(), serving(Reply(headers={"X-Page": "1"})) as server:
            answer = Transport(server.api_url, no_headers)(DOCUMENT)
        assert answer.headers["X-Page"] == "1"
        assert "status" not in answer.headers


@integration
class SurroundingsTest(TestCase):
    def test_a_proxy_is_never_gone_past_in_silence(self) -> None:
        for url in ("http://books.example.com/", "https://books.example.com/"):
            with environment(http_proxy="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9"):
                with mock.patch.object(httplib2, "socks", None):
                    with self.assertRaises(exceptions.NoResponse) as caught:
                        Transport(url, no_headers)(DOCUMENT)
            assert not caught.exception.sent
            assert "PySocks" in str(caught.exception)

    def test_a_host_that_is_excepted_from_the_proxy_needs_none(self) -> None:
        with environment(http_proxy="http://127.0.0.1:9", no_proxy="127.0.0.1"):
            client = httplib2.Http(proxy_info=httplib2.proxy_info_from_environment())
            with serving() as server, mock.patch.object(httplib2, "socks", None):
                transport = Transport(server.api_url, no_headers, client=client)
                assert transport(DOCUMENT) == OK

    def test_a_proxy_that_was_set_on_the_client_is_meant(self) -> None:
        with environment(http_proxy="http://127.0.0.1:9"):
            client = httplib2.Http(proxy_info=httplib2.proxy_info_from_environment())
            with serving() as server, mock.patch.object(httplib2, "socks", None):
                with self.assertRaises(exceptions.NoResponse) as caught:
                    Transport(server.api_url, no_headers, client=client)(DOCUMENT)
        assert "PySocks" in str(caught.exception)
        assert server.requests == []

    def test_without_httplib2_the_extra_is_named(self) -> None:
        name = "httplib2_connections"
        missing = {"httplib2": None, f"{transports.__name__}.{name}": None}
        with mock.patch.dict(sys.modules, missing), mock.patch.dict(vars(transports)):
            vars(transports).pop(name, None)
            with self.assertRaises(exceptions.MissingExtra) as caught:
                Transport("http://books/", no_headers)
        assert "refreshbooks[httplib2]" in str(caught.exception)
