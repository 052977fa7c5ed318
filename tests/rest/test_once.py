"""A record of the current API is found, or created once, whatever becomes of the answers."""

import datetime
import decimal
import importlib.util
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from refreshbooks import aio, api, exceptions, rest
from refreshbooks.catalog import rest as catalog
from refreshbooks.rest.once import sought
from refreshbooks.sandbox import Sandbox
from tests.forgetful import Clock
from tests.marks import integration
from tests.rest.listed import Listed, accounting

ANN = {"email": "ann@example.com", "fname": "Ann"}
SETTLE = 10.0


class OnceTest(unittest.TestCase):
    """One sandbox, one folder of locks, and a time that passes only while somebody sleeps."""

    @classmethod
    def setUpClass(cls):
        if importlib.util.find_spec("filelock") is None:
            raise unittest.SkipTest("filelock is not installed")
        cls.sandbox = Sandbox()

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def setUp(self):
        self.sandbox.reset()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.locks = Path(folder.name) / "locks"
        self.clock = Clock()
        self.client = self.new_client()

    def new_client(self, **options):
        policy = rest.Retry(sleep=self.clock.sleep, clock=self.clock)
        options = {"access_token": self.sandbox.access_token, "retry": policy, **options}
        made = rest.Client("an_app", **options)
        made.base_url = self.sandbox.rest_url
        self.addCleanup(made.close)
        return made

    def once(self, create=None, record=ANN, *, account=None, **options):
        options = {"settle": SETTLE, "locks": self.locks, **options}
        if "marker" not in options:
            options.setdefault("by", "email")
        account = account or self.sandbox.account_id
        return rest.find_or_create(create or self.client.clients.create, account, record, **options)

    def calls(self, method="clients.create"):
        return self.sandbox.journal.count(method)

    def notes(self):
        return list(self.locks.glob("*.sent"))


@integration
class FoundTest(OnceTest):
    def test_it_is_created_once_and_found_from_then_on(self):
        first, second = self.once(), self.once()
        assert (first.created, second.created) == (True, False)
        assert first.id == second.id == first.record.id
        assert second.record.fname == "Ann"
        assert self.calls() == 1
        assert self.notes() == []

    def test_an_address_is_the_same_in_any_letter_case(self):
        found = self.once()
        again = self.once(record={**ANN, "email": " ANN@example.com"}, by=["email"])
        assert (again.id, again.created) == (found.id, False)

    def test_the_list_is_narrowed_by_filters_that_work_and_not_by_those_that_do_nothing(self):
        for name, record, by, built in (
            ("clients", {"email": " a@example.com"}, "email", "&search[email_like]=a@example.com"),
            ("clients", {"fname": "Ann"}, "fname", "&search[fname_like]=Ann"),
            ("clients", {"fname": "Ann  Lee"}, "fname", ""),
            ("clients", {"fax": "1"}, "fax", ""),
            ("clients", {"username": "ann"}, "username", "&search[username]=ann"),
            ("clients", {"username": " ann"}, "username", ""),
            ("invoices", {"customerid": 7}, "customerid", "&search[customerid]=7"),
            ("invoices", {"status": 1}, "status", ""),
            ("clients", {"allow_late_fees": True}, "allow_late_fees", ""),
        ):
            with self.subTest(name=name, record=record):
                wanted = sought(catalog.find(name), ("abc",), record, by=by)
                assert wanted.filters().build() == built

    def test_a_filter_that_does_nothing_is_compared_here(self):
        invoice = {"customerid": self.once().id, "create_date": datetime.date(2026, 5, 4)}
        create = self.client.invoices.create
        first = self.once(create, {**invoice, "notes": "a"}, by=("customerid", "create_date"))
        other = self.once(
            create, {**invoice, "create_date": "2026-05-05"}, by=("customerid", "create_date")
        )
        again = self.once(
            create, {**invoice, "create_date": "2026-05-04"}, by=("customerid", "create_date")
        )
        assert first.id == again.id != other.id

    def test_a_marker_is_written_into_the_notes_and_found_as_a_whole(self):
        record = {"fname": "Ann", "note": "Likes tea."}
        first = self.once(record=record, marker="order 123")
        assert not self.once(record=record, marker="order 123").created
        assert self.once(record=record, marker="order 12").created
        kept = self.client.clients.get(self.sandbox.account_id, first.id)
        assert kept.note == "Likes tea.\n[order 123]"

    def test_amounts_numbers_and_days_compare_by_value(self):
        row = catalog.find("expenses")
        record = {"amount": {"amount": decimal.Decimal("10"), "code": "USD"}, "date": "2026-05-04"}
        wanted = sought(row, ("abc",), record, by=("amount", "date"))
        shown = {"amount": {"amount": "10.00", "code": "USD"}, "date": "2026-05-04", "id": 8}
        met = rest.models.Result("expense", {"expense": shown})
        assert wanted.is_met_by(met)
        midnight = rest.models.Result(
            "expense", {"expense": {**shown, "date": "2026-05-04 00:00:00"}}
        )
        assert wanted.is_met_by(midnight)
        assert not wanted.is_met_by(None)
        for other in ({"amount": {"amount": "10.01", "code": "USD"}}, {"date": "2026-05-05"}):
            told = rest.models.Result("expense", {"expense": {**shown, **other}})
            assert not wanted.is_met_by(told)
        assert wanted.id_in(met) == 8

    def test_the_same_key_elsewhere_is_another_one(self):
        keys = [
            sought(catalog.find(name), (account,), {"email": email}, by="email").identity()
            for name, account, email in (
                ("clients", "a", "ann@example.com"),
                ("clients", "b", "ann@example.com"),
                ("staff", "a", "ann@example.com"),
                ("clients", "a", "bob@example.com"),
                ("clients", "a", "ANN@example.com"),
            )
        ]
        assert len({str(key) for key in keys}) == 4
        assert keys[0] == keys[4]

    def test_deleted_ones_are_not_found_and_archived_ones_are(self):
        first = self.once()
        self.client.clients.update(self.sandbox.account_id, first.id, {"vis_state": 2})
        assert not self.once().created
        self.client.clients.delete(self.sandbox.account_id, first.id)
        assert self.once().created

    def test_two_of_a_key_are_an_error_that_names_them(self):
        for _ in range(2):
            self.client.clients.create(self.sandbox.account_id, ANN)
        with self.assertRaisesRegex(exceptions.NotCreated, "there are 2 of client with email"):
            self.once()
        assert self.calls() == 2

    def test_other_families_and_a_business_are_asked_alike(self):
        business = self.client.business()
        record = {"title": "A shed", "fixed_price": "10.00"}
        found = [
            rest.find_or_create(
                business.projects.create, record, by="title", settle=SETTLE, locks=self.locks
            )
            for _ in range(2)
        ]
        assert [one.created for one in found] == [True, False]
        assert found[0].id == found[1].id


@integration
class LostTest(OnceTest):
    def test_an_answer_that_is_lost_after_the_create_finds_the_record(self):
        self.sandbox.faults.add("drop_after", "clients.create", count=1)
        found = self.once()
        assert found.created
        assert self.calls() == 1
        assert self.clock.slept[0] == SETTLE
        assert self.notes() == []

    def test_a_request_that_is_lost_is_sent_again_after_a_look(self):
        self.sandbox.faults.add("drop_before", "clients.create", count=1)
        assert self.once().created
        assert len(self.client.clients.list(self.sandbox.account_id)) == 1

    def test_a_lasting_silence_ends_in_doubt_and_the_next_one_waits_and_finds_out(self):
        with self.sandbox.faults.add("drop_before", "clients.create"):
            with self.assertRaises(exceptions.OutcomeUnknown):
                self.once()
        assert self.once().created
        assert len(self.client.clients.list(self.sandbox.account_id)) == 1

    def test_a_server_that_stumbles_over_the_create_is_asked_whether_it_is_there(self):
        self.sandbox.faults.add("status", "clients.create", code=502, count=1)
        assert self.once().created
        assert len(self.client.clients.list(self.sandbox.account_id)) == 1

    def test_a_refusal_is_raised_and_leaves_no_note(self):
        with self.assertRaises(rest.errors.ValidationError):
            self.once(self.client.invoices.create, {"notes": "x", "po_number": "7"}, by="po_number")
        assert self.notes() == []

    def test_an_answer_that_does_not_name_the_record_is_in_doubt_until_the_list_shows_none(self):
        listed = Listed(accounting("clients"), [])
        with self.assertRaisesRegex(exceptions.OutcomeUnknown, "answered without id"):
            self.once(listed.client().clients.create, account="a")
        assert self.notes() == []

    def test_threads_that_ask_at_once_get_the_same_record(self):
        with ThreadPoolExecutor(6) as pool:
            found = list(pool.map(lambda _: self.once(), range(6)))
        assert len({one.id for one in found}) == 1
        assert [one.created for one in found].count(True) == 1


class RefusedTest(OnceTest):
    def test_what_makes_out_no_record_is_refused_before_anything_is_sent(self):
        for options, text in (
            ({"by": None}, "say what makes out the record"),
            ({"by": "fax", "record": {**ANN, "fax": " "}}, "has to have a value"),
            ({"by": "emial"}, "by: the data has no 'emial' to know the record by"),
            ({"by": "contacts", "record": {"contacts": [{"fname": "A"}]}}, "plain values"),
            ({"marker": "a [b]"}, "without square brackets"),
            ({"marker": "a", "record": {**ANN, "note": 7}}, "notes are a text"),
            ({"record": None}, "is a dict"),
            ({"create": self.client.clients.update}, "a method that creates"),
            ({"create": print}, "a method that creates"),
            ({"create": self.client.tasks.create, "marker": "a"}, "has no notes"),
            (
                {"create": self.client.journal_entries.create, "by": "name"},
                "no journal_entries.list",
            ),
            ({"create": aio.RestClient("an_app").clients.create}, "not awaited"),
            ({"settle": -1}, "number of seconds"),
        ):
            with self.subTest(**options), self.assertRaisesRegex(exceptions.BadParameter, text):
                self.once(**options)
        assert len(self.sandbox.journal) == 0

    def test_a_list_that_does_not_show_the_key_makes_nothing(self):
        listed = Listed(accounting("clients"), [{"id": 1, "email": "ann@example.com"}])
        with self.assertRaisesRegex(exceptions.NotCreated, "do not show 'fax'"):
            self.once(
                listed.client().clients.create,
                {**ANN, "fax": "1"},
                by=("email", "fax"),
                account="a",
            )

    def test_classics_methods_are_not_taken(self):
        c = api.TokenClient("example", "token")
        with self.assertRaises(exceptions.BadParameter):
            self.once(c.client.create)
