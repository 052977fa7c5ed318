"""The ready-made small business: everything is there, agrees, and can be worked with."""

import contextlib
import os
import subprocess
import sys
import unittest
from datetime import datetime, timezone
from decimal import Decimal

from refreshbooks import api, catalog
from refreshbooks.sandbox import Sandbox
from refreshbooks.sandbox.seeds.dice import Dice
from tests.marks import integration

NOON = datetime(2026, 5, 31, 16, tzinfo=timezone.utc)
KINDS = (
    *("tax", "item", "task", "category", "staff", "client", "project", "contractor"),
    *("time_entry", "expense", "estimate", "recurring", "invoice", "payment"),
)


@contextlib.contextmanager
def seeded(invoices=60, **options):
    with Sandbox(clock=lambda: NOON) as sandbox:
        sandbox.seed(invoices, **options)
        yield sandbox, Records(sandbox)


class Records:
    """The records of an account as they are kept."""

    def __init__(self, account):
        self._book = account._book

    def __getattr__(self, kind):
        return self._book.select(kind)

    def all(self):
        return {kind: getattr(self, kind) for kind in KINDS}


def statuses(kind):
    """The words that answers use for a status, but for folders."""
    fields = catalog.find(f"{kind}.get").answer[0].fields
    return {word for field in fields if field.name == "status" for word in field.values}


def total(records, name="amount"):
    return sum((Decimal(record[name]) for record in records), Decimal(0))


class ContentTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.exits = contextlib.ExitStack()
        cls.sandbox, cls.records = cls.exits.enter_context(seeded(120))

    @classmethod
    def tearDownClass(cls):
        cls.exits.close()

    def words(self, kind, name):
        return {record[name] for record in getattr(self.records, kind)}

    def test_every_status_that_the_catalog_knows_comes_up(self):
        for kind in ("invoice", "estimate", "expense", "contractor"):
            with self.subTest(kind):
                self.assertEqual(self.words(kind, "status"), statuses(kind))

    def test_from_eleven_invoices_on_every_status_comes_up(self):
        for count in (11, 12, 19, 20, 33):
            with seeded(count) as (_, records), self.subTest(count):
                self.assertEqual(len(records.invoice), count)
                self.assertEqual({each["status"] for each in records.invoice}, statuses("invoice"))

    def test_there_are_clients_in_three_currencies_with_documents_in_each(self):
        for kind in ("client", "invoice", "estimate"):
            self.assertEqual(self.words(kind, "currency_code"), {"USD", "CAD", "EUR"})

    def test_projects_are_billed_in_every_way(self):
        (method,) = (
            field.values
            for field in catalog.find("project.get").answer[0].fields
            if field.name == "bill_method"
        )
        self.assertEqual(self.words("project", "bill_method"), set(method))

    def test_something_lies_in_every_folder(self):
        for kind in ("client", "item", "estimate", "expense", "recurring", "invoice"):
            with self.subTest(kind):
                self.assertEqual(self.words(kind, "folder"), {"active", "archived", "deleted"})

    def test_what_is_paid_and_what_is_open_are_the_amount(self):
        for invoice in self.records.invoice:
            paid = [
                payment
                for payment in self.records.payment
                if payment["invoice_id"] == invoice["invoice_id"]
            ]
            with self.subTest(invoice["status"]):
                self.assertEqual(total([invoice], "paid"), total(paid))
                open_ = total([invoice], "amount_outstanding")
                self.assertEqual(total([invoice]), total(paid) + open_)
                is_settled = invoice["status"] in ("paid", "auto-paid")
                self.assertEqual(is_settled, bool(paid) and open_ == 0)
                self.assertEqual(invoice["status"] == "partial", bool(paid) and open_ > 0)

    def test_payments_come_in_several_ways_and_out_of_credits(self):
        with seeded(400) as (_, records):
            self.assertGreaterEqual({each["type"] for each in records.payment}, {"Check", "Cash"})
            given = [each for each in records.payment if not each["invoice_id"]]
            spent = [each for each in records.payment if each.get("from_credit") == "1"]
            self.assertTrue(given and spent)
            left = [
                Decimal(amount)
                for client in records.client
                for amount in client.get("credit_left", {}).values()
            ]
            self.assertEqual(sum(left), total(given) - total(spent))
            self.assertGreaterEqual(min(left), 0)

    def test_some_invoices_are_paid_in_two_parts(self):
        numbers = [payment["invoice_id"] for payment in self.records.payment]
        twice = [each for each in self.records.invoice if numbers.count(each["invoice_id"]) == 2]
        self.assertEqual({invoice["status"] for invoice in twice}, {"paid"})

    def test_days_are_of_the_last_two_years_and_rise_with_the_numbers(self):
        for kind in ("invoice", "estimate", "expense", "time_entry"):
            days = [record["date"] for record in getattr(self.records, kind)]
            with self.subTest(kind):
                self.assertEqual(days, sorted(days))
                self.assertLess(days[0], "2024-08")
                self.assertGreater(days[-1], "2026-03")
                self.assertLessEqual(days[-1], "2026-05-31")

    def test_nothing_has_happened_in_the_future(self):
        for kind, records in self.records.all().items():
            latest = max(record["updated"] for record in records)
            self.assertLessEqual(latest, "2026-05-31 12:00:00", kind)

    def test_every_record_that_is_named_is_there(self):
        for kind, records in self.records.all().items():
            for record in records:
                for name, number in named(record):
                    with self.subTest(kind, field=name):
                        self.assertIsNotNone(self.sandbox._book.get(name, int(number)))

    def test_contacts_are_those_of_the_client(self):
        clients = {client["client_id"]: client for client in self.records.client}
        named_ones = [
            ({contact["contact_id"] for contact in each["contacts"]}, clients[each["client_id"]])
            for each in self.records.invoice
            if each.get("contacts")
        ]
        self.assertTrue(named_ones)
        for contacts, client in named_ones:
            known = {contact["contact_id"] for contact in client["contacts"]}
            self.assertLessEqual(contacts, known)

    def test_profiles_have_made_what_their_schedule_says_and_go_on(self):
        invoices = self.records.invoice
        for profile in self.records.recurring:
            made = [
                each for each in invoices if each.get("recurring_id") == profile["recurring_id"]
            ]
            self.assertEqual(str(len(made)), profile["made"])
            self.assertEqual(made[0]["date"], profile["date"])
            self.assertEqual(made[-1]["date"], profile["last"])

    def test_the_summary_counts_what_is_there(self):
        with Sandbox(clock=lambda: NOON) as sandbox:
            counts = sandbox.seed(invoices=30)
            made = {kind: len(records) for kind, records in Records(sandbox).all().items()}
            self.assertEqual(counts, {**made, "staff": made["staff"] - 1})
            self.assertEqual(counts["invoice"], 30)


def named(record):
    """Yields the kind and the number of every record that a record names."""
    for name, value in record.items():
        kind = name.removesuffix("_id")
        if isinstance(value, list):
            for item in value:
                yield from named(item) if isinstance(item, dict) else ()
        elif kind != name and kind in KINDS and value not in ("", "0"):
            yield kind, value


class RepeatedTest(unittest.TestCase):
    def everything(self, **options):
        with seeded(**options) as (_, records):
            return records.all()

    def test_the_same_arguments_make_the_same_records(self):
        self.assertEqual(self.everything(), self.everything())

    def test_another_seed_makes_another_business(self):
        one, other = self.everything(seed=1), self.everything(seed=2)
        for kind in ("client", "invoice", "payment", "time_entry"):
            self.assertNotEqual(one[kind], other[kind])

    def test_a_reset_account_gets_the_same_records_again(self):
        with seeded() as (sandbox, records):
            before = records.all()
            sandbox.reset()
            sandbox.seed(60)
            self.assertEqual(records.all(), before)

    def test_it_is_the_same_in_another_process(self):
        digests = {
            subprocess.run(
                [sys.executable, "-c", _DIGEST],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }
        self.assertEqual(len(digests), 1)

    def test_the_dice_fall_alike_in_every_version_of_python(self):
        dice = Dice(7)
        self.assertEqual([dice.below(100) for _ in range(8)], [32, 15, 65, 7, 53, 36, 5, 50])


_DIGEST = """
import hashlib, json
from tests.sandbox.test_seeds import seeded
with seeded(40, seed=3) as (_, records):
    print(hashlib.sha256(json.dumps(records.all()).encode()).hexdigest())
"""


class RefusedTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)

    def test_an_account_with_records_of_its_own_is_left_alone(self):
        book = self.sandbox._book
        book.put("task", book.next_id("task"), {"task_id": "1", "name": "Ours"})
        with self.assertRaisesRegex(RuntimeError, "reset this one first"):
            self.sandbox.seed()
        self.assertEqual([task["name"] for task in book.select("task")], ["Ours"])

    def test_one_that_is_seeded_already_is_left_alone(self):
        self.sandbox.seed(invoices=1)
        with self.assertRaises(RuntimeError):
            self.sandbox.seed(invoices=1)

    def test_numbers_out_of_bounds_are_refused(self):
        for wrong in ({"invoices": -1}, {"invoices": 100_001}, {"invoices": "9"}, {"seed": -1}):
            with self.subTest(wrong), self.assertRaisesRegex(ValueError, "whole number from 0 to"):
                self.sandbox.seed(**wrong)
        with self.assertRaises(ValueError):
            self.sandbox.seed(invoices=True)

    def test_no_invoice_at_all_is_a_business_too(self):
        counts = self.sandbox.seed(invoices=0)
        self.assertNotIn("invoice", counts)
        self.assertGreater(counts["client"], 0)

    def test_a_closed_sandbox_is_not_seeded(self):
        self.sandbox.close()
        with self.assertRaises(RuntimeError):
            self.sandbox.seed()

    def test_other_accounts_see_nothing_of_it(self):
        other = self.sandbox.account("other")
        self.sandbox.seed(invoices=11)
        self.assertEqual(Records(other).invoice, [])
        other.seed(invoices=11)
        self.assertEqual(len(Records(other).invoice), 11)


@integration
class WorkedWithTest(unittest.TestCase):
    """What was seeded is read, changed and deleted like everything else."""

    def setUp(self):
        exits = contextlib.ExitStack()
        self.addCleanup(exits.close)
        self.sandbox, self.records = exits.enter_context(seeded(24))
        self.c = api.TokenClient(self.sandbox.classic_url, self.sandbox.token)
        self.addCleanup(api.close, self.c)

    def kept(self, kind):
        key = catalog.resource(kind).key
        return [
            record[key]
            for record in getattr(self.records, kind)
            if record.get("folder") != "deleted"
        ]

    def listed(self, kind):
        resource = catalog.resource(kind)
        rows = api.paginate(getattr(self.c, kind).list, per_page=40)
        return [str(getattr(row, resource.key)).lstrip("0") for row in rows]

    def test_all_records_are_listed(self):
        for kind in KINDS:
            with self.subTest(kind):
                self.assertEqual(sorted(self.listed(kind)), sorted(self.kept(kind)))

    def test_every_record_can_be_read_sent_back_and_deleted(self):
        for kind in reversed(KINDS):
            resource = catalog.resource(kind)
            for number in self.kept(kind):
                with self.subTest(kind, number=number):
                    self.work_with(getattr(self.c, kind), resource, number)

    def work_with(self, methods, resource, number):
        shown = methods.get(**{resource.key: number}).getchildren()[0]
        self.assertEqual(str(getattr(shown, resource.key)), number)
        if resource.name != "recurring":  # whose codes are not what is sent
            methods.update(**{shown.tag.rpartition("}")[2]: shown})
            again = methods.get(**{resource.key: number}).getchildren()[0]
            # That an expense is on an invoice, only the web pages could say.
            beside = ("status",) if resource.name == "expense" else ()
            self.assertEqual(texts(again, *beside), texts(shown, *beside))
        if (resource.name, number) != ("staff", "1"):
            methods.delete(**{resource.key: number})

    def test_the_next_number_is_one_more(self):
        highest = max(int(invoice["number"]) for invoice in self.records.invoice)
        made = self.c.invoice.create(invoice={"client_id": 1})
        invoice = self.c.invoice.get(invoice_id=made.invoice_id).invoice
        self.assertEqual(int(invoice.invoice_id), len(self.records.invoice))
        self.assertEqual(invoice.number.text, f"{highest + 1:07}")


def texts(element, *beside):
    """The names and texts below an element, but for what a change always changes."""
    beside = {"updated", "line_id", *beside}
    found = [(each.tag.rpartition("}")[2], each.text or "") for each in element.iterdescendants()]
    return [(name, text) for name, text in found if name not in beside]


@integration
class MadeByCallsTest(unittest.TestCase):
    """The same made by calls is the same."""

    # What no call can say: it is decided by clients, cards and web pages, or by the moment.
    BESIDE = ("updated", "signup_date", "recurring_id", "return_uri", "billed", "made", "last")

    def setUp(self):
        exits = contextlib.ExitStack()
        self.addCleanup(exits.close)
        _, self.records = exits.enter_context(seeded(24))
        self.sandbox = exits.enter_context(Sandbox(clock=lambda: NOON))
        self.c = api.TokenClient(self.sandbox.classic_url, self.sandbox.token)
        self.addCleanup(api.close, self.c)

    def test_records_made_by_calls_are_like_the_seeded_ones(self):
        for kind in KINDS:
            if kind != "recurring":  # whose invoices would come twice
                for record in getattr(self.records, kind):
                    self.make(kind, record)

    def test_profiles_made_by_calls_are_like_the_seeded_ones(self):
        for client in self.records.client:
            self.make("client", client)
        for tax in self.records.tax:
            self.make("tax", tax)
        for profile in self.records.recurring:
            day = datetime.fromisoformat(f"{profile['date']} 12:00:00+00:00")
            self.sandbox.clock.set(day)
            self.make("recurring", profile)

    def make(self, kind, record):
        key = catalog.resource(kind).key
        if (kind, record[key]) == ("staff", "1"):
            return
        call = catalog.find(f"{kind}.create")
        said = {call.params[0].name: said_of(record, call.params[0].fields)}
        getattr(self.c, kind).create(**adjusted(kind, record, said))
        with self.subTest(kind, number=record[key]):
            made = self.sandbox._book.get(kind, int(record[key]))
            self.assertEqual(self.comparable(kind, made), self.comparable(kind, record))

    def comparable(self, kind, record):
        beside = {*self.BESIDE, "folder", "gateway_transaction"}
        beside |= {"payments", "credit_left"} if kind == "client" else set()
        if kind in ("invoice", "estimate", "expense", "contractor"):
            beside |= {"status", "paid", "amount_outstanding", "payments"}
        return said_in(record, beside)


def said_in(value, beside=()):
    """What a record says, without what is empty."""
    if isinstance(value, list):
        return [said_in(item) for item in value]
    if not isinstance(value, dict):
        return value
    said = {name: said_in(inner) for name, inner in value.items() if name not in beside}
    return {name: inner for name, inner in said.items() if inner not in ("", [], {}, None)}


def said_of(record, fields):
    """What a call says to make a record, by the fields that the method takes."""
    said = {}
    for field in fields:
        if field.read_only or field.name in ("status", "folder") or record.get(field.name) is None:
            continue
        value = record[field.name]
        if field.type == "list":
            value = [said_of(item, field.fields) for item in value]
        said[field.name] = value
    return said


def adjusted(kind, record, said):
    ((element, values),) = said.items()
    if kind == "payment" and record["invoice_id"]:
        values = {name: text for name, text in values.items() if name != "currency_code"}
        if record.get("from_credit") != "1":
            del values["client_id"]
    if kind == "recurring":
        words = {"m": "monthly", "w": "weekly", "2m": "2 months", "4w": "4 weeks", "y": "yearly"}
        values["frequency"] = words[values["frequency"]]
        if values["autobill"]:
            card = {**values["autobill"]["card"], "number": "4242424242424242"}
            values["autobill"] = {**values["autobill"], "card": card}
        else:
            del values["autobill"]
    return {element: values}
