"""Journal entries made by hand: debits and credits, which must be equal."""

from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.amounts import decimal_of, plain_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.ledger import accounts
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_UNEQUAL = 1040
_SIDES = ("debit", "credit")


def _check(call: Call, values: Record, before: Record | None) -> None:
    known = {one.number for one in accounts.sub_accounts(call.book)}
    details = values["details"]
    if not details:
        raise refusals.missing("details")
    for detail in details:
        number = detail.get("sub_accountid")
        if number not in known:
            raise refusals.not_found("sub_account", "sub_accountid", number)
        # Both sides of one line, or none, would be no line.
        if bool(decimal_of(detail.get("debit"))) == bool(decimal_of(detail.get("credit"))):
            raise refusals.invalid("details", detail)
    left, right = (_sum(details, side) for side in _SIDES)
    if left != right:
        text = "Debits and credits must be equal."
        problem = refusals.Problem(_UNEQUAL, "total", "details", str(left - right), text)
        raise refusals.Refusal(422, problem)


def _sum(details: list[Record], side: str) -> Decimal:
    return money.summed(decimal_of(one.get(side)) for one in details)


def _complete(call: Call, entry: Record, before: Record | None) -> None:
    entry["details"] = [_detail(call, entry, detail) for detail in entry["details"]]


def _detail(call: Call, entry: Record, detail: Record) -> Record:
    number = call.book.next_id("journal_entries.detail")
    sides = {side: plain_of(detail[side]) if detail.get(side) else None for side in _SIDES}
    return {
        "categoryid": None,
        "currency_code": entry["currency_code"],
        "description": detail.get("description") or entry.get("description"),
        "detailid": number,
        "id": number,
        "name": entry["name"],
        "sub_accountid": detail["sub_accountid"],
        "user_entered_date": entry["user_entered_date"],
        **sides,
    }


BEHAVIOUR = Behaviour(check=_check, complete=_complete)
