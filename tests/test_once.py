"""A record is found, or created once, whatever becomes of the answers."""

import datetime
import decimal
import importlib.util
import json
import logging
import stat
import sys
import tempfile
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

from refreshbooks import aio, api, exceptions
from refreshbooks.once import sought, unfinished
from tests.forgetful import Clock, Fate, Forgetful, Killed, client_of, silence

SETTLE = 10.0

LOST_BEFORE = Fate(applied_after=None, raised=silence)
LOST_AFTER = Fate(raised=silence)
APPLIED_LATE = Fate(applied_after=SETTLE - 1, raised=silence)
REFUSED = Fate(applied_after=None, raised=lambda: exceptions.ValidationError("no", code=40040))
BROKEN_OFF = Fate(raised=KeyboardInterrupt)
KILLED = Fate(applied_after=SETTLE - 1, raised=Killed)


class OnceTest(unittest.TestCase):
    """One service, one time, one folder."""

    def setUp(self):
        if importlib.util.find_spec("filelock") is None:
            raise unittest.SkipTest("filelock is not installed")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.locks = self.folder / "locks"
        self.clock = Clock()
        self.service = Forgetful(self.folder / "books.json", self.clock)
        self.c = client_of(self.service, self.clock)

    def once(self, create=None, **options):
        """Finds or creates a client; Ann by her e-mail address, if nothing else is said."""
        options = {"settle": SETTLE, "locks": self.locks, **options}
        if create is None:
            create = self.c.client.create
            options.setdefault("client", {"email": "ann@example.com"})
        if "marker" not in options:
            options.setdefault("by", "email")
        return api.find_or_create(create, **options)

    def fates(self, *fates):
        self.service.fates[:] = fates

    def notes(self):
        return list(self.locks.glob("*.sent"))

    def assert_refused(self, said, **options):
        with self.assertRaisesRegex(exceptions.BadParameter, said):
            self.once(**options)
        self.assertEqual(self.service.sent, [])


class FindingTest(OnceTest):
    def test_what_is_not_there_is_created(self):
        found = self.once()
        self.assertEqual((found.id, found.created, found.record.client_id), (1, True, 1))
        self.assertEqual(self.service.sent, ["client.list", "client.create"])
        self.assertEqual(self.notes(), [])

    def test_what_is_there_is_found_and_nothing_is_written(self):
        self.service.add("client", email="bob@example.com")
        self.service.add("client", email="ann@example.com", organization="Ann & Co")
        found = self.once()
        self.assertEqual((found.id, found.created), (2, False))
        self.assertEqual(found.record.organization, "Ann & Co")
        self.assertEqual(self.service.sent, ["client.list"])

    def test_a_client_that_only_reads_finds_and_does_not_create(self):
        c = api.with_options(self.c, read_only=True)
        with self.assertRaises(exceptions.WriteRefused):
            self.once(c.client.create, client={"email": "ann@example.com"})
        self.service.add("client", email="ann@example.com")
        self.assertEqual(self.once(c.client.create, client={"email": "ann@example.com"}).id, 1)

    def test_several_are_told_and_none_of_them_is_chosen(self):
        for _ in range(2):
            self.service.add("client", email="ann@example.com")
        with self.assertRaisesRegex(
            exceptions.NotCreated, "there are 2 of client with email='ann@example.com': 1, 2"
        ) as raised:
            self.once()
        self.assertEqual(raised.exception.ids, (1, 2))
        self.assertEqual(self.service.sent, ["client.list"])

    def test_the_service_narrows_the_list_where_it_can(self):
        self.once(
            by=("email", "organization"),
            client={"email": "ann@example.com", "organization": "Ann & Co"},
        )
        self.assertEqual(self.service.filters, [{"email": "ann@example.com"}])

    def test_a_record_on_a_later_page_is_found(self):
        for number in range(120):
            self.service.add("item", name=f"item {number}")
        found = self.once(self.c.item.create, by="name", item={"name": "item 119"})
        self.assertEqual((found.id, found.created), (120, False))
        self.assertEqual(self.service.sent, ["item.list"] * 2)

    def test_records_of_another_name_in_their_list_are_found(self):
        self.service.add("staff", email="ann@example.com")
        found = self.once(self.c.staff.create, staff={"email": "ann@example.com"})
        self.assertEqual((found.id, found.created), (1, False))

    def test_texts_are_compared_as_the_service_may_give_them_back(self):
        day = datetime.date(2026, 3, 1)
        same = [
            ("client", "email", "Ann@Example.com", "ann@example.com"),
            ("payment", "invoice_id", 12, "00000000012"),
            ("payment", "date", day, "2026-03-01 00:00:00"),
            ("item", "unit_cost", decimal.Decimal("2.50"), "2.5"),
            ("item", "unit_cost", "100", "100.0"),
            ("item", "name", " Yard  work", "Yard work"),
            ("task", "billable", True, "1"),
        ]
        for resource, name, value, text in same:
            with self.subTest(resource=resource, name=name):
                made = self.service.add(resource, **{name: text})
                create = getattr(self.c, resource).create
                found = self.once(create, by=name, **{resource: {name: value}})
                self.assertEqual((found.id, found.created), (made, False))

    def test_texts_that_differ_otherwise_are_of_different_records(self):
        different = [
            ("item", "name", "Yard work", "yard work"),
            ("item", "name", "Yard", "Yard work"),
            ("client", "organization", "Ann & Co", ""),
            ("invoice", "number", "42", "00042"),
            ("payment", "date", "2026-03-01", "2026-03-02"),
            ("item", "unit_cost", "2.5", "free"),
        ]
        for resource, name, value, text in different:
            with self.subTest(resource=resource, name=name):
                self.service.add(resource, **{name: text})
                create = getattr(self.c, resource).create
                self.assertTrue(self.once(create, by=name, **{resource: {name: value}}).created)

    def test_a_list_that_cannot_be_read_is_no_reason_to_create(self):
        def broken(entity):
            raise exceptions.TransportException(500, b"")

        c = client_of(broken, self.clock)
        with self.assertRaises(exceptions.TransportException):
            self.once(c.client.create, client={"email": "ann@example.com"})

    def test_a_list_that_never_holds_still_is_no_reason_to_create(self):
        calls = []

        def growing(entity):
            calls.append(entity)
            first = b"<page>1</page>" in entity
            names = [f"item {number}" for number in range(100 if first else 0)]
            rows = "".join(
                f"<item><item_id>{number}</item_id><name>{name}</name></item>"
                for number, name in enumerate(names)
            )
            # Each answer counts another total, and none shows what it counts.
            page = f'page="{1 if first else 2}" per_page="100" pages="2"'
            items = f'<items {page} total="{200 + len(calls)}">{rows}</items>'
            return f'<response status="ok">{items}</response>'.encode()

        c = client_of(growing, self.clock)
        with self.assertRaisesRegex(exceptions.NotCreated, "the list changes while it is read"):
            self.once(c.item.create, by="name", item={"name": "Yard work"})
        found = self.once(c.item.create, by="name", item={"name": "item 7"})
        self.assertEqual((found.id, found.created), (7, False))


class MarkerTest(OnceTest):
    def test_a_marker_is_kept_behind_what_the_caller_wrote(self):
        self.once(marker="order 12", client={"email": "ann@example.com", "notes": "Pays late.\n"})
        self.once(marker="order 13", client={"email": "ann@example.com"})
        notes = [record["fields"]["notes"] for record in self.service.records]
        self.assertEqual(notes, ["Pays late.\n[order 12]", "[order 13]"])

    def test_a_marker_is_found_as_a_whole(self):
        markers = ["order 123", "order 12", "12", "my order 12", "order  12", "ORDER 12"]
        ids = [self.once(marker=marker).id for marker in markers]
        self.assertEqual(ids, [1, 2, 3, 4, 2, 5])

    def test_a_marker_is_found_again_wherever_it_stands_in_the_notes(self):
        self.service.add("client", notes="See [order\r\n 12] and more")
        self.assertEqual(self.once(marker="order 12").id, 1)

    def test_a_marker_goes_into_what_the_resource_has_for_words(self):
        self.once(self.c.task.create, marker="x", task={"name": "Dig", "description": "deep"})
        self.assertEqual(self.service.records[0]["fields"]["description"], "deep\n[x]")

    def test_a_marker_that_the_caller_wrote_already_is_not_written_twice(self):
        self.once(marker="x", client={"notes": "as in [x]"})
        self.assertEqual(self.service.records[0]["fields"]["notes"], "as in [x]")

    def test_a_marker_and_values_have_to_be_met_together(self):
        invoices = [{"client_id": 1}, {"client_id": 2}, {"client_id": "1"}]
        ids = [
            self.once(self.c.invoice.create, by="client_id", marker="o", invoice=invoice).id
            for invoice in invoices
        ]
        self.assertEqual(ids, [1, 2, 1])
        self.assertEqual(self.service.filters[0], {"client_id": "1"})

    def test_the_service_looks_for_the_words_of_a_marker_where_it_can(self):
        self.once(marker="order 12")
        self.assertEqual(self.service.filters, [{"notes": "order 12"}])

    def test_the_callers_own_record_stays_as_it_is(self):
        record = {"email": "ann@example.com", "notes": "n"}
        self.once(marker="x", client=record)
        self.assertEqual(record, {"email": "ann@example.com", "notes": "n"})


class RefusalTest(OnceTest):
    def test_without_a_key_nothing_is_sent(self):
        self.assert_refused("by='email', several names, or marker=", by=None)

    def test_a_key_without_a_value_is_refused(self):
        for value in (None, "", "  ", []):
            with self.subTest(value=value):
                self.assert_refused("client.email: the record is known by", client={"email": value})
        self.assert_refused("client.email", client={})

    def test_a_key_of_many_values_is_refused(self):
        contacts = [("contact", {"email": "ann@example.com"})]
        self.assert_refused("plain values", by="contacts", client={"contacts": contacts})

    def test_a_key_that_lists_never_show_is_refused(self):
        self.assert_refused("never show this", by="password", client={"password": "p"})

    def test_a_record_that_is_no_dict_is_refused(self):
        self.assert_refused("client: the record .* goes here as a dict", client="ann@example.com")
        self.assert_refused("goes here as a dict", create=self.c.client.create)

    def test_a_marker_that_could_not_be_told_from_others_is_refused(self):
        for marker in ("", " ", "a]b", "[a", "a\nb", 12):
            with self.subTest(marker=marker):
                self.assert_refused("marker: a marker is a text in one line", marker=marker)

    def test_a_marker_where_no_notes_are_is_refused(self):
        for resource in ("staff", "category"):
            create = getattr(self.c, resource).create
            self.assert_refused("no notes to keep", create=create, marker="x", **{resource: {}})

    def test_what_creates_nothing_is_refused(self):
        for chain in (
            self.c.client.list,
            self.c.client,
            self.c,
            self.c.invoice.lines.create,
            print,
        ):
            with self.subTest(chain=chain):
                self.assert_refused("takes a method that creates", create=chain, client={})

    def test_a_method_that_is_awaited_is_refused(self):
        create = aio.Client(print, print, print).client.create
        self.assert_refused("asyncio.to_thread", create=create, client={"email": "a@b.example"})

    def test_what_has_no_list_is_refused_where_the_catalog_knows_it(self):
        c = api.TokenClient("example.freshbooks.com", "t" * 32)
        self.assert_refused("no receipt.list", create=c.receipt.create, by="x", receipt={"x": 1})

    def test_times_that_nobody_can_wait_are_refused(self):
        for name in ("settle", "wait"):
            for value in (-1, float("nan"), "1", True):
                with self.subTest(name=name, value=value):
                    self.assert_refused(f"{name}: this is a number", **{name: value})

    def test_a_folder_that_cannot_be_is_refused(self):
        file = self.folder / "file"
        file.write_text("")
        self.assert_refused("locks: no folder for lock files", locks=file / "locks")
        with mock.patch.object(unfinished.os, "access", return_value=False):
            self.assert_refused("locks: .* cannot be written to")

    def test_without_the_library_it_is_said_what_to_install(self):
        with mock.patch.dict(sys.modules, {"filelock": None}):
            with self.assertRaisesRegex(exceptions.MissingExtra, r"refreshbooks\[once\]"):
                self.once()


class LostAnswerTest(OnceTest):
    def test_a_create_that_was_applied_is_found_after_the_timeout(self):
        self.fates(LOST_AFTER)
        found = self.once()
        self.assertEqual((found.id, found.created), (1, True))
        self.assertEqual(self.clock.slept, [SETTLE])
        self.assertEqual(self.service.sent, ["client.list", "client.create", "client.list"])

    def test_a_create_that_was_not_applied_is_sent_again(self):
        self.fates(LOST_BEFORE, LOST_BEFORE)
        self.assertEqual(self.once().id, 1)
        self.assertEqual(len(self.service.everything), 1)
        self.assertEqual(self.service.sent.count("client.create"), 3)

    def test_a_create_that_is_applied_late_is_waited_for(self):
        self.fates(APPLIED_LATE)
        self.once()
        self.assertEqual(len(self.service.everything), 1)

    def test_time_that_passed_before_the_answer_was_lost_is_not_waited_again(self):
        self.fates(Fate(raised=silence, takes=SETTLE - 2))
        self.once()
        self.assertEqual(self.clock.slept, [2.0])
        self.fates(Fate(raised=silence, takes=SETTLE + 2))
        self.once(client={"email": "bob@example.com"})
        self.assertEqual(self.clock.slept, [2.0])

    def test_a_status_of_5xx_and_a_broken_answer_are_lost_answers_too(self):
        for error in (
            exceptions.TransportException(503, b""),
            exceptions.BadResponse("cut off", b"<resp"),
        ):
            with self.subTest(error=error):
                self.fates(Fate(raised=lambda error=error: error))
                self.assertTrue(
                    self.once(client={"email": f"{type(error).__name__}@x.org"}).created
                )
        self.assertEqual(len(self.service.everything), 2)

    def test_an_answer_without_an_id_is_a_lost_answer_too(self):
        def mute(entity):
            answer = self.service(entity)
            return b'<response status="ok"/>' if b"client.create" in entity else answer

        c = client_of(mute, self.clock)
        self.assertEqual(self.once(c.client.create, client={"email": "ann@example.com"}).id, 1)

    def test_it_is_sent_no_more_often_than_the_client_repeats(self):
        self.fates(*[LOST_BEFORE] * 9)
        with self.assertRaises(exceptions.OutcomeUnknown):
            self.once()
        self.assertEqual(self.service.sent.count("client.create"), 3)
        self.assertEqual(self.notes(), [])

    def test_without_retries_it_still_looks_and_does_not_send_again(self):
        once = api.with_options(self.c, retries=0).client.create
        self.fates(LOST_AFTER)
        self.assertEqual(self.once(once, client={"email": "ann@example.com"}).id, 1)
        self.fates(LOST_BEFORE)
        with self.assertRaises(exceptions.OutcomeUnknown):
            self.once(once, client={"email": "bob@example.com"})
        self.assertEqual(self.service.sent.count("client.create"), 2)

    def test_repeats_come_out_of_the_budget_that_a_client_s_threads_share(self):
        c = client_of(self.service, self.clock, budget=1)
        self.fates(*[LOST_BEFORE] * 9)
        with self.assertRaises(exceptions.OutcomeUnknown):
            self.once(c.client.create, client={"email": "ann@example.com"})
        self.assertEqual(self.service.sent.count("client.create"), 2)

    def test_a_refusal_is_raised_and_leaves_nothing(self):
        self.fates(REFUSED)
        with self.assertRaises(exceptions.ValidationError):
            self.once()
        self.assertEqual((self.notes(), self.clock.slept), ([], []))

    def test_a_look_that_fails_leaves_the_doubt_to_be_told_and_to_be_settled(self):
        def deaf(entity):
            if b"client.list" in entity and "client.create" in self.service.sent:
                raise exceptions.TransportException(401, b"")
            return self.service(entity)

        self.fates(LOST_AFTER)
        c = client_of(deaf, self.clock)
        with self.assertRaisesRegex(exceptions.OutcomeUnknown, "client.create was sent") as raised:
            self.once(c.client.create, client={"email": "ann@example.com"})
        self.assertIsInstance(raised.exception.__cause__, exceptions.TransportException)
        self.assertEqual(len(self.notes()), 1)
        self.assertEqual((self.once().id, self.notes()), (1, []))

    def test_the_timeout_of_the_transport_is_what_is_waited_for(self):
        class Slow:
            timeout = (1.0, 3.0)
            __call__ = staticmethod(self.service)

        for transport, seconds in ((Slow(), 4.0), (self.service, 70.0)):
            with self.subTest(seconds=seconds):
                self.clock.slept.clear()
                self.fates(LOST_AFTER)
                c = client_of(transport, self.clock)
                email = f"{seconds}@example.com"
                self.once(c.client.create, client={"email": email}, settle=None)
                self.assertEqual(self.clock.slept, [seconds])


class BrokenOffTest(OnceTest):
    def test_after_ctrl_c_the_next_one_waits_before_it_looks(self):
        self.fates(BROKEN_OFF)
        with self.assertRaises(KeyboardInterrupt) as raised:
            self.once()
        self.assertIsInstance(raised.exception, exceptions.OutcomeUnknown)
        self.clock.now += 4
        found = self.once()
        self.assertEqual((found.id, found.created), (1, False))
        self.assertEqual((self.clock.slept, self.notes()), ([SETTLE - 4], []))

    def test_after_the_program_was_killed_the_next_one_waits_before_it_looks(self):
        self.fates(KILLED)
        with self.assertRaises(Killed):
            self.once()
        self.assertEqual(self.once().id, 1)
        self.assertEqual((len(self.service.everything), self.clock.slept), (1, [SETTLE]))

    def test_the_next_one_waits_as_long_as_the_killed_one_would_have(self):
        self.fates(KILLED)
        with self.assertRaises(Killed):
            self.once()
        self.once(settle=1.0)
        self.assertEqual(self.clock.slept, [SETTLE])

    def test_others_do_not_wait(self):
        self.fates(KILLED)
        with self.assertRaises(Killed):
            self.once()
        for number in range(40):
            self.once(client={"email": f"bob{number}@example.com"})
        self.once(marker="ann")
        self.assertEqual(self.clock.slept, [])

    def test_ctrl_c_while_it_waits_after_a_lost_answer_tells_of_the_doubt_and_leaves_the_note(self):
        def stopped(seconds):
            raise KeyboardInterrupt

        self.fates(LOST_AFTER)
        with mock.patch.object(self.clock, "sleep", stopped):
            c = client_of(self.service, self.clock)
            with self.assertRaises(KeyboardInterrupt) as raised:
                self.once(c.client.create, client={"email": "ann@example.com"})
        self.assertIsInstance(raised.exception, exceptions.OutcomeUnknown)
        self.assertEqual(raised.exception.method, "client.create")
        self.assertEqual(self.once().id, 1)

    def test_a_clock_that_began_anew_is_waited_for_in_full_and_no_longer(self):
        self.fates(KILLED)
        with self.assertRaises(Killed):
            self.once()
        self.clock.now = 3.0
        c = client_of(Forgetful(self.folder / "other.json", self.clock), self.clock)
        self.once(c.client.create, client={"email": "ann@example.com"})
        self.assertEqual(self.clock.slept, [SETTLE])

    def test_a_note_that_cannot_be_read_is_waited_for_in_full(self):
        for text in ("", "{", "[]", '{"at": 3}', '{"at": "x", "settle": 1}', "\x00"):
            with self.subTest(text=text):
                self.fates(KILLED)
                with self.assertRaises(Killed):
                    self.once(client={"email": f"{text.encode().hex()}@example.com"})
                self.clock.slept.clear()
                (note,) = self.notes()
                note.write_text(text)
                self.once(client={"email": f"{text.encode().hex()}@example.com"})
                self.assertEqual(self.clock.slept, [SETTLE])

    def test_the_last_attempt_is_the_one_that_is_noted(self):
        for settle, fate in ((10.123456, KILLED), (SETTLE, Fate(None, Killed, takes=6))):
            self.fates(fate)
            self.clock.now += 1000
            with self.assertRaises(Killed):
                self.once(settle=settle, client={"email": "ann@example.com"})
            self.service.path.unlink(missing_ok=True)
        self.clock.slept.clear()
        self.once()
        self.assertAlmostEqual(self.clock.slept[0], SETTLE - 6)

    def test_a_create_that_cannot_be_noted_is_not_sent(self):
        with mock.patch.object(unfinished.os, "fsync", side_effect=OSError("disk full")):
            with self.assertRaisesRegex(exceptions.NotCreated, "nothing was sent.*disk full"):
                self.once()
        self.assertEqual(self.service.sent, ["client.list"])
        self.assertEqual(self.notes(), [])

    def test_a_note_that_cannot_be_removed_costs_no_result(self):
        with mock.patch.object(Path, "unlink", side_effect=PermissionError):
            self.assertEqual(self.once().id, 1)
        self.assertEqual(self.once().id, 1)

    def test_a_wait_is_said_in_the_log(self):
        self.fates(LOST_AFTER)
        with self.assertLogs("refreshbooks", logging.WARNING) as logs:
            self.once()
        self.assertRegex("\n".join(logs.output), r"client\.create: looks in 10\.0 s, since an")


class At:
    """A transport to an account."""

    def __init__(self, host, service):
        self.url = f"https://{host}/api/2.1/xml-in"
        self.service = service

    def __call__(self, entity):
        return self.service(entity)


class LockTest(OnceTest):
    def at(self, host, service=None):
        return client_of(At(host, service or self.service), self.clock).client.create

    def test_each_account_has_its_own_locks_and_is_the_same_in_any_letter_case(self):
        ann = {"email": "ann@example.com"}
        self.fates(KILLED)
        with self.assertRaises(Killed):
            self.once(self.at("one.example.com"), client=ann)
        other = Forgetful(self.folder / "other.json", self.clock)
        self.once(self.at("two.example.com", other), client=ann)
        self.assertEqual(self.clock.slept, [])
        self.once(self.at("ONE.example.com"), client=ann)
        self.assertEqual(self.clock.slept, [SETTLE])

    def test_an_error_of_the_create_names_the_account(self):
        self.fates(
            Fate(None, lambda: exceptions.AuthorizationError("no", code=30010)),
        )
        with self.assertRaisesRegex(exceptions.AuthorizationError, "one.example.com"):
            self.once(self.at("one.example.com"), client={"email": "ann@example.com"})

    def test_threads_take_turns_and_all_get_the_same(self):
        self.fates(LOST_BEFORE, LOST_AFTER)
        with ThreadPoolExecutor(16) as threads:
            found = list(threads.map(lambda _: self.once(), range(32)))
        self.assertEqual({one.id for one in found}, {1})
        self.assertEqual(sum(one.created for one in found), 1)
        self.assertEqual(len(self.service.everything), 1)

    def test_who_does_not_get_the_lock_in_time_is_told(self):
        at_it, go_on = threading.Event(), threading.Event()

        def slow(entity):
            at_it.set()
            go_on.wait(10)
            return self.service(entity)

        c = client_of(slow, self.clock)
        with ThreadPoolExecutor(1) as threads:
            first = threads.submit(self.once, c.client.create, client={"email": "ann@example.com"})
            at_it.wait(10)
            try:
                with self.assertRaisesRegex(
                    exceptions.NotCreated, "client with email='ann@example.com': another thread"
                ):
                    self.once(wait=0)
            finally:
                go_on.set()
            self.assertEqual(first.result(10).id, 1)

    def test_a_lock_file_that_cannot_be_used_is_told(self):
        self.once()
        (lock,) = self.locks.glob("*.lock")
        lock.unlink(missing_ok=True)
        lock.mkdir()
        with self.assertRaisesRegex(exceptions.NotCreated, "the lock file cannot be used"):
            self.once()

    def test_files_and_folder_are_their_owner_s_and_show_nothing(self):
        self.fates(KILLED)
        with self.assertRaises(Killed):
            self.once()
        files = list(self.locks.iterdir())
        self.assertEqual(sorted(file.suffix for file in files), [".lock", ".sent"])
        for file in files:
            self.assertRegex(file.name, r"^[0-9a-f]+\.(lock|sent)$")
            self.assertNotIn("ann", file.read_text())
        modes = {stat.S_IMODE(file.stat().st_mode) for file in files}
        if sys.platform != "win32":
            self.assertEqual((modes, stat.S_IMODE(self.locks.stat().st_mode)), ({0o600}, 0o700))

    def test_by_default_the_folder_is_in_the_user_s_home(self):
        for platform, folder in (("linux", ".local/state"), ("win32", "AppData/Local")):
            with self.subTest(platform=platform):
                with mock.patch.object(Path, "home", return_value=self.folder):
                    with mock.patch.object(unfinished.sys, "platform", platform):
                        found = unfinished.folder_of_locks(None)
                self.assertEqual(found, self.folder / folder / "refreshbooks" / "locks")
                self.assertTrue(found.is_dir())

    def test_the_same_key_said_otherwise_has_the_same_lock(self):
        def identity(by, **record):
            return json.dumps(sought.sought("item", {"item": record}, by=by).identity())

        self.assertEqual(
            identity(("name", "unit_cost"), name=" Yard work", unit_cost="2.50"),
            identity(["unit_cost", "name"], name="Yard  work", unit_cost=decimal.Decimal("2.5")),
        )
