"""Share links: the page of an invoice, for whoever knows its address."""

from refreshbooks.sandbox.rest import shared
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer

__all__ = ["BEHAVIOUR"]

_METHOD = "share_link"


def _get(call: Call) -> Answer:
    invoice = call.find("invoices", call.ids["invoice_id"], "invoiceid")
    shown = {
        "clientid": invoice["customerid"],
        "resource_type": "invoice",
        "resourceid": invoice["id"],
        "share_link": f"{shared.address(call, invoice)}?share_method={_METHOD}",
        "share_method": call.query.plain("share_method") or _METHOD,
    }
    return call.family.single(call.resource, shown)


BEHAVIOUR = Behaviour(verbs={"get": _get})
