"""The journal as a plain object."""

import copy
import dataclasses
import json
import threading
import unittest
from datetime import datetime, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.sandbox.journal import Journal
from tests.sandbox.speaking import request

NOON = datetime(2026, 5, 1, 16, tzinfo=timezone.utc)
TOKEN = "0123456789abcdef" * 2


def kept():
    """Returns a journal with a handful of calls."""
    journal = Journal()
    usual = {"status": 200, "applied": True, "user": "1", "auth": "token", "at": NOON}
    for method, inside, facts in [
        ("client.create", "<client><email>ann@example.com</email></client>", {}),
        ("client.create", "<client><email>bob@example.com</email></client>", {"applied": False}),
        ("client.list", "", {"fault": "delay"}),
        ("invoice.create", "<invoice><client_id>8</client_id></invoice>", {"status": 503}),
        ("invoice.list", "<client_id>8</client_id>", {"status": None, "fault": "drop_after"}),
    ]:
        journal.record(method=method, request=request(method, inside), **(usual | facts))
    return journal


def numbers(entries):
    return [entry.number for entry in entries]


class KeepingTest(unittest.TestCase):
    def test_entries_come_oldest_first_and_by_their_place(self):
        journal = kept()
        assert numbers(journal) == [1, 2, 3, 4, 5]
        assert (len(journal), journal[0].number, journal[-1]) == (5, 1, journal.last)
        assert numbers(journal[1:3]) == [2, 3]
        with self.assertRaises(IndexError):
            journal[5]

    def test_an_empty_one_is_empty(self):
        journal = Journal()
        assert (list(journal), len(journal), journal.last) == ([], 0, None)
        assert repr(journal) == "<Journal of 0 calls, 0 forgotten>"

    def test_entries_read_as_one_line(self):
        journal = kept()
        journal.record(method="", status=401, seconds=1.5)
        shown = [repr(entry) for entry in journal]
        assert shown[0] == "<Entry 1: client.create -> 200, applied, by user 1 by token, 0.000 s>"
        assert shown[4] == (
            "<Entry 5: invoice.list -> no answer, applied, drop_after, by user 1 by token, 0.000 s>"
        )
        assert shown[5] == "<Entry 6: no method -> 401, not applied, by nobody, 1.500 s>"

    def test_a_monstrous_method_stays_in_its_line(self):
        journal = Journal()
        journal.record(method="x\n" * 1000 + TOKEN)
        assert "\n" not in repr(journal.last)
        assert len(repr(journal.last)) < 400

    def test_it_can_be_walked_while_calls_come_in(self):
        journal = kept()
        for entry in journal:
            if entry.number < 5:
                journal.record(method="client.list")
        assert len(journal) == 9

    def test_clearing_begins_anew(self):
        journal = kept()
        journal.clear()
        assert (list(journal), journal.forgotten) == ([], 0)
        assert journal.record(method="client.list").number == 1

    def test_only_the_last_ones_are_kept_and_the_others_counted(self):
        journal = Journal(keeps=3)
        for _ in range(10):
            journal.record(method="client.list")
        assert numbers(journal) == [8, 9, 10]
        assert journal.forgotten == 7
        assert repr(journal) == "<Journal of 3 calls, 7 forgotten>"
        journal.keeps = 2
        assert (numbers(journal), journal.forgotten) == ([9, 10], 8)
        journal.keeps = 4
        journal.record(method="client.list")
        assert (numbers(journal), journal.keeps) == ([9, 10, 11], 4)

    def test_it_cannot_keep_fewer_than_none(self):
        journal = Journal()
        for keeps in (-1, 1.5, True, None):
            with self.assertRaisesRegex(ValueError, "whole number from 0"):
                journal.keeps = keeps
            with self.assertRaisesRegex(ValueError, "whole number from 0"):
                Journal(keeps)
        journal.record(method="client.list")
        assert (len(journal), journal.keeps) == (1, 10_000)

    def test_ten_thousand_are_kept_unless_told_otherwise(self):
        journal = Journal()
        for _ in range(10_005):
            journal.record(method="client.list")
        assert (len(journal), journal.forgotten) == (10_000, 5)

    @settings(deadline=None)
    @given(st.lists(st.integers(0, 40)), st.integers(0, 100), st.integers(0, 10))
    def test_neither_entries_nor_bytes_exceed_what_it_may_keep(self, sizes, most_bytes, keeps):
        journal = Journal(keeps, most_bytes=most_bytes)
        for size in sizes:
            journal.record(request=b"x" * (size // 2), response=b"x" * (size - size // 2))
        left = [entry.size for entry in journal]
        assert len(left) <= keeps
        assert sum(left) <= most_bytes
        assert left == sizes[len(sizes) - len(left) :]
        assert journal.forgotten == len(sizes) - len(left)
        if len(left) < min(keeps, len(sizes)):
            assert sum(left) + sizes[-len(left) - 1] > most_bytes


class SearchTest(unittest.TestCase):
    def test_calls_are_found_by_what_they_were(self):
        journal = kept()
        for wanted, expected in [
            ({}, [1, 2, 3, 4, 5]),
            ({"method": "client.create"}, [1, 2]),
            ({"method": "client.*"}, [1, 2, 3]),
            ({"method": "*.list"}, [3, 5]),
            ({"method": "task.create"}, []),
            ({"status": 503}, [4]),
            ({"applied": False}, [2]),
            ({"applied": True, "method": "client.create"}, [1]),
            ({"fault": "delay"}, [3]),
            ({"fault": True}, [3, 5]),
            ({"fault": False}, [1, 2, 4]),
            ({"user": "1"}, [1, 2, 3, 4, 5]),
            ({"auth": "oauth"}, []),
            ({"text": "bob@"}, [2]),
            ({"text": b"client_id>8<"}, [4, 5]),
            ({"fields": {"client/email": "ann@example.com"}}, [1]),
            ({"fields": {"client_id": 8}}, [5]),
            ({"fields": {"client_id": "9"}}, []),
            ({"after": 3}, [4, 5]),
        ]:
            with self.subTest(**wanted):
                assert numbers(journal.search(**wanted)) == expected
                assert journal.count(**wanted) == len(expected)

    def test_what_cannot_be_looked_for_is_said_with_what_can(self):
        for ask in (Journal().search, Journal().count, Journal().near_misses, Journal().wait_for):
            with self.assertRaises(ValueError) as caught:
                ask("client.list", code=3)
            assert "by code; only by method, status, applied," in str(caught.exception)

    def test_a_path_that_is_none_is_refused_even_where_nothing_came(self):
        for path in ("[", "/client/email", "a:b", "", "'x'", "a[", None, 7):
            for journal in (Journal(), kept()):
                with self.subTest(path=path), self.assertRaisesRegex(ValueError, "no path"):
                    journal.search(fields={path: "x"})

    def test_documents_of_any_encoding_are_searched(self):
        journal = Journal()
        text = "<?xml version='1.0' encoding='utf-16'?><request><notes>Yard</notes></request>"
        journal.record(request=text.encode("utf-16"))
        assert journal.count(text="<notes>Yard<") == 1
        assert journal.count(fields={"notes": "Yard"}) == 1

    def test_fields_of_what_is_no_document_are_missing(self):
        journal = Journal()
        for body in (b"", b"\0", b"<", b"plain"):
            journal.record(method="client.list", request=body)
        assert journal.search(fields={"client_id": "8"}) == []


class WaitTest(unittest.TestCase):
    def test_a_call_that_has_come_is_returned_at_once(self):
        assert kept().wait_for("client.create", timeout=0).number == 1
        assert kept().wait_for("client.create", after=1, timeout=0).number == 2

    def test_a_call_that_comes_later_is_waited_for(self):
        journal = kept()
        found = []
        waiter = threading.Thread(
            target=lambda: found.append(journal.wait_for("client.delete", timeout=10))
        )
        waiter.start()
        for method in ("client.get", "client.delete", "client.list"):
            journal.record(method=method)
        waiter.join(10)
        assert numbers(found) == [7]

    def test_many_may_wait_for_different_calls(self):
        journal = Journal()
        found = {}

        def wait(method):
            found[method] = journal.wait_for(method, timeout=10).method

        verbs = ("create", "get", "update", "delete")
        methods = [f"{kind}.{verb}" for kind in ("client", "invoice") for verb in verbs]
        waiters = [threading.Thread(target=wait, args=(method,)) for method in methods]
        for waiter in waiters:
            waiter.start()
        for method in reversed(methods):
            journal.record(method=method)
        for waiter in waiters:
            waiter.join(10)
        assert found == {method: method for method in methods}

    def test_a_call_after_clearing_is_found_too(self):
        journal = kept()
        found = []
        looked = threading.Event()
        really = journal._changed.wait

        def wait(timeout=None):
            looked.set()
            return really(timeout)

        journal._changed.wait = wait
        waiter = threading.Thread(
            target=lambda: found.append(journal.wait_for("client.delete", timeout=10))
        )
        waiter.start()
        assert looked.wait(10)
        journal.clear()
        journal.record(method="client.delete")
        waiter.join(10)
        assert numbers(found) == [1]

    def test_closing_ends_the_wait_and_what_came_is_still_there(self):
        journal = Journal()
        journal.record(method="client.list")
        waiting = threading.Event()
        closing = threading.Thread(target=lambda: (waiting.wait(10), journal.close()))
        closing.start()
        waiting.set()
        with self.assertRaises(TimeoutError):
            journal.wait_for("client.create", timeout=600)
        closing.join(10)
        with self.assertRaises(TimeoutError):
            journal.wait_for("client.create", timeout=600)
        assert journal.wait_for("client.list", timeout=600).number == 1

    def test_a_call_that_never_comes_is_told_with_those_that_did(self):
        with self.assertRaises(TimeoutError) as caught:
            kept().wait_for(
                "invoice.create", status=200, fields={"invoice/client_id": 8}, timeout=0.01
            )
        lines = str(caught.exception).splitlines()
        assert lines[0] == (
            "No call with method='invoice.create', status=200, fields={'invoice/client_id': 8}"
            " came within 0.01 s; 5 others did:"
        )
        assert lines[1].startswith("  <Entry 1: client.create -> 200, applied")
        assert lines[6] == "Closest:"
        assert lines[7].startswith("  <Entry 4: invoice.create -> 503")
        assert lines[7].endswith(": status 503")

    def test_of_many_calls_the_last_are_told(self):
        journal = Journal()
        for _ in range(30):
            journal.record(method="client.list")
        with self.assertRaises(TimeoutError) as caught:
            journal.wait_for("client.get", timeout=0)
        assert "30 others did, the last 10 of them:" in str(caught.exception)
        assert "Entry 20:" not in str(caught.exception)
        assert "Entry 21:" in str(caught.exception)

    def test_where_no_call_came_that_is_said(self):
        with self.assertRaises(TimeoutError) as caught:
            Journal().wait_for(timeout=0)
        assert str(caught.exception) == "No call with anything came within 0 s; nor did any other."

    def test_a_secret_that_is_looked_for_is_not_in_the_text(self):
        with self.assertRaises(TimeoutError) as caught:
            kept().wait_for(text=TOKEN, timeout=0)
        assert TOKEN not in str(caught.exception)


class NearMissTest(unittest.TestCase):
    def test_the_closest_call_comes_first_with_what_is_different(self):
        for wanted, number, differences in [
            ({"method": "client.craete"}, 2, ["method 'client.create'"]),
            ({"method": "invoice.lists"}, 5, ["method 'invoice.list'"]),
            ({"method": "invoice.create", "status": 200}, 4, ["status 503"]),
            ({"method": "invoice.list", "status": 200}, 5, ["status None"]),
            ({"method": "client.list", "applied": False}, 3, ["applied True"]),
            ({"method": "client.list", "fault": False}, 3, ["fault 'delay'"]),
            ({"method": "client.list", "after": 3}, 3, ["number 3"]),
            ({"user": "2"}, 5, ["user '1'"]),
            ({"method": "invoice.create", "text": "Zoe"}, 4, ["the text is in neither body"]),
            (
                {"method": "invoice.create", "fields": {"invoice/client_id": "9"}},
                4,
                ["invoice/client_id '8'"],
            ),
            (
                {"method": "client.create", "fields": {"client/email": "bob@example.com"}},
                1,
                ["client/email 'ann@example.com'"],
            ),
            (
                {"method": "invoice.create", "fields": {"invoice/notes": "x"}},
                4,
                ["invoice/notes missing"],
            ),
        ]:
            with self.subTest(**wanted):
                miss = kept().near_misses(**wanted)[0]
                assert (miss.entry.number, list(miss.differences)) == (number, differences)
                assert str(miss) == f"{miss.entry!r}: {'; '.join(differences)}"

    def test_what_fits_is_no_miss(self):
        assert 1 not in numbers(miss.entry for miss in kept().near_misses("client.create"))
        assert kept().near_misses() == []

    def test_no_more_than_asked_for_are_told(self):
        assert len(kept().near_misses("client.get")) == 3
        assert len(kept().near_misses("client.get", most=5)) == 5
        assert kept().near_misses("client.get", most=0) == []


class SecretsTest(unittest.TestCase):
    """What came with a secret is kept, and shown without it."""

    SECRETS = (
        b"<password>sesame</password>",
        b"<password><![CDATA[sesame]]></password>",
        b"<password>ses<!-- -->ame</password>",
        b"<password >se<!-- -->same</password>",
        b"<password>sesame",
        b"<password>x<!-- -->sesame",
        b"<password>x<?pi ?>sesame</password>",
        b"<callback><verifier>sesame</verifier></callback>",
        b"<card><number>sesame</number></card>",
        b"<card ><number>sesame</number></card>",
        b"<card><number >sesame</number></card>",
        b"<card><number>x<!-- -->sesame</number></card>",
        b"Authorization: Basic sesame",
        "<?xml version='1.0' encoding='utf-16'?><password>sesame</password>".encode("utf-16"),
        "<password>sesame</password>".encode("utf-16-le"),
        "<?xml version='1.0' encoding='utf-16'?><password>sesame".encode("utf-16"),
        b"<?xml version='1.0' encoding='IBM037'?><password>sesame</password>",
    )

    def test_no_secret_is_shown_however_it_was_written(self):
        for secret in self.SECRETS:
            journal = Journal()
            entry = journal.record(method="client.create", request=secret, response=secret)
            shown = [entry.request, entry.response, repr(entry), str(entry.facts())]
            shown += [str(dataclasses.asdict(entry)), str(copy.deepcopy(entry))]
            shown += [str(journal.near_misses(fields={"password": "x"})), repr(journal)]
            for text in shown:
                with self.subTest(secret=secret, text=text):
                    plain = text.encode() if isinstance(text, str) else text
                    assert b"sesame" not in plain.replace(b"\0", b"")
            assert journal.count(text="sesame") == 0

    def test_what_has_no_secret_is_shown_byte_by_byte(self):
        for body in (
            request("client.create", "<client><notes>my password</notes></client>"),
            b"<a><!-- a comment --></a>",
            b"%PDF-1.4\n\0\xff\xfe<binary>",
            b"\xff\xfe\0\1",
            "<a>Zoë</a>".encode("latin-1"),
            b"",
        ):
            with self.subTest(body=body):
                entry = Journal().record(request=body, response=body)
                assert (entry.request, entry.response) == (body, body)

    @settings(deadline=None)
    @given(st.binary(max_size=300))
    def test_whatever_came_can_be_shown(self, body):
        journal = Journal()
        entry = journal.record(request=body, response=b"<password" + body)
        assert isinstance(entry.request, bytes)
        json.dumps(entry.facts())
        journal.search(text="x", fields={"a": "b"})

    def test_an_entry_is_told_as_json(self):
        facts = json.loads(json.dumps(kept()[4].facts()))
        assert facts == {
            "number": 5,
            "method": "invoice.list",
            "status": None,
            "applied": True,
            "fault": "drop_after",
            "user": "1",
            "auth": "token",
            "at": "2026-05-01T16:00:00+00:00",
            "seconds": 0.0,
            "verb": "",
            "path": "",
            "request": request("invoice.list", "<client_id>8</client_id>").decode(),
            "response": "",
        }


class ThreadsTest(unittest.TestCase):
    def test_no_call_is_lost_or_counted_twice(self):
        journal = Journal(keeps=1000)
        threads = [
            threading.Thread(target=lambda: [journal.record(method="a.b") for _ in range(100)])
            for _ in range(16)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert numbers(journal) == list(range(601, 1601))
        assert journal.forgotten == 600


class MisspeltTest(unittest.TestCase):
    def test_a_misspelt_method_is_refused_where_calls_are_counted_and_waited_for(self):
        for look in ("search", "count", "wait_for"):
            with self.assertRaisesRegex(ValueError, r"Did you mean client\.create"):
                getattr(Journal(), look)("client.crate")

    def test_what_programs_called_is_found_though_there_is_no_such_method(self):
        journal = Journal()
        journal.record(method="client.crate")
        self.assertEqual(journal.count("client.crate"), 1)
        self.assertEqual(journal.count("client.cra*"), 1)
