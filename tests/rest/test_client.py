"""A client as a whole: its face, its secrets, its copies, and where its calls go."""

import copy
import decimal
import json
import os
import pickle
import subprocess
import sys
import threading
import types
import unittest
import warnings
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import requests

from refreshbooks import rest
from refreshbooks.credentials import MemoryStore
from refreshbooks.exceptions import BadParameter, NoResponse, OutcomeUnknown
from refreshbooks.rest import Client, FilterBuilder, FreshBooksError, VisState
from refreshbooks.rest import client as module
from refreshbooks.rest.api.accounting import AccountingResource
from refreshbooks.rest.errors import BadAnswer, FreshBooksNotImplementedError, ValidationError
from refreshbooks.retry import Retry
from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.rest.recording import EMPTY, answer, client_of
from tests.servers import Reply, serving

TOKEN = "some-access-token-of-mine"


class FaceTest(unittest.TestCase):
    def test_addresses_are_those_of_the_service(self):
        with mock.patch.dict(os.environ):
            os.environ.pop("FRESHBOOKS_API_URL", None)
            os.environ.pop("FRESHBOOKS_AUTH_URL", None)
            client = Client("some_app")
        self.assertEqual(client.base_url, "https://api.freshbooks.com")
        self.assertEqual(client.token_url, "https://api.freshbooks.com/auth/oauth/token")
        self.assertEqual(client.authorization_url, "https://auth.freshbooks.com/oauth/authorize")
        told = (module.API_BASE_URL, module.API_TOKEN_URL, module.AUTH_BASE_URL, module.AUTH_URL)
        self.assertEqual(
            told,
            (
                "https://api.freshbooks.com",
                "auth/oauth/token",
                "https://auth.freshbooks.com",
                "oauth/authorize",
            ),
        )
        self.assertEqual((module.DEFAULT_TIMEOUT, client.timeout), (30, 30))
        self.assertIsInstance(module.VERSION, str)

    def test_the_environment_is_read_when_a_client_is_made(self):
        settings = {
            "FRESHBOOKS_API_URL": "http://localhost:8000",
            "FRESHBOOKS_AUTH_URL": "http://localhost:9000",
        }
        with mock.patch.dict(os.environ, settings):
            client = Client("some_app")
        self.assertEqual(client.base_url, "http://localhost:8000")
        self.assertEqual(client.token_url, "http://localhost:8000/auth/oauth/token")
        self.assertEqual(client.authorization_url, "http://localhost:9000/oauth/authorize")

    def test_an_address_of_the_environment_may_end_in_a_slash(self):
        settings = {"FRESHBOOKS_API_URL": "http://127.0.0.1/", "FRESHBOOKS_AUTH_URL": "http://b/"}
        with mock.patch.dict(os.environ, settings):
            client = Client("some_app")
        self.assertEqual(client.token_url, "http://127.0.0.1/auth/oauth/token")
        self.assertEqual(client.authorization_url, "http://b/oauth/authorize")

    def test_addresses_may_be_assigned(self):
        client, sent = client_of()
        client.base_url = "http://localhost:8000"
        client.clients.get("k7x", 8)
        self.assertTrue(sent.last.url.startswith("http://localhost:8000/accounting/"))

    def test_no_token_goes_over_plain_http_unless_one_asks_for_it(self):
        refusal = "plain http would show the token .* allow_http=True"
        client, sent = client_of(
            client_secret="a", redirect_uri="https://app.example.com/", refresh_token="r"
        )
        client.base_url = "http://192.0.2.2:8000"
        with self.assertRaisesRegex(BadParameter, f"base_url: {refusal}"):
            client.clients.get("k7x", 8)
        with self.assertRaisesRegex(BadParameter, f"base_url: {refusal}"):
            client.request("GET", "/a")
        client.token_url = "http://192.0.2.2:8000/auth/oauth/token"
        calls = [
            lambda: client.get_access_token("a_code"),
            client.refresh_access_token,
            client.introspect,
            client.revoke,
            lambda: client._tokens.refresh(client.access_token),
        ]
        for call in calls:
            with self.assertRaisesRegex(BadParameter, f"token_url: {refusal}"):
                call()
        self.assertEqual(sent.requests, [])
        client.allow_http = True
        client.clients.get("k7x", 8)
        with self.assertRaises(FreshBooksError):
            client.refresh_access_token()
        self.assertEqual(len(sent.requests), 2)

    def test_what_a_client_was_made_with_can_be_read_and_assigned(self):
        client = Client("a", "b", "c", "d", "e", "f", "g", 7, False)
        self.assertEqual(
            (client.client_id, client.client_secret, client.redirect_uri), ("a", "b", "c")
        )
        self.assertEqual((client.access_token, client.refresh_token), ("d", "e"))
        self.assertEqual((client.user_agent, client.api_version), ("f", "g"))
        self.assertEqual((client.timeout, client.auto_retry), (7, False))
        self.assertIsNone(client.access_token_expires_at)
        client.timeout = 5
        self.assertEqual((client.timeout, client._transport.timeout), (5, (5.0, 5.0)))
        client.access_token = "another"
        self.assertEqual(client.access_token, "another")

    def test_a_resource_that_was_kept_shares_the_clients_token(self):
        client, sent = client_of()
        clients = client.clients
        client.access_token = "another"
        clients.get("k7x", 8)
        self.assertEqual(sent.last.headers["Authorization"], "Bearer another")

    def test_an_identity_that_came_out_empty_is_refused(self):
        for identity in ("", 17, b"x"):
            with self.subTest(identity=identity), self.assertRaises(BadParameter) as caught:
                Client("some_app", store=MemoryStore(), identity=identity)
            self.assertEqual(caught.exception.path, "identity")

    def test_the_client_calls_itself_by_its_application_and_nobody_shows_a_secret(self):
        client = Client("some_app", "hush-hush-secret", access_token=TOKEN)
        self.assertEqual(client.client_secret, "hush-hush-secret")
        for held in (client, client._tokens, copy.copy(client)):
            self.assertNotIn("hush-hush-secret", str(vars(held)))
            self.assertNotIn(TOKEN, str(vars(held)))
        self.assertEqual(repr(client), "FreshBooks Client: some_app")
        self.assertEqual(str(client), repr(client))
        self.assertEqual(repr(client.clients), "<AccountingResource clients>")
        self.assertEqual(repr(client.reports), "<Group reports>")
        self.assertRegex(client.user_agent, r"\Arefreshbooks/.+ python/.+ client_id some_app\Z")

    def test_names_of_the_top_are_those_of_the_official_sdk(self):
        theirs = "Client FilterBuilder IncludesBuilder PaginateBuilder SortBuilder"
        for name in [*theirs.split(), "FreshBooksError", "VisState"]:
            self.assertIn(name, rest.__all__)
        for name in rest.__all__:
            self.assertTrue(hasattr(rest, name))

    def test_a_store_that_is_none_is_refused_when_a_client_is_made(self):
        with self.assertRaisesRegex(BadParameter, r"store: .*FileStore\('tokens/kept'\)\?"):
            Client("some_app", store="tokens/kept")
        with self.assertRaisesRegex(BadParameter, "store: a dict has no load, .* store has$"):
            Client("some_app", store={})
        with self.assertRaisesRegex(BadParameter, "store: a SimpleNamespace has no load, save"):
            Client("some_app", store=types.SimpleNamespace(load=None, save=None))

    def test_what_cannot_be_is_refused_when_a_client_is_made(self):
        for options in ({"retry": 3}, {"limit": 5}, {"retries": -1}, {"timeout": "soon"}):
            with self.subTest(options=options), self.assertRaises(BadParameter):
                Client("some_app", **options)
        client, _ = client_of()
        with self.assertRaisesRegex(TypeError, "transport is one of your own"):
            client.timeout = 5


class AttributesTest(unittest.TestCase):
    def test_resources_are_attributes_and_listed(self):
        client = Client("some_app")
        listed = dir(client)
        for name in ("clients", "expenses_categories", "retainers", "reports", "current_user"):
            self.assertIn(name, listed)
            self.assertTrue(hasattr(client, name))
        self.assertIn("profitloss", dir(client.reports))
        self.assertIsInstance(client.clients, AccountingResource)

    def test_a_misspelt_resource_is_told_with_what_was_perhaps_meant(self):
        client = Client("some_app")
        with self.assertRaisesRegex(AttributeError, "'client'; did you mean clients"):
            client.client  # noqa: B018
        with self.assertRaisesRegex(AttributeError, "reports.profitlos"):
            client.reports.profitlos  # noqa: B018
        for name in ("_private", "__wrapped__"):
            self.assertFalse(hasattr(client, name))
            self.assertFalse(hasattr(client.reports, name))
        self.assertFalse(hasattr(client.invoice_payment_options, "list"))

    def test_a_call_that_a_resource_lacks_is_told_before_anything_is_sent(self):
        client, sent = client_of()
        cases = [
            (lambda: client.staff.create("k7x", {}), "'create' does not exist for staffs"),
            (lambda: client.systems.list("k7x"), "'list' does not exist for systems"),
            (
                lambda: client.expenses_categories.delete("k7x", 1),
                "'delete' does not exist for categories",
            ),
            (lambda: client.bill_vendors.archive("k7x", 1), "'archive' does not exist"),
        ]
        for call, told in cases:
            with self.assertRaisesRegex(FreshBooksNotImplementedError, f"The method {told}"):
                call()
        self.assertEqual(sent.requests, [])
        self.assertNotIn("create", dir(client.staff))

    def test_what_is_no_builder_is_refused(self):
        client, sent = client_of()
        for call, told in (
            (lambda: client.clients.list("k7x", FilterBuilder()), r"write builders=\[...\]"),
            (lambda: client.clients.list("k7x", ["userid"]), "builders: a str is no builder"),
            (lambda: client.clients.get("k7x", 8, "lines"), "includes: a str is no builder"),
        ):
            with self.assertRaisesRegex(BadParameter, told):
                call()
        self.assertEqual(sent.requests, [])

    def test_what_the_library_needs_for_itself_is_not_listed(self):
        client = Client("some_app")
        self.assertEqual({"carried", "headers", "rules"} & set(dir(client)), set())
        for resource in (client.invoices, client.reports.profitloss, client.images):
            self.assertEqual({"fits", "takes"} & set(dir(resource)), set())

    def test_errors_that_programs_catch_stand_at_the_top(self):
        for name in ("NotFound", "ValidationError", "ConsentNeeded", "Forbidden", "RateLimited"):
            self.assertIs(getattr(rest, name), getattr(rest.errors, name))
            self.assertIn(name, rest.__all__)
        self.assertIs(rest.OutcomeUnknown, OutcomeUnknown)

    def test_help_tells_how_sure_it_is_that_a_resource_works(self):
        client = Client("some_app")
        self.assertIn("Official libraries have it.", client.clients.__doc__)
        self.assertIn("a guess", client.timers.__doc__)
        self.assertIn("nobody has shown", client.retainers.__doc__)
        self.assertIn("A create needs: customerid, create_date.", client.invoices.__doc__)

    def test_help_tells_what_a_record_may_hold(self):
        told = Client("some_app").invoices.__doc__
        self.assertRegex(told, r"\n  customerid +integer\n")
        self.assertRegex(told, r"\n    qty +number as text\n")
        self.assertNotRegex(told, r"\n  outstanding +")


class CopyTest(unittest.TestCase):
    def test_a_copy_shares_connections_and_tokens_and_may_differ_in_the_rest(self):
        client, sent = client_of()
        for other in (copy.copy(client), copy.deepcopy(client)):
            other.auto_retry = False
            other.access_token = "another"
            other.clients.get("k7x", 8)
            self.assertEqual((client.access_token, client.auto_retry), ("another", True))
        self.assertEqual(len(sent.requests), 2)

    def test_a_copy_gets_new_tokens_when_the_first_client_is_gone(self):
        granted = answer(
            b'{"access_token": "another-access-token", "refresh_token": "another-refresh-token",'
            b' "created_at": 1287273500, "expires_in": 43200}'
        )
        refused = answer(b'{"error": "unauthenticated"}', status=401)
        client, sent = client_of(
            refused,
            granted,
            answer(),
            client_secret="some-secret-of-mine",
            redirect_uri="https://example.com/",
            refresh_token="some-refresh-token-of-mine",
        )
        other = copy.copy(client)
        del client
        other.clients.get("k7x", 8)
        self.assertEqual(sent.last.headers["Authorization"], "Bearer another-access-token")

    def test_a_client_that_nobody_holds_is_gone_at_once(self):
        # In a process of its own, where no watch over the tests holds it.
        program = (
            "import gc, weakref; from refreshbooks.rest import Client; gc.disable();"
            " gone = weakref.ref(Client('some_app')); print(gone())"
        )
        command = [sys.executable, "-c", program]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        self.assertEqual(ran.stdout, "None\n")

    def test_no_client_is_pickled(self):
        with self.assertRaisesRegex(TypeError, "it holds tokens"):
            pickle.dumps(Client("some_app"))

    def test_a_client_closes_at_the_end_of_its_block_and_opens_again(self):
        client = Client("some_app")
        with mock.patch.object(client._transport, "close") as close:
            with client as entered:
                self.assertIs(entered, client)
            close.assert_called_once_with()
        client, _ = client_of()
        client.close()


class AnswerTest(unittest.TestCase):
    def test_what_is_no_answer_of_the_service_is_told_as_such(self):
        for body in (b"<html>", b"", b"[]", b'"x"', b"null", b'{"a": 1}', b"\xff"):
            client, _ = client_of(answer(body), retries=0)
            for call, *given in (
                (client.clients.get, "k7x", 8),
                (client.ledger_accounts.list, "u-1"),
                (client.callbacks.get, "k7x", 8),
                (client.current_user,),
            ):
                with self.subTest(body=body), self.assertRaises(BadAnswer):
                    call(*given)

    def test_errors_are_errors_although_the_status_says_that_all_went_well(self):
        inside = b'{"response": {"errors": [{"errno": 1012, "message": "No such thing."}]}}'
        client, sent = client_of(answer(inside))
        for call, *given in (
            (client.clients.list, "k7x"),
            (client.clients.get, "k7x", 8),
            (client.clients.create, "k7x", {"email": "ann@example.com"}),
            (client.clients.delete, "k7x", 8),
        ):
            with self.subTest(call=call), self.assertRaises(BadAnswer) as caught:
                call(*given)
            self.assertIn("No such thing.", str(caught.exception))
            self.assertEqual(caught.exception.error_code, 1012)
        client, sent = client_of(answer(b'{"error": "No such thing."}'))
        with self.assertRaises(OutcomeUnknown):
            client.projects.create(98765, {"title": "Workshop"})
        self.assertEqual(len(sent.requests), 1)

    def test_nothing_comes_back_of_what_was_deleted(self):
        for body, status in ((b"", 204), (b'{"response": {}}', 200)):
            client, _ = client_of(answer(body, status=status))
            gone = client.taxes.delete("k7x", 8)
            self.assertEqual((str(gone), gone.data, gone.name), ("Result(tax)", {}, None))
        for body in (b"", b"hello"):
            client, _ = client_of(answer(body, status=204))
            self.assertEqual(client.projects.delete(98765, 8).data, {})

    def test_a_record_keeps_its_numbers_to_the_last_digit(self):
        client, _ = client_of(answer(b'{"response": {"result": {"tax": {"amount": 13.10}}}}'))
        self.assertEqual(str(client.taxes.get("k7x", 8).amount), "13.10")

    def test_chart_of_accounts_has_kept_the_envelope_of_accounting(self):
        body = b'{"response": {"result": {"journal_entry_accounts": {"id": 7}}}}'
        client, _ = client_of(answer(body))
        self.assertEqual(client.chart_of_accounts.get("u-1").data, {"id": 7})

    def test_identities_have_their_records_inside_a_response_or_beside_none(self):
        for body in (b'{"response": {"application": {"id": 7}}}', b'{"application": {"id": 7}}'):
            client, _ = client_of(answer(body))
            self.assertEqual(client.partner_applications.get(7).id, 7)
        client, _ = client_of(answer(b'{"response": [{"uuid": "u-7"}], "meta": {"page": 1}}'))
        self.assertEqual([one.uuid for one in client.team_members.list(98765)], ["u-7"])

    def test_a_redirect_that_was_not_followed_is_no_success(self):
        client, _ = client_of(answer(b"", status=302, Location="/"))
        with self.assertRaisesRegex(FreshBooksError, "redirects"):
            client.clients.get("k7x", 8)


class LogTest(unittest.TestCase):
    def test_a_write_leaves_a_line_with_the_id_that_came_back(self):
        client, _ = client_of(answer(b'{"response": {"result": {"tax": {"id": 7}}}}'))
        with self.assertLogs("refreshbooks", "INFO") as logged:
            client.taxes.create("k7x", {"name": "HST"})
            client.taxes.get("k7x", 7)
        self.assertEqual(
            [line.getMessage() for line in logged.records], ["taxes.create: done, id 7"]
        )

    def test_where_nothing_came_back_the_line_is_shorter(self):
        client, _ = client_of(answer(b'{"response": {}}'))
        with self.assertLogs("refreshbooks", "INFO") as logged:
            client.taxes.delete("k7x", 7)
            client.request("POST", "/a")
        lines = [line.getMessage() for line in logged.records]
        self.assertEqual(lines, ["taxes.delete: done", "POST /a: done"])


class RequestTest(unittest.TestCase):
    def test_any_address_is_asked_with_the_same_token(self):
        client, sent = client_of(answer(b'{"a": 1.10}'))
        told = client.request("get", "/a/b", query={"x[]": [1, 2]}, headers={"Accept": "text/x"})
        self.assertEqual(told, {"a": decimal.Decimal("1.10")})
        self.assertEqual(sent.last.method, "GET")
        self.assertTrue(sent.last.url.endswith("/a/b?x%5B%5D=1&x%5B%5D=2"))
        self.assertEqual(sent.last.headers["Accept"], "text/x")
        self.assertEqual(sent.last.headers["Authorization"], f"Bearer {TOKEN}")

    def test_json_and_bytes_are_sent(self):
        client, sent = client_of(answer(b""))
        self.assertIsNone(client.request("POST", "/a", json={"x": decimal.Decimal("1.10")}))
        self.assertEqual(sent.last.body, b'{"x": "1.10"}')
        self.assertEqual(sent.last.headers["Content-Type"], "application/json")
        client.request("PUT", "/a", content=b"x", headers={"Content-Type": "text/x"})
        self.assertEqual((sent.last.body, sent.last.headers["Content-Type"]), (b"x", "text/x"))

    def test_what_is_no_json_comes_back_as_its_bytes(self):
        client, _ = client_of(answer(b"a,b", Content_Type="text/csv"))
        told = client.request("GET", "/a")
        self.assertEqual((told, told.content_type), (b"a,b", "text/csv"))
        client, _ = client_of(answer(b"<html>", Content_Type="application/json"), retries=0)
        with self.assertRaises(BadAnswer):
            client.request("GET", "/a")

    def test_a_refusal_is_read_in_the_way_of_the_addresss_family(self):
        body = b'{"errno": 2001, "error": {"title": "field required"}}'
        client, _ = client_of(answer(body, status=422))
        with self.assertRaises(ValidationError) as caught:
            client.request("POST", "/projects/business/1/project", json={})
        self.assertEqual(caught.exception.error_code, 2001)

    def test_what_cannot_be_sent_is_refused(self):
        client, sent = client_of()
        for path in (None, "a", "//example.com/a", "https://example.com/"):
            with self.assertRaises(BadParameter):
                client.request("GET", path)
        for options in (
            {"json": {}, "content": b""},
            {"content": "text"},
            {"json": {"a": {1}}},
            {"headers": {"authorization": "Bearer x"}},
        ):
            with self.subTest(options=options), self.assertRaises(BadParameter):
                client.request("POST", "/a", **options)
        with self.assertRaisesRegex(BadParameter, "name of an HTTP method"):
            client.request("GET /x HTTP/1.1", "/a")
        self.assertEqual(sent.requests, [])


@integration
class NetworkTest(unittest.TestCase):
    def client(self, url, **options):
        options.setdefault("retry", Retry(sleep=lambda seconds: None))
        client = Client("some_app", access_token=TOKEN, **options)
        client.base_url = url
        self.addCleanup(client.close)
        return client

    def test_one_connection_serves_all_calls(self):
        with serving(Reply(EMPTY)) as server:
            client = self.client(server.url)
            for _ in range(3):
                client.clients.get("k7x", 8)
                client.projects.create(98765, {})
                client.taxes.delete("k7x", 8)
            self.assertEqual({request.connection for request in server.requests}, {0})
            self.assertEqual(
                {request.headers["Authorization"] for request in server.requests},
                {f"Bearer {TOKEN}"},
            )

    def test_programs_that_catch_errors_of_requests_go_on_catching_them(self):
        with serving(lambda request: None) as server:
            client = self.client(server.url)
            with self.assertRaises(requests.exceptions.ConnectionError) as caught:
                client.clients.get("k7x", 8)
            self.assertIsInstance(caught.exception, NoResponse)
            self.assertEqual(len(server.requests), 3)
            with self.assertRaises(requests.exceptions.ConnectionError):
                client.clients.create("k7x", {})
            self.assertEqual(len(server.requests), 4)
            refused = server.url
        with self.assertRaises(requests.exceptions.ConnectionError) as caught:
            self.client(refused).clients.create("k7x", {})
        self.assertFalse(caught.exception.sent)
        with self.assertRaises(requests.exceptions.RequestException):
            self.client("http://", retries=0).clients.get("k7x", 8)

    def test_a_timeout_is_one_of_requests_too(self):
        enough = threading.Event()

        def script(request):
            enough.wait(10)

        with serving(script) as server:
            client = self.client(server.url, timeout=0.05, retries=0)
            with self.assertRaises(requests.exceptions.Timeout):
                client.clients.get("k7x", 8)
            with self.assertRaises(requests.exceptions.Timeout) as caught:
                client.clients.create("k7x", {})
            self.assertEqual(caught.exception.check, "client.clients.list('k7x')")
            enough.set()

    def test_a_session_of_ones_own_is_used_and_left_open(self):
        session = requests.Session()
        session.headers["X-Mine"] = "yes"
        self.addCleanup(session.close)
        with serving(Reply(EMPTY)) as server:
            with self.client(server.url, session=session) as client:
                client.clients.get("k7x", 8)
            self.assertEqual(server.requests[0].headers["X-Mine"], "yes")
            self.assertEqual(session.get(server.url).status_code, 200)

    def test_threads_share_a_client_and_each_gets_its_own_answer(self):
        def script(request):
            number = int(request.path.rpartition("/")[2])
            body = {"response": {"result": {"client": {"id": number}}}}
            return Reply(json.dumps(body).encode())

        with serving(script) as server:
            client = self.client(server.url)
            with ThreadPoolExecutor(8) as threads:
                found = list(
                    threads.map(lambda number: client.clients.get("k7x", number).id, range(1, 200))
                )
            self.assertEqual(found, list(range(1, 200)))
            self.assertLessEqual(server.connections, 8)


@integration
class SandboxTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()
        cls.sandbox.__enter__()
        cls.client = Client(
            cls.sandbox.client_id,
            cls.sandbox.client_secret,
            cls.sandbox.redirect_uri,
            access_token=cls.sandbox.access_token,
            refresh_token=cls.sandbox.refresh_token,
        )
        cls.client.base_url = cls.sandbox.rest_url
        cls.client.token_url = f"{cls.sandbox.rest_url}/auth/oauth/token"
        cls.account_id = cls.sandbox.account_id

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        cls.sandbox.__exit__(None, None, None)

    def test_a_record_is_made_found_changed_and_deleted(self):
        clients = self.client.clients
        made = clients.create(self.account_id, {"organization": "Barnes", "email": "b@example.com"})
        self.assertEqual(clients.get(self.account_id, made.id).organization, "Barnes")
        clients.update(self.account_id, made.id, {"organization": "Barnes & Son"})
        wanted = FilterBuilder().like("organization_like", "& Son")
        (found,) = clients.list(self.account_id, builders=[wanted])
        self.assertEqual((found.id, found.organization), (made.id, "Barnes & Son"))
        gone = clients.delete(self.account_id, made.id)
        self.assertEqual(gone.vis_state, VisState.DELETED)
        with self.assertRaises(FreshBooksError) as caught:
            clients.get(self.account_id, 999999)
        self.assertEqual((caught.exception.status_code, caught.exception.error_code), (404, 1012))

    def test_a_business_knows_its_three_ids(self):
        business = self.client.business(self.sandbox.business_id)
        self.assertEqual(business.account_id, self.account_id)
        title = business.projects.create({"title": "Yard"}).title
        self.assertEqual([project.title for project in business.projects.list()], [title])

    def test_a_file_comes_back_as_it_went(self):
        image = self.client.images.upload(self.account_id, file_stream=b"GIF89a" + b"x" * 99)
        self.assertEqual(self.client.images.get(image.jwt).content, b"GIF89a" + b"x" * 99)

    def test_a_token_that_was_refused_is_replaced(self):
        before = self.client.access_token
        self.client.access_token = "worn-out-access-token"
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.client.taxes.list(self.account_id)
        self.assertNotIn(self.client.access_token, (before, "worn-out-access-token"))

    def test_every_call_of_the_27_reaches_an_address_that_the_service_has(self):
        told = self.client.request("GET", "/auth/api/v1/users/me")
        self.assertEqual(
            told["response"]["business_memberships"][0]["business"]["account_id"], self.account_id
        )
