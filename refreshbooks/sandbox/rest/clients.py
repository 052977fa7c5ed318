"""Clients: whom the business works for, and what each owes.

What they owe is worked out when an include asks for it, one amount for each
currency that there is any in. Which invoices each sum counts is this sandbox's
reading of the names: drafts in the draft balance and nowhere else; in the grand
total whatever was ever charged.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import credit_notes, standing
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_TEXTS = ("bus_phone", "fax", "fname", "lname", "mob_phone", "organization")
_PLACES = ("city", "code", "country", "province", "street", "street2")
_DEFAULTS: Record = {
    **dict.fromkeys(_TEXTS, ""),
    **{f"{which}_{place}": "" for which in "ps" for place in _PLACES},
    "allow_email_include_pdf": False,
    "allow_late_fees": True,
    "allow_late_notifications": True,
    "contacts": [],
    "language": "en",
    "level": 0,
    "notified": False,
    "num_logins": 0,
    "pref_email": True,
    "pref_gmail": False,
    "role": "client",
}
_LETTERS = 10
_KEPT = Condition("folder", "in", ("active", "archived"))
_Counted = Callable[[Record], object]


def _complete(call: Call, client: Record, before: Record | None) -> None:
    if before is None:
        client["currency_code"] = client.get("currency_code") or call.business.currency_code
        client["username"] = client.get("username") or client["uuid"].replace("-", "")[:_LETTERS]
    if not any(client.get(name) for name in ("organization", "fname", "lname")):
        # Nobody is without a name: the examples show the address in its place.
        client["organization"] = client.get("email") or ""
    for contact in client["contacts"] or ():
        if not contact.get("contactid"):
            contact["contactid"] = call.book.next_id("client_contacts")
        contact["userid"] = client["id"]


def _view(call: Call, client: Record) -> Record:
    wanted = call.includes
    if not wanted:
        return client
    invoices = _invoices(call, client["id"])
    shown = {**client, "late_reminders": client.get("late_reminders") or []}
    for name, (counted, field) in _BALANCES.items():
        if name in wanted:
            shown[name] = _by_currency(one[field] for one in invoices if counted(one))
    if "credit_balance" in wanted:
        shown["credit_balance"] = _by_currency(_credits(call, client["id"]))
    if "last_activity" in wanted:
        shown["last_activity"] = max((one["updated"] for one in invoices), default=None)
    return shown


def _is_late(invoice: Record) -> bool:
    return bool(invoice["v3_status"] == "overdue")


def _is_draft(invoice: Record) -> bool:
    return bool(invoice["status"] == standing.DRAFT)


def _is_charged(invoice: Record) -> bool:
    return not _is_draft(invoice)


# For each balance, which invoices it counts, and what of them.
_BALANCES: dict[str, tuple[_Counted, str]] = {
    "outstanding_balance": (standing.is_owed, "outstanding"),
    "overdue_balance": (_is_late, "outstanding"),
    "draft_balance": (_is_draft, "amount"),
    "grand_total_balance": (_is_charged, "amount"),
}


def _invoices(call: Call, number: int) -> list[Record]:
    return call.book.looked_up("invoices", Condition("client_id", "is", number), _KEPT)


def _credits(call: Call, number: int) -> Iterable[Record]:
    theirs = Condition("client_id", "is", number)
    for note in call.book.looked_up("credit_notes", theirs, _KEPT):
        yield money_of(credit_notes.left(call, note), note["currency_code"])


def _by_currency(amounts: Iterable[Record]) -> list[Record]:
    sums = money.credits_by_currency((one["code"], decimal_of(one)) for one in amounts)
    return [{"amount": money_of(amount, code)} for code, amount in sorted(sums.items()) if amount]


def _with(counted: _Counted, statuses: tuple[int, ...]) -> Callable[[Call, bool], Condition]:
    """Returns a filter: clients that have, or have not, an invoice that counts.

    Args:
        statuses: What the status of such invoices can be.
    """

    def having(call: Call, is_wanted: bool) -> Condition:
        invoices = call.book.looked_up("invoices", Condition("status", "in", statuses), _KEPT)
        return _among(call, {one["customerid"] for one in invoices if counted(one)}, is_wanted)

    return having


def _with_credit(call: Call, is_wanted: bool) -> Condition:
    notes = call.book.select("credit_notes", _KEPT)
    having = {one["clientid"] for one in notes if credit_notes.left(call, one) > Decimal(0)}
    return _among(call, having, is_wanted)


def _among(call: Call, numbers: set[int], is_wanted: bool) -> Condition:
    if not is_wanted:
        numbers = {one["id"] for one in call.book.select("clients")} - numbers
    return Condition("serial", "in", sorted(numbers))


def _like(*fields: str) -> Callable[[Call, str], Condition]:
    """Returns a filter: a text that stands anywhere in one of several fields."""

    def containing(call: Call, text: str) -> Condition:
        return Condition("|".join(fields), "contains", text)

    return containing


BEHAVIOUR = Behaviour(
    complete=_complete,
    view=_view,
    filters={
        "has_outstanding": _with(standing.is_owed, standing.UNPAID),
        "has_overdue": _with(_is_late, standing.UNPAID),
        "has_draft": _with(_is_draft, (standing.DRAFT,)),
        "has_credit": _with_credit,
        "user_like": _like("fname", "lname", "organization", "email"),
        "phone_like": _like("bus_phone", "mob_phone", "home_phone", "fax"),
        "address_like": _like(*(f"{which}_{place}" for which in "ps" for place in _PLACES)),
    },
    names={
        "client_id": "id",
        "organization_name": "organization",
        "fullname": "fname",
        "primarycontact": "fname",
    },
    defaults=_DEFAULTS,
)
