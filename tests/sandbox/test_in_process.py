"""Without a network everything comes out as it does over the network."""

import contextlib
import os
import tempfile
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from unittest import mock
from urllib.parse import urlsplit

import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from oauthlib import oauth1
from urllib3.exceptions import NewConnectionError

from refreshbooks import api, exceptions
from refreshbooks.sandbox import Sandbox, in_process
from refreshbooks.sandbox.in_process import _End, _Pipe
from refreshbooks.transports import use_requests
from tests import servers
from tests.marks import integration
from tests.sandbox.speaking import PATH, basic, request
from tests.transports import exchanges, troubles

FROZEN = datetime(2026, 5, 1, 12, tzinfo=timezone.utc)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300


@integration
class ContractTest(exchanges.Exchanges, troubles.Troubles):
    """The contract of all transports, over connections that no system knows of."""

    # It is a session of the user's, see the transports' own contract.
    test_a_closed_transport_opens_new_connections_when_called_again = None
    test_a_redirect_to_nowhere_is_still_a_redirect = None
    # What never leaves the process is not encrypted; no sandbox is in another process.
    test_authorities_are_taken_from_where_requests_takes_them = None
    test_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent = None
    test_a_forked_process_opens_connections_of_its_own = None

    def setUp(self):
        self.servers = {}
        for module in (exchanges, troubles):
            patch = mock.patch.object(module, "serving", self.serving)
            patch.start()
            self.addCleanup(patch.stop)

    @contextlib.contextmanager
    def serving(self, *args, **options):
        with servers.serving(*args, **options) as server:
            self.servers[server.server_port] = server
            try:
                yield server
            finally:
                del self.servers[server.server_port]

    def Transport(self, url, *args, **options):  # noqa: N802
        def door(end):
            server = self.servers.get(urlsplit(url).port)
            if server is None:
                raise ConnectionRefusedError
            server.process_request(end, ("127.0.0.1", 0))

        address = url if "127.0.0.1:" in url else "http://127.0.0.1:9/"
        session = in_process.session(address, door)
        return use_requests.Transport(url, *args, session=session, **options)


class InProcessTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)
        self.session = self.sandbox.session()
        self.addCleanup(self.session.close)

    def client(self, **options):
        options = {"session": self.session, **options}
        return api.TokenClient(self.sandbox.classic_url, self.sandbox.token, **options)


@integration
class BothWaysTest(InProcessTest):
    def both_ways(self, exchange):
        """Returns what an exchange gives over a socket and without, from the same beginning."""
        found = []
        for session in (requests.Session(), self.sandbox.session()):
            with session:
                self.sandbox.reset()
                self.sandbox.clock.freeze(FROZEN)
                found.append(exchange(session))
        return found

    def test_every_answer_is_the_same_to_the_byte(self):
        over_socket, without = self.both_ways(self.answers)
        for one, other in zip(over_socket, without, strict=True):
            with self.subTest(one[0]):
                self.assertEqual(one, other)
        self.assertEqual({status for _, status, *_ in without}, {200, 401, 403, 404})

    def answers(self, session):
        said = []
        for verb, path, body, headers in _exchanges(self.sandbox.token):
            answer = session.request(
                verb, self.sandbox.url + path, data=body, headers=headers, timeout=10
            )
            kept = {name: value for name, value in answer.headers.items() if name != "Date"}
            said.append((f"{verb} {path}", answer.status_code, answer.reason, kept, answer.content))
        return said

    def test_a_client_and_its_files_work_both_ways(self):
        def exchange(session):
            c = self.client(session=session)
            client_id = c.client.create(client=dict(email="ann@example.com")).client_id
            category = c.category.create(category=dict(name="Travel")).category_id
            expense = c.expense.create(
                expense=dict(staff_id=1, category_id=category, amount="12.50")
            ).expense_id
            image = api.files.NamedBytes(PICTURE, "ticket.png")
            c.receipt.create(receipt=dict(expense_id=expense, image=image))
            with self.assertRaises(exceptions.FailedRequest) as caught:
                c.invoice.get(invoice_id=99)
            receipt = c.receipt.get(expense_id=expense)
            return client_id, receipt, receipt.content_type, caught.exception.code

        over_socket, without = self.both_ways(exchange)
        self.assertEqual(over_socket, without)
        self.assertEqual(without, (1, PICTURE, "image/png", 50010))


@integration
class TroubleTest(InProcessTest):
    """Each fault is felt alike: by what is raised, and by what was done."""

    def both_ways(self, kind, times=2, patience=30, **details):
        felt = []
        for session in (requests.Session(), self.sandbox.session()):
            with session:
                self.sandbox.reset()
                c = self.client(session=session, retries=0, timeout=30)
                c.task.list()
                self.sandbox.faults.add(kind, **details)
                struck = self.client(session=session, retries=0, timeout=(30, patience))
                felt.append([self.felt(struck) for _ in range(times)])
                self.sandbox.faults.clear()
                if kind != "refuse":
                    self.sandbox.journal.wait_for("task.create", timeout=30)
                felt[-1].append((str(c.task.list().tasks.attrib["total"]), self.written_down()))
        self.assertEqual(*felt)
        return felt[1]

    def felt(self, c):
        try:
            return str(c.task.create(task=dict(name="Digging")).task_id)
        except exceptions.RefreshbooksError as error:
            kinds = [kind.__name__ for kind in type(error).__mro__]
            causes = [type(cause).__name__ for cause in _causes(error)]
            return kinds, causes, getattr(error, "sent", None), getattr(error, "status", None)

    def written_down(self):
        return [
            (call.method, call.status, call.applied, call.fault) for call in self.sandbox.journal
        ]

    def test_a_refused_connection(self):
        (_, _, sent, _), *_ = self.both_ways("refuse", seconds=60)
        self.assertIs(sent, False)

    def test_a_call_that_is_dropped_before_or_after_it_was_done(self):
        for kind, total in (("drop_before", "0"), ("drop_after", "2")):
            (_, causes, *_), _, (found, _) = self.both_ways(kind)
            self.assertIn("ConnectionError", causes)
            self.assertEqual(found, total)

    def test_a_call_that_takes_longer_than_one_waits_and_is_done_nevertheless(self):
        (_, causes, sent, _), (total, _) = self.both_ways(
            "delay", seconds=0.4, times=1, patience=0.1
        )
        self.assertIn("ReadTimeout", causes)
        self.assertEqual((sent, total), (True, "1"))

    def test_a_call_that_takes_less_long_than_one_waits(self):
        self.assertEqual(self.both_ways("delay", seconds=0.01)[0], "1")

    def test_an_answer_that_dribbles_and_one_that_stops(self):
        self.assertEqual(self.both_ways("slow", seconds=0.1, pieces=4)[0], "1")
        (_, causes, *_), *_ = self.both_ways("slow", seconds=60, pieces=2, times=1, patience=0.1)
        self.assertIn("ConnectionError", causes)

    def test_answers_that_are_cut_off_or_none_at_all(self):
        for kind, details in (
            ("truncate", {}),
            ("truncate", {"connection": True}),
            ("truncate", {"connection": True, "at": 0}),
            ("html", {}),
            ("status", {"code": 503, "retry_after": 1}),
            ("status", {"code": 204}),
            ("moved", {}),
            ("revoked", {}),
            ("unknown_system", {}),
            ("disabled", {}),
            ("deactivated", {}),
        ):
            with self.subTest(kind=kind, **details):
                self.both_ways(kind, **details)


@integration
class SessionTest(InProcessTest):
    def test_calls_of_one_thread_share_a_connection(self):
        before = threading.active_count()
        c = self.client()
        for number in range(1, 20):
            assert c.task.create(task=dict(name="Digging")).task_id == number
        assert threading.active_count() == before + 1

    def test_many_threads_may_share_it(self):
        def work(_):
            made = c.task.create(task=dict(name="Digging")).task_id
            return int(c.task.get(task_id=made).task.task_id)

        c = self.client()
        with ThreadPoolExecutor(16) as pool:
            made = list(pool.map(work, range(160)))
        assert sorted(made) == list(range(1, 161))

    def test_closing_it_ends_its_connections_and_it_may_be_used_again(self):
        before = set(threading.enumerate())
        c = self.client()
        c.task.list()
        (serving,) = set(threading.enumerate()) - before
        self.session.close()
        serving.join(10)
        assert not serving.is_alive()
        assert c.task.list().tasks.attrib["total"] == "0"

    def test_a_closed_sandbox_takes_no_calls_of_old_or_new_sessions(self):
        fresh = self.sandbox.session()
        self.client().task.list()
        self.sandbox.close()
        for session in (self.session, fresh):
            with self.assertRaises(exceptions.NoResponse) as caught:
                self.client(session=session, retries=0).task.list()
            assert caught.exception.sent is False
            assert "the sandbox takes no connections" in str(caught.exception)
            assert isinstance(caught.exception, requests.ConnectionError)
        with self.assertRaisesRegex(RuntimeError, "is closed"):
            self.sandbox.session()

    def test_another_address_is_refused_and_nothing_is_sent(self):
        port = urlsplit(self.sandbox.url).port
        for url in (
            "https://example.com/",
            "http://example.com/",
            f"http://example.com:{port}/",
            f"https://127.0.0.1:{port}/",
            "http://127.0.0.1:9/",
            "http://127.0.0.1/",
        ):
            with self.subTest(url), self.assertRaises(requests.ConnectionError) as caught:
                self.session.get(url, timeout=10)
            assert f"reaches the sandbox at {self.sandbox.url} and nothing else" in str(
                caught.exception
            )
        with self.assertRaises(exceptions.NoResponse) as caught:
            api.TokenClient("example.com", "X", session=self.session, retries=0).task.list()
        assert caught.exception.sent is False

    def test_proxies_are_asked_for_nothing(self):
        nowhere = "http://127.0.0.1:9"
        with mock.patch.dict(os.environ, http_proxy=nowhere, HTTP_PROXY=nowhere, no_proxy=""):
            assert self.session.get(self.sandbox.url, timeout=10).status_code == 404

    def test_a_file_of_passwords_says_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            passwords = Path(folder, "netrc")
            passwords.write_text(f"machine 127.0.0.1 login {self.sandbox.token} password X\n")
            with mock.patch.dict(os.environ, NETRC=str(passwords)):
                answer = self.session.post(self.sandbox.classic_url, b"", timeout=10)
        assert answer.status_code == 401

    def test_every_name_of_this_machine_leads_to_the_sandbox(self):
        port = urlsplit(self.sandbox.url).port
        for host in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
            assert self.session.get(f"http://{host}:{port}/", timeout=10).status_code == 404

    def test_a_signature_is_good_under_every_name_of_this_machine(self):
        one = self.sandbox
        signer = oauth1.Client(
            one.consumer_key, one.consumer_secret, one.oauth_token, one.oauth_token_secret
        )
        with requests.Session() as outside:
            for session in (outside, self.session):
                for host in ("127.0.0.1", "localhost", "LOCALHOST"):
                    url = one.classic_url.replace("127.0.0.1", host)
                    _, headers, _ = signer.sign(url, "POST")
                    entity = request("task.list", "")
                    answer = session.post(url, entity, headers=headers, timeout=10)
                    assert answer.status_code == 200

    @unittest.skipUnless(hasattr(os, "fork"), "processes are not forked here")
    def test_a_forked_process_is_told_that_it_has_no_sandbox(self):
        child = os.fork()
        if not child:
            try:
                self.session.get(self.sandbox.url, timeout=10)
            except requests.ConnectionError as error:
                os._exit("in the process that made it" in str(error))
            finally:
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


def _causes(error):
    """Yields an error and what it was made from, as the libraries say it."""
    yield error
    if isinstance(error, NewConnectionError):
        return  # older versions of urllib3 do not say from what
    for cause in (error.__cause__, getattr(error, "reason", None), *error.args):
        if isinstance(cause, BaseException):
            yield from _causes(cause)


class LineTest(unittest.TestCase):
    def setUp(self):
        there, back = _Pipe(), _Pipe()
        self.ours, self.theirs = _End(back, there), _End(there, back)

    @given(st.lists(st.binary(max_size=300)), st.lists(st.integers(1, 200), min_size=1))
    @settings(max_examples=60, deadline=None)
    def test_what_is_written_in_any_pieces_is_read_in_any_pieces(self, pieces, sizes):
        self.setUp()
        for piece in pieces:
            self.ours.sendall(piece)
        self.ours.close()
        with self.theirs.makefile("rb") as file:
            read = b""
            for size in sizes:
                read += file.read1(size)
            assert read + file.read() == b"".join(pieces)
            assert file.read() == b""

    def test_waiting_for_a_piece_ends_with_the_timeout(self):
        self.ours.settimeout(0.01)
        with self.assertRaises(TimeoutError):
            self.ours.recv_into(memoryview(bytearray(10)))

    def test_it_stays_open_as_long_as_a_file_of_it_is(self):
        file = self.ours.makefile("wb")
        self.ours.close()
        file.write(b"yard")
        file.flush()
        room = bytearray(10)
        assert self.theirs.recv_into(memoryview(room)) == 4
        file.close()
        assert self.theirs.recv_into(memoryview(room)) == 0

    def test_writing_to_nobody_is_a_broken_pipe(self):
        self.theirs.close()
        with self.assertRaises(BrokenPipeError):
            self.ours.sendall(b"yard")

    def test_shutting_down_lets_both_sides_find_the_end(self):
        room = memoryview(bytearray(10))
        self.ours.shutdown(2)
        assert self.ours.recv_into(room) == self.theirs.recv_into(room) == 0
        assert self.ours.recv_into(room) == 0


def _exchanges(token):
    """Yields requests of every kind: verb, path, body and headers."""
    known = {"Authorization": basic(token), "Content-Type": "application/xml"}
    ann = request("client.create", "<client><email>ann@example.com</email></client>")
    yield "POST", PATH, ann, known
    yield "POST", PATH, request("client.list"), known
    yield "POST", PATH, iter([ann[:7], ann[7:90], ann[90:]]), known
    yield "POST", PATH, request("client.list"), known
    yield "POST", PATH, request("client.list"), {}
    yield "POST", PATH, request("client.list"), {"Authorization": basic("nobody")}
    yield "POST", PATH, b"", known
    yield "POST", PATH, b"<request", known
    yield "POST", PATH, request("nothing.ever"), {**known, "Connection": "close"}
    yield "POST", PATH, request("system.current"), known
    yield "POST", "/nowhere", request("client.list"), known
    yield "GET", "/", None, {}
    yield "HEAD", "/", None, {}
    yield "OPTIONS", PATH, None, {}
    yield "GET", "/_sandbox/", None, known
    yield "GET", "/_sandbox/clock", None, {**known, "Origin": "null"}
    yield "POST", PATH, request("client.get", "<client_id>1</client_id>"), known
