"""How an invoice stands: the status number and its many words.

A new invoice is a draft unless its status says disputed, sent or viewed; sending
makes a draft sent. Payments decide between partial and paid, and when the last
of them goes, the invoice stands as before. What is sent and not paid when the
day is past is overdue, by the account's clock; a due day that passes is noticed
by the next call. Which of several words wins is this sandbox's choice: overdue
before partial, and both before what became of a deposit.
"""

from datetime import date, timedelta
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.store import Record

__all__ = [
    "DRAFT",
    "PAID",
    "SENT",
    "UNPAID",
    "WRITABLE",
    "age",
    "due_date",
    "is_owed",
    "send",
    "settle",
    "view",
]

_DISPUTED, DRAFT, SENT, _VIEWED, PAID = range(5)
_PARTIAL = 8
# What calls can write; the rest follows from payments.
WRITABLE = (_DISPUTED, DRAFT, SENT, _VIEWED)

# Somebody is expected to pay something.
UNPAID = (_DISPUTED, SENT, _VIEWED, _PARTIAL)

_WORDS = {_DISPUTED: "disputed", DRAFT: "draft", SENT: "sent", _VIEWED: "viewed", PAID: "paid"}
_SHOWN = {_DISPUTED: "sent", DRAFT: "draft", SENT: "sent", _VIEWED: "viewed"}


def due_date(day: str, offset: int | None) -> str:
    """Returns the day by which something is to be paid.

    >>> due_date("2026-01-31", 30)
    '2026-03-02'
    """
    try:
        return (date.fromisoformat(day) + timedelta(days=offset or 0)).isoformat()
    except OverflowError:
        return (date.max if offset and offset > 0 else date.min).isoformat()


def send(invoice: Record) -> None:
    """Makes a draft a sent invoice."""
    if invoice["sent_as"] == DRAFT:
        invoice["sent_as"] = SENT


def is_owed(invoice: Record) -> bool:
    """Says whether somebody is expected to pay something."""
    return bool(invoice["status"] != DRAFT and decimal_of(invoice["outstanding"]) > 0)


def view(invoice: Record) -> bool:
    """Makes a sent invoice a viewed one, and says whether it was one that was sent."""
    was_sent: bool = invoice["sent_as"] == SENT
    if was_sent:
        invoice["sent_as"] = _VIEWED
    return was_sent


def settle(invoice: Record, payments: list[Record], today: str) -> None:
    """Writes into an invoice what is paid, what is left, and how it stands.

    Args:
        payments: Those that count, each with what it pays of this invoice as
            ``applied``.
    """
    currency = invoice["currency_code"]
    paid = money.balance(
        decimal_of(invoice["amount"]), [decimal_of(one["applied"]) for one in payments]
    )
    if paid.paid:
        send(invoice)
    invoice["paid"] = money_of(paid.paid, currency)
    invoice["outstanding"] = money_of(paid.outstanding, currency)
    # An invoice that is paid says since when.
    last = max((one["date"] for one in payments), default=None)
    invoice["date_paid"] = last if paid.is_settled else None
    invoice["status"] = _status(invoice, paid)
    _say(invoice, paid, today)


def age(invoice: Record, today: str) -> None:
    """Writes into an invoice whether it is overdue on another day than before."""
    amount, paid = decimal_of(invoice["amount"]), decimal_of(invoice["paid"])
    _say(invoice, money.Balance(amount, paid), today)


def _status(invoice: Record, paid: money.Balance) -> int:
    if paid.is_settled:
        return PAID
    return _PARTIAL if paid.is_begun else int(invoice["sent_as"])


def _say(invoice: Record, paid: money.Balance, today: str) -> None:
    deposit = _deposit(invoice)
    invoice["deposit_status"] = _of_deposit(deposit, paid)
    invoice["display_status"] = _SHOWN[invoice["sent_as"]]
    invoice["dispute_status"] = "disputed" if invoice["status"] == _DISPUTED else None
    words = {PAID: "paid", _PARTIAL: "partial"}
    invoice["payment_status"] = words.get(invoice["status"], "unpaid")
    invoice["v3_status"] = _word(invoice, bool(deposit), paid, today)


def _word(invoice: Record, has_deposit: bool, paid: money.Balance, today: str) -> str:
    status = invoice["status"]
    is_late = paid.outstanding > 0 and invoice["due_date"] < today
    if is_late and status not in (_DISPUTED, DRAFT):
        return "overdue"
    if status != _PARTIAL:
        return _WORDS[status]
    # The fully paid deposit of an invoice that is not: there is a word for it.
    return f"deposit-{invoice['deposit_status']}" if has_deposit else "partial"


def _deposit(invoice: Record) -> Decimal:
    """Returns what is to be paid beforehand: an amount, or a percentage."""
    amount = decimal_of(invoice.get("deposit_amount"))
    percent = decimal_of(invoice.get("deposit_percentage"))
    return amount or money.cents(decimal_of(invoice["amount"]) * percent / 100)


def _of_deposit(deposit: Decimal, paid: money.Balance) -> str:
    if not deposit:
        return "none"
    if paid.paid >= deposit:
        return "paid"
    return "partial" if paid.paid > 0 else "unpaid"
