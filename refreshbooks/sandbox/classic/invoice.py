"""Invoices: made from a client, sent, paid.

Statuses: a new invoice is a draft unless it says disputed, sent or viewed.
Sending makes a draft sent. Payments decide between partial and paid, and when
the last of them goes the invoice is sent again. Nothing else makes it paid. An
invoice that was paid, even in part, or charged to a card, is no draft again.
"""

from refreshbooks.sandbox import money
from refreshbooks.sandbox.classic import failures, lines
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.fields import amount_of, fall_back
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR", "UNPAID", "make", "payments_of", "settle_payments", "status_after"]

# What the list calls unpaid. The documentation's words are older than "partial",
# which belongs here by its meaning.
UNPAID = ("disputed", "sent", "viewed", "retry", "failed", "partial")
_NO_DRAFT_AGAIN = ("paid", "auto-paid", "retry", "failed", "partial")
_BY_PAYMENT = ("paid", "auto-paid", "partial")


def make(call: Call, invoice: Record) -> None:
    """Works out and keeps an invoice that another resource makes."""
    _work_out(call, invoice)
    call.save("invoice", invoice)


def settle_payments(call: Call, invoice: Record) -> None:
    """Works out again how far an invoice is paid, and keeps it."""
    _balance(call, invoice)
    call.save("invoice", invoice)


def payments_of(call: Call, owner: Record) -> list[Record]:
    """Returns the payments that an invoice has, or that make a client's credit.

    Their numbers stand in the record: nobody goes through all the payments.
    """
    numbers: list[str] = owner.get("payments", [])
    return list(filter(None, (call.book.get("payment", int(number)) for number in numbers)))


def _complete(call: Call, invoice: Record, before: Record | None) -> None:
    fall_back(invoice, before, status="draft", date=call.today, number="", client_id="")
    if before is None:
        lines.address(call, invoice)
    elif invoice["status"] == "draft" and before["status"] in _NO_DRAFT_AGAIN:
        raise failures.invalid("status", f"What was {before['status']} is no draft again.")
    lines.number(call, "invoice", invoice)
    _work_out(call, invoice)


def _work_out(call: Call, invoice: Record) -> None:
    lines.work_out(call, invoice)
    _balance(call, invoice)


def _balance(call: Call, invoice: Record) -> None:
    payments = [amount_of(payment, "amount") for payment in payments_of(call, invoice)]
    balance = money.balance(amount_of(invoice, "amount"), payments)
    invoice["paid"] = money.plain(balance.paid)
    invoice["amount_outstanding"] = money.plain(balance.outstanding)
    invoice["status"] = status_after(invoice["status"], balance)


def status_after(status: str, balance: money.Balance) -> str:
    """Returns what becomes of an invoice's status by what is paid of it."""
    if balance.is_settled:
        return status if status == "auto-paid" else "paid"
    if balance.is_begun:
        return "partial"
    return "sent" if status in _BY_PAYMENT else status


def _view(call: Call, invoice: Record) -> Record:
    shown = {**invoice, **lines.pages(call, "invoice", invoice)}
    return {**shown, "contacts": lines.recipients(invoice), "lines": lines.shown_lines(invoice)}


def _with_status(call: Call, status: str) -> Condition | None:
    if status == "unpaid":
        return Condition("status", "in", UNPAID)
    return Condition("status", "is", status) if status else None


BEHAVIOUR = Behaviour(
    complete=_complete,
    view=_view,
    actions={
        "sendByEmail": lines.send,
        "sendBySnailMail": lines.send,
        **lines.line_actions(_work_out),
    },
    filters={"status": _with_status},
)
