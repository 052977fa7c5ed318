"""The business with all who belong to it: the owner."""

from typing import Any

from refreshbooks.sandbox.rest import people
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.identity import Business

__all__ = ["BEHAVIOUR"]


def _get(call: Call) -> Answer:
    business = call.business
    shown = {
        "id": business.business_id,
        "business_uuid": business.business_uuid,
        "name": business.name,
        "account_id": business.account_id,
        "business_group": {
            "id": people.number(business, "group"),
            "category": "business",
            "members": [_owner(business)],
        },
        "number_format": None,
        "date_format": people.DATE_FORMAT,
        "first_day_of_week": 6,
        "active": True,
        "timezone": people.TIME_ZONE,
        "status": "active",
        "advanced_accounting_enabled": True,
        "industry": None,
        "billing_country_code": "USA",
        "business_type": "llc",
        "address": people.address(business),
        "phone_number": people.phone_number(business),
        "business_clients": [],
    }
    return call.family.single(call.resource, shown)


def _owner(business: Business) -> dict[str, Any]:
    return {
        "id": people.number(business, "membership"),
        "group_id": people.number(business, "group"),
        "role": "owner",
        "identity_id": business.identity_id,
        "identity_uuid": business.identity_uuid,
        "first_name": business.first_name,
        "last_name": business.last_name,
        "language": people.LANGUAGE,
        "email": business.email,
        "company": business.name,
        "business_id": business.business_id,
        "unacknowledged_change": False,
        "active": True,
    }


BEHAVIOUR = Behaviour(verbs={"get": _get})
