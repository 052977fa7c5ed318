"""What is different for staff who are not the administrator."""

import base64
import unittest
from datetime import datetime, timezone

from refreshbooks import api
from refreshbooks.sandbox.classic.app import PATH, App
from refreshbooks.sandbox.credentials import Credentials
from refreshbooks.sandbox.server import Server
from refreshbooks.sandbox.store import Store
from tests.marks import integration
from tests.sandbox.classic.account import refused


class NumbersForTokens(Credentials):
    """Lets everybody in whose token is the number of a staff member."""

    def user(self, method: str, url: str, authorization: str) -> str | None:
        token, _, _ = base64.b64decode(authorization.partition(" ")[2]).partition(b":")
        return token.decode()


@integration
class StaffCallersTest(unittest.TestCase):
    def setUp(self) -> None:
        store = Store()
        self.addCleanup(store.close)
        credentials = NumbersForTokens(*"abcdef")
        app = App(store, credentials, clock=lambda: datetime(2026, 5, 4, 16, tzinfo=timezone.utc))
        server = Server(app)
        self.addCleanup(server.close)
        self.administrator, self.kim = (
            api.TokenClient(server.url + PATH, token) for token in ("1", "2")
        )
        self.addCleanup(api.close, self.administrator)
        self.addCleanup(api.close, self.kim)
        self.administrator.staff.create(staff={"email": "kim@example.com"})

    def test_an_expense_is_their_own_whatever_they_send(self):
        self.administrator.category.create(category={"name": "Fuel"})
        given = {"staff_id": 1, "category_id": 1, "amount": 9}
        made = self.kim.expense.create(expense=given)
        shown = self.administrator.expense.get(expense_id=made.expense_id).expense
        assert shown.staff_id == 2

    def test_who_else_is_on_a_project_is_not_shown_to_them(self):
        given = {"name": "Garden", "bill_method": "staff-rate"}
        made = self.kim.project.create(project=given)
        project = self.administrator.project.get(project_id=made.project_id).project
        assert project.staff.staff.staff_id == 2
        project = self.kim.project.get(project_id=made.project_id).project
        assert not hasattr(project, "staff")

    def test_time_is_theirs_unless_they_say_whose(self):
        self.administrator.task.create(task={"name": "Digging"})
        given = {"name": "Garden", "bill_method": "staff-rate"}
        self.administrator.project.create(project=given)
        entry = {"project_id": 1, "task_id": 1, "hours": 1}
        refused(40060, "'staff_id'", self.kim.time_entry.create, time_entry=entry)
        self.administrator.staff.update(staff={"staff_id": 2, "projects": [{"project_id": 1}]})
        made = self.kim.time_entry.create(time_entry=entry)
        shown = self.kim.time_entry.get(time_entry_id=made.time_entry_id).time_entry
        assert shown.staff_id == 2

    def test_documents_say_who_made_them(self):
        self.administrator.client.create(client={"email": "jo@example.com"})
        made = self.kim.invoice.create(invoice={"client_id": 1})
        assert self.kim.invoice.get(invoice_id=made.invoice_id).invoice.staff_id == 2
