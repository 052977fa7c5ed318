"""What each call sends: byte for byte what the official SDK sends, but for a closed table."""

import io
import json
import unittest
import warnings

from refreshbooks.rest import (
    Client,
    FilterBuilder,
    IncludesBuilder,
    PaginateBuilder,
    SortBuilder,
    errors,
)
from tests.rest import golden
from tests.rest.differences import TABLE, on_the_wire
from tests.rest.recording import EMPTY, Recorder, answer, client_of

NAMES = {
    "FilterBuilder": FilterBuilder,
    "IncludesBuilder": IncludesBuilder,
    "PaginateBuilder": PaginateBuilder,
    "SortBuilder": SortBuilder,
}

BASE = "https://api.freshbooks.com"

UNPAID = [
    PaginateBuilder(2, 25),
    FilterBuilder().equals("customerid", 8).in_list("invoiceid", [3, 4]),
    IncludesBuilder().include("lines").include("owner"),
    SortBuilder().ascending("invoice_date"),
]

# Calls of our own in every shape, and what has to go out: method, path, body.
CALLS = [
    ("clients.get", ("k7x", 8), "GET", "/accounting/account/k7x/users/clients/8", None),
    (
        "clients.get",
        ("k7x", 8, IncludesBuilder().include("outstanding_balance")),
        "GET",
        "/accounting/account/k7x/users/clients/8?include%5B%5D=outstanding_balance",
        None,
    ),
    (
        "invoices.list",
        ("k7x", UNPAID),
        "GET",
        "/accounting/account/k7x/invoices/invoices?page=2&per_page=25&search%5Bcustomerid%5D=8"
        "&search%5Binvoiceids%5D%5B%5D=3&search%5Binvoiceids%5D%5B%5D=4&include%5B%5D=lines"
        "&include%5B%5D=owner&sort=invoice_date_asc",
        None,
    ),
    (
        "taxes.create",
        ("k7x", {"name": "HST", "amount": "13"}),
        "POST",
        "/accounting/account/k7x/taxes/taxes",
        b'{"tax": {"name": "HST", "amount": "13"}}',
    ),
    (
        "items.update",
        ("k7x", 5, {"name": "Caf\u00e9"}),
        "PUT",
        "/accounting/account/k7x/items/items/5",
        b'{"item": {"name": "Caf\\u00e9"}}',
    ),
    (
        "items.delete",
        ("k7x", 5),
        "PUT",
        "/accounting/account/k7x/items/items/5",
        b'{"item": {"vis_state": 1}}',
    ),
    ("taxes.delete", ("k7x", 5), "DELETE", "/accounting/account/k7x/taxes/taxes/5", None),
    (
        "bills.archive",
        ("k7x", 5),
        "PUT",
        "/accounting/account/k7x/bills/bills/5",
        b'{"bill": {"vis_state": 2}}',
    ),
    (
        "ledger_accounts.create",
        ("u-1", {"name": "Fees"}),
        "POST",
        "/accounting/businesses/u-1/ledger_accounts/accounts",
        b'{"name": "Fees"}',
    ),
    (
        "callbacks.verify",
        ("k7x", 5, "a-word"),
        "PUT",
        "/events/account/k7x/events/callbacks/5",
        b'{"callback": {"verifier": "a-word"}}',
    ),
    (
        "callbacks.resend_verification",
        ("k7x", 5),
        "PUT",
        "/events/account/k7x/events/callbacks/5",
        b'{"callback": {"resend": true}}',
    ),
    (
        "projects.list",
        (98765, [FilterBuilder().boolean("active", True), SortBuilder().desc("due_date")]),
        "GET",
        "/projects/business/98765/projects?active=true&sort=-due_date",
        None,
    ),
    (
        "projects.create",
        (98765, {"title": "Yard"}),
        "POST",
        "/projects/business/98765/project",
        b'{"project": {"title": "Yard"}}',
    ),
    ("time_entries.get", (98765, 4), "GET", "/timetracking/business/98765/time_entries/4", None),
    ("services.delete", (98765, 4), "DELETE", "/comments/business/98765/service/4", None),
    (
        "service_rates.create",
        (98765, 4, {"rate": "10.00"}),
        "POST",
        "/comments/business/98765/service/4/rate",
        b'{"service_rate": {"rate": "10.00"}}',
    ),
    ("service_rates.list", (98765,), "GET", "/comments/business/98765/service_rates", None),
    (
        "invoice_payment_options.defaults",
        ("k7x",),
        "GET",
        "/payments/account/k7x/payment_options?entity_type=invoice",
        None,
    ),
    (
        "invoice_payment_options.get",
        ("k7x", 9),
        "GET",
        "/payments/account/k7x/invoice/9/payment_options",
        None,
    ),
    (
        "retainers.delete",
        (98765, 4),
        "PUT",
        "/comments/business/98765/retainer/4",
        b'{"retainer": {"active": false}}',
    ),
    (
        "project_threads.list",
        (98765, 12),
        "GET",
        "/comments/business/98765/project/12/threads",
        None,
    ),
    (
        "project_threads.create",
        (98765, 12, {"title": "Gate"}),
        "POST",
        "/comments/business/98765/project/12/threads",
        b'{"thread": {"title": "Gate"}}',
    ),
    (
        "team_members.get",
        (98765, "u-7"),
        "GET",
        "/auth/api/v1/businesses/98765/team_members/u-7",
        None,
    ),
    (
        "invoice_share_link.get",
        ("k7x", 9),
        "GET",
        "/accounting/account/k7x/invoices/invoices/9/share_link?share_method=share_link",
        None,
    ),
    ("ledger_account_types.list", (), "GET", "/accounting/ledger_accounts/types", None),
    (
        "ledger_accounts.update",
        ("u-1", "u-2", {"name": "Fees"}),
        "PUT",
        "/accounting/businesses/u-1/ledger_accounts/accounts/u-2",
        b'{"name": "Fees"}',
    ),
    ("service_rates.get", (98765, 4), "GET", "/comments/business/98765/service/4/rate", None),
    (
        "partner_applications.update",
        (7, {"name": "Yard"}),
        "PUT",
        "/auth/api/v1/partners/applications/7",
        b'{"application": {"name": "Yard"}}',
    ),
    (
        "subscription.delete",
        ("k7x",),
        "DELETE",
        "/auth/api/v1/billing/account/k7x/subscription",
        None,
    ),
    ("images.get", ("a.jwt",), "GET", "/uploads/images/a.jwt", None),
]


def called(client, name):
    """Returns the method of a client that a dotted name stands for."""
    for part in name.split("."):
        client = getattr(client, part)
    return client


EMPTY = EMPTY.replace(b"{", b'{"application": {}, ', 1)
ROWS = EMPTY.replace(b'"data": {}', b'"data": []')


def replied(call):
    """Returns an answer that fits a call."""
    return answer(ROWS if call.endswith("list") else EMPTY)


class _Quiet(unittest.TestCase):
    def setUp(self):
        # What is unknown to the catalog is sent all the same.
        quiet = warnings.catch_warnings()
        quiet.__enter__()
        self.addCleanup(quiet.__exit__, None, None, None)
        warnings.simplefilter("ignore")


class SentTest(_Quiet):
    def test_every_kind_of_call_sends_what_the_documentation_says(self):
        for name, given, method, path, body in CALLS:
            with self.subTest(call=name):
                client, sent = client_of(replied(name))
                called(client, name)(*given)
                request = sent.last
                self.assertEqual((request.method, request.url), (method, BASE + path))
                self.assertEqual(request.body, body)

    def test_builders_may_come_one_by_one(self):
        client, sent = client_of()
        client.clients.list("k7x", (PaginateBuilder(page, 5) for page in (1, 2)))
        self.assertTrue(sent.last.url.endswith("?page=1&per_page=5&page=2&per_page=5"))

    def test_a_body_says_that_it_is_json_and_a_call_without_one_says_nothing(self):
        client, sent = client_of()
        client.clients.get("k7x", 8)
        self.assertEqual(set(sent.last.headers), {"User-Agent", "Authorization"})
        client.taxes.delete("k7x", 8)
        self.assertEqual(set(sent.last.headers), {"User-Agent", "Authorization"})
        client.clients.delete("k7x", 8)
        self.assertEqual(sent.last.headers["Content-Type"], "application/json")

    def test_all_arguments_go_by_keyword_too(self):
        client, sent = client_of()
        client.clients.update(account_id="k7x", resource_id=8, data={}, includes=None)
        client.clients.list(account_id="k7x", builders=None)
        client.projects.get(business_id=98765, resource_id=8, includes=None)
        client.ledger_accounts.get(business_uuid="u-1", resource_uuid="u-2")
        client.service_rates.update(business_id=98765, resource_id=8, data={})
        client.invoice_payment_options.create(account_id="k7x", resource_id=8, data={})
        client.callbacks.verify(account_id="k7x", resource_id=8, verifier="w")
        client.images.upload(account_id="k7x", file_stream=b"GIF89a")
        client.team_members.get(business_id=98765, uuid="u-7")
        client.project_threads.create(business_id=98765, project_id=1, data={})
        client.project_threads.list(98765, project_id=1)
        self.assertEqual(len(sent.requests), 11)

    def test_the_wrong_number_of_ids_is_told_with_their_names(self):
        client, sent = client_of()
        with self.assertRaisesRegex(
            TypeError, "project_threads.list takes business_id, project_id"
        ):
            client.project_threads.list(98765)
        with self.assertRaisesRegex(TypeError, "takes business_id, uuid"):
            client.team_members.get(98765, "u", "v")
        with self.assertRaisesRegex(TypeError, "takes no colour"):
            client.subscription.delete("k7x", colour="red")
        self.assertEqual(sent.requests, [])

    def test_a_report_is_asked_by_plain_names(self):
        client, sent = client_of()
        client.reports.payments_collected.get(
            "k7x", **{"clientids[]": [1, 2]}, end_date="2026-01-31"
        )
        path = "/accounting/account/k7x/reports/accounting/payments_collected"
        query = "clientids%5B%5D=1&clientids%5B%5D=2&end_date=2026-01-31"
        self.assertEqual(sent.last.url, f"{BASE}{path}?{query}")

    def test_a_version_goes_along_and_a_call_that_needs_a_later_one_says_so(self):
        client, sent = client_of(api_version="2023-02-20")
        client.clients.get("k7x", 8)
        self.assertEqual(sent.last.headers["X-API-VERSION"], "2023-02-20")
        client.manual_journal_entries.create("u-1", {"name": "Opening"})
        self.assertEqual(sent.last.headers["X-API-VERSION"], "2023-09-25")

    def test_without_a_token_nothing_is_sent(self):
        client, sent = client_of(access_token=None)
        with self.assertRaisesRegex(errors.ConsentNeeded, "no access token; send the user to"):
            client.clients.get("k7x", 8)
        self.assertEqual(sent.requests, [])
        self.assertIn("no-token", TABLE)

    def test_a_slash_at_the_end_of_the_base_is_no_second_one(self):
        client, sent = client_of()
        client.base_url = "http://127.0.0.1:8000/"
        client.clients.get("k7x", 8)
        self.assertEqual(
            sent.last.url, "http://127.0.0.1:8000/accounting/account/k7x/users/clients/8"
        )

    def test_the_pdf_of_an_invoice_is_asked_for_as_such(self):
        client, sent = client_of(answer(b"%PDF-1.7", Content_Type="application/pdf"))
        pdf = client.invoice_pdf.get("k7x", 9)
        self.assertEqual(sent.last.headers["Accept"], "application/pdf")
        self.assertTrue(sent.last.url.endswith("/invoices/invoices/9/pdf"))
        self.assertEqual(pdf.content, b"%PDF-1.7")


class GoldenTest(_Quiet):
    """The same, as the official SDK was seen to do it."""

    def test_every_call_of_the_official_sdk_sends_what_it_sends_there(self):
        cases = golden.read("expected/requests.json")
        self.assertEqual(len(cases), 217)
        for case in cases:
            if case["resource"] != "(client)":
                with self.subTest(resource=case["resource"], call=case["call"], args=case["args"]):
                    self.compare(case)

    def compare(self, case):
        name = case["resource"].split()[0]
        options = (
            {"access_token": "t", "api_version": "2023-02-20", "user_agent": "my app"}
            if " " in case["resource"]
            else {"access_token": "some_token"}
        )
        sent = Recorder(replied(case["call"]))
        resource = getattr(Client("some_client", transport=sent, **options), name)
        given, named = _arguments(case["args"])
        if "raises" in case:
            with self.assertRaises(errors.FreshBooksNotImplementedError) as raised:
                getattr(resource, case["call"])(*given, **named)
            told = f"{type(raised.exception).__name__}: {raised.exception}"
            self.assertEqual((told, sent.requests), (case["raises"], []))
            return
        result = getattr(resource, case["call"])(*given, **named)
        if case["returns"] != "requests.Response":
            self.assertEqual(str(result), case["returns"])
        (request,) = sent.requests
        self.assertEqual(_http(request), _expected(case["http"]))

    def test_the_call_that_says_who_is_calling(self):
        for case in golden.read("expected/requests.json"):
            if case["call"] == "current_user":
                body = {"identity_id": 12345, "email": "a@example.com"}
                sent = Recorder(answer(json.dumps({"response": body}).encode()))
                me = Client("some_client", access_token="some_token", transport=sent).current_user()
                self.assertEqual(str(me), case["returns"])
                self.assertEqual(_http(sent.last), _expected(case["http"]))

    def test_the_token_calls(self):
        calls = [
            case
            for case in golden.read("expected/requests.json")
            if case["call"] in ("get_access_token", "refresh_access_token")
        ]
        self.assertEqual(len(calls), 2)
        for case in calls:
            sent = Recorder(
                answer(
                    b'{"access_token": "a", "refresh_token": "r", "created_at": 1287273500,'
                    b' "expires_in": 100}'
                )
            )
            client = Client("some_client", "some_secret", "https://example.com", transport=sent)
            getattr(client, case["call"])(*case["args"])
            self.assertEqual(_http(sent.last), _expected(case["http"]))


class TableTest(unittest.TestCase):
    def test_every_difference_says_what_both_do_and_why(self):
        for name, row in TABLE.items():
            with self.subTest(difference=name):
                self.assertTrue(all(row.values()))
                self.assertIn(row["about"], ("wire", "behaviour"))


def _arguments(args):
    """Returns positional and named arguments out of the plain words of the golden file."""
    if isinstance(args, dict):
        names = {"invoice_id": "resource_id"}
        return [], {names.get(name, name): _value(value) for name, value in args.items()}
    given, named = [], {}
    for value in args:
        if value == "includes" or str(value).startswith("includes="):
            named["includes"] = IncludesBuilder().include("lines")
        elif str(value).startswith("["):
            named["builders"] = eval(value, NAMES)
        else:
            given.append(_value(value))
    return given, named


def _value(value):
    if value == "BytesIO":
        return io.BytesIO(b"abc")
    if str(value).startswith("stream with .name "):
        stream = io.BytesIO(b"abc")
        stream.name = value.removeprefix("stream with .name ")
        return stream
    return value


def _http(request):
    """Returns one of our requests in the words of the golden file."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    if headers.get("user-agent", "").startswith("refreshbooks/"):
        del headers["user-agent"]
    body, parts = request.body, None
    if headers.get("content-type", "").startswith("multipart/"):
        kind, _, boundary = headers["content-type"].partition("boundary=")
        headers["content-type"] = f"{kind}boundary=\u2026"
        between = body.decode().split(f"--{boundary}")
        parts = between[1].strip("\r\n").split("\r\n")
    length = len(body) if body is not None else {"GET": None}.get(request.method, 0)
    return {
        "method": request.method,
        "url": request.url.replace(BASE, "{base}"),
        "headers": headers,
        "body": body.decode() if body and not parts else parts,
        "content_length": None if length is None else str(length),
    }


def _expected(http):
    ours = on_the_wire(http)
    parts = ours.pop("parts", None)
    return {**ours, "body": parts or ours["body"]}
