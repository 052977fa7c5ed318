"""The accounts that every business starts with, and its expense categories.

An account has sub accounts, and amounts stand on those alone. Every expense
category has one: a category below another beside its sisters, one at the top a
general one. Names and numbers are this sandbox's; the ten sub types are the
service's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from refreshbooks.sandbox.rest.ledger import entries

__all__ = [
    "CATEGORIES",
    "SUB_TYPES",
    "TYPES",
    "Account",
    "Category",
    "accounts",
    "categories",
    "type_of",
]

TYPES = ("asset", "equity", "expense", "income", "liability")

# Each with its type, and the number its accounts begin at.
SUB_TYPES = (
    ("Cash & Bank", "asset", "1000"),
    ("Current Asset", "asset", "1200"),
    ("Property, Plant, and Equipment", "asset", "1500"),
    ("Long-Term Asset", "asset", "1300"),
    ("Current Liability", "liability", "2000"),
    ("Long-Term Liability", "liability", "2500"),
    ("Equity", "equity", "3000"),
    ("Income", "income", "4000"),
    ("Cost of Goods Sold", "expense", "5000"),
    ("Operating Expense", "expense", "6000"),
)
_COSTS, _OPERATING = "Cost of Goods Sold", "Operating Expense"

# What is bought in order to be sold comes first.
CATEGORIES = (
    ("Goods for Sale", ("Materials", "Freight")),
    ("Advertising", ("Online", "Print")),
    ("Car & Truck", ("Fuel", "Parking", "Repairs")),
    ("Insurance", ()),
    ("Meals", ("Restaurants",)),
    ("Office", ("Postage", "Software", "Stationery")),
    ("Professional Services", ("Accounting", "Legal")),
    ("Rent", ()),
    ("Travel", ("Airfare", "Lodging")),
    ("Utilities", ("Electricity", "Telephone")),
    ("Other Expenses", ("Bank Fees",)),
)
_COSTS_COME_FIRST = 1

# Number, name, sub type, and the sub accounts with what they are for.
_ACCOUNTS = (
    ("1000", "Cash", "Cash & Bank", (("Petty Cash", entries.CASH),)),
    ("1200", "Accounts Receivable", "Current Asset", (("Customers", entries.RECEIVABLE),)),
    ("1500", "Equipment", "Property, Plant, and Equipment", (("Machines", ""),)),
    ("2000", "Accounts Payable", "Current Liability", (("Vendors", entries.PAYABLE),)),
    ("2100", "Customer Credit", "Current Liability", (("Credits", entries.CREDIT),)),
    ("2200", "Taxes", "Current Liability", (("Sales Tax", entries.TAX),)),
    ("2500", "Loans", "Long-Term Liability", (("Bank Loan", ""),)),
    ("3000", "Owner's Equity", "Equity", (("Investment", ""), ("Drawing", ""))),
    ("4000", "Revenue", "Income", (("Sales", entries.SALES), ("Other", entries.OTHER_INCOME))),
)
_FIRST_COST, _FIRST_EXPENSE, _STEP = 5000, 6000, 10


@dataclass(frozen=True)
class Category:
    """An expense category; a parent of 0 is none."""

    number: int
    name: str
    parent: int
    is_cost_of_goods: bool


@dataclass(frozen=True)
class Account:
    """An account; its sub accounts with what they are for.

    Attributes:
        number: As accountants number it.
        name: What it is called.
        sub_type: One of :data:`SUB_TYPES`.
        below: Name, purpose and category of each sub account; the category is 0
            where there is none.
        category: The category of which it is the account, or 0.
    """

    number: str
    name: str
    sub_type: str
    below: tuple[tuple[str, str, int], ...]
    category: int = 0


def type_of(sub_type: str) -> str:
    """Returns the type that a sub type belongs to; empty for one that is none."""
    return next((kind for name, kind, _ in SUB_TYPES if name == sub_type), "")


def categories() -> Iterator[Category]:
    """Yields the categories, each parent before those below it."""
    number = 0
    for place, (name, below) in enumerate(CATEGORIES):
        is_cost = place < _COSTS_COME_FIRST
        number += 1
        parent = number
        yield Category(number, name, 0, is_cost)
        for name_below in below:
            number += 1
            yield Category(number, name_below, parent, is_cost)


def accounts() -> Iterator[Account]:
    """Yields the accounts."""
    for number, name, sub_type, below in _ACCOUNTS:
        yield Account(number, name, sub_type, tuple((*one, 0) for one in below))
    known = list(categories())
    numbers = {True: _FIRST_COST, False: _FIRST_EXPENSE}
    for top in (category for category in known if not category.parent):
        here = [top, *(category for category in known if category.parent == top.number)]
        yield _of_category(str(numbers[top.is_cost_of_goods]), here)
        numbers[top.is_cost_of_goods] += _STEP


def _of_category(number: str, here: list[Category]) -> Account:
    top = here[0]
    below = tuple(
        ("General" if one is top else one.name, entries.category(one.number), one.number)
        for one in here
    )
    sub_type = _COSTS if top.is_cost_of_goods else _OPERATING
    return Account(number, top.name, sub_type, below, top.number)
