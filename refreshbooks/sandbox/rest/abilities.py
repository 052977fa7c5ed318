"""Abilities: what the owner may do with projects."""

from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.projects import ABILITIES

__all__ = ["BEHAVIOUR"]


def _list(call: Call) -> Answer:
    rows = [{"name": name, "value": value} for name, value in ABILITIES.items()]
    return Answer({call.resource.plural: rows})


BEHAVIOUR = Behaviour(verbs={"list": _list})
