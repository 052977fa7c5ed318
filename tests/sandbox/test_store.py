"""Records on the shelf: what goes in comes out, and a half-done change never stays."""

import contextlib
import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.sandbox.store import Condition, Store, StoredFile

# No text that reaches a filter has a zero character in it: SQLite would end there.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
records = st.dictionaries(texts, texts | st.lists(texts, max_size=2), max_size=4)
folders = st.sampled_from(["active", "archived", "deleted"])
days = st.sampled_from(["2026-05-01", "2026-05-02", "2026-05-03"])
steps = st.lists(
    st.tuples(st.sampled_from(["add", "put", "drop"]), st.integers(1, 6), records), max_size=12
)


@contextlib.contextmanager
def opened(path=None):
    store = Store(path)
    try:
        yield store, store.book("classic", "here")
    finally:
        store.close()


class AgreementTest(unittest.TestCase):
    @given(steps)
    @settings(max_examples=40, deadline=None)
    def test_a_book_agrees_with_a_dict(self, plan):
        expected = {}
        with opened() as (_, book):
            for step, number, record in plan:
                if step == "add":
                    number = book.next_id("thing")  # noqa: PLW2901
                if step == "drop":
                    book.drop("thing", number)
                    expected.pop(number, None)
                else:
                    book.put("thing", number, record)
                    expected[number] = record
            assert book.select("thing") == [expected[number] for number in sorted(expected)]
            assert (
                book.page("thing", order="-id", size=2, offset=1)[0]
                == [expected[number] for number in sorted(expected, reverse=True)][1:3]
            )
            assert book.count("thing") == len(expected)
            assert all(book.get("thing", number) == expected.get(number) for number in range(7))

    @given(st.lists(texts, max_size=8), texts)
    @settings(max_examples=40, deadline=None)
    def test_filters_agree_with_python(self, names, sought):
        with opened() as (_, book):
            for number, name in enumerate(names, 1):
                book.put("thing", number, {"name": name})

            def found(how, value=sought):
                return [
                    record["name"] for record in book.select("thing", Condition("name", how, value))
                ]

            assert found("is") == [name for name in names if name == sought]
            assert found("in", [sought, "x"]) == [name for name in names if name in (sought, "x")]
            if sought:
                assert found("from") == [
                    n for n in names if n and n[: len(sought)] >= sought[: len(n)]
                ]
                assert found("to") == [
                    n for n in names if n and n[: len(sought)] <= sought[: len(n)]
                ]

    @given(
        st.lists(st.fixed_dictionaries({"folder": folders, "date": days, "k": days}), max_size=12),
        st.sampled_from(["id", "-id", "date", "-date", "k", "-k"]),
        st.integers(0, 14),
        st.integers(0, 14) | st.just(10**30),
    )
    @settings(max_examples=100, deadline=None)
    def test_a_page_is_a_slice_of_the_whole_list(self, rows, order, size, offset):
        numbered = [{**row, "id": number} for number, row in enumerate(rows, 1)]
        kept = [row for row in numbered if row["folder"] != "deleted"]
        name = order.lstrip("-")
        kept.sort(key=lambda row: (row[name], row["id"]), reverse=order.startswith("-"))
        with opened() as (_, book):
            book.put_all(("thing", row["id"], row) for row in numbered)
            kept_folders = Condition("folder", "in", ("active", "archived"))
            assert book.looked_up("thing", kept_folders) == book.select("thing", kept_folders)
            page, total = book.page("thing", kept_folders, order=order, size=size, offset=offset)
            assert page == kept[offset : offset + size]
            assert total == len(kept)


class FilterTest(unittest.TestCase):
    def setUp(self):
        self.store = Store()
        self.addCleanup(self.store.close)
        self.book = self.store.book("classic", "here")

    def put(self, *records):
        for number, record in enumerate(records, 1):
            self.book.put("thing", number, record)

    def numbers(self, *conditions, **options):
        return [record["n"] for record in self.book.select("thing", *conditions, **options)]

    def test_a_part_of_a_text_is_found_whatever_the_letter_case(self):
        self.put({"n": 1, "notes": "Prefers E-mail"}, {"n": 2, "notes": "100% cash_only"})
        assert self.numbers(Condition("notes", "contains", "e-MAIL")) == [1]
        assert self.numbers(Condition("notes", "contains", "%")) == [2]
        assert self.numbers(Condition("notes", "contains", "_")) == [2]

    def test_boundaries_belong_to_a_range_and_a_day_has_all_its_hours(self):
        self.put(
            {"n": 1, "at": "2026-05-01 00:00:00"},
            {"n": 2, "at": "2026-05-01 23:59:59"},
            {"n": 3, "at": "2026-05-02"},
            {"n": 4, "at": ""},
            {"n": 5},
        )
        assert self.numbers(Condition("at", "from", "2026-05-01")) == [1, 2, 3]
        assert self.numbers(Condition("at", "to", "2026-05-01")) == [1, 2]
        assert self.numbers(Condition("at", "from", "2026-05-01 23:59:59")) == [2, 3]
        assert self.numbers(Condition("at", "from", "2026-05-02 12:00:00")) == [3]
        assert self.numbers(Condition("at", "to", "2026-05-01 23:59:58")) == [1]
        assert self.numbers(Condition("at", "to", "2026-05-02 12:00:00")) == [1, 2, 3]

    def test_every_page_of_every_size_is_a_slice_from_either_end(self):
        self.put(*({"n": number, "k": "ba"[number % 2]} for number in range(7)))
        odd_first = [1, 3, 5, 0, 2, 4, 6]
        for order, whole in (("id", list(range(7))), ("k", odd_first), ("-k", odd_first[::-1])):
            for size, offset in itertools.product(range(1, 9), range(9)):
                page, total = self.book.page("thing", order=order, size=size, offset=offset)
                with self.subTest(order, size=size, offset=offset):
                    self.assertEqual([each["n"] for each in page], whole[offset : offset + size])
                    self.assertEqual(total, 7)

    def test_what_is_no_text_is_kept_and_never_found_by_it(self):
        self.put({"n": 1, "status": ["sent"], "client_id": None}, {"n": 2, "status": "sent"})
        assert self.numbers(Condition("status", "is", "sent")) == [2]
        assert self.numbers(Condition("client_id", "is", "")) == [1, 2]

    def test_conditions_must_all_be_met(self):
        self.put({"n": 1, "a": "x", "b": "y"}, {"n": 2, "a": "x"})
        assert self.numbers(Condition("a", "is", "x"), Condition("b", "is", "y")) == [1]
        assert self.numbers(Condition("b", "is", "")) == [2]

    def test_a_condition_reaches_inside(self):
        self.put({"n": 1, "address": {"city": "Oslo"}}, {"n": 2})
        assert self.numbers(Condition("address.city", "is", "Oslo")) == [1]

    def test_names_of_fields_cannot_smuggle_in_sql(self):
        self.put({"n": 1, "a": "x"})
        assert self.numbers(Condition("""a"') OR 1=1 --""", "is", "x")) == []

    def test_an_order_by_name_minds_no_letter_case_and_ties_stand_by_number(self):
        self.put({"n": 1, "k": "b"}, {"n": 2, "k": "A"}, {"n": 3, "k": "a"}, {"n": 4, "k": "C"})
        assert self.numbers(order="k") == [2, 3, 1, 4]
        assert self.numbers(order="-k") == [4, 1, 3, 2]


class TransactionTest(unittest.TestCase):
    def test_a_failed_transaction_leaves_nothing_not_even_a_number(self):
        with opened() as (store, book):
            with contextlib.suppress(KeyError), store.transaction():
                book.put("thing", book.next_id("thing"), {"n": "1"})
                book.put_file("thing", 1, StoredFile(b"x", "image/png"))
                raise KeyError
            assert book.count("thing") == 0
            assert book.get_file("thing", 1) is None
            assert book.next_id("thing") == 1

    def test_a_transaction_inside_another_is_a_part_of_it(self):
        with opened() as (store, book):
            with contextlib.suppress(KeyError), store.transaction():
                with store.transaction():
                    book.put("thing", 1, {"n": "1"})
                raise KeyError
            assert book.count("thing") == 0

    def test_threads_never_share_a_number(self):
        given_out = []
        with opened() as (store, book):

            def take():
                for _ in range(50):
                    with store.transaction():
                        given_out.append(book.next_id("thing"))

            threads = [threading.Thread(target=take) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert sorted(given_out) == list(range(1, 401))

    def test_books_are_strangers_to_each_other(self):
        with opened() as (store, book):
            other = store.book("rest", "here")
            book.put("thing", book.next_id("thing"), {"n": "1"})
            assert other.get("thing", 1) is None
            assert other.next_id("thing") == 1

    def test_a_number_is_never_given_twice(self):
        with opened() as (_, book):
            book.put("thing", book.next_id("thing"), {})
            book.drop("thing", 1)
            assert book.next_id("thing") == 2


class EmptiedTest(unittest.TestCase):
    def setUp(self):
        self.store = Store()
        self.addCleanup(self.store.close)
        self.book = self.store.book("classic", "here")
        self.other = self.store.book("classic", "there")
        for book in (self.book, self.other):
            for name in ("Digging", "Mowing"):
                book.put("task", book.next_id("task"), {"name": name})
            book.put_file("task", 1, StoredFile(b"x", "image/png"))

    def held(self, book):
        file = book.get_file("task", 1)
        return [task["name"] for task in book.select("task")], file and file.content

    def kept(self):
        return [
            self.store.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("record", "file")
        ]

    def test_an_emptied_book_begins_anew_and_the_others_stay(self):
        self.store.remember("who", "me")
        self.book.clear()
        self.assertEqual(self.held(self.book), ([], None))
        self.assertEqual(self.store.fact("who"), "me")
        self.assertEqual(self.held(self.other), (["Digging", "Mowing"], b"x"))
        self.assertEqual((self.book.next_id("task"), self.other.next_id("task")), (1, 3))

    def test_every_book_of_a_name_is_emptied_with_it(self):
        again = self.store.book("classic", "here")
        self.book.clear()
        self.assertEqual(self.held(again), ([], None))
        again.put("task", 1, {"name": "Raking"})
        self.assertEqual(self.held(self.book)[0], ["Raking"])

    def test_what_emptied_books_held_is_thrown_away_by_whoever_writes(self):
        self.book.clear()
        for _ in range(3):
            with self.store.transaction():
                self.other.put("task", 1, {"name": "Digging"})
        self.assertEqual(self.kept(), [2, 1])
        self.assertEqual(self.held(self.other), (["Digging", "Mowing"], b"x"))

    def test_a_book_restored_again_and_again_leaves_nothing_behind(self):
        snapshot = self.store.book("classic", "snapshot")
        self.book.copy_to(snapshot)
        for _ in range(20):
            snapshot.copy_to(self.book)
        self.assertLessEqual(self.kept()[0], 5 * 2)
        self.assertLessEqual(self.kept()[1], 5 * 1)

    def test_emptying_in_a_failed_transaction_empties_nothing(self):
        with contextlib.suppress(KeyError), self.store.transaction():
            self.book.clear()
            self.book.put("task", self.book.next_id("task"), {"name": "Raking"})
            raise KeyError
        self.assertEqual(self.held(self.book), (["Digging", "Mowing"], b"x"))
        self.assertEqual(self.book.next_id("task"), 3)

    def test_a_copy_has_everything_and_lives_on_its_own(self):
        snapshot = self.store.book("classic", "here as it was")
        self.book.copy_to(snapshot)
        self.book.drop("task", 1)
        self.assertEqual(self.held(snapshot), (["Digging", "Mowing"], b"x"))
        snapshot.copy_to(self.book)
        snapshot.clear()
        self.assertEqual(self.held(self.book), (["Digging", "Mowing"], b"x"))
        self.assertEqual(self.book.next_id("task"), 3)

    def test_a_copy_takes_the_place_of_what_was_there(self):
        self.other.put("task", self.other.next_id("task"), {"name": "Raking"})
        self.other.put_file("task", 2, StoredFile(b"y", "image/png"))
        self.book.copy_to(self.other)
        self.assertEqual(self.held(self.other), (["Digging", "Mowing"], b"x"))
        self.assertIsNone(self.other.get_file("task", 2))

    def test_copying_in_a_failed_transaction_copies_nothing(self):
        with contextlib.suppress(KeyError), self.store.transaction():
            self.book.put("task", 1, {"name": "Raking"})
            self.book.copy_to(self.other)
            raise KeyError
        self.assertEqual(self.held(self.other), (["Digging", "Mowing"], b"x"))

    def test_a_book_copied_onto_itself_is_as_before(self):
        self.book.copy_to(self.book)
        self.assertEqual(self.held(self.book), (["Digging", "Mowing"], b"x"))
        self.assertEqual(self.book.next_id("task"), 3)

    def test_books_are_known_by_name_while_anything_is_in_them(self):
        self.store.book("classic", "empty")
        self.store.book("rest", "here").next_id("task")
        self.assertEqual(self.store.books("classic"), ["here", "there"])
        self.assertEqual(self.store.books("classic", "th"), ["there"])
        self.book.copy_to(self.store.book("classic", "then"))
        self.book.clear()
        self.assertEqual(self.store.books("classic"), ["then", "there"])


INVOICE = {
    "folder": "active",
    "client_id": "7",
    "status": "sent",
    "date": "2026-05-02",
    "updated": "2026-05-02 10:00:00",
}


class ManyTest(unittest.TestCase):
    """Among a great many records a list is counted and passed over in an index alone."""

    FILTERS = (
        (),
        (Condition("client_id", "is", "7"),),
        (Condition("status", "is", "sent"),),
        (Condition("status", "in", ("sent", "viewed")),),
        (Condition("updated", "from", "2026-05-01"),),
        (Condition("date", "from", "2026-05-01"), Condition("date", "to", "2026-05-31")),
    )

    def plans(self, *conditions):
        with opened() as (store, book):
            book.put_all(("invoice", number, INVOICE) for number in range(1, 4))
            asked, ask = [], store.rows
            store.rows = lambda sql, values=(): asked.append((sql, values)) or ask(sql, values)
            book.page("invoice", *conditions, order="-id", size=1, offset=1)
            for sql, values in asked[:2]:
                plan = ask(f"EXPLAIN QUERY PLAN {sql}", values)
                yield [row[3] for row in plan if "record" in row[3]]

    def test_the_usual_filters_read_no_record_that_is_not_shown(self):
        kept = Condition("folder", "in", ("active", "archived"))
        for conditions in self.FILTERS:
            for plan in self.plans(kept, *conditions):
                with self.subTest(plan, conditions=conditions):
                    self.assertEqual(len(plan), 1)
                    self.assertIn("USING COVERING INDEX", plan[0])


class EarlierLayoutTest(unittest.TestCase):
    def test_a_file_of_an_earlier_layout_is_opened_and_searched(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "books.db")
            with contextlib.closing(sqlite3.connect(path)) as old:
                old.executescript(_EARLIER_LAYOUT)
            for _ in range(2):
                with opened(path) as (_, book):
                    sent = Condition("status", "is", "sent")
                    page, total = book.page("invoice", sent, order="-id", size=1, offset=1)
                    assert (page, total) == ([{"status": "sent", "client_id": "7"}], 2)
                    assert book.count("invoice", Condition("client_id", "is", "")) == 2
                    assert book.get_file("invoice", 1) == StoredFile(b"x", "image/png")
            with opened(path) as (store, book):
                assert store.books("classic") == ["here"]
                assert book.next_id("invoice") == 4
                book.clear()
                assert (book.count("invoice"), store.fact("who")) == (0, "me")


_EARLIER_LAYOUT = """
CREATE TABLE record (
    book TEXT, kind TEXT, id INTEGER, folder TEXT, updated TEXT, body TEXT,
    PRIMARY KEY (book, kind, id)
) WITHOUT ROWID;
CREATE INDEX record_folder ON record (book, kind, folder);
CREATE INDEX record_updated ON record (book, kind, updated);
CREATE TABLE counter (
    book TEXT, kind TEXT, last INTEGER, PRIMARY KEY (book, kind)
) WITHOUT ROWID;
CREATE TABLE file (
    book TEXT, kind TEXT, id INTEGER, media_type TEXT, content BLOB, PRIMARY KEY (book, kind, id)
);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
INSERT INTO record VALUES
    ('classic/here', 'invoice', 1, '', '', '{"status": "sent", "client_id": "7"}'),
    ('classic/here', 'invoice', 2, '', '', '{"status": "sent"}'),
    ('classic/here', 'invoice', 3, '', '', '{}');
INSERT INTO counter VALUES ('classic/here', 'invoice', 3);
INSERT INTO file VALUES ('classic/here', 'invoice', 1, 'image/png', x'78');
INSERT INTO fact VALUES ('who', 'me');
"""


class FileTest(unittest.TestCase):
    def test_files_come_back_byte_for_byte_and_go_with_their_record(self):
        content = bytes(range(256)) * 3
        with opened() as (_, book):
            book.put("thing", 1, {})
            book.put_file("thing", 1, StoredFile(content, "image/png"))
            assert book.get_file("thing", 1) == StoredFile(content, "image/png")
            book.drop("thing", 1)
            assert book.get_file("thing", 1) is None

    def test_a_file_keeps_everything_for_the_next_store(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "books.db")
            with opened(path) as (store, book), store.transaction():
                book.put("thing", book.next_id("thing"), {"n": "ä\n"})
                store.remember("who", "me")
            with opened(path) as (store, book):
                assert book.get("thing", 1) == {"n": "ä\n"}
                assert store.fact("who") == "me"
                assert book.next_id("thing") == 2

    def test_closed_books_can_be_neither_read_nor_written(self):
        with opened() as (store, book):
            store.close()
            for use in (
                lambda: book.get("thing", 1),
                lambda: book.put("thing", 1, {}),
                lambda: book.next_id("thing"),
                book.clear,
            ):
                with self.assertRaisesRegex(RuntimeError, "books are closed"):
                    use()

    def test_what_is_no_database_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "letter.txt")
            path.write_text("Dear Sir or Madam, " * 100)
            with self.assertRaises(sqlite3.Error):
                Store(path)
            with self.assertRaises(sqlite3.Error):
                Store(Path(folder, "no such folder", "books.db"))


class KilledTest(unittest.TestCase):
    def test_what_was_committed_outlives_a_process_killed_in_the_middle(self):
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, "books.db"))
            with subprocess.Popen(
                [sys.executable, "-c", _ENDLESS_WRITER, path], stdout=subprocess.PIPE
            ) as writer:
                committed = [int(writer.stdout.readline()) for _ in range(200)]
                os.kill(writer.pid, signal.SIGKILL)
                committed += [int(line) for line in writer.stdout if line.endswith(b"\n")]
            with opened(path) as (_, book):
                kept = {record["n"] for record in book.select("thing")}
                assert set(committed) <= kept
                assert json.dumps(sorted(kept)) == json.dumps(list(range(1, len(kept) + 1)))


_ENDLESS_WRITER = """
import sys
from refreshbooks.sandbox.store import Store
store = Store(sys.argv[1])
book = store.book("classic", "here")
while True:
    with store.transaction():
        number = book.next_id("thing")
        book.put("thing", number, {"n": number})
    print(number, flush=True)
"""


class AfterwardsTest(unittest.TestCase):
    def test_it_is_done_when_all_is_committed_in_order_and_never_where_it_is_undone(self):
        with contextlib.closing(Store()) as store:
            done = []
            with store.transaction():
                store.afterwards(lambda: done.append("first"))
                with store.transaction():
                    store.afterwards(lambda: done.append("second"))
                assert done == []
            assert done == ["first", "second"]
            with contextlib.suppress(KeyError), store.transaction():
                store.afterwards(lambda: done.append("never"))
                raise KeyError
            with store.transaction():
                pass
            store.afterwards(lambda: done.append("at once"))
            assert done == ["first", "second", "at once"]

    def test_what_is_done_afterwards_may_use_the_store(self):
        with contextlib.closing(Store()) as store:
            with store.transaction():
                store.afterwards(lambda: store.remember("a", "b"))
            assert store.fact("a") == "b"
