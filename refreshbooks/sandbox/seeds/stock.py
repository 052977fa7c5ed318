"""What the business sells and charges: items, tasks, taxes; and its categories."""

from refreshbooks.sandbox.seeds import words
from refreshbooks.sandbox.seeds.business import Business
from refreshbooks.sandbox.store import Record

__all__ = ["furnish"]

# What the last two of the items have come to: no more of them are sold.
_PUT_ASIDE = ("archived", "deleted")


def furnish(business: Business) -> None:
    """Makes items, tasks, taxes and categories."""
    hand, start = business.hand, business.times.at(0, 1)
    for name, percent, compound, currency in words.TAXES:
        tax = {"name": name, "rate": percent, "number": f"{name} 100", "compound": compound}
        business.taxes.setdefault(currency, []).append(hand.make("tax", start, tax))
    for name, description, unit_cost, inventory in words.ITEMS:
        item = {"name": name, "description": description, "unit_cost": unit_cost, "quantity": "1"}
        business.items.append(hand.make("item", start, {**item, "inventory": inventory}))
    for folder in _PUT_ASIDE:
        hand.change("item", start, business.items.pop(), folder=folder)
    for name, description, rate, billable in words.TASKS:
        task = {"name": name, "description": description, "rate": rate, "billable": billable}
        business.tasks.append(hand.make("task", start, task))
    _make_categories(business)


def _make_categories(business: Business) -> None:
    for name, below in words.CATEGORIES:
        parent = _category(business, name)
        for name_below in below:
            _category(business, name_below, parent_id=parent["category_id"])


def _category(business: Business, name: str, **further: str) -> Record:
    start = business.times.at(0, 1)
    category = business.hand.make("category", start, {"name": name, **further})
    business.categories.append(category)
    return category
