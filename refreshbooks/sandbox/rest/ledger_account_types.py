"""The types of ledger accounts. There are five."""

from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.ledger import chart

__all__ = ["BEHAVIOUR"]


def _list(call: Call) -> Answer:
    return Answer({"data": [{"name": name} for name in chart.TYPES]})


BEHAVIOUR = Behaviour(verbs={"list": _list})
