"""Retainers: what clients pay in every period. One is ended by making it inactive."""

from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.service_rates import rate_text
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_PRICES = ("fee", "excess_rate")


def _complete(call: Call, retainer: Record, before: Record | None) -> None:
    retainer["system_id"] = call.business.system_id
    for name in _PRICES:
        if retainer.get(name) is not None:
            retainer[name] = rate_text(retainer[name])


BEHAVIOUR = Behaviour(complete=_complete, defaults={"active": True})
