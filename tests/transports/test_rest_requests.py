"""Requests of any method: what arrives, what comes back, where a redirect leads."""

import os
import tempfile
import threading
import unittest
from pathlib import Path
from unittest import mock

import requests

from refreshbooks import exceptions
from refreshbooks.transports import bodies
from refreshbooks.transports.pools import Request
from refreshbooks.transports.rest_requests import Transport
from tests.marks import integration
from tests.servers import Reply, serving
from tests.transports.cases import environment, full_house

BEARER = {"Authorization": "Bearer token"}
JSON = {"Content-Type": "application/json"}
FOUND = b'{"response": {"result": {}}}'


def asked(url, method="GET", body=None, **headers):
    return Request(method, url, {**BEARER, **headers}, body)


def both_ways():
    """Yields a transport of its own session, and one of a user's, which goes the long way."""
    with requests.Session() as session:
        for one in (None, session):
            transport = Transport(session=one, timeout=5)
            yield transport
            transport.close()


@integration
class SentTest(unittest.TestCase):
    def test_every_method_arrives_with_its_body_and_headers(self):
        for transport in both_ways():
            with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
                for method, body in (("POST", b"{}"), ("PUT", b'{"a": 1}'), ("PATCH", b"[]")):
                    answer = transport(asked(f"{server.url}/a/b", method, body, **JSON))
                    assert (answer, answer.status) == (FOUND, 200)
                    arrived = server.requests[-1]
                    assert (arrived.method, arrived.path) == (method, "/a/b")
                    assert arrived.body == body
                    assert arrived.headers["Content-Type"] == "application/json"
                    assert arrived.headers["Authorization"] == "Bearer token"

    def test_what_carries_nothing_says_nothing_of_a_body(self):
        for transport in both_ways():
            with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
                for method in ("GET", "DELETE"):
                    transport(asked(f"{server.url}/a", method))
                    said = server.requests[-1].headers
                    assert "Content-Type" not in said, method
                    # Of a DELETE, requests says that it has no length.
                    assert said.get("Content-Length", "0") == "0"
                    assert method == "DELETE" or "Content-Length" not in said

    def test_an_escaped_address_arrives_as_it_was_escaped(self):
        ways = ("/a%2Fb/c?search%5Bname%5D=A%26B%20%231&x=%2B00%3A00", "/", "/caf%C3%A9?a=b%3Dc")
        for transport in both_ways():
            with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
                for way in ways:
                    transport(asked(server.url + way))
                    assert server.requests[-1].path == way

    def test_an_address_that_is_not_escaped_is_escaped_alike_both_ways(self):
        with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
            for transport in both_ways():
                transport(asked(server.url + "/a b?c=é#part"))
        assert [request.path for request in server.requests] == ["/a%20b?c=%C3%A9"] * 2

    def test_a_name_that_is_said_in_another_spelling_is_said_once(self):
        with requests.Session() as session:
            session.headers["user-agent"] = "Session/1.0"
            with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
                Transport(session=session)(asked(server.url, **{"USER-AGENT": "Shop/1.0"}))
                Transport(session=session)(asked(server.url))
                Transport()(asked(server.url))
        agents = [request.headers.get_all("User-Agent") for request in server.requests]
        assert agents[:2] == [["Shop/1.0"], ["Session/1.0"]]
        assert agents[2][0].startswith("refreshbooks/")

    def test_one_connection_serves_calls_to_many_addresses(self):
        with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
            transport = Transport()
            for number in range(5):
                transport(asked(f"{server.url}/clients/{number}?page={number}"))
            transport.close()
        assert server.connections == 1

    def test_a_stored_password_of_the_host_never_replaces_the_token(self):
        with tempfile.TemporaryDirectory() as folder:
            netrc = Path(folder, "netrc")
            netrc.write_text("machine 127.0.0.1 login someone password else\n")
            with mock.patch.dict(os.environ, NETRC=str(netrc)):
                with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
                    for transport in both_ways():
                        transport(asked(server.url))
        said = {request.headers["Authorization"] for request in server.requests}
        assert said == {"Bearer token"}

    def test_a_session_that_signs_for_itself_goes_on_doing_so_and_nothing_shows_it(self):
        with requests.Session() as session:
            session.auth = ("ann", "sesame")
            transport = Transport(session=session)
            with serving(lambda request: Reply(FOUND, 200, JSON)) as server:
                transport(asked(server.url))
            assert repr(transport) == "<refreshbooks.transports.rest_requests.Transport>"
        assert server.requests[0].headers["Authorization"].startswith("Basic ")

    def test_threads_share_the_connections_and_each_gets_its_own_answer(self):
        def echo(request):
            return Reply(request.path.encode(), 200, JSON)

        with serving(echo) as server:
            transport, wrong = Transport(), []

            def call(number):
                for turn in range(20):
                    way = f"/{number}/{turn}"
                    if transport(asked(server.url + way)) != way.encode():
                        wrong.append(way)

            threads = [threading.Thread(target=call, args=(number,)) for number in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
            transport.close()
        assert wrong == []
        assert server.connections <= 8


class ShownTest(unittest.TestCase):
    def test_a_request_shows_neither_its_headers_nor_its_body(self):
        assert repr(asked("https://example.com/a", "POST", b"{}")) == "<Request POST>"


@integration
class AnsweredTest(unittest.TestCase):
    def test_an_answer_of_any_status_comes_back_with_its_headers(self):
        for transport in both_ways():
            for status in (200, 201, 204, 304, 400, 401, 404, 422, 429, 500, 503):
                reply = Reply(b"" if status in (204, 304) else b"{}", status, {"Retry-After": "7"})
                with serving(lambda request, reply=reply: reply) as server:
                    answer = transport(asked(server.url))
                assert answer.status == status
                assert answer.headers["retry-after"] == "7"

    def test_silence_is_an_error_of_requests_too_and_says_what_was_sent(self):
        with serving(lambda request: None) as server:
            for transport in both_ways():
                with self.assertRaises(requests.exceptions.ConnectionError) as caught:
                    transport(asked(server.url, "POST", b"{}"))
                assert isinstance(caught.exception, exceptions.NoResponse)
                assert caught.exception.sent
        with environment(), full_house() as busy:
            with self.assertRaises(requests.exceptions.ConnectTimeout) as caught:
                Transport(timeout=(0.1, 5))(asked(busy))
            assert not caught.exception.sent

    def test_a_body_that_breaks_off_is_no_answer(self):
        cut = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", hang_up=True)
        with serving(lambda request: cut) as server:
            for transport in both_ways():
                with self.assertRaises(exceptions.NoResponse):
                    transport(asked(server.url))

    def test_what_is_too_large_to_be_an_answer_is_none(self):
        with serving(lambda request: Reply(b"x" * 5000, 200, JSON)) as server:
            for transport in both_ways():
                with mock.patch.object(bodies, "LARGEST", 1000):
                    with self.assertRaises(exceptions.BadResponse) as caught:
                        transport(asked(server.url))
                assert not isinstance(caught.exception, exceptions.NoResponse)
                assert transport(asked(server.url)) == b"x" * 5000

    def test_what_is_opened_is_read_as_it_comes(self):
        with serving(lambda request: Reply(b"x" * 100_000, 200, JSON)) as server:
            for transport in both_ways():
                with transport.open(asked(server.url)) as response:
                    pieces = list(response.iter_content(4096))
                assert len(pieces) > 1
                assert b"".join(pieces) == b"x" * 100_000


@integration
class RedirectedTest(unittest.TestCase):
    def test_what_reads_follows_with_its_token_on_the_same_host(self):
        def script(request):
            to = {"/old": "/new", "/new": None}[request.path]
            return Reply(FOUND, 302, {"Location": to}) if to else Reply(FOUND, 200, JSON)

        for transport in both_ways():
            with serving(script) as server:
                assert transport(asked(server.url + "/old")).status == 200
                assert transport.open(asked(server.url + "/old")).status_code == 200
            assert [request.path for request in server.requests] == ["/old", "/new"] * 2
            assert server.requests[1].headers["Authorization"] == "Bearer token"

    def test_no_token_goes_to_another_host(self):
        with serving(lambda request: Reply(FOUND, 200, JSON)) as other:
            moved = Reply(b"", 302, {"Location": other.url + "/file"})
            with serving(lambda request: moved) as server:
                assert Transport()(asked(server.url)).status == 200
        assert "Authorization" not in other.requests[0].headers

    def test_what_writes_is_never_led_on(self):
        moved = Reply(b"", 307, {"Location": "/elsewhere"})
        with serving(lambda request: moved) as server:
            for method in ("POST", "PUT", "DELETE"):
                answer = Transport()(asked(server.url, method, b"{}"))
                assert (answer.status, answer.headers["Location"]) == (307, "/elsewhere")
        assert len(server.requests) == 3

    def test_a_circle_is_left(self):
        with serving(lambda request: Reply(b"", 302, {"Location": "/again"})) as server:
            assert Transport()(asked(server.url)).status == 302
            assert Transport().open(asked(server.url)).status_code == 302
        assert len(server.requests) == 10

    def test_nothing_is_led_to_what_is_no_address_of_the_web(self):
        for location in ("file:///etc/passwd", "ftp://example.com/", "https://", "mailto:a"):
            moved = Reply(b"", 302, {"Location": location})
            with serving(lambda request, moved=moved: moved) as server:
                assert Transport()(asked(server.url)).status == 302, location
