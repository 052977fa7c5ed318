"""The server: quick, quiet, and not to be brought down."""

import contextlib
import http.client
import io
import logging
import socket
import threading
import unittest

from refreshbooks.sandbox.conversation import HangUp
from refreshbooks.sandbox.door import Door
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


def pieces(*parts, length=None):
    """Returns an application that hands these out one by one; HangUp cuts it off."""

    def application(environ, start_response):
        size = sum(len(part) for part in parts if part is not HangUp)
        start_response(OK, [("Content-Length", str(size if length is None else length))])
        for part in parts:
            if part is HangUp:
                raise HangUp
            yield part

    return application


@contextlib.contextmanager
def serving(application, door=None):
    server = Server(application, door=door)
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

    def test_a_header_is_not_taken_for_another_that_is_spelt_with_dashes(self):
        # In the environment nobody could tell them apart.
        with serving(told("HTTP_SEC_FETCH_SITE")) as server:
            answer = said(
                server,
                b"GET / HTTP/1.1\r\nSec_Fetch_Site: none\r\nSec-Fetch-Site: cross-site\r\n"
                b"Connection: close\r\n\r\n",
            )
            assert answer.endswith(b"cross-site")

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


@integration
class AnswerTest(unittest.TestCase):
    def test_an_answer_in_pieces_goes_out_as_it_is_handed_out(self):
        go_on = threading.Event()

        def application(environ, start_response):
            start_response(OK, [("Content-Length", "8")])
            yield b"yard"
            assert go_on.wait(10)
            yield b"work"

        with serving(application) as server, connected(server) as connection:
            connection.request("POST", "/")
            answer = connection.getresponse()
            assert answer.read(4) == b"yard"
            go_on.set()
            assert answer.read() == b"work"

    def test_an_answer_in_one_piece_goes_out_in_one_write(self):
        body = b"x" * 20_000
        with (
            serving(pieces(body)) as server,
            socket.create_connection(("127.0.0.1", server.port), timeout=10) as line,
        ):
            for _ in range(20):
                line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                assert line.recv(65536).endswith(body)

    def test_no_answer_and_half_an_answer_end_with_the_connection(self):
        for application, expected in [
            (pieces(HangUp), b""),
            (pieces(b"yard", HangUp, length=8), b"yard"),
            (pieces(b"yard", b"work", HangUp, length=80), b"yardwork"),
        ]:
            with serving(application) as server:
                answer = said(server, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 2)
                assert answer.count(b"HTTP/1.1 200") == (1 if expected else 0)
                assert answer.partition(b"\r\n\r\n")[2] == expected

    def test_an_application_may_hang_up_before_it_says_anything(self):
        def application(environ, start_response):
            raise HangUp

        with serving(application) as server:
            assert said(server, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n") == b""

    def test_the_end_of_an_answer_without_a_length_is_the_connections(self):
        def application(environ, start_response):
            start_response(OK, [("Content-Type", "text/plain")])
            return [b"yard", b"work"]

        with serving(application) as server, connected(server) as connection:
            for _ in range(2):
                assert asked(connection) == (200, b"yardwork")

    def test_an_answer_nobody_reads_any_more_is_closed(self):
        closed, go_on = threading.Event(), threading.Event()

        def application(environ, start_response):
            start_response(OK, [("Content-Length", "80000000")])
            try:
                yield b"x"
                assert go_on.wait(10)
                for _ in range(79):
                    yield b"x" * 1_000_000
            finally:
                closed.set()

        with serving(application) as server:
            with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
                line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                assert line.recv(100)
            go_on.set()
            assert closed.wait(10)


@integration
class DoorTest(unittest.TestCase):
    """Refused connections, and the port that is kept meanwhile."""

    def setUp(self):
        self.door = Door()
        self.server = Server(echo, door=self.door)
        self.addCleanup(self.server.close)
        self.place = ("127.0.0.1", self.server.port)

    def assert_refused(self):
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(self.place, timeout=10).close()

    def assert_served(self):
        with connected(self.server) as connection:
            assert asked(connection, body="yard") == (200, b"yard")

    def test_connections_are_refused_and_taken_again_as_often_as_one_likes(self):
        for _ in range(200):
            self.door.shut()
            self.assert_refused()
            self.door.open()
            self.assert_served()

    def test_nobody_else_gets_the_port_meanwhile(self):
        self.door.shut()
        with socket.socket() as other, self.assertRaises(OSError):
            other.bind(self.place)
        taken = []
        self.addCleanup(lambda: [other.close() for other in taken])
        for _ in range(200):
            taken.append(socket.socket())
            taken[-1].bind(("127.0.0.1", 0))
        assert self.server.port not in {other.getsockname()[1] for other in taken}
        self.door.open()
        self.assert_served()

    def test_connections_that_rest_are_hung_up_on(self):
        with connected(self.server) as used, connected(self.server) as silent:
            asked(used, body="yard")
            silent.connect()
            self.assert_served()
            self.door.shut()
            assert (used.sock.recv(1), silent.sock.recv(1)) == (b"", b"")

    def test_whoever_has_an_answer_finds_the_connection_gone(self):
        for _ in range(200):
            with connected(self.server) as connection:
                assert asked(connection, body="yard") == (200, b"yard")
                self.door.shut()
                connection.sock.settimeout(10)
                assert connection.sock.recv(1) == b""
                self.assert_refused()
            self.door.open()

    def test_what_is_being_answered_is_answered_and_then_hung_up_on(self):
        begun, go_on = threading.Event(), threading.Event()

        def application(environ, start_response):
            begun.set()
            assert go_on.wait(10)
            return echo(environ, start_response)

        door = Door()
        with serving(application, door) as server, connected(server) as connection:
            connection.request("POST", "/", "yard")
            assert begun.wait(10)
            door.shut()
            go_on.set()
            answer = connection.getresponse()
            assert (answer.read(), answer.getheader("Connection")) == (b"yard", "close")

    def test_an_answer_on_its_way_is_waited_for(self):
        size = 30_000_000  # more than the network holds while nobody reads
        door = Door()
        with (
            serving(pieces(b"x" * size), door) as server,
            socket.create_connection(("127.0.0.1", server.port), timeout=10) as line,
        ):
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert line.recv(100).startswith(b"HTTP/1.1 200")
            shutting = threading.Thread(target=door.shut)
            shutting.start()
            shutting.join(0.05)
            assert shutting.is_alive()
            line.settimeout(10)
            read = sum(map(len, iter(lambda: line.recv(1 << 20), b"")))
            assert read > size - 100
            shutting.join(10)
            assert not shutting.is_alive()

    def test_an_answer_in_pieces_comes_whole_and_is_the_connections_last(self):
        go_on = threading.Event()
        door = Door()

        def application(environ, start_response):
            start_response(OK, [("Content-Length", "8")])
            yield b"yard"
            assert go_on.wait(10)
            yield b"work"

        with serving(application, door) as server, connected(server) as connection:
            connection.request("POST", "/")
            line = connection.sock
            answer = connection.getresponse()
            assert answer.read(4) == b"yard"
            door.shut()
            go_on.set()
            assert answer.read() == b"work"
            assert line.recv(1) == b""

    def test_a_request_that_comes_too_late_is_not_taken_up(self):
        class Line(io.RawIOBase):
            """A connection whose request arrives, but is read only when told."""

            arrived, go_on, closed_by = threading.Event(), threading.Event(), threading.Event()

            def readable(self):
                return True

            def readinto(self, room):
                self.arrived.set()
                assert self.go_on.wait(10)
                request = b"GET / HTTP/1.1\r\n\r\n"
                room[: len(request)] = request
                return len(request)

            def makefile(self, mode, size):
                return io.BytesIO() if "w" in mode else io.BufferedReader(self)

            def setsockopt(self, *_):
                pass

            def shutdown(self, how):
                if how == socket.SHUT_WR:
                    self.closed_by.set()

        asked_for = []
        door = Door()
        with serving(lambda *_: asked_for.append(1), door) as server:
            line = Line()
            server.serve(line)
            assert line.arrived.wait(10)
            door.shut()
            line.go_on.set()
            assert line.closed_by.wait(10)
        assert not asked_for

    def test_an_application_may_shut_the_door_itself(self):
        door = Door()

        def application(environ, start_response):
            door.shut()
            return echo(environ, start_response)

        with serving(application, door) as server, connected(server) as connection:
            assert asked(connection, body="yard") == (200, b"yard")
            with self.assertRaises(ConnectionRefusedError):
                asked(connection, body="yard")

    def test_a_server_behind_a_shut_door_refuses_from_the_beginning(self):
        door = Door()
        door.shut()
        with serving(echo, door) as server:
            with self.assertRaises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", server.port), timeout=10)
            door.open()
            with connected(server) as connection:
                assert asked(connection, body="yard") == (200, b"yard")

    def test_connections_that_come_by_another_way_are_refused_too(self):
        with socket.create_server(("127.0.0.1", 0)) as elsewhere:
            near = socket.create_connection(elsewhere.getsockname(), timeout=10)
            far, _ = elsewhere.accept()
        self.addCleanup(near.close)
        self.addCleanup(far.close)
        self.door.shut()
        with self.assertRaises(ConnectionRefusedError):
            self.server.serve(far)
        self.door.open()
        self.server.serve(far)
        near.sendall(b"POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nyard")
        assert near.recv(1000).endswith(b"yard")
        self.server.close()
        with self.assertRaises(ConnectionRefusedError):
            self.server.serve(near)

    def test_a_closed_server_stays_closed_whatever_its_door_does(self):
        for is_shut in (False, True):
            door = Door()
            server = Server(echo, door=door)
            if is_shut:
                door.shut()
            server.close()
            door.shut()
            door.open()
            with self.assertRaises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", server.port), timeout=10)
            # Nothing holds the port any more.
            with socket.socket() as other:
                other.bind(("127.0.0.1", server.port))
            again = Server(echo, server.port)
            again.close()

    def test_sixteen_threads_may_move_it_at_once(self):
        together = threading.Barrier(16)

        def move():
            together.wait(10)
            for _ in range(25):
                self.door.shut()
                with contextlib.suppress(OSError):
                    socket.create_connection(self.place, timeout=10).close()
                self.door.open()

        threads = [threading.Thread(target=move) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert not self.door.is_shut
        self.assert_served()

    def test_callers_get_an_answer_or_know_that_they_have_none(self):
        stop, answers, errors = threading.Event(), [], []

        def call():
            while not stop.is_set():
                try:
                    with connected(self.server) as connection:
                        answers.append(asked(connection, body="yard"))
                except OSError as error:
                    errors.append(error)
                except http.client.RemoteDisconnected as error:
                    errors.append(error)

        threads = [threading.Thread(target=call) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(50):
            self.door.shut()
            self.assert_refused()
            self.door.open()
        seen = len(answers)
        deadline = threading.Event()
        while len(answers) < seen + 10:
            assert not deadline.wait(0.001)
        stop.set()
        for thread in threads:
            thread.join(30)
        assert set(answers) == {(200, b"yard")}
        assert not [error for error in errors if not isinstance(error, ConnectionError)]
