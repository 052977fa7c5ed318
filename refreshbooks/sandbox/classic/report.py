"""Reports: sums over what the book really holds, with two digits.

Drafts do not count as invoices, and deleted records do not count at all. What
the documentation leaves open is settled here so: collected is what was paid of
the invoices reported, whenever that was; income is what was paid in the time
asked for, and amounts in other currencies than the account's own are left out
of profits, as nothing here converts them; nothing puts expenses on invoices, so
none is recouped.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.defaults import BASE_CURRENCY
from refreshbooks.sandbox.classic.fields import amount_of, is_named
from refreshbooks.sandbox.classic.invoice import UNPAID
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_KEPT = Condition("folder", "in", ("active", "archived"))
_BILLED = ("paid", "auto-paid", *UNPAID)
# The documentation's example asks for invoices whose status is "active".
_STATUSES = {"": _BILLED, "active": _BILLED, "unpaid": UNPAID}


def _client_details(call: Call) -> Record:
    client_id = call.sent["client_id"]
    invoices = call.book.select(
        "invoice", _KEPT, Condition("client_id", "is", client_id), _with_status("")
    )
    balances = [
        {
            "total": _sum(ours, "amount"),
            "paid": _sum(ours, "paid"),
            "outstanding": _sum(ours, "amount_outstanding"),
            "currency_code": currency,
        }
        for currency, ours in sorted(_grouped(invoices, _currency).items())
    ]
    return {"reports": [{"client_id": client_id, "balances": balances}]}


def _invoice_details(call: Call) -> Record:
    status = _with_status(call.sent.get("status", ""))
    invoices = call.book.select("invoice", _KEPT, status, *_asked_for(call))
    return {
        "reports": [
            {
                "billed": _sum(ours, "amount"),
                "collected": _sum(ours, "paid"),
                "outstanding": _sum(ours, "amount_outstanding"),
                "currency_code": currency,
                **_named(month),
            }
            for month, among in sorted(_by_month(call, invoices).items(), reverse=True)
            for currency, ours in sorted(_grouped(among, _currency).items())
        ]
    }


def _estimate_details(call: Call) -> Record:
    estimates = call.book.select("estimate", _KEPT, *_asked_for(call))
    return {
        "reports": [
            {
                "currency_code": currency,
                "estimated": _sum(ours, "amount"),
                "accepted": _sum(filter(_is_accepted, ours), "amount"),
                "invoiced": _sum(_invoices_of(call, ours), "amount"),
            }
            for currency, ours in sorted(_grouped(estimates, _currency).items())
        ]
    }


def _expense_details(call: Call) -> Record:
    expenses = call.book.select("expense", _KEPT, *_asked_for(call))
    return {
        "reports": [
            {
                "unbilled": _sum(_of_status(ours, "1"), "amount"),
                "invoiced": _sum(_of_status(ours, "2"), "amount"),
                "recouped": money.two_digits(Decimal(0)),
                "internal": _sum(_of_status(ours, "0"), "amount"),
                **_named(month),
            }
            for month, ours in sorted(_by_month(call, expenses).items(), reverse=True)
        ]
    }


def _profit_details(call: Call) -> Record:
    paid = [
        payment
        for payment in call.book.select("payment", *_asked_for(call))
        if is_named(payment["invoice_id"]) and payment["currency_code"] == BASE_CURRENCY
    ]
    spent = call.book.select("expense", _KEPT, *_asked_for(call))
    incomes, expenses = _by_month(call, paid), _by_month(call, spent)
    return {
        "reports": [
            _profit(month, incomes.get(month, []), expenses.get(month, []))
            for month in sorted({*incomes, *expenses})
        ]
    }


def _profit(month: str, paid: list[Record], spent: list[Record]) -> Record:
    income, expenses = _total(paid, "amount"), _total(spent, "amount")
    return {
        "income": money.two_digits(income),
        "expenses": money.two_digits(expenses),
        "profit": money.two_digits(income - expenses),
        "currency_code": BASE_CURRENCY,
        # This report alone pads its months.
        **_named(month, digits=2),
    }


def _asked_for(call: Call) -> list[Condition]:
    """Returns the conditions that several reports share."""
    client_id, earliest, latest = map(call.sent.get, ("client_id", "date_from", "date_to"))
    asked = (
        client_id and Condition("client_id", "is", client_id),
        earliest and Condition("date", "from", earliest),
        latest and Condition("date", "to", latest),
    )
    return list(filter(None, asked))


def _with_status(status: str) -> Condition:
    return Condition("status", "in", _STATUSES.get(status, (status,)))


def _by_month(call: Call, records: list[Record]) -> dict[str, list[Record]]:
    """Returns records by month (``2026-05``), or all under an empty name."""
    if not call.sent.get("group_by"):
        return {"": records}
    return _grouped(records, lambda record: record["date"][:7])


def _named(month: str, digits: int = 1) -> dict[str, str | None]:
    """Returns the year and month of a report that is of one month only."""
    year, _, number = month.partition("-")
    return {"year": year or None, "month": f"{int(number):0{digits}}" if number else None}


def _grouped(records: list[Record], key: Callable[[Record], str]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return groups


def _currency(record: Record) -> str:
    code: str = record["currency_code"]
    return code


def _invoices_of(call: Call, estimates: list[Record]) -> list[Record]:
    numbers = [estimate["estimate_id"] for estimate in estimates]
    made_from_them = Condition("estimate_id", "in", numbers)
    return call.book.select("invoice", _KEPT, made_from_them, _with_status(""))


def _is_accepted(estimate: Record) -> bool:
    return bool(estimate["status"] == "accepted")


def _of_status(expenses: list[Record], status: str) -> list[Record]:
    return [expense for expense in expenses if expense["status"] == status]


def _total(records: Iterable[Record], field: str) -> Decimal:
    return money.summed(amount_of(record, field) for record in records)


def _sum(records: Iterable[Record], field: str) -> str:
    return money.two_digits(_total(records, field))


BEHAVIOUR = Behaviour(
    actions={
        "getClientDetails": _client_details,
        "getEstimateDetails": _estimate_details,
        "getExpenseDetails": _expense_details,
        "getInvoiceDetails": _invoice_details,
        "getProfitDetails": _profit_details,
    }
)
