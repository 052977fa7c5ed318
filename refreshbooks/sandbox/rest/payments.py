"""Payments: what clients pay of their invoices, or have paid before.

What is paid beyond an invoice becomes a credit note of type ``overpayment``, and
the payment names it in ``overpaymentid``: so the documentation's report shows
it. A payment out of a credit names the credit note, or the oldest one that
holds enough is taken; that is this sandbox's choice. It cannot go beyond the
invoice.
"""

import functools
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import credit_notes, fields, invoices, paying, records, refusals
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_CREDIT = "Credit"
_TOO_MUCH = 1040
_DELETED = 1
# What includes bring: of which resource, and by which field.
_RELATED = {
    "client": ("clients", "clientid"),
    "invoice": ("invoices", "invoiceid"),
    "credit_note": ("credit_notes", "creditid"),
}
_DEFAULTS = {"type": "Other", "note": "", "from_credit": False}


def _complete(call: Call, payment: Record, before: Record | None) -> None:
    invoice = call.find("invoices", payment["invoiceid"], "invoiceid")
    payment["clientid"] = invoice["customerid"]
    payment["from_credit"] = bool(payment["from_credit"] or payment["type"] == _CREDIT)
    if payment["from_credit"]:
        payment["type"] = _CREDIT
    beyond = _beyond(call, payment, invoice)
    payment["overpaid"] = money.plain(beyond)
    payment["applied"] = money.plain(decimal_of(payment["amount"]) - beyond)
    if payment["from_credit"]:
        _take_from_credit(call, payment, beyond)
    else:
        _keep_overpayment(call, payment, invoice, beyond)


def _beyond(call: Call, payment: Record, invoice: Record) -> Decimal:
    """Returns how much of a payment its invoice does not need."""
    if payment["folder"] == "deleted":
        return Decimal(0)
    others = (one for one in invoices.payments_of(call, invoice) if one["id"] != payment["id"])
    paid = money.summed(decimal_of(one["applied"]) for one in others)
    left = max(decimal_of(invoice["amount"]) - paid, Decimal(0))
    return max(decimal_of(payment["amount"]) - left, Decimal(0))


def _take_from_credit(call: Call, payment: Record, beyond: Decimal) -> None:
    if payment["folder"] == "deleted":
        return
    amount = decimal_of(payment["amount"])
    if beyond:
        raise _too_much(payment, "A payment out of a credit cannot exceed the invoice.")
    number = payment.get("creditid") or credit_notes.with_enough(call, payment, amount)
    note = call.find("credit_notes", number, "creditid") if number else None
    if note is None or credit_notes.left(call, note, payment["id"]) < amount:
        raise _too_much(payment, "The credit does not suffice.")
    payment["creditid"] = note["id"]


def _too_much(payment: Record, text: str) -> refusals.Refusal:
    problem = refusals.Problem(_TOO_MUCH, "total", "amount", payment["amount"], text)
    return refusals.Refusal(422, problem)


def _keep_overpayment(call: Call, payment: Record, invoice: Record, beyond: Decimal) -> None:
    """Makes, changes or deletes the credit note of what was paid too much."""
    number = payment.get("overpaymentid")
    if not number and not beyond:
        return
    about = call.about("credit_notes")
    amount = money_of(beyond, invoice["currency_code"])
    text = f"Overpayment: invoice #{invoice['invoice_number']}"
    if not number:
        lines = [{"name": text, "unit_cost": amount}]
        said = {"clientid": payment["clientid"], "create_date": payment["date"], "lines": lines}
        kind = {"credit_type": "overpayment", "currency_code": invoice["currency_code"]}
        payment["overpaymentid"] = records.make(about, {**said, **kind})["id"]
        return
    note = call.find("credit_notes", number)
    changed = {**note, "lines": [{"name": text, "unit_cost": amount}]}
    about.file(changed, 0 if beyond else _DELETED)
    records.keep(about, changed, note, "update" if beyond else "delete")


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    """Has everything that the payment touched, or touches now, work out its balance."""
    for number in _touched("invoiceid", before, after):
        invoice = call.find("invoices", number)
        if after:
            paying.note_down(invoice, after, "invoiceid")
        invoices.balance(call, invoice)
        call.save("invoices", invoice)
    for number in _touched("creditid", before, after):
        note = call.find("credit_notes", number)
        if after:
            paying.note_down(note, after, "creditid")
        credit_notes.balance(call, note)
        call.save("credit_notes", note)


def _touched(field: str, *payments: Record | None) -> list[int]:
    return sorted({one[field] for one in payments if one and one.get(field)})


def _view(call: Call, payment: Record) -> Record:
    shown = dict(payment)
    for name, (kind, field) in _RELATED.items():
        related = call.book.get(kind, payment.get(field) or 0) if name in call.includes else None
        if related:
            shown[name] = fields.shown(call.about(kind), related)
    return shown


BEHAVIOUR = Behaviour(
    check=functools.partial(paying.check, kind="invoices", field="invoiceid"),
    complete=_complete,
    settle=_settle,
    view=_view,
    names={"customerid": "clientid", "customer": "clientid", "notes": "note"},
    defaults=_DEFAULTS,
    columns={"client_id": "clientid"},
)
