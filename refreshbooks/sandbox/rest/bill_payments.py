"""Payments of bills. Whoever pays more than is left, has paid more than is left."""

import functools

from refreshbooks.sandbox.rest import bills, paying
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _complete(call: Call, payment: Record, before: Record | None) -> None:
    payment["paid_date"] = payment.get("paid_date") or call.today


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    """Has the bills that the payment paid, or pays now, work out their balance."""
    if after is None:
        return
    numbers = {one["billid"] for one in (before, after) if one}
    for number in sorted(numbers):
        bill = call.find("bills", number)
        paying.note_down(bill, after, "billid")
        bills.balance(call, bill)
        call.save("bills", bill)


BEHAVIOUR = Behaviour(
    check=functools.partial(paying.check, kind="bills", field="billid"),
    complete=_complete,
    settle=_settle,
    defaults={"payment_type": "Other", "note": None},
)
