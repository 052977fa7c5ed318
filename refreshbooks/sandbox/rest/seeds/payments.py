"""What clients pay: by check, by card, in parts, too much, and out of credits."""

from datetime import datetime
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.rest.seeds.business import Business
from refreshbooks.sandbox.seeds import words
from refreshbooks.sandbox.store import Record

__all__ = ["pay", "pay_from_credit", "pay_in_part", "pay_too_much"]

_TYPES = ("Check", "Check", "Bank Transfer", "Bank Transfer", "Cash", "VISA", "PayPal")
_CREDIT = Decimal(500)


def pay(business: Business, moment: datetime, invoice: Record) -> None:
    """Has a client pay all of an invoice, in one of several ways."""
    dice, amount = business.dice, decimal_of(invoice["amount"])
    moment = business.times.soon(moment, dice.below(40))
    if amount <= 0:
        return
    if dice.one_in(20) and amount <= _CREDIT:
        pay_from_credit(business, moment, invoice)
    elif dice.one_in(10):
        first = _part(amount, dice.between(20, 60))
        _make(business, moment, invoice, first)
        _make(business, business.times.soon(moment, dice.below(20)), invoice, amount - first)
    elif dice.one_in(60):
        pay_too_much(business, moment, invoice)
    else:
        _make(business, moment, invoice, amount)


def pay_in_part(business: Business, moment: datetime, invoice: Record) -> None:
    """Has a client pay some of an invoice."""
    moment = business.times.soon(moment, business.dice.below(40))
    some = _part(decimal_of(invoice["amount"]), business.dice.between(10, 80))
    if some > 0:
        _make(business, moment, invoice, some)


def _part(amount: Decimal, percent: int) -> Decimal:
    return money.cents(amount * percent / 100)


def _make(business: Business, moment: datetime, invoice: Record, amount: Decimal) -> None:
    dice = business.dice
    payment: Record = {**_of(invoice, moment), "type": dice.pick(_TYPES)}
    payment["amount"] = money_of(amount, invoice["currency_code"])
    if dice.one_in(8):
        payment["note"] = dice.pick(words.NOTES)
    business.hand.make("payments", moment, payment)


def pay_too_much(business: Business, moment: datetime, invoice: Record) -> None:
    """Has a client pay more than an invoice is over."""
    whole = decimal_of(invoice["amount"])
    _make(business, moment, invoice, whole + business.dice.between(1, 50))


def pay_from_credit(business: Business, moment: datetime, invoice: Record) -> None:
    """Has a client pay all of an invoice out of a credit, which is made before."""
    currency = invoice["currency_code"]
    credit = {
        "clientid": invoice["customerid"],
        "create_date": moment.date().isoformat(),
        "credit_type": business.dice.pick(("goodwill", "prepayment")),
        "currency_code": currency,
        "lines": [
            {
                "name": "Credit",
                "unit_cost": money_of(max(_CREDIT, decimal_of(invoice["amount"])), currency),
            }
        ],
    }
    note = business.hand.make("credit_notes", moment, credit)
    paid = {**_of(invoice, moment), "amount": invoice["amount"], "creditid": note["id"]}
    business.hand.make("payments", moment, {**paid, "type": "Credit", "from_credit": True})


def _of(invoice: Record, moment: datetime) -> Record:
    return {"invoiceid": invoice["id"], "date": moment.date().isoformat()}
