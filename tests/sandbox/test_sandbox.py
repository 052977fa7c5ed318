"""The sandbox as a whole: side by side, put back, restarted, killed."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from functools import partial
from http.client import HTTPException
from itertools import repeat
from pathlib import Path

from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.sandbox.speaking import Speaker, basic

DIGGING = "<task><name>Digging</name></task>"
SECRETS = ("token", "consumer_key", "consumer_secret", "oauth_token", "oauth_token_secret")


@contextlib.contextmanager
def speaking(sandbox):
    speaker = Speaker(sandbox)
    try:
        yield speaker
    finally:
        speaker.close()


def total(sandbox, method="task.list", plural="tasks"):
    with speaking(sandbox) as speaker:
        return speaker.call(method).attributes(plural)["total"]


@integration
class SandboxTest(unittest.TestCase):
    def test_two_live_side_by_side_and_know_nothing_of_each_other(self):
        with Sandbox() as one, Sandbox() as other, speaking(one) as speaker:
            speaker.make("task.create", DIGGING)
            assert (total(one), total(other)) == ("1", "0")
            assert speaker.post(b"", Authorization=basic(other.token)).status == 401
            assert {getattr(one, name) for name in SECRETS}.isdisjoint(
                getattr(other, name) for name in SECRETS
            )

    def test_its_addresses_belong_together(self):
        with Sandbox() as sandbox:
            assert sandbox.url.startswith("http://127.0.0.1:")
            assert sandbox.classic_url == sandbox.url + "/api/2.1/xml-in"

    def test_a_reset_puts_the_books_back_and_leaves_the_credentials(self):
        with Sandbox() as sandbox, speaking(sandbox) as speaker:
            speaker.make("task.create", DIGGING)
            speaker.call(
                "default_terms.update", "<terms><type>credit</type><message>!</message></terms>"
            )
            sandbox.reset()
            assert total(sandbox) == "0"
            assert total(sandbox, "staff.list", "staff_members") == "1"
            terms = speaker.call("default_terms.get", "<type>credit</type>")
            assert terms.text("terms/message") != "!"
            assert speaker.make("task.create", DIGGING) == "1"

    def test_the_clock_is_handed_in_and_answers_show_us_eastern_time(self):
        times = [
            (datetime(2026, 1, 15, 3, 30, tzinfo=timezone.utc), "2026-01-14 22:30:00"),
            (datetime(2026, 7, 15, 3, 30, tzinfo=timezone.utc), "2026-07-14 23:30:00"),
        ]
        for moment, shown in times:
            with (
                Sandbox(clock=partial(next, repeat(moment))) as sandbox,
                speaking(sandbox) as speaker,
            ):
                speaker.make("client.create", "<client><email>a@example.com</email></client>")
                client = speaker.call("client.get", "<client_id>1</client_id>")
                assert client.text("client/updated") == shown

    def test_other_addresses_are_not_found_and_name_the_one_that_is(self):
        with Sandbox() as sandbox, speaking(sandbox) as speaker:
            for path in ["/", "/api", "/api/2.1/xml-in/more", "/view/", "/view/nothing"]:
                answer = speaker.post(b"", path=path)
                assert (answer.status, answer.headers["content-type"]) == (404, "text/plain")
                assert b" /api/2.1/xml-in" in answer.body
            assert speaker.post(b"", path="/api/2.1/xml-in/").status == 200

    def test_many_threads_at_once_get_each_their_own(self):
        def work(name):
            with speaking(sandbox) as speaker:
                made = []
                for number in range(10):
                    text = f"{name}-{number}"
                    made.append(speaker.make("task.create", f"<task><name>{text}</name></task>"))
                    found = speaker.call("task.get", f"<task_id>{made[-1]}</task_id>")
                    assert found.text("task/name") == text
                return made

        with Sandbox() as sandbox, ThreadPoolExecutor(8) as pool:
            made = [number for numbers in pool.map(work, "abcdefgh") for number in numbers]
        assert sorted(map(int, made)) == list(range(1, 81))

    def test_closing_twice_is_fine(self):
        sandbox = Sandbox()
        sandbox.close()
        sandbox.close()

    def test_a_closed_one_is_neither_entered_nor_reset_but_says_so(self):
        with Sandbox() as sandbox:
            pass
        for wish in (sandbox.__enter__, sandbox.reset):
            with self.assertRaisesRegex(RuntimeError, "is closed; make another"):
                wish()

    def test_a_taken_port_is_an_oserror_and_leaves_nothing_open(self):
        with Sandbox() as sandbox:
            port = int(sandbox.url.rpartition(":")[2])
            with self.assertRaises(OSError):
                Sandbox(port=port)


@integration
class DatabaseTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name, "books.db")

    def test_a_restarted_sandbox_has_its_books_and_its_credentials(self):
        with Sandbox(self.path) as first, speaking(first) as speaker:
            speaker.make("task.create", DIGGING)
            known = [getattr(first, name) for name in SECRETS]
        with Sandbox(str(self.path)) as second:
            assert total(second) == "1"
            assert total(second, "staff.list", "staff_members") == "1"
            assert [getattr(second, name) for name in SECRETS] == known

    def test_a_password_never_gets_into_the_file(self):
        with Sandbox(self.path) as sandbox, speaking(sandbox) as speaker:
            wish = "<email>ann@example.com</email><password>{}</password>"
            speaker.make("client.create", f"<client>{wish.format('open sesame')}</client>")
            update = "<client_id>1</client_id><password>open barley</password>"
            assert speaker.call("client.update", f"<client>{update}</client>").is_ok
            login = "<username>ann</username>" + wish.format("open rye")
            speaker.make("staff.create", f"<staff>{login}</staff>")
            kept = b"".join(path.read_bytes() for path in self.path.parent.iterdir())
        assert b"ann@example.com" in kept
        for password in [b"sesame", b"barley", b"open rye"]:
            assert password not in kept

    def test_a_file_that_is_no_database_is_refused_and_left_alone(self):
        self.path.write_text("Dear Sir or Madam, " * 100)
        with self.assertRaises(sqlite3.Error):
            Sandbox(self.path)
        assert self.path.read_text().startswith("Dear Sir")

    def test_a_file_that_cannot_be_had_is_named_and_so_is_the_reason(self):
        letter, folder = self.path.with_name("letter.txt"), self.path.parent
        letter.write_text("Dear Sir or Madam, " * 100)
        for path, reason in [
            (letter, "file is not a database"),
            (folder, "Is a directory"),
            (folder / "nowhere" / "books.db", "No such file or directory"),
            (letter / "books.db", "Not a directory"),
        ]:
            with self.subTest(path=path), self.assertRaises(sqlite3.Error) as caught:
                Sandbox(str(path))
            assert str(caught.exception) == f"cannot keep the books in {path}: {reason}"

    def test_tables_of_a_stranger_are_refused_with_the_name_of_their_file(self):
        with contextlib.closing(sqlite3.connect(self.path)) as strange:
            strange.execute("CREATE TABLE fact (weather TEXT)")
        with self.assertRaisesRegex(sqlite3.Error, "cannot keep the books in .*books.db: "):
            Sandbox(self.path)

    @unittest.skipUnless(os.name == "posix", "files have no owners' rights here")
    def test_the_secrets_in_a_file_are_their_owners_alone(self):
        link = self.path.with_name("link.db")
        link.symlink_to(self.path)
        with Sandbox(link) as sandbox, speaking(sandbox) as speaker:
            speaker.make("task.create", DIGGING)
            rights = {path.name: path.stat().st_mode & 0o777 for path in self.path.parent.iterdir()}
        assert rights == dict.fromkeys(rights, 0o600)
        assert {"books.db", "books.db-wal", "books.db-shm"} <= set(rights)

    @unittest.skipUnless(os.name == "posix", "files have no owners' rights here")
    def test_a_file_that_was_there_keeps_the_rights_it_was_given(self):
        self.path.touch()
        self.path.chmod(0o640)
        with Sandbox(self.path):
            assert self.path.stat().st_mode & 0o777 == 0o640

    def test_what_was_answered_outlives_a_sandbox_killed_in_the_middle_of_writes(self):
        command = [sys.executable, "-c", _SANDBOX, str(self.path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            url, token = process.stdout.readline().split()
            answered = []
            with ThreadPoolExecutor(4) as pool:
                for _ in range(4):
                    pool.submit(_write_until_it_dies, url, token, process, answered)
        assert len(answered) >= 100
        with Sandbox(self.path) as sandbox, speaking(sandbox) as speaker:
            for number in answered:
                assert speaker.call("task.get", f"<task_id>{number}</task_id>").is_ok
            kept = int(total(sandbox))
            assert speaker.make("task.create", DIGGING) == str(kept + 1)


class _Address:
    def __init__(self, url, token):
        self.url = url
        self.token = token


def _write_until_it_dies(url, token, process, answered):
    with speaking(_Address(url, token)) as speaker, contextlib.suppress(OSError, HTTPException):
        while True:
            answered.append(speaker.make("task.create", DIGGING))
            if len(answered) >= 100:
                os.kill(process.pid, signal.SIGKILL)


_SANDBOX = """
import sys, threading
from refreshbooks.sandbox import Sandbox
sandbox = Sandbox(sys.argv[1])
print(sandbox.url, sandbox.token, flush=True)
threading.Event().wait()
"""
