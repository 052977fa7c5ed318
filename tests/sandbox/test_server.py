"""The server: quick, quiet, and not to be brought down."""

import contextlib
import http.client
import io
import logging
import socket
import threading
import unittest

from refreshbooks.sandbox.server import Server
from tests.marks import integration

OK = "200 OK"


def echo(environ, start_response):
    """Answers with the request's body."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))]
    start_response(OK, [*headers, ("X-Method", environ["REQUEST_METHOD"])])
    return [body]


def told(text):
    """Returns an application that tells what the environment holds under a name."""

    def application(environ, start_response):
        body = str(environ.get(text)).encode()
        start_response(OK, [("Content-Length", str(len(body)))])
        return [body]

    return application


def broken(environ, start_response):
    raise RuntimeError("as bad as it gets")


@contextlib.contextmanager
def serving(application):
    server = Server(application)
    try:
        yield server
    finally:
        server.close()


@contextlib.contextmanager
def connected(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        yield connection
    finally:
        connection.close()


def asked(connection, verb="POST", path="/", body=None, headers=()):
    connection.request(verb, path, body, dict(headers))
    answer = connection.getresponse()
    return answer.status, answer.read()


def said(server, raw):
    """Sends raw bytes and returns all that comes back until the server hangs up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(raw)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


@integration
class ServerTest(unittest.TestCase):
    def test_many_requests_go_over_one_connection(self):
        with serving(echo) as server, connected(server) as connection:
            connection.connect()
            line = connection.sock
            for number in range(20):
                assert asked(connection, body=f"{number}") == (200, f"{number}".encode())
            assert connection.sock is line

    def test_bodies_come_whole_whatever_they_are_said_to_be(self):
        body = b"<a>&=%41+\xff" * 5000
        with serving(echo) as server, connected(server) as connection:
            for kind in ["application/x-www-form-urlencoded", "text/xml", "multipart/related", ""]:
                headers = {"Content-Type": kind} if kind else {}
                assert asked(connection, body=body, headers=headers) == (200, body)

    def test_chunked_bodies_are_put_together(self):
        with serving(echo) as server, connected(server) as connection:
            pieces = (piece for piece in [b"yard", b" ", b"work" * 5000])
            connection.request("POST", "/", pieces, encode_chunked=True)
            answer = connection.getresponse()
            assert answer.read() == b"yard " + b"work" * 5000
            assert asked(connection, body="next") == (200, b"next")

    def test_chunks_may_have_extensions_and_trailers(self):
        raw = (
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            b"4;name=value\r\nyard\r\n0\r\nX-Trailer: yes\r\n\r\n"
        )
        with serving(echo) as server:
            assert said(server, raw).endswith(b"\r\n\r\nyard")

    def test_every_verb_is_handed_on(self):
        with serving(echo) as server, connected(server) as connection:
            for verb in ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"]:
                connection.request(verb, "/", b"body")
                answer = connection.getresponse()
                assert (answer.read(), answer.getheader("X-Method")) == (b"body", verb)

    def test_head_is_answered_without_a_body(self):
        with serving(told("REQUEST_METHOD")) as server:
            for verb, body in [(b"GET", b"GET"), (b"HEAD", b"")]:
                answer = said(server, verb + b" / HTTP/1.1\r\nConnection: close\r\n\r\n")
                assert answer.partition(b"\r\n\r\n")[2] == body

    def test_path_query_and_headers_reach_the_application(self):
        for name, expected in [
            ("PATH_INFO", b"/a b"),
            ("QUERY_STRING", b"c=%20d"),
            ("HTTP_X_COLOUR", b"green"),
            ("HTTP_AUTHORIZATION", b"Basic x"),
        ]:
            with serving(told(name)) as server, connected(server) as connection:
                headers = {"X-Colour": "green", "Authorization": "Basic x"}
                assert asked(connection, "GET", "/a%20b?c=%20d", None, headers)[1] == expected

    def test_a_client_that_waits_to_be_asked_for_the_body_is_asked(self):
        with (
            serving(echo) as server,
            socket.create_connection(("127.0.0.1", server.port), timeout=10) as line,
        ):
            line.sendall(
                b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"
            )
            assert line.recv(100).startswith(b"HTTP/1.1 100 ")
            line.sendall(b"yard")
            assert line.recv(1000).endswith(b"yard")


@integration
class BrokenRequestTest(unittest.TestCase):
    def test_what_is_no_request_is_refused_and_the_next_one_is_served(self):
        with serving(echo) as server:
            for raw, status in [
                (b"no http at all\r\n\r\n", b"400"),
                (b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n", b" 400 "),
                (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b" 400 "),
                (b"POST / HTTP/1.1\r\nContent-Length: %s\r\n\r\n" % (b"9" * 5000), b" 400 "),
                (b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nyard", b" 400 "),
                (b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", b" 413 "),
                (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nlots\r\n", b" 400 "),
                (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-4\r\n", b" 400 "),
                (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n", b" 413 "),
                (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nya", b" 400 "),
            ]:
                with self.subTest(raw=raw):
                    assert status in said(server, raw)[:500]
            with connected(server) as connection:
                assert asked(connection, body="yard") == (200, b"yard")

    def test_after_a_body_that_cannot_be_read_the_rest_is_not_taken_for_a_request(self):
        bad = b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n"
        with serving(echo) as server:
            assert said(server, bad + b"GET / HTTP/1.1\r\n\r\n").count(b"HTTP/1.1 ") == 1

    def test_a_client_that_goes_away_disturbs_nobody(self):
        with serving(echo) as server:
            for _ in range(5):
                with socket.create_connection(("127.0.0.1", server.port)) as line:
                    line.sendall(b"POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\nhalf")
            with connected(server) as connection:
                assert asked(connection, body="yard") == (200, b"yard")

    def test_an_application_that_breaks_answers_500_and_says_why_in_the_log(self):
        records = []
        heard = logging.Handler()
        heard.emit = records.append
        logger = logging.getLogger("refreshbooks.sandbox.conversation")
        logger.addHandler(heard)
        self.addCleanup(logger.removeHandler, heard)
        with serving(broken) as server, connected(server) as connection:
            assert asked(connection, body="yard") == (500, b"")
            assert asked(connection, body="yard") == (500, b"")
        assert [str(record.exc_info[1]) for record in records] == ["as bad as it gets"] * 2

    def test_nothing_is_ever_printed(self):
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            serving(broken) as server,
        ):
            said(server, b"no http at all\r\n\r\n")
            said(server, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (out.getvalue(), err.getvalue()) == ("", "")


@integration
class ClosingTest(unittest.TestCase):
    def test_a_closed_server_hangs_up_and_answers_nobody(self):
        with serving(echo) as server, connected(server) as connection:
            asked(connection, body="yard")
            server.close()
            server.close()
            assert connection.sock.recv(1) == b""
            with self.assertRaises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", server.port), timeout=10)

    def test_its_port_is_free_again(self):
        with serving(echo) as first, connected(first) as connection:
            port = first.port
            asked(connection, body="yard")
            # The server hangs up first, so the system remembers the connection.
            first.close()
        second = Server(echo, port)
        self.addCleanup(second.close)
        assert second.url == f"http://127.0.0.1:{port}"

    def test_a_taken_port_is_an_oserror(self):
        with serving(echo) as first, self.assertRaises(OSError):
            Server(echo, first.port)

    def test_no_thread_outlives_it(self):
        before = set(threading.enumerate())
        with serving(echo) as server, connected(server) as connection:
            asked(connection, body="yard")
            started = set(threading.enumerate()) - before
        assert started
        for thread in started:
            thread.join(timeout=10)
            assert not thread.is_alive()

    def test_what_is_being_answered_comes_to_its_end_before_it_is_closed(self):
        begun, ended = threading.Event(), threading.Event()
        closing = threading.Event()

        def slow(environ, start_response):
            begun.set()
            closing.wait(10)
            ended.set()
            return echo(environ, start_response)

        with serving(slow) as server, connected(server) as connection:
            connection.request("POST", "/", "yard")
            assert begun.wait(10)
            closer = threading.Thread(target=server.close)
            closer.start()
            # That the server has hung up is the sign that it is closing.
            assert connection.sock.recv(1) == b""
            assert closer.is_alive()
            closing.set()
            closer.join(10)
            assert ended.is_set()
