"""Staff: the owner is there from the first. Others come by the web pages alone."""

from refreshbooks.sandbox.rest import records
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Condition

__all__ = ["BEHAVIOUR"]

_DEFAULTS = {"bus_phone": "", "fax": "", "level": 0, "mob_phone": "", "num_logins": 0, "rate": "0"}


def _seed(call: Call) -> None:
    business = call.business
    owner = {
        "fname": business.first_name,
        "lname": business.last_name,
        "email": business.email,
        "organization": business.name,
        "username": "owner",
        "currency_code": business.currency_code,
        "language": "en",
    }
    records.make(call, owner)


def _user_like(call: Call, text: str) -> Condition:
    return Condition("fname|lname|organization|email", "contains", text)


def _phone_like(call: Call, text: str) -> Condition:
    return Condition("bus_phone|mob_phone|home_phone|fax", "contains", text)


BEHAVIOUR = Behaviour(
    seeds=_seed, defaults=_DEFAULTS, filters={"user_like": _user_like, "phone_like": _phone_like}
)
