"""The contract where no answer comes, or one that no one should trust."""

import gzip
import os
import queue
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest import mock

from refreshbooks import exceptions
from refreshbooks.transports import bodies
from tests.servers import OK, Reply, Request, serving
from tests.transports.cases import (
    DOCUMENT,
    STRANGER,
    Cases,
    environment,
    full_house,
    no_headers,
    stranger_tls,
)

__all__ = ["Troubles"]


class Troubles(Cases):
    """What a transport does when something goes wrong, and when many share it."""

    # Silence

    def test_a_refused_connection_sent_nothing(self) -> None:
        with serving() as server:
            pass
        with self.silence(sent=False):
            self.call(server)

    def test_what_is_no_address_is_an_error_of_ours_and_shows_no_password(self) -> None:
        for url in ("http://me:word@[::1", "http://", "me:word@books"):
            with self.assertRaises(exceptions.NoResponse) as caught:
                self.Transport(url, no_headers)(DOCUMENT)
            assert "word" not in str(caught.exception)
            assert "word" not in repr(self.Transport(url, no_headers))

    def test_an_unknown_name_sent_nothing(self) -> None:
        unknown = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        with mock.patch("socket.getaddrinfo", side_effect=unknown), self.silence(sent=False):
            self.Transport("http://nobody.example.com/", no_headers)(DOCUMENT)

    def test_a_connection_that_is_not_accepted_in_time_sent_nothing(self) -> None:
        with full_house() as url, self.silence(sent=False):
            self.Transport(url, no_headers, timeout=(0.2, 30))(DOCUMENT)

    def test_an_answer_that_does_not_come_in_time_leaves_the_outcome_open(self) -> None:
        over = threading.Event()
        waited: queue.Queue[bool] = queue.Queue()
        with serving(lambda request: waited.put(over.wait(10))) as server:
            with self.silence(sent=True):
                self.call(server, timeout=(10, 0.1))
            over.set()
            assert waited.get(timeout=10), "the call lasted until the server gave up"
        assert len(server.requests) == 1

    def test_a_request_that_was_read_and_not_answered_is_not_repeated(self) -> None:
        with serving(lambda request: None) as server, self.silence(sent=True):
            self.call(server)
        assert len(server.requests) == 1

    def test_nor_is_one_on_a_connection_that_had_worked_before(self) -> None:
        with serving(lambda request: None if b"create" in request.body else Reply()) as server:
            transport = self.Transport(server.api_url, no_headers)
            transport(DOCUMENT)
            with self.silence(sent=True):
                transport(b"<create/>")
            assert [request.body for request in server.requests] == [DOCUMENT, b"<create/>"]
            assert transport(DOCUMENT) == OK

    def test_nor_is_one_that_was_answered_by_noise(self) -> None:
        for noise in (b"\x16\x03\x01\x00", b"HTTP/1.1 abc\r\n\r\n", b"\r\n\r\n"):
            with serving(Reply(raw=noise, hang_up=True)) as server, self.silence(sent=True):
                self.call(server)
            assert len(server.requests) == 1

    def test_an_answer_that_breaks_off_is_no_answer(self) -> None:
        declared = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + OK
        pieces = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"
        packed = declared.replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip")
        packed = packed.replace(OK, gzip.compress(OK)[:40])
        for raw in (declared, pieces, packed):
            with serving(Reply(raw=raw, hang_up=True)) as server, self.silence(sent=True):
                self.call(server)
            assert len(server.requests) == 1

    def test_after_an_answer_that_broke_off_the_next_one_is_its_own(self) -> None:
        answers = iter([b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nold", None])

        def script(request: Request) -> Reply:
            raw = next(answers)
            return Reply(raw=raw, hang_up=raw is not None)

        with serving(script) as server:
            transport = self.Transport(server.api_url, no_headers)
            with self.silence(sent=True):
                transport(DOCUMENT)
            assert transport(DOCUMENT) == OK

    def test_an_answer_whose_compression_is_damaged_or_cut_is_no_answer(self) -> None:
        packed = gzip.compress(OK)
        cuts = [packed[:-1], packed[:-8], packed[:-12], packed[:5]]
        for body in (b"no gzip at all", *cuts, *(packed + cut for cut in cuts)):
            reply = Reply(body, headers={"Content-Encoding": "gzip"})
            with serving(reply) as server, self.silence(sent=True):
                self.call(server)

    def test_an_idle_connection_that_was_closed_is_noticed_before_a_request_goes_out(self) -> None:
        with serving(Reply(hang_up=True)) as server:
            transport = self.Transport(server.api_url, no_headers)
            for _ in range(3):
                server.hung_up.clear()
                assert transport(DOCUMENT) == OK
                assert server.hung_up.wait(10)
        assert len(server.requests) == server.connections == 3

    # Proxies

    def test_no_proxy_of_the_environment_is_told_what_is_for_this_machine(self) -> None:
        with serving() as proxy, serving() as server:
            told = {"http_proxy": proxy.url, "HTTP_PROXY": proxy.url, "ALL_PROXY": proxy.url}
            with environment(**told, no_proxy="elsewhere.example.com"):
                assert self.call(server) == OK
        assert proxy.requests == []
        assert len(server.requests) == 1

    # Certificates

    def test_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent(
        self,
    ) -> None:
        with serving(tls=stranger_tls()) as server, self.silence(sent=False):
            self.call(server)
        assert server.requests == []

    def test_authorities_are_taken_from_where_requests_takes_them(self) -> None:
        for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
            with mock.patch.dict(os.environ):
                os.environ.pop("REQUESTS_CA_BUNDLE", None)
                os.environ[name] = str(STRANGER)
                with serving(tls=stranger_tls()) as server:
                    assert self.call(server) == OK

    def test_a_certificate_of_another_host_is_refused(self) -> None:
        with mock.patch.dict(os.environ, {"REQUESTS_CA_BUNDLE": str(STRANGER)}):
            with serving(tls=stranger_tls()) as server, self.silence(sent=False):
                url = server.api_url.replace("127.0.0.1", "127.0.0.2")
                self.Transport(url, no_headers)(DOCUMENT)

    # Limits

    def test_no_more_is_read_than_the_limit_however_it_was_compressed(self) -> None:
        zeros = bytes(20 * 2**20)
        bomb = Reply(gzip.compress(zeros), headers={"Content-Encoding": "gzip"})
        for reply in (bomb, Reply(zeros)):
            with serving(reply) as server, mock.patch.object(bodies, "LARGEST", 2**20):
                with self.assertRaises(exceptions.BadResponse) as caught:
                    self.call(server)
            assert "larger than 1 MiB" in str(caught.exception)

    def test_an_answer_of_exactly_the_limit_is_read(self) -> None:
        with serving(Reply(bytes(2**20))) as server, mock.patch.object(bodies, "LARGEST", 2**20):
            assert len(self.call(server)) == 2**20

    # Sharing

    def test_threads_get_their_own_answers(self) -> None:
        with serving(lambda request: Reply(request.body)) as server:
            transport = self.Transport(server.api_url, no_headers)
            entities = [b"<call>%d</call>" % number for number in range(400)]
            with ThreadPoolExecutor(10) as threads:
                assert list(threads.map(transport, entities)) == entities
        if self.pools:
            assert server.connections <= 10

    def test_a_forked_process_opens_connections_of_its_own(self) -> None:
        with serving(lambda request: Reply(request.body)) as server:
            transport = self.Transport(server.api_url, no_headers)
            transport(b"<before/>")
            assert _in_a_fork(lambda: transport(b"<child/>")) == b"<child/>"
            assert transport(b"<after/>") == b"<after/>"
        by_body = {request.body: request.connection for request in server.requests}
        assert by_body[b"<child/>"] != by_body[b"<before/>"]
        assert not self.pools or by_body[b"<after/>"] == by_body[b"<before/>"]


def _in_a_fork(call: Any) -> bytes:
    """Returns what a call returns in a forked process."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:  # pragma: no cover - the child has no coverage to report
        try:
            os.write(writing, bytes(call()))
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        result = pipe.read()
    os.waitpid(child, 0)
    return result
