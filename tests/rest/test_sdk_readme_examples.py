"""Every example that the official SDK's README shows, with the import changed and nothing else.

They run against a sandbox. Where the README shows something that the SDK itself does
otherwise, what the SDK does counts; ``docs/differences.csv`` tells.
"""

import unittest
from datetime import date, datetime, timedelta, timezone
from unittest import mock

from refreshbooks.rest import (
    Client,
    FilterBuilder,
    FreshBooksError,
    IncludesBuilder,
    PaginateBuilder,
    VisState,
)
from refreshbooks.rest.errors import FreshBooksNotImplementedError
from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.rest.differences import TABLE
from tests.sandbox.rest.granting import answered

MORNING = datetime(2021, 4, 16, 14, 31, 59, tzinfo=timezone.utc)


class _Example(unittest.TestCase):
    """One sandbox for all examples of a class, emptied before each."""

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()
        cls.sandbox.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.__exit__(None, None, None)

    def setUp(self):
        self.sandbox.reset()
        url = self.sandbox.rest_url
        settings = {"FRESHBOOKS_API_URL": url, "FRESHBOOKS_AUTH_URL": url}
        environment = mock.patch.dict("os.environ", settings)
        environment.start()
        self.addCleanup(environment.stop)
        self.freshBooksClient = Client(
            client_id=self.sandbox.client_id, access_token=self.sandbox.access_token
        )
        self.addCleanup(self.freshBooksClient.close)
        self.account_id = self.sandbox.account_id
        self.business_id = self.sandbox.business_id

    def people(self, number):
        return [
            self.freshBooksClient.clients.create(
                self.account_id,
                {"email": f"person{one}@example.com", "organization": "FreshBooks"},
            )
            for one in range(number)
        ]


@integration
class AuthorizationTest(_Example):
    def test_the_authorization_flow(self):
        freshBooksClient = Client(
            client_id=self.sandbox.client_id,
            client_secret=self.sandbox.client_secret,
            redirect_uri=self.sandbox.redirect_uri,
        )
        auth_url = freshBooksClient.get_auth_request_url(["user:profile:read", "user:clients:read"])
        # Once the user has been redirected to the redirect_uri with a code:
        access_grant_code = answered(self.sandbox.consent(auth_url))["code"]
        auth_results = freshBooksClient.get_access_token(access_grant_code)

        assert auth_results.access_token == freshBooksClient.access_token
        assert auth_results.refresh_token == freshBooksClient.refresh_token
        expires_at = auth_results.access_token_expires_at
        assert expires_at == freshBooksClient.access_token_expires_at
        assert expires_at.tzinfo is timezone.utc
        assert "@" in freshBooksClient.current_user().email

        first = auth_results.access_token
        auth_results = freshBooksClient.refresh_access_token()
        assert auth_results.access_token not in (None, first)
        stored_refresh_token = auth_results.refresh_token
        other = Client(
            client_id=self.sandbox.client_id,
            client_secret=self.sandbox.client_secret,
            redirect_uri=self.sandbox.redirect_uri,
        )
        auth_results = other.refresh_access_token(stored_refresh_token)
        assert auth_results.access_token == other.access_token

    def test_a_valid_access_token(self):
        freshBooksClient = Client(
            client_id=self.sandbox.client_id, access_token=self.sandbox.access_token
        )
        current_user = freshBooksClient.current_user()
        assert "@" in current_user.email
        (membership,) = current_user.business_memberships
        assert membership.business.account_id == self.account_id


@integration
class CallsTest(_Example):
    def test_get(self):
        (made,) = self.people(1)
        client_user_id = made.userid
        client = self.freshBooksClient.clients.get(self.account_id, client_user_id)
        assert client.organization == "FreshBooks"
        assert client.userid == client_user_id
        assert client.data["organization"] == "FreshBooks"
        assert client.data["userid"] == client_user_id
        assert client.vis_state == VisState.ACTIVE
        assert client.vis_state == 0
        assert client.data["vis_state"] == VisState.ACTIVE
        assert client.data["vis_state"] == 0

        project_id = self.freshBooksClient.projects.create(self.business_id, {"title": "Yard"}).id
        project = self.freshBooksClient.projects.get(self.business_id, project_id)
        assert project.title == "Yard"

    def test_list(self):
        self.people(2)
        clients = self.freshBooksClient.clients.list(self.account_id)
        assert clients[0].organization == "FreshBooks"
        assert clients.data["clients"][0]["organization"] == "FreshBooks"
        for client in clients:
            assert client.organization == "FreshBooks"
            assert client.data["organization"] == "FreshBooks"

    def test_create_update_and_delete(self):
        freshBooksClient, account_id = self.freshBooksClient, self.account_id
        payload = {"email": "john.doe@example.com"}
        new_client = freshBooksClient.clients.create(account_id, payload)
        client_id = new_client.userid

        payload = {"email": "new.email@example.com"}
        client = freshBooksClient.clients.update(account_id, client_id, payload)
        assert client.email == "new.email@example.com"

        client = freshBooksClient.clients.delete(account_id, client_id)
        assert client.vis_state == VisState.DELETED

    def test_error_handling(self):
        try:
            self.freshBooksClient.clients.get(self.account_id, 134)
        except FreshBooksError as e:
            assert str(e) == "Client not found."
            assert e.status_code == 404
            assert e.error_code == 1012
            assert "raw-response" in TABLE
            assert e.raw_response == {
                "response": {
                    "errors": [
                        {
                            "errno": 1012,
                            "field": "userid",
                            "message": "Client not found.",
                            "object": "client",
                            "value": "134",
                        }
                    ]
                }
            }
        else:
            raise AssertionError("there is no such client")
        with self.assertRaises(FreshBooksNotImplementedError):
            self.freshBooksClient.expenses_categories.delete(self.account_id, 1)


@integration
class ListsTest(_Example):
    def test_pages(self):
        self.people(9)
        clients = self.freshBooksClient.clients.list(self.account_id)
        assert str(clients.pages).startswith("PageResult(page=1, pages=1, per_page=")
        assert clients.pages.total == 9

        paginator = PaginateBuilder(2, 4)
        assert str(paginator) == "PaginateBuilder(page=2, per_page=4)"
        clients = self.freshBooksClient.clients.list(self.account_id, builders=[paginator])
        assert str(clients.pages) == "PageResult(page=2, pages=3, per_page=4, total=9)"

    def test_the_paginator(self):
        paginator = PaginateBuilder(1, 3)
        assert str(paginator) == "PaginateBuilder(page=1, per_page=3)"
        assert paginator.page() == 1
        paginator.page(2).per_page(4)
        assert str(paginator) == "PaginateBuilder(page=2, per_page=4)"

    def test_the_loop_over_all_pages(self):
        self.people(9)
        paginator = PaginateBuilder(1, 4)
        clients = self.freshBooksClient.clients.list(self.account_id, builders=[paginator])
        while paginator.page() < clients.pages.pages:
            paginator.page(paginator.page() + 1)
            new_clients = self.freshBooksClient.clients.list(self.account_id, builders=[paginator])
            clients = clients + new_clients
        assert len(clients) == 9
        assert len({client.id for client in clients}) == 9

    def test_filters(self):
        first, second, _ = self.people(3)
        filter = FilterBuilder()
        filter.equals("userid", first.userid)
        (found,) = self.freshBooksClient.clients.list(self.account_id, builders=[filter])
        assert found.userid == first.userid

        f = FilterBuilder()
        f.in_list("userids", [first.userid, second.userid])
        assert len(self.freshBooksClient.clients.list(self.account_id, builders=[f])) == 2

        f = FilterBuilder()
        f.like("email_like", "@example.com")
        assert len(self.freshBooksClient.clients.list(self.account_id, builders=[f])) == 3

        last_week = date.today() - timedelta(days=7)
        f = FilterBuilder()
        f.equals("vis_state", VisState.ACTIVE).between("updated", last_week, date.today())
        self.freshBooksClient.clients.list(self.account_id, builders=[f])

        for title, done in (("Yard", False), ("Roof", True)):
            data = {"title": title, "complete": done}
            self.freshBooksClient.projects.create(self.business_id, data)
        f = FilterBuilder()
        f.boolean("complete", False)
        projects = self.freshBooksClient.projects.list(self.business_id, builders=[f])
        assert [project.title for project in projects] == ["Yard"]

    def test_what_filters_say(self):
        def said(filter):
            return str(filter)

        assert said(FilterBuilder().equals("userid", 123)) == "FilterBuilder(&search[userid]=123)"
        assert said(FilterBuilder().in_list("clientids", [123, 456])) == (
            "FilterBuilder(&search[clientids][]=123&search[clientids][]=456)"
        )
        assert said(FilterBuilder().like("email_like", "@freshbooks.com")) == (
            "FilterBuilder(&search[email_like]=@freshbooks.com)"
        )
        assert said(FilterBuilder().between("amount", 1, 10)) == (
            "FilterBuilder(&search[amount_min]=1&search[amount_max]=10)"
        )
        assert said(FilterBuilder().between("amount", min=15)) == (
            "FilterBuilder(&search[amount_min]=15)"
        )
        assert said(FilterBuilder().between("amount_min", 15)) == (
            "FilterBuilder(&search[amount_min]=15)"
        )
        today = date.today()
        assert said(FilterBuilder().between("start_date", today)) == (
            f"FilterBuilder(&search[start_date]={today})"
        )
        assert said(FilterBuilder().boolean("complete", False)) == (
            "FilterBuilder(&complete=False)"
        )

    def test_includes(self):
        freshBooksClient, account_id = self.freshBooksClient, self.account_id
        (client,) = self.people(1)
        line = {"name": "Yard", "qty": 1, "unit_cost": {"amount": "100.00", "code": "USD"}}
        invoice = {"customerid": client.id, "create_date": date.today(), "lines": [line]}
        made = freshBooksClient.invoices.create(account_id, invoice)
        freshBooksClient.invoices.update(account_id, made.id, {"action_mark_as_sent": True})

        includes = IncludesBuilder()
        includes.include("outstanding_balance")
        assert str(includes) == "IncludesBuilder(&include[]=outstanding_balance)"

        owed = [{"amount": {"amount": "100.00", "code": "USD"}}]
        clients = freshBooksClient.clients.list(account_id, builders=[includes])
        assert clients[0].data["outstanding_balance"] == owed
        assert clients[0].outstanding_balance[0].amount.amount == "100.00"

        client = freshBooksClient.clients.get(account_id, client.id, includes=includes)
        assert client.data["outstanding_balance"] == owed

        payload = {"email": "new.client@example.com"}
        new_client = freshBooksClient.clients.create(account_id, payload, includes=includes)
        assert new_client.outstanding_balance == []  # New client has no balance

    def test_dates_and_times(self):
        self.sandbox.clock.set(MORNING)
        self.sandbox.clock.freeze()
        self.addCleanup(self.sandbox.clock.reset)
        self.freshBooksClient.access_token = self.sandbox.access_token
        (client,) = self.people(1)
        assert client.data["updated"] == "2021-04-16 10:31:59"  # Zone-naive string in "US/Eastern"
        assert client.updated.isoformat() == "2021-04-16T14:31:59+00:00"  # Zone-aware, in UTC
        assert client.updated == datetime(
            year=2021, month=4, day=16, hour=14, minute=31, second=59, tzinfo=timezone.utc
        )
