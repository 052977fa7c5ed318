"""A record may be sent back as it was read, and is then what it was."""

import unittest

from tests.marks import integration
from tests.sandbox.books import Asked, Books, paths
from tests.sandbox.classic.account import AccountTest, refused

NOUNS = (
    "client",
    "invoice",
    "estimate",
    "payment",
    "expense",
    "category",
    "project",
    "task",
    "time_entry",
    "staff",
    "contractor",
    "item",
    "tax",
)
# Lines that are replaced are new lines.
NEW = ("line_id",)


def texts(record: object) -> list[tuple[str, str | None]]:
    return [
        (path, element.text)
        for path, element in zip(
            (path for path in paths(record) if "@" not in path),
            record.iterdescendants(),
            strict=True,
        )
        if not path.endswith(NEW)
    ]


@integration
class SentBackTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.books = Books()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.books.close()

    def read(self, noun: str):
        return getattr(getattr(self.books.c, noun).get(**{f"{noun}_id": 5}), noun)

    def seed(self, noun: str):
        document = f'<request method="{noun}.get"><{noun}_id>5</{noun}_id></request>'
        self.books.seed(Asked(document.encode()))
        return self.read(noun)

    def test_an_update_with_all_that_was_read_changes_nothing(self):
        for noun in NOUNS:
            before = self.seed(noun)
            getattr(self.books.c, noun).update(**{noun: before})
            assert texts(self.read(noun)) == texts(before), noun

    def test_a_record_can_be_made_of_another_one(self):
        for noun in NOUNS:
            before = self.seed(noun)
            if noun in ("category", "tax"):
                before.name = "Another name"
            if noun == "payment":
                # With both ids it would be paid out of a credit.
                before.remove(before.client_id)
            answer = getattr(self.books.c, noun).create(**{noun: before})
            assert answer[f"{noun}_id"] == 6, noun

    def test_a_profile_comes_back_but_for_the_code_of_its_frequency(self):
        before = self.seed("recurring")
        refused(40060, "'frequency'", self.books.c.recurring.update, recurring=before)
        changed = self.read("recurring")
        changed.remove(changed.frequency)
        self.books.c.recurring.update(recurring=changed)
        assert texts(self.read("recurring")) == texts(before)


@integration
class StatusTest(AccountTest):
    def test_a_status_that_only_payments_make_may_come_back_and_is_none_to_choose(self):
        invoice_id = self.invoice()
        self.c.payment.create(payment={"invoice_id": invoice_id, "amount": 10})
        before = self.shown(invoice_id)
        assert before.status == "partial"
        self.c.invoice.update(invoice=before)
        assert texts(self.shown(invoice_id)) == texts(before)
        paid = {"invoice_id": invoice_id, "status": "paid"}
        refused(40060, "'status'", self.c.invoice.update, invoice=paid)
        refused(40060, "'status'", self.c.invoice.create, invoice=before)
        assert self.c.invoice.list().invoices.get("total") == "1"


@integration
class UnknownTest(AccountTest):
    def test_what_nobody_ever_showed_is_refused(self):
        for values in (
            {"email": "jo@example.com", "shoe_size": 44},
            {"email": "jo@example.com", "contacts": [{"email": "a@example.com", "line": 1}]},
        ):
            refused(40060, "Invalid node", self.c.client.create, client=values)
        wrong = {"name": "A", "bill_method": "task-rate", "staff": [("person", 1)]}
        refused(40060, "Invalid node", self.c.project.create, project=wrong)
