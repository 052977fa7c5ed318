"""An invoice as a PDF: a plain page, since how the service's looks is its own affair."""

from collections.abc import Iterator

from refreshbooks.sandbox.rest import pdf
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_SUMS = (("Total", "amount"), ("Paid", "paid"), ("Amount due", "outstanding"))


def _get(call: Call) -> Answer:
    invoice = call.find("invoices", call.ids["invoice_id"], "invoiceid")
    name = f'attachment; filename="invoice-{invoice["id"]}.pdf"'
    return Answer(
        content=pdf.document(_lines(call, invoice)),
        media_type="application/pdf",
        headers=(("Content-Disposition", name),),
    )


def _lines(call: Call, invoice: Record) -> Iterator[str]:
    yield from (call.business.name, "", f"Invoice {invoice['invoice_number']}")
    yield f"{invoice['create_date']}, due {invoice['due_date']}"
    yield from ("", invoice["organization"] or "", _name(invoice), "")
    for line in invoice["lines"]:
        charged = f"{line['qty']:>8} x {line['unit_cost']['amount']:>10}"
        yield f"{line['name'] or '':<40} {charged}  {_money(line, 'amount'):>16}"
        if line["description"]:
            yield f"  {line['description']}"
    yield ""
    for word, field in _SUMS:
        yield f"{word:<64} {_money(invoice, field):>16}"
    yield from ("", invoice["notes"] or "", invoice.get("terms") or "")


def _name(invoice: Record) -> str:
    return f"{invoice['fname'] or ''} {invoice['lname'] or ''}".strip()


def _money(record: Record, field: str) -> str:
    return f"{record[field]['amount']} {record[field]['code']}"


BEHAVIOUR = Behaviour(verbs={"get": _get})
