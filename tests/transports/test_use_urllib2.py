"""What the transport by urllib does with its surroundings."""

import os
import tempfile
import urllib.error
from pathlib import Path
from unittest import TestCase, mock

from refreshbooks import exceptions
from refreshbooks.transports.use_urllib2 import Transport
from tests.marks import integration
from tests.servers import OK, Reply, serving
from tests.transports.cases import (
    DOCUMENT,
    STRANGER,
    environment,
    names_that_lead_here,
    no_headers,
    stranger_tls,
)


@integration
class SurroundingsTest(TestCase):
    def test_a_proxy_of_the_environment_is_asked_unless_the_host_is_excepted(self) -> None:
        with serving() as proxy, serving() as server, names_that_lead_here():
            url = server.api_url.replace("127.0.0.1", "books.example.com")
            with environment(http_proxy=proxy.url):
                Transport(url, no_headers)(DOCUMENT)
            with environment(http_proxy=proxy.url, no_proxy="books.example.com"):
                Transport(url, no_headers)(DOCUMENT)
        assert [request.path for request in proxy.requests] == [url]
        assert len(server.requests) == 1

    def test_a_proxy_that_refuses_the_tunnel_leaves_nothing_behind(self) -> None:
        with serving(Reply(b"", 407)) as proxy, environment(https_proxy=proxy.url):
            with self.assertRaises(exceptions.NoResponse) as caught:
                Transport("https://books.example.com/", no_headers)(DOCUMENT)
        assert not caught.exception.sent

    def test_a_tunnel_carries_the_call_and_from_then_on_it_may_have_arrived(self) -> None:
        replies = iter([Reply(), None])
        with serving(lambda request: next(replies), tunnel=stranger_tls()) as proxy:
            with environment(https_proxy=proxy.url, REQUESTS_CA_BUNDLE=str(STRANGER)):
                transport = Transport("https://books.example.com/", no_headers)
                assert transport(DOCUMENT) == OK
                with self.assertRaises(exceptions.NoResponse) as caught:
                    transport(DOCUMENT)
        assert caught.exception.sent
        assert [request.body for request in proxy.requests] == [DOCUMENT, DOCUMENT]

    def test_a_folder_of_authorities_is_one_too(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            # OpenSSL looks for a certificate by the hash of its name.
            Path(folder, f"{_name_hash()}.0").write_bytes(STRANGER.read_bytes())
            with environment(REQUESTS_CA_BUNDLE=folder), serving(tls=stranger_tls()) as server:
                assert Transport(server.api_url, no_headers)(DOCUMENT) == OK

    def test_errors_are_also_those_of_urllib(self) -> None:
        with serving() as gone:
            pass
        with self.assertRaises(urllib.error.URLError):
            Transport(gone.api_url, no_headers)(DOCUMENT)

    def test_what_is_no_address_sends_nothing(self) -> None:
        with self.assertRaises(exceptions.NoResponse):
            Transport("books.example.com", no_headers)(DOCUMENT)
        with self.assertRaises(exceptions.NoResponse) as caught:
            Transport("http://127.0.0.1:9/white space", no_headers)(DOCUMENT)
        assert not caught.exception.sent

    def test_a_missing_bundle_of_certificates_is_said(self) -> None:
        with mock.patch.dict(os.environ, REQUESTS_CA_BUNDLE="/no/such/file"):
            with self.assertRaises(exceptions.NoResponse):
                Transport("https://127.0.0.1:9/", no_headers)(DOCUMENT)


def _name_hash() -> str:
    return "e8355ef9"
