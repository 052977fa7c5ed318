"""Snapshots: books are kept under a name, and put back wholly or not at all."""

import tempfile
import threading
import unittest
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks import catalog
from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.sandbox.speaking import Speaker, request

LISTS = [
    method.name
    for resource in catalog.resources()
    for method in resource.methods
    if method.name.endswith(".list")
]
CLIENT = "<client><email>{}@example.com</email></client>"
RECEIPT = "<category_id>1</category_id><staff_id>1</staff_id><amount>4</amount>"


def lists(speaker):
    """Returns what every list of an account answers, as bytes."""
    return {name: speaker.call(name).body for name in LISTS}


def task(name):
    return f"<task><name>{name}</name></task>"


changes = st.lists(
    st.one_of(
        st.tuples(st.just("task.create"), st.sampled_from([task("Digging"), task("Mowing")])),
        st.tuples(st.just("client.create"), st.sampled_from("abc").map(CLIENT.format)),
        st.tuples(
            st.sampled_from(["task.delete", "client.delete"]),
            st.integers(1, 3).map("<task_id>{0}</task_id><client_id>{0}</client_id>".format),
        ),
        st.tuples(
            st.just("task.update"),
            st.integers(1, 3).map("<task><task_id>{}</task_id><rate>9</rate></task>".format),
        ),
        st.tuples(
            st.just("invoice.create"),
            st.just("<invoice><client_id>1</client_id><lines/></invoice>"),
        ),
        st.tuples(st.just("item.create"), st.just("<item><name>Spade</name></item>")),
        st.tuples(
            st.just("default_terms.update"),
            st.just("<terms><type>credit</type><message>!</message></terms>"),
        ),
    ),
    max_size=8,
)


class SnapshotTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def setUp(self):
        self.account = self.sandbox.account(self.id().rpartition(".")[2][:64])
        self.speaker = Speaker(self.account)
        self.addCleanup(self.speaker.close)

    def make(self, method, inside):
        return self.speaker.make(method, inside)

    def tasks(self):
        return self.speaker.call("task.list").texts("tasks/task/name")


@integration
class RestoreTest(SnapshotTest):
    @given(changes, changes)
    @settings(max_examples=25, deadline=None)
    def test_whatever_was_changed_the_lists_are_as_they_were(self, before, after):
        self.account.reset()
        for change in before:
            self.speaker.call(*change)
        kept = lists(self.speaker)
        self.account.snapshot("kept")
        for change in after:
            self.speaker.call(*change)
        self.account.restore("kept")
        assert lists(self.speaker) == kept

    def test_numbers_go_on_from_where_they_were(self):
        self.make("task.create", task("Digging"))
        self.account.snapshot("one task")
        assert self.make("task.create", task("Mowing")) == "2"
        self.account.restore("one task")
        assert self.make("task.create", task("Raking")) == "2"
        assert sorted(self.tasks()) == ["Digging", "Raking"]

    def test_files_are_kept_as_well(self):
        self.make("category.create", "<category><name>Fuel</name></category>")
        self.make("expense.create", f"<expense>{RECEIPT}</expense>")
        self.attach("receipt.create", b"%PDF-1.4 the first")
        self.account.snapshot("with receipt")
        self.attach("receipt.update", b"%PDF-1.4 the second")
        self.account.restore("with receipt")
        shown = self.speaker.call("receipt.get", "<expense_id>1</expense_id>")
        assert shown.body == b"%PDF-1.4 the first"

    def attach(self, method, content):
        """Sends a receipt along with the request document, as one message of two parts."""
        receipt = "<receipt><expense_id>1</expense_id><image>cid:file1</image></receipt>"
        parts = [
            b"Content-Type: application/xml\r\n\r\n" + request(method, receipt),
            b"Content-Type: application/pdf\r\nContent-ID: <file1>\r\n\r\n" + content,
        ]
        body = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"
        assert self.speaker.post(body, Content_Type='multipart/related; boundary="x"').is_ok

    def test_one_of_them_can_be_restored_again_and_again(self):
        self.account.snapshot("empty")
        for _ in range(3):
            self.make("task.create", task("Digging"))
            self.account.restore("empty")
            assert self.tasks() == []

    def test_several_are_kept_by_name_and_a_name_can_be_used_again(self):
        self.account.snapshot("empty")
        self.make("task.create", task("Digging"))
        self.account.snapshot("a task: ä/%")
        assert self.account.snapshots == ["a task: ä/%", "empty"]
        self.account.restore("empty")
        assert self.tasks() == []
        self.account.restore("a task: ä/%")
        assert self.tasks() == ["Digging"]
        self.account.snapshot("empty")
        self.make("task.create", task("Mowing"))
        self.account.restore("empty")
        assert self.tasks() == ["Digging"]

    def test_a_reset_leaves_the_snapshots(self):
        self.make("task.create", task("Digging"))
        self.account.snapshot("a task")
        self.account.reset()
        assert self.tasks() == []
        self.account.restore("a task")
        assert self.tasks() == ["Digging"]

    def test_an_unknown_name_is_refused_with_those_there_are(self):
        with self.assertRaisesRegex(LookupError, "'gone'; there are: none"):
            self.account.restore("gone")
        self.account.snapshot("here")
        self.account.snapshot("there")
        self.make("task.create", task("Digging"))
        with self.assertRaisesRegex(LookupError, "'gone'; there are: 'here', 'there'"):
            self.account.restore("gone")
        assert self.tasks() == ["Digging"]

    def test_an_empty_name_is_refused(self):
        for name in ("", None):
            with self.assertRaises(ValueError):
                self.account.snapshot(name)

    def test_those_of_another_account_are_not_to_be_had(self):
        other = self.sandbox.account("other")
        other.snapshot("theirs")
        assert self.account.snapshots == []
        with self.assertRaises(LookupError):
            self.account.restore("theirs")
        self.make("task.create", task("Digging"))
        self.account.snapshot("theirs")
        other.restore("theirs")
        self.account.restore("theirs")
        assert self.tasks() == ["Digging"]

    def test_credentials_and_clock_stay_as_they_are(self):
        self.account.snapshot("then")
        token = self.account.token
        self.account.clock.advance(days=1)
        self.account.clock.freeze()
        moment = self.account.clock.now()
        self.account.restore("then")
        assert (self.account.token, self.account.clock.now()) == (token, moment)


@integration
class InFlightTest(SnapshotTest):
    def test_calls_under_way_come_before_or_after_a_restore_and_none_breaks(self):
        self.make("client.create", CLIENT.format("ann"))
        self.account.snapshot("one client")
        is_over = threading.Event()
        broken = []

        def work():
            speaker = Speaker(self.account)
            while not is_over.is_set():
                made = speaker.call("task.create", task("Digging"))
                found = speaker.call("client.get", "<client_id>1</client_id>")
                broken.extend(answer.body for answer in (made, found) if not answer.is_ok)
            speaker.close()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(40):
            self.account.restore("one client")
        is_over.set()
        for thread in threads:
            thread.join(10)
        assert broken == []
        # Numbers and records fit together still.
        numbers = self.speaker.call("task.list").texts("tasks/task/task_id")
        assert sorted(map(int, numbers)) == list(range(1, len(numbers) + 1))


@integration
class KeptSnapshotsTest(unittest.TestCase):
    def test_a_database_file_keeps_them(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "books.db")
            with Sandbox(path) as sandbox:
                other = sandbox.account("other")
                speaker = Speaker(other)
                speaker.make("task.create", task("Digging"))
                speaker.close()
                other.snapshot("a task")
                other.reset()
            with Sandbox(path) as sandbox:
                other = sandbox.account("other")
                assert other.snapshots == ["a task"]
                other.restore("a task")
                speaker = Speaker(other)
                assert speaker.call("task.list").texts("tasks/task/name") == ["Digging"]
                speaker.close()
