"""Payment options: how an invoice may be paid online, if at all."""

from refreshbooks.sandbox.rest import records
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.fields import checked
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_NONE_YET: Record = {
    "allow_partial_payments": False,
    "entity_type": "invoice",
    "gateway_name": "fbpay",
    "has_ach_transfer": False,
    "has_acss_debit": False,
    "has_bacs_debit": False,
    "has_credit_card": False,
    "has_paypal_smart_checkout": False,
    "has_sepa_debit": False,
}


def _defaults(call: Call) -> Answer:
    return records.one(call, {**_NONE_YET, "has_credit_card": True})


def _get(call: Call) -> Answer:
    invoice = call.find("invoices", call.ids["invoice_id"])["serial"]
    # Of an invoice without any it is not known what the service answers.
    options = call.book.get(call.kind, invoice) or {**_NONE_YET, "entity_id": str(invoice)}
    return records.one(call, options)


def _create(call: Call) -> Answer:
    invoice = call.find("invoices", call.ids["invoice_id"])["serial"]
    values = {**checked(call, call.sent), "entity_id": str(invoice)}
    return records.one(call, records.make(call, values, invoice))


def _view(call: Call, options: Record) -> Record:
    gateway = {
        "id": f"{options['gateway_name']}-{call.business.account_id}",
        "account_id": str(call.business.system_id),
        "country": "US",
        "user_publishable_key": None,
        "currencies": [call.business.currency_code],
        "bank_transfer_enabled": False,
        "gateway_name": options["gateway_name"],
        "can_process_payments": True,
    }
    return {**options, "gateway_info": gateway}


BEHAVIOUR = Behaviour(
    view=_view,
    verbs={"get": _get, "create": _create, "defaults": _defaults},
    defaults=_NONE_YET,
)
