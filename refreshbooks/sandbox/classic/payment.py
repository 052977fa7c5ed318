"""Payments: what came for an invoice, and credits.

A payment names an invoice, a client, or both. The invoice alone: somebody paid
it. The client alone: the client has a credit now. Both: the invoice is paid out
of the client's credit, and of no more than there is in the invoice's currency.
After every change the invoice's outstanding amount and status, and the client's
credits, are worked out again. More than is outstanding may be paid; what the
service does then is not known.
"""

from collections.abc import Iterator
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.classic import failures, invoice
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.fields import amount_of, fall_back, is_named, tidy
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

# The text was captured, its code was not: that of other refused actions.
_REFUSED = 50020


def _complete(call: Call, payment: Record, before: Record | None) -> None:
    fall_back(payment, before, date=call.today, type="Check")
    if before is None:
        _find_owner(call, payment)
    elif is_named(before["invoice_id"]):
        payment["currency_code"] = before["currency_code"]
    payment["date"] = _moment(payment["date"])
    tidy(payment, "amount")
    if amount_of(payment, "amount") < 0:
        raise failures.invalid("amount")
    if payment.get("from_credit") == "1":
        _check_credit(call, payment)


def _find_owner(call: Call, payment: Record) -> None:
    """Finds out whose payment it is, and of what."""
    client_id, invoice_id = payment.get("client_id"), payment.get("invoice_id")
    if not is_named(invoice_id):
        payment["invoice_id"] = ""
        if not is_named(client_id):
            raise failures.missing("client_id")
        return
    paid = call.find("invoice", str(invoice_id))
    payment |= {"client_id": paid["client_id"], "currency_code": paid["currency_code"]}
    if is_named(client_id):
        payment["from_credit"] = "1"
        if client_id != payment["client_id"]:
            raise failures.invalid("client_id", "The invoice is another client's.")


def _moment(date: str) -> str:
    # A day goes in, and midnight of that day comes out.
    return date if " " in date else f"{date} 00:00:00"


def _check_credit(call: Call, payment: Record) -> None:
    others = [
        other
        for other in invoice.payments_of(call, _kept(call, "client", payment["client_id"]))
        if other["payment_id"] != payment["payment_id"]
    ]
    left = money.credits_by_currency(_credit_entries(others))
    if amount_of(payment, "amount") > left.get(payment["currency_code"], Decimal(0)):
        raise failures.Failure(
            _REFUSED, "Payment from credit cannot exceed available credit.", "amount"
        )


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    payment = after or before
    assert payment is not None
    if is_named(payment["invoice_id"]):
        paid = _kept(call, "invoice", payment["invoice_id"])
        _attach_to(paid, payment)
        invoice.settle_payments(call, paid)
    if not is_named(payment["invoice_id"]) or payment.get("from_credit") == "1":
        client = _kept(call, "client", payment["client_id"])
        _attach_to(client, payment)
        _settle_credits(call, client)


def _settle_credits(call: Call, client: Record) -> None:
    left = money.credits_by_currency(_credit_entries(invoice.payments_of(call, client)))
    client["credit_left"] = {code: money.plain(amount) for code, amount in left.items()}
    call.save("client", client)


def _attach_to(owner: Record, payment: Record) -> None:
    # Numbers of deleted payments stay: they are never given again.
    numbers = owner.setdefault("payments", [])
    if payment["payment_id"] not in numbers:
        numbers.append(payment["payment_id"])


def _kept(call: Call, kind: str, number: str) -> Record:
    record = call.book.get(kind, int(number))
    assert record is not None  # deleted ones stay in the book
    return record


def _credit_entries(payments: list[Record]) -> Iterator[tuple[str, Decimal]]:
    """Yields what payments put into a client's credit, or took out of it."""
    for payment in payments:
        amount = amount_of(payment, "amount")
        yield payment["currency_code"], -amount if is_named(payment["invoice_id"]) else amount


def _view(call: Call, payment: Record) -> Record:
    # Only what was paid online came through a gateway.
    return {**payment, "gateway_transaction": payment.get("gateway_transaction")}


BEHAVIOUR = Behaviour(complete=_complete, settle=_settle, view=_view)
