"""An invoice as a PDF: plain text on a page."""

from refreshbooks.sandbox.rest import pdf
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.printed import printed

__all__ = ["BEHAVIOUR"]


def _get(call: Call) -> Answer:
    invoice = call.find("invoices", call.ids["invoice_id"], "invoiceid")
    name = f'attachment; filename="invoice-{invoice["id"]}.pdf"'
    return Answer(
        content=pdf.document(printed(invoice, call.business.name)),
        media_type="application/pdf",
        headers=(("Content-Disposition", name),),
    )


BEHAVIOUR = Behaviour(verbs={"get": _get})
