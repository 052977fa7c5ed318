"""Credit notes: what a client need not pay another time.

They are given for nothing (``goodwill``), paid for in advance (``prepayment``)
or what was paid too much (``overpayment``). Payments use them up.
"""

from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import papers
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR", "balance", "left", "with_enough"]

_DEFAULTS: Record = {
    "credit_type": "goodwill",
    "display_status": "created",
    "ext_archive": 0,
    "lines": [],
    "notes": "",
    "sentid": 1,
    "status": "created",
    "template": "clean-grouped",
}


def _check(call: Call, values: Record, before: Record | None) -> None:
    if before is None or "clientid" in values:
        papers.client_of(call, values.get("clientid"), "clientid")


def _complete(call: Call, note: Record, before: Record | None) -> None:
    if before is None:
        papers.address(call, note, papers.client_of(call, note["clientid"], "clientid"))
        papers.number(call, "credit_number", note)
        note["payment_ids"] = []
    if not note["lines"] and note.get("amount"):
        # An amount alone is a credit of one line.
        note["lines"] = [{"name": "Credit", "unit_cost": note["amount"]}]
    papers.charge(call, note, before, "creditid")
    note["display_status"] = note["status"]
    balance(call, note)


def balance(call: Call, note: Record) -> None:
    """Writes into a credit note how far it is used up."""
    used = _used(call, note, None)
    counted = money.Balance(decimal_of(note["amount"]), used)
    note["paid"] = money_of(used, note["currency_code"])
    rest = "partial" if counted.is_begun else "unpaid"
    note["payment_status"] = "paid" if counted.is_settled else rest


def left(call: Call, note: Record, but_for: int | None = None) -> Decimal:
    """Returns what is left of a credit, as if a payment were not made.

    Args:
        but_for: The payment's number.
    """
    if note["folder"] == "deleted":
        return Decimal(0)
    return decimal_of(note["amount"]) - _used(call, note, but_for)


def with_enough(call: Call, payment: Record, amount: Decimal) -> int | None:
    """Returns the number of the client's oldest credit that suffices, or None."""
    theirs = Condition("client_id", "is", str(payment["clientid"]))
    for note in call.book.select("credit_notes", theirs):
        is_same = note["currency_code"] == payment["amount"]["code"]
        if is_same and left(call, note, payment["id"]) >= amount:
            return int(note["id"])
    return None


def _used(call: Call, note: Record, but_for: int | None) -> Decimal:
    found = (call.book.get("payments", one) for one in note["payment_ids"] if one != but_for)
    counted = (one for one in found if one and one["folder"] != "deleted")
    return money.summed(decimal_of(one["amount"]) for one in counted)


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    names={"date": "create_date"},
    defaults=_DEFAULTS,
    columns={"client_id": "clientid", "date": "create_date"},
)
