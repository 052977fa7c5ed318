"""What is spent: expenses, bills of vendors and their payment; and other income."""

from datetime import datetime
from decimal import Decimal

from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.rest.ledger import chart
from refreshbooks.sandbox.rest.seeds.business import Business
from refreshbooks.sandbox.rest.seeds.stock import ACCOUNT_CURRENCY
from refreshbooks.sandbox.seeds import words
from refreshbooks.sandbox.store import Record

__all__ = ["spend"]

_FEWEST_EXPENSES, _INVOICES_PER_EXPENSE = 12, 6
_FEWEST_BILLS, _INVOICES_PER_BILL = 6, 20
_FEWEST_INCOMES, _INVOICES_PER_INCOME = 4, 40
_SOURCES = ("Shopify", "Etsy", "Market stall")
_PLACES = ("online_sales", "in_person_sales", "rentals", "advertising")
# Of so many expenses one is archived and one deleted.
_ROUND, _STATES = 12, {7: 2, 9: 1}


def spend(business: Business) -> None:
    """Makes all of these, in the order of their days for each."""
    _make_expenses(business)
    vendors = [_vendor(business, number, name) for number, name in enumerate(words.VENDORS)]
    count = max(_FEWEST_BILLS, business.invoices // _INVOICES_PER_BILL)
    for number in range(count):
        _make_bill(business, business.dice.pick(vendors), business.times.at(number, count), number)
    count = max(_FEWEST_INCOMES, business.invoices // _INVOICES_PER_INCOME)
    for number in range(count):
        _make_income(business, business.times.at(number, count))


def _make_expenses(business: Business) -> None:
    count = max(_FEWEST_EXPENSES, business.invoices // _INVOICES_PER_EXPENSE)
    for number in range(count):
        moment = business.times.at(number, count)
        said = _expense(business, number, count)
        expense = business.hand.make("expenses", moment, {**said, "date": _day(moment)})
        state = _STATES.get(number % _ROUND)
        if state:
            business.hand.change("expenses", moment, expense, vis_state=state)


def _expense(business: Business, number: int, count: int) -> Record:
    dice = business.dice
    expense: Record = {
        "amount": money_of(Decimal(dice.between(300, 40_000)) / 100, ACCOUNT_CURRENCY),
        "categoryid": _category(business),
        "staffid": 1,
        "vendor": dice.pick(words.VENDORS),
        "notes": dice.pick(words.NOTES) if dice.one_in(3) else "",
    }
    if number % 2 == 0:
        expense["clientid"] = business.one_of(business.clients, number, count)["id"]
    if dice.one_in(3):
        expense |= {"taxName1": business.taxes[ACCOUNT_CURRENCY][0]["name"], "taxPercent1": 6}
    return expense


def _vendor(business: Business, number: int, name: str) -> Record:
    said = {"vendor_name": name, "currency_code": ACCOUNT_CURRENCY, "country": "United States"}
    email = {"primary_contact_email": f"vendor{number + 1}@example.com"}
    return business.hand.make("bill_vendors", business.times.at(0, 1), {**said, **email})


def _make_bill(business: Business, vendor: Record, moment: datetime, number: int) -> None:
    dice = business.dice
    tax = business.taxes[ACCOUNT_CURRENCY][0]
    taxed = {"tax_name1": tax["name"], "tax_percent1": tax["amount"]}
    lines = [
        {
            "categoryid": _category(business),
            "description": dice.pick(words.ITEMS)[0],
            "quantity": str(dice.between(1, 20)),
            "unit_cost": money_of(Decimal(dice.between(100, 9_000)) / 100, ACCOUNT_CURRENCY),
            **(taxed if dice.one_in(2) else {}),
        }
        for _ in range(dice.between(1, 3))
    ]
    said = {
        "vendorid": vendor["vendorid"],
        "bill_number": f"B-{number + 1:05}",
        "issue_date": _day(moment),
        "due_offset_days": 30,
        "currency_code": ACCOUNT_CURRENCY,
        "language": "en",
        "lines": lines,
    }
    bill = business.hand.make("bills", moment, said)
    if not dice.one_in(4):
        _pay(business, bill, moment)


def _pay(business: Business, bill: Record, moment: datetime) -> None:
    dice, whole = business.dice, decimal_of(bill["total_amount"])
    amount = whole / 2 if dice.one_in(6) else whole
    moment = business.times.soon(moment, dice.below(40))
    said = {"billid": bill["id"], "amount": money_of(amount, ACCOUNT_CURRENCY)}
    further = {"paid_date": _day(moment), "payment_type": "Check"}
    business.hand.make("bill_payments", moment, {**said, **further})


def _make_income(business: Business, moment: datetime) -> None:
    dice = business.dice
    tax = business.taxes[ACCOUNT_CURRENCY][0]
    said = {
        "amount": money_of(Decimal(dice.between(1_000, 90_000)) / 100, ACCOUNT_CURRENCY),
        "category_name": dice.pick(_PLACES),
        "date": _day(moment),
        "payment_type": "PayPal",
        "source": dice.pick(_SOURCES),
        "taxes": [{"name": tax["name"], "amount": tax["amount"]}] if dice.one_in(2) else [],
    }
    business.hand.make("other_income", moment, said)


def _category(business: Business) -> int:
    return 1 + business.dice.below(sum(1 for _ in chart.categories()))


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
