"""Team members: the owner alone. Nobody has shown how others are invited by a call."""

from typing import Any

from refreshbooks.sandbox.rest import listing, people, refusals
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.identity import Business

__all__ = ["BEHAVIOUR"]

_UNKNOWN = ("middle_name", "job_title", "phone_number")


def _get(call: Call) -> Answer:
    owner = _owner(call.business)
    if call.ids["uuid"] != owner["uuid"]:
        raise refusals.not_found("team_member", "uuid", call.ids["uuid"])
    return call.family.single(call.resource, owner)


def _list(call: Call) -> Answer:
    # There is nobody who is not active.
    is_wanted = (call.query.plain("active") or "true").lower() != "false"
    rows: list[object] = [_owner(call.business)] if is_wanted else []
    return call.family.listing(call.resource, listing.page_of(call, rows))


def _owner(business: Business) -> dict[str, Any]:
    place = people.address(business)
    return {
        "uuid": business.identity_uuid,
        "first_name": business.first_name,
        "last_name": business.last_name,
        "email": business.email,
        **dict.fromkeys(_UNKNOWN),
        "street_1": place["street"],
        "street_2": place["street2"],
        **{name: place[name] for name in ("city", "province", "country", "postal_code")},
        "business_id": business.business_id,
        "business_role_name": "owner",
        "active": True,
        "identity_id": business.identity_id,
        "invitation_date_accepted": None,
        "created_at": people.SINCE,
        "updated_at": people.SINCE,
    }


BEHAVIOUR = Behaviour(verbs={"get": _get, "list": _list})
