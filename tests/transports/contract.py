"""What every transport promises, written once and held against each of them.

The cases are methods of :class:`Contract`; ``test_contract`` finds the
transports and makes a class of tests for each.
"""

import contextlib
import gzip
import os
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import TestCase, mock

from refreshbooks import exceptions
from refreshbooks.files import Answer
from refreshbooks.transports import bodies
from tests.servers import OK, Reply, Request, Server, serving

__all__ = ["STRANGER", "Contract", "full_house", "stranger_tls"]

STRANGER = Path(__file__).with_name("stranger.pem")

DOCUMENT = b'<request method="staff.current"/>'


class Typed(bytes):
    """An entity that knows its media type."""

    content_type = 'multipart/related; boundary="b"'


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


class Contract(TestCase):
    """The cases; a subclass says by which transport."""

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

    # What goes out

    def test_a_document_is_posted_to_the_address(self) -> None:
        with serving() as server:
            self.call(server)
        (request,) = server.requests
        assert (request.method, request.path) == ("POST", "/api/2.1/xml-in")
        assert request.body == DOCUMENT
        assert request.headers["Content-Length"] == str(len(DOCUMENT))

    def test_a_document_is_sent_as_xml_unless_it_or_the_factory_says_otherwise(self) -> None:
        said = {"content-type": "text/xml"}
        with serving() as server:
            self.call(server)
            self.call(server, Typed(DOCUMENT))
            self.Transport(server.api_url, lambda: said)(DOCUMENT)
            self.Transport(server.api_url, lambda: said)(Typed(DOCUMENT))
        types = [request.headers.get_all("Content-Type") for request in server.requests]
        assert types == [
            ["application/xml"],
            [Typed.content_type],
            ["text/xml"],
            [Typed.content_type],
        ]

    def test_a_document_of_text_goes_out_in_utf_8(self) -> None:
        with serving() as server:
            self.call(server, "<é/>")
        assert server.requests[0].body == "<é/>".encode()

    def test_an_empty_document_is_still_a_post_with_a_length(self) -> None:
        with serving() as server:
            self.call(server, b"")
        assert server.requests[0].headers["Content-Length"] == "0"

    def test_the_library_names_itself_where_nobody_else_is_named(self) -> None:
        with serving() as server:
            self.call(server)
            self.Transport(server.api_url, lambda: {"user-agent": "Shop/1.0"})(DOCUMENT)
        ours, theirs = (request.headers.get_all("User-Agent") for request in server.requests)
        assert len(ours) == 1
        assert ours[0].startswith("refreshbooks/3")
        assert " python/3." in ours[0]
        assert theirs == ["Shop/1.0"]

    def test_the_headers_factory_is_asked_each_time_and_its_dict_is_left_alone(self) -> None:
        handed_out: list[dict[str, str]] = []

        def factory() -> dict[str, str]:
            handed_out.append({"X-Call": str(len(handed_out))})
            return handed_out[-1]

        with serving() as server:
            transport = self.Transport(server.api_url, factory)
            transport(DOCUMENT)
            transport(DOCUMENT)
        assert [request.headers["X-Call"] for request in server.requests] == ["0", "1"]
        assert handed_out == [{"X-Call": "0"}, {"X-Call": "1"}]

    def test_a_header_that_would_smuggle_in_another_is_not_sent(self) -> None:
        for value in ("a\r\nX-Evil: 1", "snow ☃"):
            with serving() as server, self.silence(sent=False):
                self.Transport(server.api_url, lambda value=value: {"X-Own": value})(DOCUMENT)
            assert server.requests == []

    # What comes back

    def test_an_answer_is_bytes_that_know_their_status_and_headers(self) -> None:
        headers = {"Content-Type": "Application/XML; charset=utf-8", "X-Page": "1"}
        with serving(Reply(headers=headers)) as server:
            answer = self.call(server)
        assert isinstance(answer, Answer)
        assert answer == OK
        assert answer.status == 200
        assert answer.headers["x-page"] == "1"
        assert answer.content_type == "application/xml"

    def test_a_compressed_answer_is_unpacked(self) -> None:
        text = OK * 5000
        for encoding, packed in (("gzip", gzip.compress(text)), ("deflate", zlib.compress(text))):
            with serving(Reply(packed, headers={"Content-Encoding": encoding})) as server:
                assert self.call(server) == text

    def test_an_answer_in_pieces_is_put_together(self) -> None:
        pieces = b"".join(b"%x\r\n%s\r\n" % (size, b"x" * size) for size in (1, 70_000, 5))
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        with serving(Reply(raw=head + pieces + b"0\r\n\r\n")) as server:
            transport = self.Transport(server.api_url, no_headers)
            assert transport(DOCUMENT) == b"x" * 70_006
            assert transport(DOCUMENT) == b"x" * 70_006
        assert server.connections == (1 if self.pools else 2)

    def test_an_answer_that_ends_with_its_connection_is_whole(self) -> None:
        with serving(Reply(raw=b"HTTP/1.0 200 OK\r\n\r\n" + OK, hang_up=True)) as server:
            assert self.call(server) == OK

    def test_an_empty_answer_is_an_answer(self) -> None:
        with serving(Reply(b"")) as server:
            assert self.call(server) == b""

    # Refusals

    def test_a_status_of_400_or_more_is_an_error_with_its_body(self) -> None:
        for status in (400, 401, 403, 404, 500, 503):
            headers = {"WWW-Authenticate": 'Basic realm="FreshBooks"'}
            with serving(Reply(b"<error/>", status, headers)) as server:
                with self.assertRaises(exceptions.TransportException) as caught:
                    self.call(server)
            assert (caught.exception.status, caught.exception.content) == (status, b"<error/>")
            assert len(server.requests) == 1

    def test_too_many_requests_tell_how_long_to_wait(self) -> None:
        told = {"7": 7.0, "Thu, 01 Jan 1970 00:00:00 GMT": 0.0, "later": None, None: None}
        for value, seconds in told.items():
            headers = {} if value is None else {"Retry-After": value}
            with serving(Reply(b"", 429, headers)) as server:
                with self.assertRaises(exceptions.RateLimited) as caught:
                    self.call(server)
            assert caught.exception.retry_after == seconds
            assert len(server.requests) == 1

    def test_a_redirect_is_reported_and_never_followed(self) -> None:
        for status in (300, 301, 302, 303, 304, 307, 308):
            with serving() as elsewhere:
                reply = Reply(b"", status, {"Location": elsewhere.api_url})
                with serving(reply) as server:
                    with self.assertRaises(exceptions.AccountMoved) as caught:
                        self.call(server)
            assert (caught.exception.status, caught.exception.location) == (
                status,
                elsewhere.api_url,
            )
            assert (len(server.requests), len(elsewhere.requests)) == (1, 0)

    def test_a_redirect_to_nowhere_is_still_a_redirect(self) -> None:
        for headers, location in (({}, None), ({"Location": "http://["}, "http://[")):
            with serving(Reply(b"", 302, headers)) as server:
                with self.assertRaises(exceptions.AccountMoved) as caught:
                    self.call(server)
            assert caught.exception.location == location

    # Silence

    def test_a_refused_connection_sent_nothing(self) -> None:
        with serving() as server:
            pass
        with self.silence(sent=False):
            self.call(server)

    def test_an_unknown_name_sent_nothing(self) -> None:
        unknown = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        with mock.patch("socket.getaddrinfo", side_effect=unknown), self.silence(sent=False):
            self.Transport("http://nobody.example.com/", no_headers)(DOCUMENT)

    def test_a_connection_that_is_not_accepted_in_time_sent_nothing(self) -> None:
        with full_house() as url, self.silence(sent=False):
            self.Transport(url, no_headers, timeout=(0.2, 30))(DOCUMENT)

    def test_an_answer_that_does_not_come_in_time_leaves_the_outcome_open(self) -> None:
        over = threading.Event()
        with serving(lambda request: over.wait(10) and None) as server:
            with self.silence(sent=True):
                self.call(server, timeout=(10, 0.1))
            over.set()
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

    def test_an_answer_whose_compression_is_damaged_is_no_answer(self) -> None:
        reply = Reply(b"no gzip at all", headers={"Content-Encoding": "gzip"})
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

    # Settings

    def test_the_waits_are_set_for_a_transport_or_for_one_call(self) -> None:
        transport = self.Transport("http://127.0.0.1:9/", no_headers)
        assert transport.timeout == (10.0, 60.0)
        assert transport.with_options(timeout=5).timeout == (5.0, 5.0)
        assert transport.with_options(timeout=(1, 2)).timeout == (1.0, 2.0)
        assert transport.with_options().timeout == transport.timeout == (10.0, 60.0)
        assert self.Transport("http://127.0.0.1:9/", no_headers, timeout=3).timeout == (3.0, 3.0)

    def test_other_waits_go_over_the_same_connections(self) -> None:
        over = threading.Event()
        with serving(lambda r: over.wait(10) and None if b"slow" in r.body else Reply()) as server:
            transport = self.Transport(server.api_url, no_headers)
            transport(DOCUMENT)
            hasty = transport.with_options(timeout=0.1)
            assert hasty(DOCUMENT) == OK
            assert server.connections == (1 if self.pools else 2)
            with self.silence(sent=True):
                hasty(b"<slow/>")
            over.set()
            assert transport(DOCUMENT) == OK

    def test_an_unknown_option_is_refused_by_naming_those_there_are(self) -> None:
        transport = self.Transport("http://127.0.0.1:9/", no_headers)
        with self.assertRaisesRegex(TypeError, "no such option: retries; there is: timeout"):
            transport.with_options(retries=3)

    def test_what_is_no_time_is_refused(self) -> None:
        for timeout in (0, -1, float("nan"), float("inf"), "soon", (1, 2, 3), (5, 0), (0, 5)):
            with self.assertRaises(exceptions.BadParameter):
                self.Transport("http://127.0.0.1:9/", no_headers, timeout=timeout)

    def test_repr_shows_the_address_and_no_secret(self) -> None:
        secret = {"Authorization": "Basic hush"}
        transport = self.Transport("https://me:word@books.example.com/in?key=1", lambda: secret)
        assert "https://books.example.com/in" in repr(transport)
        for hidden in ("hush", "word", "key"):
            assert hidden not in repr(transport)

    def test_a_closed_transport_opens_new_connections_when_called_again(self) -> None:
        with serving() as server:
            transport = self.Transport(server.api_url, no_headers)
            transport(DOCUMENT)
            transport.close()
            assert server.hung_up.wait(10)
            assert transport(DOCUMENT) == OK
            assert server.connections == 2

    # Sharing

    def test_threads_get_their_own_answers(self) -> None:
        with serving(lambda request: Reply(request.body)) as server:
            transport = self.Transport(server.api_url, no_headers)
            entities = [b"<call>%d</call>" % number for number in range(400)]
            with ThreadPoolExecutor(16) as threads:
                assert list(threads.map(transport, entities)) == entities
        if self.pools:
            assert server.connections <= 16

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
