"""Payments of bills. Whoever pays more than is left, has paid more than is left."""

from refreshbooks.sandbox.rest import bills, refusals
from refreshbooks.sandbox.rest.amounts import code_of, decimal_of, money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _check(call: Call, values: Record, before: Record | None) -> None:
    number = values.get("billid", before and before["billid"])
    bill = call.find("bills", number or 0, "billid")
    if bill["folder"] == "deleted":
        raise refusals.deleted("bill", "billid", number)
    if "amount" in values:
        code = code_of(call.sent.get("amount")) or bill["currency_code"]
        amount = decimal_of(values["amount"])
        if amount <= 0 or code != bill["currency_code"]:
            raise refusals.invalid("amount", call.sent.get("amount"))
        values["amount"] = money_of(amount, code)


def _complete(call: Call, payment: Record, before: Record | None) -> None:
    payment["paid_date"] = payment.get("paid_date") or call.today


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    """Has the bills that the payment paid, or pays now, work out their balance."""
    if after is None:
        return
    numbers = {one["billid"] for one in (before, after) if one}
    for number in sorted(numbers):
        bill = call.find("bills", number)
        others = [one for one in bill["payment_ids"] if one != after["id"]]
        bill["payment_ids"] = [*others, after["id"]] if number == after["billid"] else others
        bills.balance(call, bill)
        call.save("bills", bill)


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    settle=_settle,
    defaults={"payment_type": "Other", "note": None},
)
