"""The contract where all goes well: what is sent, what is answered, what is refused."""

import gzip
import queue
import threading
import zlib

from refreshbooks import exceptions
from refreshbooks.files import Answer
from refreshbooks.transport import KeepAliveHeaders
from tests.servers import OK, Reply, Request, serving
from tests.transports.cases import DOCUMENT, Cases, no_headers

__all__ = ["Exchanges"]


class Typed(bytes):
    """An entity that knows its media type."""

    content_type = 'multipart/related; boundary="b"'


class Exchanges(Cases):
    """How a transport asks, hears and is set."""

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

    def test_a_header_goes_out_once_however_it_is_spelt(self) -> None:
        said = {"user-agent": "a", "User-Agent": "b", "ACCEPT-ENCODING": "gzip", "connection": "c"}
        with serving() as server:
            self.Transport(server.api_url, KeepAliveHeaders(lambda: said))(DOCUMENT)
        (request,) = server.requests
        names = [name.lower() for name in request.headers]
        assert sorted(names) == sorted(set(names))
        assert request.headers["User-Agent"] == "b"

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

    def test_every_member_of_a_compressed_answer_is_unpacked(self) -> None:
        packed = gzip.compress(OK) + gzip.compress(b"<!-- and more -->")
        with serving(Reply(packed, headers={"Content-Encoding": "gzip"})) as server:
            assert self.call(server) == OK + b"<!-- and more -->"

    def test_an_empty_answer_may_be_called_compressed(self) -> None:
        for encoding in ("gzip", "deflate"):
            with serving(Reply(b"", headers={"Content-Encoding": encoding})) as server:
                assert self.call(server) == b""

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
        waited: queue.Queue[bool] = queue.Queue()

        def script(request: Request) -> Reply | None:
            return waited.put(over.wait(10)) if b"slow" in request.body else Reply()

        with serving(script) as server:
            transport = self.Transport(server.api_url, no_headers)
            transport(DOCUMENT)
            hasty = transport.with_options(timeout=0.1)
            assert hasty(DOCUMENT) == OK
            assert server.connections == (1 if self.pools else 2)
            with self.silence(sent=True):
                hasty(b"<slow/>")
            over.set()
            assert waited.get(timeout=10), "the call lasted until the server gave up"
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
