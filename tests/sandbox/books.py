"""Books in which everything exists that a request document names.

What is made there is made by calls over HTTP, in a program's own way; only the
number that comes next is laid down in the store beforehand.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from refreshbooks import api
from refreshbooks.files import NamedBytes
from refreshbooks.sandbox.classic.app import PATH, App
from refreshbooks.sandbox.credentials import Credentials
from refreshbooks.sandbox.server import Server
from refreshbooks.sandbox.store import Store

__all__ = ["PICTURE", "Asked", "Books", "paths"]

PICTURE = b"\x89PNG\r\n\x1a\n, and what else a picture is made of"

_EASTERN = ZoneInfo("America/New_York")
_SOME_DAY = "2007-06-01"
_CARD = {"number": "4242424242424242", "name": "Jo", "expiration": {"month": 9, "year": 2039}}
_NAMED = (
    "client",
    "category",
    "task",
    "staff",
    "project",
    "recurring",
    "invoice",
    "estimate",
    "expense",
)


class Asked:
    """What a request document asks for, by the names of its elements."""

    def __init__(self, entity: bytes) -> None:
        root = etree.fromstring(entity)
        self.method = str(root.get("method"))
        self._texts = [(element.tag, element.text or "") for element in root.iter(etree.Element)]

    def all(self, name: str) -> list[str]:
        """Returns the texts of all elements of a name that say something."""
        return [text for tag, text in self._texts if tag == name and text.strip(" 0")]

    def first(self, name: str, otherwise: str = "") -> str:
        """Returns the text of the first of them."""
        return next(iter(self.all(name)), otherwise)

    @property
    def day(self) -> str:
        """The day on which the document could have been sent."""
        for name in ("updated_from", "date_from", "date"):
            if self.first(name):
                return self.first(name)[:10]
        return _SOME_DAY


class Books:
    """A sandbox, taken apart so that numbers can be laid down."""

    def __init__(self) -> None:
        self._store = Store()
        self._day = _SOME_DAY
        self._made: set[tuple[str, int]] = set()
        credentials = Credentials.kept_in(self._store)
        self.token = credentials.token
        self._app = App(self._store, credentials, clock=self._clock)
        self._server = Server(self._app)
        self.url = self._server.url + PATH
        self.c = api.TokenClient(self.url, self.token)

    def close(self) -> None:
        """Stops the sandbox."""
        api.close(self.c)
        self._server.close()
        self._store.close()

    def seed(self, asked: Asked) -> None:
        """Empties the books, and makes what a document names or looks for."""
        self._made = {("staff", 1)}
        self._day = asked.day
        self._app.reset()
        noun, _, verb = asked.method.partition(".")
        maker = getattr(self, f"make_{noun}", None)
        if maker and verb != "create":
            maker(asked.first(f"{noun}_id", "1"), asked)
        for kind in _NAMED:
            for number in asked.all(f"{kind}_id"):
                getattr(self, f"make_{kind}")(number, asked)
        if asked.method == "payment.create" and asked.first("client_id"):
            self._give_credit(asked)

    def make_client(self, number: str, asked: Asked) -> None:
        if not self._comes_next("client", number):
            return
        contacts = asked.all("contact_id") or ["1"]
        self._comes_next("client.contact", contacts[0])
        client = {
            "email": asked.first("email", "jo@example.com"),
            "username": asked.first("username", "jo"),
            "notes": f"Prefers {asked.first('notes')}",
            "contacts": [{"email": "kim@example.com"} for _ in contacts],
        }
        self.c.client.create(client=client)

    def make_invoice(self, number: str, asked: Asked) -> None:
        if not self._comes_next("invoice", number):
            return
        invoice = self._document(asked)
        if asked.first("recurring_id"):
            # Only a profile that starts today makes an invoice of its own.
            self.make_recurring(asked.first("recurring_id"), asked)
            self.c.invoice.update(invoice={**invoice, "invoice_id": number, "client_id": None})
        else:
            self.c.invoice.create(invoice=invoice)
        self._add_lines("invoice", number, asked)

    def make_estimate(self, number: str, asked: Asked) -> None:
        if self._comes_next("estimate", number):
            lines = [{"name": "Digging", "unit_cost": 10, "quantity": 4}]
            self.c.estimate.create(estimate={**self._document(asked), "lines": lines})

    def make_recurring(self, number: str, asked: Asked) -> None:
        if not self._comes_next("recurring", number):
            return
        profile = {**self._document(asked), "date": self._day, "send_email": 0}
        profile["currency_code"] = "USD"
        del profile["number"]
        autobill = {"gateway_name": "Authorize.Net", "card": _CARD}
        self.c.recurring.create(recurring={**profile, "autobill": autobill})
        self._add_lines("recurring", number, asked)

    def make_payment(self, number: str, asked: Asked) -> None:
        invoice_id = asked.first("invoice_id", "1")
        self.make_invoice(invoice_id, asked)
        self._comes_next("payment", number)
        payment = {"invoice_id": invoice_id, "amount": 10, "date": self._day}
        self.c.payment.create(payment=payment)

    def make_expense(self, number: str, asked: Asked) -> None:
        if not self._comes_next("expense", number):
            return
        category_id, client_id = asked.first("category_id", "1"), asked.first("client_id", "1")
        self.make_category(category_id, asked)
        self.make_client(client_id, asked)
        expense = {"staff_id": 1, "category_id": category_id, "client_id": client_id}
        self.c.expense.create(expense={**expense, "amount": 100, "date": self._day})

    def make_receipt(self, _: str, asked: Asked) -> None:
        expense_id = asked.first("expense_id")
        self.make_expense(expense_id, asked)
        receipt = {"expense_id": expense_id, "image": NamedBytes(PICTURE, "bill.png")}
        self.c.receipt.create(receipt=receipt)

    def make_category(self, number: str, asked: Asked) -> None:
        if self._comes_next("category", number):
            self.c.category.create(category={"name": f"Category {number}"})
        if asked.method == "category.list":
            self.c.category.create(category={"name": "Below it", "parent_id": number})

    def make_task(self, number: str, asked: Asked) -> None:
        if self._comes_next("task", number):
            self.c.task.create(task={"name": f"Task {number}", "rate": 15, "billable": 1})

    def make_project(self, number: str, asked: Asked) -> None:
        if not self._comes_next("project", number):
            return
        for task_id in ("1", "2"):
            self.make_task(task_id, asked)
        tasks = [{"task_id": 1}, {"task_id": 2, "rate": 25}]
        project = {"name": f"Project {number}", "bill_method": "task-rate", "tasks": tasks}
        self.c.project.create(project=project)

    def make_time_entry(self, number: str, asked: Asked) -> None:
        project_id = asked.first("project_id", "1")
        self.make_project(project_id, asked)
        self._comes_next("time_entry", number)
        entry = {"project_id": project_id, "task_id": 1, "hours": 2, "notes": "Raked"}
        self.c.time_entry.create(time_entry=entry)

    def make_staff(self, number: str, asked: Asked) -> None:
        if self._comes_next("staff", number):
            self.c.staff.create(staff={"email": "kim@example.com"})

    def make_contractor(self, number: str, asked: Asked) -> None:
        self.make_project("1", asked)
        self._comes_next("contractor", number)
        contractor = {"email": "lee@example.com", "task_id": 1, "projects": [{"project_id": 1}]}
        self.c.contractor.create(contractor=contractor)

    def make_item(self, number: str, asked: Asked) -> None:
        self._comes_next("item", number)
        self.c.item.create(item={"name": "Spade", "unit_cost": "17.50", "quantity": 1})

    def make_tax(self, number: str, asked: Asked) -> None:
        self._comes_next("tax", number)
        self.c.tax.create(tax={"name": "GST", "rate": 5, "compound": asked.first("compound", "0")})

    def make_callback(self, number: str, asked: Asked) -> None:
        self._comes_next("callback", number)
        uri = asked.first("uri", "http://127.0.0.1:9/hook")
        event = asked.first("event", "invoice.create")
        made = self.c.callback.create(callback={"event": event, "uri": uri})
        verifier = {"verifier": asked.first("verifier", "nobody knows")}
        book = self._store.book("classic", "sandbox")
        book.put("callback verifier", int(made.callback_id), verifier)

    def make_report(self, _: str, asked: Asked) -> None:
        """Makes something of everything that reports count."""
        self.make_payment("1", asked)
        self.make_estimate("1", asked)
        self.make_expense("1", asked)

    def _document(self, asked: Asked) -> dict[str, Any]:
        client_id = asked.first("client_id", "1")
        self.make_client(client_id, asked)
        contact = self.c.client.get(client_id=client_id).client.contacts.contact
        return {
            "client_id": client_id,
            "contacts": [{"contact_id": contact.contact_id}],
            "number": asked.first("number") if asked.method == "invoice.list" else "",
            "date": self._day,
            "currency_code": asked.first("currency_code", "USD"),
        }

    def _add_lines(self, kind: str, number: str, asked: Asked) -> None:
        for line_id in asked.all("line_id") or ["1"]:
            if self._comes_next(f"{kind}.line", line_id):
                line = {"name": "Digging", "unit_cost": 10, "quantity": 4}
                getattr(self.c, kind).lines.add(lines=[line], **{f"{kind}_id": number})

    def _give_credit(self, asked: Asked) -> None:
        credit = {name: asked.first(name) for name in ("client_id", "amount", "currency_code")}
        self.c.payment.create(payment={**credit, "type": "Credit"})

    def _comes_next(self, kind: str, number: str) -> bool:
        """Lays down what number the next record gets, unless there is one of it."""
        place = kind, int(number)
        if place in self._made:
            return False
        self._made.add(place)
        self._store.book("classic", "sandbox").give(kind, int(number) - 1)
        return True

    def _clock(self) -> datetime:
        return datetime.fromisoformat(f"{self._day} 12:00:00").replace(tzinfo=_EASTERN)


def paths(parent: Any, above: str = "") -> Iterable[str]:
    """Walks the elements below one, and yields where each stands, and its attributes."""
    for element in parent.iterchildren(etree.Element):
        path = f"{above}/{etree.QName(element).localname}".lstrip("/")
        yield path
        yield from (f"{path}@{name}" for name in element.attrib)
        yield from paths(element, path)
