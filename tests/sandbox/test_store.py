"""Records on the shelf: what goes in comes out, and a half-done change never stays."""

import contextlib
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
                book.select("thing", order="-id", limit=2, offset=1)
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
        assert self.numbers(Condition("at", "to", "2026-05-01 23:59:58")) == [1]
        assert self.numbers(Condition("at", "to", "2026-05-02 12:00:00")) == [1, 2, 3]

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
        self.book.clear()
        self.assertEqual(self.held(self.book), ([], None))
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

    def test_clearing_empties_the_books_and_leaves_the_facts(self):
        with opened() as (store, book):
            book.put("thing", book.next_id("thing"), {})
            book.put_file("thing", 1, StoredFile(b"", ""))
            store.remember("who", "me")
            store.clear()
            assert (book.count("thing"), book.get_file("thing", 1)) == (0, None)
            assert book.next_id("thing") == 1
            assert store.fact("who") == "me"

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
