"""Vendors: who sends bills, and what each is owed, in every currency."""

from collections.abc import Iterable

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_KEPT = Condition("folder", "in", ("active", "archived"))


def _complete(call: Call, vendor: Record, before: Record | None) -> None:
    vendor["currency_code"] = vendor.get("currency_code") or call.business.currency_code
    vendor["tax_defaults"] = [
        {**tax, "vendorid": vendor["vendorid"]} for tax in vendor.get("tax_defaults") or ()
    ]


def _view(call: Call, vendor: Record) -> Record:
    theirs = Condition("client_id", "is", vendor["vendorid"])
    bills = call.book.looked_up("bills", theirs, _KEPT)
    late = [bill for bill in bills if bill["status"] == "overdue"]
    return {
        **vendor,
        "outstanding_balance": _by_currency(bills),
        "overdue_balance": _by_currency(late),
    }


def _by_currency(bills: Iterable[Record]) -> list[Record]:
    sums = money.credits_by_currency(
        (bill["currency_code"], decimal_of(bill["outstanding"])) for bill in bills
    )
    return [{"amount": money_of(amount, code)} for code, amount in sorted(sums.items()) if amount]


BEHAVIOUR = Behaviour(complete=_complete, view=_view, defaults={"is_1099": False, "language": "en"})
