"""A walk through all 27 resources, for any library that has the official SDK's names.

The same walk is taken by our client and, as an independent witness, by the
official SDK itself: what both find in the sandbox has to be the same.
"""

import contextlib
import io
import queue
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from tests.servers import Reply, Request, serving

__all__ = ["CASES", "Case", "Walk", "hook", "ids_of"]

Data = Callable[["Walk"], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """What is tried with one resource.

    Attributes:
        resource: The client's attribute.
        data: Makes what is created, out of what was made before.
        change: What an update sends.
        scope: Which of the three ids the calls take.
        key: The field with the record's id.
        like: A filter to find it by, as the builder's method with its arguments.
        include: Something to be included.
        sort: Something to sort by.
        calls: What the SDK has for it.
    """

    resource: str
    data: Data = lambda walk: {}
    change: dict[str, Any] = field(default_factory=dict)
    scope: str = "account_id"
    key: str = "id"
    like: Callable[["Walk", Any], tuple[str, tuple[Any, ...]]] | None = None
    include: str | None = None
    sort: str | None = None
    calls: str = "create get list update delete"


def money(amount: str, code: str = "USD") -> dict[str, str]:
    """Returns an amount as the API takes it."""
    return {"amount": amount, "code": code}


def line(**more: Any) -> dict[str, Any]:
    """Returns a line of an invoice and its relatives."""
    return {"name": "Yard Work", "qty": "4", "unit_cost": money("10.00"), "type": 0, **more}


# In this order, since later ones need what earlier ones have made.
CASES = (
    Case(
        "clients",
        lambda walk: {"email": "ada@example.com", "organization": "Example Gardens"},
        {"fname": "Ada"},
        like=lambda walk, made: ("like", ("email_like", "ada@")),
        include="outstanding_balance",
        sort="organization_name",
    ),
    Case(
        "taxes",
        lambda walk: {"name": f"HST {len(walk.done)}", "amount": "13", "number": "123"},
        {"number": "456"},
    ),
    Case(
        "items",
        lambda walk: {"name": "Spade", "unit_cost": money("25.00"), "qty": "1"},
        {"description": "to dig with"},
    ),
    Case(
        "invoices",
        lambda walk: {
            "customerid": walk.kept("clients"),
            "create_date": "2026-05-04",
            "lines": [line()],
        },
        {"notes": "Thank you"},
        like=lambda walk, made: ("equals", ("customerid", made.customerid)),
        include="lines",
        sort="invoice_date",
    ),
    Case(
        "payments",
        lambda walk: {
            "invoiceid": walk.kept("invoices"),
            "amount": money("15.00"),
            "date": "2026-05-05",
            "type": "Cash",
        },
        {"note": "in small coins"},
    ),
    Case(
        "estimates",
        lambda walk: {
            "customerid": walk.kept("clients"),
            "create_date": "2026-05-04",
            "lines": [line()],
        },
        {"notes": "Valid for a month"},
        include="lines",
    ),
    Case(
        "credit_notes",
        lambda walk: {
            "clientid": walk.kept("clients"),
            "create_date": "2026-05-04",
            "credit_type": "goodwill",
            "currency_code": "USD",
            "lines": [line()],
        },
        {"notes": "With our thanks"},
        include="lines",
    ),
    Case(
        "invoice_profiles",
        lambda walk: {
            "customerid": walk.kept("clients"),
            "create_date": "2027-05-04",
            "frequency": "m",
            "numberRecurring": 3,
            "lines": [line()],
        },
        {"notes": "Each month"},
        include="lines",
    ),
    Case("expenses_categories", calls="list get"),
    Case(
        "expenses",
        lambda walk: {
            "amount": money("45.00"),
            "categoryid": walk.kept("expenses_categories"),
            "staffid": 1,
            "date": "2026-05-04",
        },
        {"notes": "Seeds"},
        like=lambda walk, made: ("between", ("amount", 40, 50)),
    ),
    Case(
        "bill_vendors",
        lambda walk: {"vendor_name": "Example Seeds", "currency_code": "USD", "language": "en"},
        {"city": "Toronto"},
        key="vendorid",
    ),
    Case(
        "bills",
        lambda walk: {
            "vendorid": walk.kept("bill_vendors"),
            "issue_date": "2026-05-04",
            "due_offset_days": 30,
            "currency_code": "USD",
            "language": "en",
            "lines": [
                {
                    "categoryid": walk.kept("expenses_categories"),
                    "description": "Seeds",
                    "quantity": 2,
                    "unit_cost": money("15.00"),
                }
            ],
        },
        {"bill_number": "B-7"},
        include="lines",
    ),
    Case(
        "bill_payments",
        lambda walk: {
            "billid": walk.kept("bills"),
            "amount": money("10.00"),
            "payment_type": "Check",
            "paid_date": "2026-05-06",
        },
        {"note": "the first part"},
    ),
    Case(
        "other_income",
        lambda walk: {
            "amount": money("113.00"),
            "category_name": "online_sales",
            "date": "2026-05-11",
            "payment_type": "Visa",
            "source": "Example Market",
        },
        {"note": "sent by mail"},
        key="incomeid",
    ),
    Case(
        "tasks",
        lambda walk: {"name": "Mowing", "rate": money("25.00")},
        {"description": "the lawn"},
    ),
    Case("staff", change={"fname": "Grace"}, calls="list get update"),
    Case("systems", calls="get"),
    Case("gateways", calls="list delete"),
    Case(
        "ledger_accounts",
        lambda walk: {
            "name": "Petty Cash",
            "number": "1099",
            "parent_account": walk.parent_account(),
            "sub_type": "Cash & Bank",
        },
        {"name": "Small Cash"},
        scope="business_uuid",
        key="uuid",
        calls="list create get update",
    ),
    Case(
        "projects",
        lambda walk: {"title": "Garden", "client_id": walk.kept("clients")},
        {"description": "all of it"},
        scope="business_id",
        like=lambda walk, made: ("boolean", ("complete", False)),
        sort="title",
    ),
    Case(
        "services",
        lambda walk: {"name": "Planting"},
        {"name": "Planting trees"},
        scope="business_id",
    ),
    Case(
        "time_entries",
        lambda walk: {
            "is_logged": True,
            "duration": 3600,
            "started_at": "2026-05-04T10:00:00Z",
            "client_id": walk.kept("clients"),
        },
        {
            "note": "in the rain",
            "is_logged": True,
            "duration": 7200,
            "started_at": "2026-05-04T10:00:00Z",
        },
        scope="business_id",
    ),
    Case(
        "callbacks",
        lambda walk: {"event": "invoice.create", "uri": walk.hook},
        {"event": "invoice.update"},
        key="callbackid",
    ),
)


class Walk:
    """One library's way through the sandbox.

    Args:
        library: The module with the builders and the errors.
        client: A client of it.
        ids: Has ``account_id``, ``business_id`` and ``business_uuid``.
        hook: An address that takes deliveries.

    Attributes:
        done: What went well, as resource and call.
    """

    def __init__(
        self, library: Any, client: Any, ids: Any, hook: str = "http://127.0.0.1:9/"
    ) -> None:
        self.library = library
        self.client = client
        self.ids = ids
        self.hook = hook
        self.done: list[tuple[str, str]] = []
        self._kept: dict[str, Any] = {}

    def kept(self, resource: str) -> Any:
        """Returns the id of the record that is kept of a resource."""
        return self._kept[resource]

    def parent_account(self) -> Any:
        """Returns the uuid of an account of the ledger that may have others below it."""
        for account in self.client.ledger_accounts.list(self.ids.business_uuid):
            if account.data.get("sub_type") == "Cash & Bank":
                return account.data["uuid"]
        raise AssertionError("the ledger has no account for cash")

    def take(self, case: Case) -> None:
        """Tries all that there is for a resource; whatever is wrong is raised."""
        resource = getattr(self.client, case.resource)
        scope = getattr(self.ids, case.scope)
        calls = case.calls.split()
        key = case.key
        made = None
        if "create" in calls:
            made = self._step(case, "create", lambda: resource.create(scope, case.data(self)))
            number = made.data[key]
        elif "list" in calls:
            rows = self._step(case, "list", lambda: resource.list(scope))
            number = rows.data[rows_name(rows)][0][key] if len(rows) else None
        else:
            number = self.ids.system_id
        if "get" in calls and number is not None:
            found = self._step(case, "get", lambda: resource.get(scope, number))
            assert case.resource == "systems" or found.data[key] == number, found.data
        if "list" in calls and made is not None:
            self._listed(case, resource, scope, made, key)
        if "update" in calls:
            changed = self._step(
                case, "update", lambda: resource.update(scope, number, dict(case.change))
            )
            for name, value in case.change.items():
                assert changed.data[name] == value, (name, changed.data)
        if "delete" in calls:
            other = resource.create(scope, case.data(self)).data[key] if made else number
            self._deleted(case, resource, scope, other)
        self._kept[case.resource] = number

    def _listed(self, case: Case, resource: Any, scope: Any, made: Any, key: str) -> None:
        rows = self._step(case, "list", lambda: resource.list(scope))
        numbers = [row.data[key] for row in rows]
        assert made.data[key] in numbers, numbers
        if case.resource == "ledger_accounts":
            return
        paginator = self.library.PaginateBuilder(1, 1)
        page = self._step(case, "pages", lambda: resource.list(scope, builders=[paginator]))
        assert (len(page), page.pages.per_page) == (1, 1), page.pages
        if case.like is not None:
            how, arguments = case.like(self, made)
            builder = getattr(self.library.FilterBuilder(), how)(*arguments)
            rows = self._step(case, "filter", lambda: resource.list(scope, builders=[builder]))
            assert made.data[key] in [row.data[key] for row in rows]
        if case.include is not None:
            builder = self.library.IncludesBuilder().include(case.include)
            rows = self._step(case, "include", lambda: resource.list(scope, builders=[builder]))
            assert case.include in rows[0].data, rows[0].data
            found = resource.get(scope, made.data[key], includes=builder)
            assert case.include in found.data, found.data
        if case.sort is not None:
            builder = self.library.SortBuilder().descending(case.sort)
            self._step(case, "sort", lambda: resource.list(scope, builders=[builder]))

    def _deleted(self, case: Case, resource: Any, scope: Any, number: Any) -> None:
        gone = self._step(case, "delete", lambda: resource.delete(scope, number))
        if gone.data:
            assert gone.data["vis_state"] == 1, gone.data
        rows = resource.list(scope, builders=[self.library.PaginateBuilder(1, 100)])
        assert number not in [row.data[case.key] for row in rows], number

    def _step(self, case: Case, call: str, act: Callable[[], Any]) -> Any:
        try:
            came = act()
        except Exception as error:
            raise AssertionError(
                f"{case.resource}.{call}: {type(error).__name__}: {error}"
            ) from error
        self.done.append((case.resource, call))
        return came

    # What is no plain resource.

    def rates(self) -> None:
        """Sets, changes and reads what a service costs."""
        service = self.kept("services")
        scope = self.ids.business_id
        made = self.client.service_rates.create(scope, service, {"rate": "10.00"})
        assert made.data["rate"] == "10.00", made.data
        changed = self.client.service_rates.update(scope, service, {"rate": "12.50"})
        assert changed.data["rate"] == "12.50", changed.data
        assert self.client.service_rates.get(scope, service).data["rate"] == "12.50"
        assert len(self.client.service_rates.list(scope)) > 0
        self.done += [("service_rates", call) for call in ("create", "update", "get", "list")]

    def payment_options(self) -> None:
        """Lets an invoice be paid online."""
        options, scope = self.client.invoice_payment_options, self.ids.account_id
        options.defaults(scope)
        invoice = self.kept("invoices")
        wanted = {
            "gateway_name": "stripe",
            "entity_type": "invoice",
            "entity_id": invoice,
            "has_credit_card": True,
        }
        made = options.create(scope, invoice, wanted)
        assert made.data["has_credit_card"] is True, made.data
        assert options.get(scope, invoice).data["gateway_name"] == "stripe"
        self.done += [("invoice_payment_options", call) for call in ("defaults", "create", "get")]

    def files(self) -> None:
        """Uploads and fetches a picture and a document."""
        for name, content in (("images", PIXEL), ("attachments", b"%PDF-1.4 example")):
            stream = io.BytesIO(content)
            stream.name = {"images": "spade.gif", "attachments": "bill.pdf"}[name]
            resource = getattr(self.client, name)
            kept = resource.upload(self.ids.account_id, file_stream=stream)
            assert resource.get(kept.jwt).content == content
            self.done += [(name, "upload"), (name, "get")]

    def verified(self, verifier: Callable[[], str]) -> None:
        """Has the challenge of a callback posted once more, and answers it.

        Args:
            verifier: Waits for what is posted, and returns what it is verified with.
        """
        callbacks, scope = self.client.callbacks, self.ids.account_id
        number = self.kept("callbacks")
        callbacks.resend_verification(scope, number)
        told = callbacks.verify(scope, number, verifier())
        assert told.data["verified"] is True, told.data
        self.done += [("callbacks", "resend_verification"), ("callbacks", "verify")]

    def whole(self) -> list[tuple[str, Any]]:
        """Goes all the way but for what is posted, and returns the errors that came."""
        for case in CASES:
            self.take(case)
        self.rates()
        self.payment_options()
        self.files()
        self.user()
        return list(self.errors())

    def errors(self) -> Iterator[tuple[str, Any]]:
        """Yields errors that have to come, with what was done."""
        refused = self.library.FreshBooksError
        for said, act in (
            ("an unknown client", lambda: self.client.clients.get(self.ids.account_id, 99_999)),
            ("a tax without a name", lambda: self.client.taxes.create(self.ids.account_id, {})),
            ("an unknown project", lambda: self.client.projects.get(self.ids.business_id, 99_999)),
            ("a picture that is not there", lambda: self.client.images.get("nothing")),
        ):
            try:
                act()
            except refused as error:
                yield said, error
            else:
                raise AssertionError(f"{said} was no error")

    def user(self) -> Any:
        """Returns who the client acts for."""
        me = self.client.current_user()
        business = me.business_memberships[0].business
        assert business.account_id == self.ids.account_id, business.data
        self.done.append(("users_me", "current_user"))
        return me


PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@contextlib.contextmanager
def hook() -> Iterator[tuple[str, Callable[[], str]]]:
    """Takes deliveries at an address; hands over that, and what waits for a verifier."""
    told: queue.Queue[str] = queue.Queue()

    def taken(request: Request) -> Reply:
        for verifier in parse_qs(request.body.decode()).get("verifier", []):
            told.put(verifier)
        return Reply(b"", 200)

    with serving(taken) as server:
        yield server.url, lambda: told.get(timeout=20)


def ids_of(sandbox: Any) -> SimpleNamespace:
    """Returns the ids that calls take, of a sandbox's account."""
    return SimpleNamespace(
        account_id=sandbox.account_id,
        business_id=sandbox.business_id,
        business_uuid=sandbox.business_uuid,
        system_id=sandbox.business_id,
    )


def rows_name(rows: Any) -> str:
    """Returns the name that a list stands under in its data."""
    return next(name for name, value in rows.data.items() if isinstance(value, list))
