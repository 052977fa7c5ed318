"""Who is calling: the owner of the account, with the ids that everything else needs.

The owner has one business; other accounts of the sandbox are other people's.
"""

from typing import Any

from refreshbooks.sandbox.rest import people
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.identity import Business

__all__ = ["BEHAVIOUR"]

_PERMISSIONS = {
    "advanced_accounting.access": True,
    "attachments.access": True,
    "business_accountant.limit": 10,
    "client.limit": -1,
    "retainers_feature.access": True,
}


def _get(call: Call) -> Answer:
    business = call.business
    shown = {**_person(business), **_standing(business)}
    return call.family.single(call.resource, shown)


def _person(business: Business) -> dict[str, Any]:
    names = {"first_name": business.first_name, "last_name": business.last_name}
    profession = {
        "id": people.number(business, "profession"),
        "business_id": business.business_id,
        "title": "Owner",
        "company": business.name,
        "designation": None,
    }
    profile = {
        **names,
        "setup_complete": True,
        "phone_number": people.PHONE_NUMBER,
        "address": None,
        "professions": [profession],
        "has_password": True,
    }
    return {
        "id": business.identity_id,
        "profile": profile,
        "identity_id": business.identity_id,
        "identity_uuid": business.identity_uuid,
        **names,
        "email": business.email,
        "language": people.LANGUAGE,
        "confirmed_at": people.SINCE,
        "created_at": people.SINCE,
        "unconfirmed_email": None,
        "setup_complete": True,
        "phone_numbers": [{"title": "", "phone_number": people.PHONE_NUMBER}],
        "addresses": [None],
        "profession": profession,
        "identity_origin": None,
    }


def _standing(business: Business) -> dict[str, Any]:
    """Returns what the person is in which business."""
    account_id, identity_id = business.account_id, business.identity_id
    role = people.number(business, "role")
    links = f"/service/auth/api/v1/users/role/{role}"
    return {
        "links": {
            "me": f"/service/auth/api/v1/users?id={identity_id}",
            "roles": f"/service/auth/api/v1/users/role/{identity_id}",
        },
        "permissions": {account_id: dict(_PERMISSIONS)},
        "groups": [_group(business)],
        "subscription_statuses": {account_id: "active"},
        "business_statuses": {account_id: "active"},
        "integrations": {},
        "business_memberships": [_membership(business)],
        "roles": [
            {
                "id": role,
                "role": "admin",
                "systemid": business.system_id,
                "userid": people.OWNER,
                "created_at": people.SINCE,
                "links": {"destroy": links},
                "accountid": account_id,
            }
        ],
    }


def _group(business: Business) -> dict[str, Any]:
    return {
        "id": people.number(business, "membership"),
        "group_id": people.number(business, "group"),
        "role": "owner",
        "identity_id": business.identity_id,
        "identity_uuid": business.identity_uuid,
        "business_id": business.business_id,
        "active": True,
    }


def _membership(business: Business) -> dict[str, Any]:
    return {
        "id": people.number(business, "membership"),
        "role": "owner",
        "unacknowledged_change": False,
        "business": {
            "id": business.business_id,
            "business_uuid": business.business_uuid,
            "name": business.name,
            "account_id": business.account_id,
            "timezone": people.TIME_ZONE,
            "date_format": people.DATE_FORMAT,
            "address": people.address(business),
            "phone_number": people.phone_number(business),
            "business_clients": [],
        },
    }


BEHAVIOUR = Behaviour(verbs={"get": _get})
