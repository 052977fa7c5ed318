"""Systems: what the service calls the account itself. There is one."""

from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.fields import shown

__all__ = ["BEHAVIOUR"]


def _get(call: Call) -> Answer:
    business, number = call.business, call.ids["id"]
    # The documentation says one number, its published requests the other.
    if number not in (str(business.system_id), str(business.business_id)):
        raise refusals.not_found("system", "systemid", number)
    system = {
        "accountid": business.account_id,
        "active": True,
        "billing_status": "uptodate",
        "business_uuid": business.business_uuid,
        "currency_code": business.currency_code,
        "email": business.email,
        "id": business.system_id,
        "info_email": business.email,
        "modern_system": True,
        "name": business.name,
        "num_staff": call.book.count("staff"),
        "systemid": business.system_id,
        "test_system": True,
        "timezone": "US/Eastern",
    }
    return call.family.single(call.resource, shown(call, system))


BEHAVIOUR = Behaviour(verbs={"get": _get})
