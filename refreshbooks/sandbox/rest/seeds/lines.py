"""What documents charge for: items and hours, taxed where the client is at home."""

from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest.seeds.business import Business
from refreshbooks.sandbox.seeds import words
from refreshbooks.sandbox.store import Record

__all__ = ["document"]

_COUNTS = (1, 1, 2, 3)
_DISCOUNTS = ("5", "10", "12.5")
_BILLABLE_TASKS = -1  # the last one is nobody's to pay for


def document(business: Business, client: Record) -> Record:
    """Returns what an invoice, an estimate or a profile for a client says."""
    dice = business.dice
    written: Record = {
        "customerid": client["id"],
        "currency_code": client["currency_code"],
        "lines": [_line(business, client) for _ in range(dice.pick(_COUNTS))],
    }
    if dice.one_in(10):
        written["discount_value"] = dice.pick(_DISCOUNTS)
    if dice.one_in(4):
        written |= {"notes": dice.pick(words.NOTES), "terms": dice.pick(words.TERMS)}
    if dice.one_in(6):
        written["po_number"] = f"PO-{dice.below(10_000):04}"
    return written


def _line(business: Business, client: Record) -> Record:
    dice = business.dice
    line = _hours(business) if dice.one_in(3) else _goods(business)
    taxes = business.taxes[client["currency_code"]]
    # Now and then something is not taxed, or by the first tax only.
    for place, tax in enumerate(taxes[: dice.between(0, 6)], 1):
        line |= {f"taxName{place}": tax["name"], f"taxAmount{place}": tax["amount"]}
        line["compounded_tax"] = tax["compound"]
    return line


def _goods(business: Business) -> Record:
    item = business.dice.pick(business.items)
    line = {name: item[name] for name in ("name", "description", "unit_cost")}
    return {**line, "qty": str(business.dice.between(1, 12)), "type": 0}


def _hours(business: Business) -> Record:
    task = business.dice.pick(business.tasks[:_BILLABLE_TASKS])
    hours = money.plain(Decimal(business.dice.between(2, 40)) / 4)
    line = {"name": task["name"], "description": task["description"], "unit_cost": task["rate"]}
    return {**line, "qty": hours, "type": 0}
