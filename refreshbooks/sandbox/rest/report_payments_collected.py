"""Payments collected: every payment of the time asked for, the latest first.

What was paid beyond an invoice is a row of its own, that of the client's credit,
as in the documentation's example. A payment out of a credit is shown, and not
counted: the money came in when the credit was paid for.
"""

from collections.abc import Iterator
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import reporting
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.ledger.journal import documents
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _get(call: Call) -> Answer:
    start, end = reporting.span(call)
    rows = sorted(_asked_for(call, start, end), key=lambda row: str(row["date"]), reverse=True)
    report = {
        "clientids": sorted({row["clientid"] for row in rows}),
        "currency_codes": sorted({row["amount"]["code"] for row in rows}),
        "end_date": end,
        "payment_methods": sorted({row["method"] for row in rows}),
        "payments": rows,
        "start_date": start,
        "summary_only": False,
        "totals": _totals(rows),
    }
    return reporting.answer(call, report)


def _asked_for(call: Call, start: str, end: str) -> Iterator[Record]:
    currencies, methods, clients = map(
        call.query.listed, ("currency_codes", "payment_methods", "clientids")
    )
    for row in _rows(call, start, end):
        is_asked_for = (
            (not currencies or row["amount"]["code"] in currencies)
            and (not methods or row["method"] in methods)
            and (not clients or str(row["clientid"]) in clients)
        )
        if is_asked_for:
            yield row


def _rows(call: Call, start: str, end: str) -> Iterator[Record]:
    for payment in documents(call.book, "payments", start, end):
        invoice = call.book.get("invoices", payment["invoiceid"]) or {}
        beyond = decimal_of(payment.get("overpaid"))
        applied = decimal_of(payment["amount"]) - beyond
        number = invoice.get("invoice_number")
        said = {"description": payment.get("note") or "", "from_credit": payment["from_credit"]}
        whose = {"invoice_number": number, "invoiceid": payment["invoiceid"], **said}
        if applied:
            yield _row(call, payment, applied, payment["type"], whose)
        if beyond:
            text = f"Overpayment: invoice #{number}"
            note = call.book.get("credit_notes", payment["overpaymentid"]) or {}
            yield _row(call, payment, beyond, payment["type"], _credit(note, text))
    for note in documents(call.book, "credit_notes", start, end):
        if note["credit_type"] == "prepayment":
            row = {**note, "date": note["create_date"]}
            method = note.get("payment_type") or "Credit"
            yield _row(call, row, decimal_of(note["amount"]), method, _credit(note, ""))


def _credit(note: Record, text: str) -> Record:
    numbers = {"credit_number": note.get("credit_number"), "creditid": note.get("id")}
    return {**numbers, "description": text, "from_credit": False}


def _row(call: Call, record: Record, amount: Decimal, method: str, about: Record) -> Record:
    client = call.book.get("clients", int(record["clientid"])) or {}
    name = f"{client.get('fname') or ''} {client.get('lname') or ''}".strip()
    nothing = dict.fromkeys(("credit_number", "creditid", "invoice_number", "invoiceid"))
    return {
        **nothing,
        "amount": money_of(amount, record["amount"]["code"]),
        "client": client.get("organization") or name,
        "clientid": int(record["clientid"]),
        "date": record["date"],
        "method": method,
        **about,
    }


def _totals(rows: list[Record]) -> list[Record]:
    sums = money.credits_by_currency(
        (row["amount"]["code"], decimal_of(row["amount"])) for row in rows if not row["from_credit"]
    )
    return [money_of(amount, code) for code, amount in sorted(sums.items())]


BEHAVIOUR = Behaviour(verbs={"get": _get})
