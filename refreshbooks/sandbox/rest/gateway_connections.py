"""Gateway connections: what the gateways of an account can do, as a published call shows it."""

from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_NAMES = ("fbpay", "stripe", "paypal")
_CONNECTED = Condition("folder", "is", "active")


def _list(call: Call) -> Answer:
    gateways = {one["gateway_name"]: one for one in call.book.select("gateways", _CONNECTED)}
    row = {name: _connection(call, gateways.get(name)) for name in _NAMES}
    return Answer({call.resource.plural: [row]})


def _connection(call: Call, gateway: Record | None) -> Record | None:
    if gateway is None:
        return None
    return {
        "id": gateway["connectionid"],
        "email": call.business.email,
        "country": "US",
        "currencies": [call.business.currency_code],
        "bank_transfer_enabled": False,
        **_OF_THEIR_OWN.get(gateway["gateway_name"], {}),
    }


_OF_THEIR_OWN: dict[str, Record] = {
    "fbpay": {"state": "active", "tos_accepted": True, "visa_debit_accepted": True},
    "stripe": {"user_state": "registered", "publishable_key": None},
}

BEHAVIOUR = Behaviour(verbs={"list": _list})
