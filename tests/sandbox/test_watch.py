"""Faults and journal before a real account, over real HTTP."""

import contextlib
import http.client
import socket
import threading
import time
import unittest
from datetime import datetime, timezone

import requests
from lxml import etree

from refreshbooks.sandbox.classic.manner import method_of
from tests.marks import integration
from tests.sandbox.speaking import Speaker, basic, request
from tests.sandbox.watching import ANN, NOON, PATH, Watched, raw, said

OK = 'status="ok"'
NO_ANSWER = (http.client.RemoteDisconnected, ConnectionResetError)


class WatchedTest(unittest.TestCase):
    def setUp(self):
        self.watched = Watched()
        self.addCleanup(self.watched.close)
        self.faults, self.journal = self.watched.faults, self.watched.journal

    def create(self):
        return self.watched.call("client.create", ANN)

    def create_struck(self, kind, **details):
        """Returns the answer to one create that a fault strikes."""
        with self.faults.add(kind, "client.create", **details) as fault:
            answer = self.create()
        assert fault.struck == 1
        return answer

    def assert_recorded(self, *, status, applied, fault):
        entry = self.journal.last
        assert (entry.method, entry.status) == ("client.create", status), entry
        assert (entry.applied, entry.fault) == (applied, fault), entry
        assert self.watched.clients() == (1 if applied else 0)


@integration
class NotAppliedTest(WatchedTest):
    def test_a_status_refuses_the_call(self):
        for code in (429, 500, 502, 503, 504, 418, 299, 599):
            with self.subTest(code=code):
                answer = self.create_struck("status", code=code)
                assert answer.status == code
                assert answer.headers["content-type"].startswith("text/html")
                assert str(code).encode() in answer.body
                assert "retry-after" not in answer.headers
                self.assert_recorded(status=code, applied=False, fault="status")

    def test_a_status_says_when_to_come_back_in_either_form(self):
        date = datetime(2026, 5, 1, 12, tzinfo=timezone.utc)
        for given, sent in {
            7: "7",
            1.5: "1.5",
            "soon": "soon",
            date: "Fri, 01 May 2026 12:00:00 GMT",
        }.items():
            with self.subTest(given=given):
                answer = self.create_struck("status", code=429, retry_after=given)
                assert (answer.status, answer.headers["retry-after"]) == (429, sent)

    def test_a_status_without_a_body_leaves_the_connection_usable(self):
        for code in (204, 304):
            assert self.create_struck("status", code=code).body == b""
            assert self.watched.call("client.list").is_ok

    def test_status_401_and_a_revoked_token_are_what_a_stranger_gets(self):
        stranger = requests.post(self.watched.url + PATH, request("client.list"), timeout=10)
        for kind, details in {"status": {"code": 401}, "revoked": {}}.items():
            with self.subTest(kind=kind):
                answer = self.create_struck(kind, **details)
                assert (answer.status, answer.body) == (401, stranger.content)
                assert answer.failure == ("20010", "Authentication failed.")
                challenge = stranger.headers["WWW-Authenticate"]
                assert answer.headers["www-authenticate"] == challenge
                self.assert_recorded(status=401, applied=False, fault=kind)

    def test_an_unknown_system_is_a_document_with_status_200(self):
        answer = self.create_struck("unknown_system")
        assert (answer.status, answer.failure) == (200, ("10030", "System does not exist."))
        self.assert_recorded(status=200, applied=False, fault="unknown_system")

    def test_an_account_without_api_access_answers_400(self):
        answer = self.create_struck("disabled")
        assert (answer.status, answer.root) == (400, None)
        self.assert_recorded(status=400, applied=False, fault="disabled")

    def test_an_account_that_moved_names_its_new_address(self):
        place = "https://elsewhere.example.com/api/2.1/xml-in"
        for code in (301, 302, 303, 307, 308):
            answer = self.create_struck("moved", location=place, code=code)
            assert (answer.status, answer.headers["location"]) == (code, place)
            self.assert_recorded(status=code, applied=False, fault="moved")
        assert self.create_struck("moved").status == 301

    def test_a_closed_account_redirects_to_a_page_that_says_so(self):
        answer = self.create_struck("deactivated")
        assert answer.status == 302
        assert "deactivated" in answer.headers["location"]
        self.assert_recorded(status=302, applied=False, fault="deactivated")

    def test_a_page_in_the_place_of_the_answer(self):
        answer = self.create_struck("html")
        assert (answer.status, answer.root) == (200, None)
        assert answer.body.startswith(b"<!DOCTYPE html>")
        self.assert_recorded(status=200, applied=False, fault="html")

    def test_a_connection_cut_before_the_call_is_applied(self):
        with self.assertRaises(NO_ANSWER):
            self.create_struck("drop_before")
        self.assert_recorded(status=None, applied=False, fault="drop_before")
        assert self.journal.last.response == b""

    def test_not_one_byte_comes_before_the_cut(self):
        self.faults.add("drop_before")
        with self.watched.line() as line:
            line.sendall(raw(self.watched, "client.list"))
            assert said(line) == b""


@integration
class AppliedTest(WatchedTest):
    def test_a_connection_cut_after_the_call_was_applied(self):
        with self.assertRaises(NO_ANSWER):
            self.create_struck("drop_after")
        self.assert_recorded(status=None, applied=True, fault="drop_after")
        assert self.journal.last.response == b""

    def test_a_refused_call_that_is_cut_off_was_not_applied(self):
        self.faults.add("drop_after")
        with self.assertRaises(NO_ANSWER):
            self.watched.call("client.create", "<client></client>")
        self.assert_recorded(status=None, applied=False, fault="drop_after")

    def test_a_page_after_the_call_was_applied(self):
        assert self.create_struck("html", applied=True).body.startswith(b"<!DOCTYPE html>")
        self.assert_recorded(status=200, applied=True, fault="html")

    def test_a_document_cut_off_comes_in_a_complete_answer(self):
        self.create()
        whole = self.watched.call("client.get", "<client_id>1</client_id>").body
        for at, size in [(0.5, len(whole) // 2), (0.0, 0), (0, 0), (33, 33), (10**6, None)]:
            with self.subTest(at=at), self.faults.add("truncate", at=at):
                answer = requests.post(
                    self.watched.url + PATH,
                    request("client.get", "<client_id>1</client_id>"),
                    auth=(self.watched.token, "X"),
                    timeout=10,
                )
                # At the end of a document stands a line break, which nobody would miss.
                left = len(whole) - 2 if size is None else size
                assert answer.content == whole[:left]
                with self.assertRaises(etree.XMLSyntaxError):
                    etree.fromstring(answer.content)
        assert self.journal.last.response == whole[:-2]

    def test_a_truncated_create_is_applied(self):
        with self.assertRaises(etree.XMLSyntaxError):
            self.create_struck("truncate")
        self.assert_recorded(status=200, applied=True, fault="truncate")

    def test_an_answer_cut_off_with_its_connection_is_shorter_than_it_says(self):
        with self.assertRaises(http.client.IncompleteRead) as caught:
            self.create_struck("truncate", at=40, connection=True)
        assert len(caught.exception.partial) == 40
        assert caught.exception.expected > 40
        self.assert_recorded(status=200, applied=True, fault="truncate")
        assert len(self.journal.last.response) == 40

    def test_a_slow_answer_comes_whole_in_pieces_with_pauses_between(self):
        answer = self.create_struck("slow", seconds=3, pieces=4)
        assert answer.text("client_id") == "1"
        assert self.watched.waited == [1, 1, 1]
        self.assert_recorded(status=200, applied=True, fault="slow")

    def test_each_piece_of_a_slow_answer_goes_out_before_the_pause(self):
        here, go_on = threading.Semaphore(0), threading.Semaphore(0)

        def wait(seconds):
            here.release()
            return go_on.acquire(timeout=10)

        self.watched.watch._wait = wait
        self.faults.add("slow", pieces=3)
        with self.watched.line() as line:
            line.sendall(raw(self.watched, "client.list", extra="Connection: close\r\n"))
            assert here.acquire(timeout=10)
            head, _, body = line.recv(65536).partition(b"\r\n\r\n")
            size = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
            assert 0 < len(body) < size
            go_on.release()
            assert here.acquire(timeout=10)
            body += line.recv(65536)
            assert len(body) < size
            go_on.release()
            assert len(body + said(line)) == size

    def test_a_delayed_call_is_answered_as_usual(self):
        self.faults.add("delay", seconds=2.5)
        self.faults.add("delay", "client.create", between=(4, 4))
        assert self.create().is_ok
        assert self.watched.waited == [6.5]
        self.assert_recorded(status=200, applied=True, fault="delay")

    def test_a_delay_comes_before_what_befalls_the_call_then(self):
        self.faults.add("delay", seconds=2)
        assert self.create_struck("status", code=500).status == 500
        assert self.watched.waited == [2]
        self.assert_recorded(status=500, applied=False, fault="status")


@integration
class ConnectionTest(WatchedTest):
    def test_a_kept_connection_survives_all_faults_that_do_not_cut_it(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.watched.port, timeout=10)
        self.addCleanup(connection.close)
        connection.connect()
        line = connection.sock
        headers = {"Authorization": basic(self.watched.token)}
        for kind in ("status", "html", "truncate", "slow", "revoked", "moved", "disabled", "delay"):
            details = {"seconds": 0} if kind == "delay" else {}
            with self.faults.add(kind, **details):
                connection.request("POST", PATH, request("client.list"), headers)
                assert connection.getresponse().read()
            assert connection.sock is line
        assert [entry.fault for entry in self.journal][-2:] == ["disabled", "delay"]

    def test_the_next_call_after_a_cut_is_served(self):
        for kind in ("drop_before", "drop_after"):
            for _ in range(10):
                with self.faults.add(kind), self.assertRaises(NO_ANSWER):
                    self.watched.call("client.list")
                self.watched.hang_up()
                assert self.watched.call("client.list").is_ok

    def test_connections_are_refused_and_then_taken_again(self):
        address = self.watched.url + PATH
        session = requests.Session()
        self.addCleanup(session.close)
        session.auth = (self.watched.token, "X")
        for _ in range(50):
            session.post(address, request("client.list"), timeout=10).raise_for_status()
            with self.faults.add("refuse", seconds=60):
                with self.assertRaises(requests.ConnectionError) as caught:
                    session.post(address, request("client.list"), timeout=10)
                assert "refused" in str(caught.exception).lower()
        assert self.journal.count("client.list") == 50
        assert self.journal.count(fault=True) == 0

    def test_a_refusal_counts_windows_and_ends_by_itself(self):
        fault = self.faults.add("refuse", count=2, seconds=0.05)
        deadline = time.monotonic() + 10
        refused = 0
        while time.monotonic() < deadline:
            try:
                with self.watched.line():
                    break
            except ConnectionRefusedError:
                refused += 1
        assert refused > 0
        assert fault.struck == 2
        assert self.watched.call("client.list").is_ok


@integration
class WaitingTest(unittest.TestCase):
    """Waits that are real, and far longer than a test."""

    def setUp(self):
        self.watched = Watched(really=True)
        self.addCleanup(self.watched.close)

    def waiting(self, line, method="client.create", inside=ANN, **delay):
        """Sends a call on a line, and returns when it waits."""
        fault = self.watched.faults.add("delay", method, **(delay or {"seconds": 600}))
        line.sendall(raw(self.watched, method, inside))
        passed = threading.Event()
        while not fault.struck:
            assert not passed.wait(0.001)

    def test_others_are_served_while_a_call_waits(self):
        with self.watched.line() as line:
            self.waiting(line)
            for _ in range(3):
                assert self.watched.call("client.update", "").failure[0] == "40040"
                assert self.watched.call("client.list").is_ok

    def test_closing_ends_the_wait_and_the_call_is_not_applied(self):
        with self.watched.line() as line:
            self.waiting(line)
            began = time.monotonic()
            self.watched.watch.close()
            self.watched.server.close()
            assert time.monotonic() - began < 10
            assert said(line) == b""
        assert self.watched.clients() == 0

    def test_after_closing_or_a_reset_no_call_begins_to_wait_that_was_struck_before(self):
        strike = self.watched.faults.strike
        for end in (self.watched.watch.reset, self.watched.watch.close):

            def struck_and_ended(method, end=end):
                struck = strike(method)
                end()
                return struck

            self.watched.faults.add("delay", seconds=600)
            self.watched.faults.strike = struck_and_ended
            with self.watched.line() as line:
                line.sendall(raw(self.watched, "client.list"))
                assert said(line) == b""
        assert list(self.watched.journal) == []

    def test_a_wait_of_any_length_can_be_given_up(self):
        with self.watched.line() as line:
            self.waiting(line, seconds=1e300)
            self.watched.watch.reset()
            assert said(line) == b""
        assert list(self.watched.journal) == []

    def test_a_reset_gives_up_what_waits_and_goes_on(self):
        with self.watched.line() as line:
            self.waiting(line)
            self.watched.watch.reset()
            assert said(line) == b""
        assert (self.watched.clients(), list(self.watched.journal)) == (0, [])
        assert self.watched.call("client.create", ANN).is_ok
        with self.watched.line() as line:
            self.waiting(line)
            self.watched.watch.reset()
            assert said(line) == b""

    def test_removing_the_rule_leaves_those_who_wait_waiting(self):
        with self.watched.line() as line:
            self.waiting(line)
            self.watched.faults.clear()
            assert self.watched.call("client.list").is_ok
            line.settimeout(0.05)
            with self.assertRaises(TimeoutError):
                line.recv(1)

    def test_closing_ends_a_slow_answer(self):
        self.watched.faults.add("slow", seconds=600, pieces=2)
        with self.watched.line() as line:
            line.sendall(raw(self.watched, "client.create", ANN))
            assert line.recv(65536)
            self.watched.watch.close()
            assert said(line) == b""
        assert self.watched.clients() == 1
        assert self.watched.journal.last.applied

    def test_a_client_that_gives_up_waiting_for_a_slow_answer_is_in_the_journal(self):
        self.watched.faults.add("slow", seconds=600, pieces=2)
        with self.watched.line() as line:
            line.sendall(raw(self.watched, "client.create", ANN))
            entry = self.watched.journal.wait_for("client.create", applied=True, timeout=10)
        assert (entry.status, entry.fault) == (200, "slow")

    def test_a_real_delay_takes_its_time(self):
        self.watched.faults.add("delay", seconds=0.1)
        began = time.monotonic()
        assert self.watched.call("client.list").is_ok
        assert time.monotonic() - began >= 0.1
        assert self.watched.journal.last.seconds >= 0.1


@integration
class JournalTest(WatchedTest):
    def test_every_call_is_written_down_before_it_is_answered(self):
        for number in range(1, 4):
            self.create()
            assert len(self.journal) == number
        entry = self.journal.last
        assert (entry.number, entry.method, entry.status) == (3, "client.create", 200)
        assert (entry.applied, entry.fault) == (True, None)
        assert (entry.user, entry.auth, entry.at) == ("1", "token", NOON)
        assert 0 < entry.seconds < 10
        assert entry.request == request("client.create", ANN)
        assert b"<client_id>3</client_id>" in entry.response

    def test_who_called_is_known_of_struck_calls_too(self):
        self.faults.add("status", code=503)
        self.create()
        assert (self.journal.last.user, self.journal.last.auth) == ("1", "token")
        requests.post(self.watched.url + PATH, request("client.list"), timeout=10)
        assert (self.journal.last.user, self.journal.last.auth) == (None, None)

    def test_signed_calls_are_by_oauth_and_their_secrets_are_nowhere(self):
        known = self.watched.credentials
        secrets = f"{known.consumer_secret}%26{known.oauth_token_secret}"
        signed = (
            f'OAuth realm="",oauth_version="1.0",oauth_consumer_key="{known.consumer_key}",'
            f'oauth_token="{known.oauth_token}",oauth_timestamp="1777000000",oauth_nonce="n",'
            f'oauth_signature_method="PLAINTEXT",oauth_signature="{secrets}"'
        )
        for kind in (None, "drop_after"):
            self.faults.add("drop_after", probability=1 if kind else 0)
            with contextlib.suppress(requests.ConnectionError):
                requests.post(
                    self.watched.url + PATH,
                    request("client.list"),
                    headers={"Authorization": signed},
                    timeout=10,
                )
            entry = self.journal.last
            assert (entry.user, entry.auth, entry.fault) == ("1", "oauth", kind)
            assert known.oauth_token_secret not in f"{entry!r}{entry.facts()}"

    def test_reads_are_applied_when_they_were_answered_well(self):
        self.watched.call("client.list")
        assert self.journal.last.applied
        self.watched.call("client.get", "<client_id>9</client_id>")
        entry = self.journal.last
        assert (entry.status, entry.applied) == (200, False)

    def test_a_refusal_that_quotes_the_words_of_success_is_none(self):
        body = b"--line\r\n\r\n" + request("client.list") + b"\r\n--line\r\n"
        body += b'Content-ID: < status="ok">\r\n\r\nbytes\r\n--line--\r\n'
        speaker = Speaker(self.watched)
        self.addCleanup(speaker.close)
        answer = speaker.post(body, Content_Type="multipart/related; boundary=line")
        assert (answer.failure[0], ' status="ok"' in answer.failure[1]) == ("40060", True)
        assert [entry.applied for entry in self.watched.journal] == [False]

    def test_strangers_and_documents_that_cannot_be_read_are_there_too(self):
        address = self.watched.url + PATH
        requests.post(address, request("client.list"), timeout=10)
        entry = self.journal.last
        assert (entry.method, entry.status) == ("client.list", 401)
        assert (entry.user, entry.auth, entry.applied) == (None, None, False)
        requests.post(address, b"not <xml", auth=(self.watched.token, "X"), timeout=10)
        entry = self.journal.last
        assert (entry.method, entry.status, entry.user) == ("", 200, "1")
        assert not entry.applied

    def test_no_credential_is_in_any_entry(self):
        self.create()
        requests.get(f"{self.watched.url}{PATH}?token={self.watched.token}", timeout=10)
        password = "<password>open sesame</password>"
        card = "<autobill><card><number>4111111111111111</number></card></autobill>"
        client = f"<client><email>ann@example.com</email>{password}{card}</client>"
        self.watched.call("client.create", client)
        with self.faults.add("truncate"), self.assertRaises(etree.XMLSyntaxError):
            self.watched.call("client.create", client)
        told = [repr(self.journal)]
        for entry in self.journal:
            told += [repr(entry), str(entry.facts()), str(entry.request), str(entry.response)]
        for secret in (self.watched.token, basic(self.watched.token), "sesame", "4111111111111111"):
            assert not [text for text in told if secret in text]

    def test_pages_that_people_open_are_neither_struck_nor_written_down(self):
        self.faults.add("status", code=500)
        assert requests.get(f"{self.watched.url}/view/nothing", timeout=10).status_code == 404
        assert requests.get(f"{self.watched.url}/nothing", timeout=10).status_code == 500
        assert len(self.journal) == 1

    def test_an_application_that_breaks_is_written_down_as_500(self):
        def breaking(application):
            def broken(environ, start_response):
                raise RuntimeError("as bad as it gets")

            return broken

        with Watched(around=breaking) as watched:
            assert watched.call("client.list").status == 500
            entry = watched.journal.last
        assert (entry.method, entry.status, entry.applied) == ("client.list", 500, False)

    def test_sixteen_threads_get_what_the_journal_says(self):
        self.faults.seed(5)
        self.faults.add("drop_before", "client.create", probability=0.2)
        self.faults.add("drop_after", "client.create", probability=0.2)
        self.faults.add("status", "client.create", probability=0.2, count=20)
        answered, lost = [], []

        def work():
            for _ in range(25):
                try:
                    answer = requests.post(
                        self.watched.url + PATH,
                        request("client.create", ANN),
                        auth=(self.watched.token, "X"),
                        timeout=30,
                    )
                except requests.ConnectionError as error:
                    lost.append(error)
                else:
                    answered.append(answer.status_code)

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        count = self.journal.count
        assert len(self.journal) == len(answered) + len(lost) == 400
        assert count(status=503) == answered.count(503) == 20
        assert count(fault="drop_before") + count(fault="drop_after") == len(lost)
        assert count(fault="drop_after", applied=False) == 0
        assert count(fault="drop_before", applied=True) == 0
        assert count(applied=True) == self.watched.clients()
        assert count(applied=True) == answered.count(200) + count(fault="drop_after")


class MethodTest(unittest.TestCase):
    def test_the_method_is_read_from_whatever_is_a_request_document(self):
        for body, method in [
            (request("client.list"), "client.list"),
            (b"<request method='a.b'><unfinished>", "a.b"),
            (b"<!-- <?xml?> --><request method='a.b'/>", "a.b"),
            ("\ufeff<request method='a.b'/>".encode(), "a.b"),
            (
                "<?xml version='1.0' encoding='utf-16'?><request method='a.b'/>".encode("utf-16"),
                "a.b",
            ),
            (b"<?xml version='1.0' encoding='windows-1252'?><request method='a.b'/>", "a.b"),
            (b"<request method='a&#46;b'/>", "a.b"),
            (b"<request/>", ""),
            (b"<response method='a.b'/>", ""),
            (b"<request xmlns='urn:x' method='a.b'/>", ""),
            (b"<!DOCTYPE request><request method='a.b'/>", ""),
            (b"<!DOCTYPE request SYSTEM 'http://x.example.com/x'><request method='a.b'/>", ""),
            (b"<!DOCTYPE r [<!ENTITY m 'a.b'>]><request method='&m;'/>", ""),
            (b"<?xml version='1.0' encoding='nowhere'?><request method='a.b'/>", ""),
            (b"<?xml version='1.0' encoding='rot13'?><request method='a.b'/>", ""),
            (b"<request method='a.b'", ""),
            (b"{}", ""),
            (b"", ""),
            (b"\0\xff", ""),
        ]:
            with self.subTest(body=body):
                assert method_of("application/xml", body) == method

    def test_a_request_with_a_file_has_a_method_too(self):
        kind = 'multipart/related; boundary="line"'
        body = b"--line\r\n\r\n" + request("receipt.create") + b"\r\n--line\r\n"
        body += b"Content-ID: <f>\r\n\r\nbytes\r\n--line--\r\n"
        assert method_of(kind, body) == "receipt.create"
        assert method_of(kind, b"nothing") == ""
        assert method_of("multipart/related", body) == ""

    def test_what_is_huge_or_deep_takes_no_time(self):
        bomb = b"<request method='a.b'>" + b"<a>" * 2_000_000
        began = time.monotonic()
        assert method_of("", bomb) == "a.b"
        assert method_of("", b"<a>" * 2_000_000) == ""
        assert time.monotonic() - began < 20


@integration
class RawTest(WatchedTest):
    def test_a_client_that_leaves_in_the_middle_of_a_call_disturbs_nobody(self):
        for _ in range(10):
            with self.watched.line() as line:
                line.sendall(raw(self.watched, "client.list")[:-5])
        with self.watched.line() as line:
            line.sendall(raw(self.watched, "client.create", ANN))
            line.shutdown(socket.SHUT_RDWR)
        self.journal.wait_for("client.create", timeout=10)
        assert self.watched.call("client.list").is_ok
