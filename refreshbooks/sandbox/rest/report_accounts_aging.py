"""Accounts aging: what each client owes, by how long ago it was charged.

An invoice's age is counted from its date, and what was paid counts until the
report's last day. From which day the service counts is not documented.
"""

from datetime import date
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import reporting
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.ledger.journal import documents
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

# Up to how many days, and how that is called.
_AGES = ((30, "0-30"), (60, "31-60"), (90, "61-90"))
_OLDER = "91+"
_NAMES = (*(name for _, name in _AGES), _OLDER)

_Ages = dict[str, Decimal]


def _get(call: Call) -> Answer:
    end, currency = reporting.day(call, "end_date", call.today), reporting.currency(call)
    clients = _by_client(call, currency, end)
    rows = [_row(call, number, ages, currency) for number, ages in sorted(clients.items())]
    together = {name: money.summed(ages[name] for ages in clients.values()) for name in _NAMES}
    report = {
        "accounts": rows,
        "company_name": call.business.name,
        "currency_code": currency,
        "end_date": end,
        "totals": _shown(together, currency),
    }
    return reporting.answer(call, report)


def _by_client(call: Call, currency: str, end: str) -> dict[int, _Ages]:
    paid = _paid(call, end)
    found: dict[int, _Ages] = {}
    for invoice in documents(call.book, "invoices", end=end):
        owed = decimal_of(invoice["amount"]) - paid.get(invoice["id"], Decimal(0))
        if owed and invoice["amount"]["code"] == currency:
            ages = found.setdefault(invoice["customerid"], dict.fromkeys(_NAMES, Decimal(0)))
            ages[_age(invoice["create_date"], end)] += owed
    return found


def _paid(call: Call, end: str) -> dict[int, Decimal]:
    """Returns what was paid of each invoice until a day."""
    paid: dict[int, Decimal] = {}
    for payment in documents(call.book, "payments", end=end):
        applied = decimal_of(payment["amount"]) - decimal_of(payment.get("overpaid"))
        number = payment["invoiceid"]
        paid[number] = paid.get(number, Decimal(0)) + applied
    return paid


def _age(day: str, end: str) -> str:
    passed = (date.fromisoformat(end) - date.fromisoformat(day)).days
    return next((name for most, name in _AGES if passed <= most), _OLDER)


def _row(call: Call, number: int, ages: _Ages, currency: str) -> Record:
    client = call.find("clients", number)
    named = {name: client.get(name) for name in ("email", "fname", "lname", "organization")}
    return {**named, "userid": number, **_shown(ages, currency)}


def _shown(ages: _Ages, currency: str) -> Record:
    amounts = {**ages, "total": money.summed(ages.values())}
    return {name: money_of(amount, currency) for name, amount in amounts.items()}


BEHAVIOUR = Behaviour(verbs={"get": _get})
