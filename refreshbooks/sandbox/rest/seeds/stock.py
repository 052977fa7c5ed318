"""What the business sells and charges: taxes, items and tasks."""

from refreshbooks.sandbox.rest.seeds.business import Business
from refreshbooks.sandbox.seeds import words
from refreshbooks.sandbox.store import Record

__all__ = ["ACCOUNT_CURRENCY", "furnish"]

ACCOUNT_CURRENCY = "USD"
_DELETED, _ARCHIVED = 1, 2


def furnish(business: Business) -> None:
    """Makes taxes, items and tasks."""
    hand, start = business.hand, business.times.at(0, 1)
    for name, percent, compound, currency in words.TAXES:
        said: Record = {"name": name, "amount": percent, "number": f"{name} 100"}
        tax = hand.make("taxes", start, {**said, "compound": compound == "1"})
        business.taxes.setdefault(currency, []).append(tax)
    for name, description, unit_cost, inventory in words.ITEMS:
        price = {"amount": unit_cost, "code": ACCOUNT_CURRENCY}
        goods: Record = {"name": name, "description": description, "inventory": inventory or None}
        item = hand.make("items", start, {**goods, "qty": "1", "unit_cost": price})
        business.items.append(item)
    for state in (_ARCHIVED, _DELETED):
        hand.change("items", start, business.items.pop(), vis_state=state)
    for name, description, rate, billable in words.TASKS:
        price = {"amount": rate or "0", "code": ACCOUNT_CURRENCY}
        task: Record = {"name": name, "description": description, "rate": price}
        business.tasks.append(hand.make("tasks", start, {**task, "billable": billable == "1"}))
