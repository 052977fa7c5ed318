"""What clients pay: by check, by card, in parts, and out of credits."""

from datetime import datetime
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.seeds import words
from refreshbooks.sandbox.seeds.business import Business
from refreshbooks.sandbox.store import Record

__all__ = ["pay", "pay_by_card", "pay_in_part"]

_TYPES = ("Check", "Check", "Bank Transfer", "Bank Transfer", "Cash", "Credit Card", "PayPal")
# What is paid with on the client's page comes through a gateway.
_GATEWAYS = {"Credit Card": "Stripe", "PayPal": "PayPal"}
_CREDIT = "500"


def pay(business: Business, moment: datetime, invoice: Record) -> None:
    """Has a client pay all of an invoice: at once, in two parts, or out of a credit."""
    dice, amount = business.dice, Decimal(invoice["amount"])
    moment = business.times.soon(moment, dice.below(40))
    if dice.one_in(20) and amount <= Decimal(_CREDIT):
        _pay_from_credit(business, moment, invoice)
    elif dice.one_in(10):
        first = _part(amount, dice.between(20, 60))
        _make(business, moment, invoice, first)
        _make(business, business.times.soon(moment, dice.below(20)), invoice, amount - first)
    else:
        _make(business, moment, invoice, amount)


def pay_in_part(business: Business, moment: datetime, invoice: Record) -> None:
    """Has a client pay some of an invoice."""
    moment = business.times.soon(moment, business.dice.below(40))
    some = _part(Decimal(invoice["amount"]), business.dice.between(10, 80))
    _make(business, moment, invoice, some)


def pay_by_card(business: Business, moment: datetime, invoice: Record) -> None:
    """Charges the card that a profile knows with all of an invoice."""
    _make(business, moment, invoice, Decimal(invoice["amount"]), "Credit Card")


def _part(amount: Decimal, percent: int) -> Decimal:
    return money.cents(amount * percent / 100)


def _make(
    business: Business, moment: datetime, invoice: Record, amount: Decimal, kind: str = ""
) -> None:
    dice = business.dice
    payment: Record = {
        "invoice_id": invoice["invoice_id"],
        "amount": money.plain(amount),
        "type": kind or dice.pick(_TYPES),
    }
    if dice.one_in(8):
        payment["notes"] = dice.pick(words.NOTES)
    gateway = _GATEWAYS.get(payment["type"])
    if gateway:
        reference = f"ref-{dice.below(10**9):09}"
        payment["gateway_transaction"] = {"reference_id": reference, "gateway_name": gateway}
    business.hand.make("payment", moment, payment)


def _pay_from_credit(business: Business, moment: datetime, invoice: Record) -> None:
    client_id, currency = invoice["client_id"], invoice["currency_code"]
    credit = {"client_id": client_id, "amount": _CREDIT, "currency_code": currency}
    business.hand.make("payment", moment, {**credit, "type": "Credit"})
    payment = {"client_id": client_id, "invoice_id": invoice["invoice_id"]}
    business.hand.make(
        "payment", moment, {**payment, "amount": invoice["amount"], "type": "Credit"}
    )
