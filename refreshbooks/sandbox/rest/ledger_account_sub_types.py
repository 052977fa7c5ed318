"""The sub types of ledger accounts. There are ten."""

from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.ledger import chart
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _all() -> list[Record]:
    return [
        {"id": number, "type": kind, "name": name, "base_number": base}
        for number, (name, kind, base) in enumerate(chart.SUB_TYPES, 1)
    ]


def _list(call: Call) -> Answer:
    return Answer({"data": _all()})


def _get(call: Call) -> Answer:
    number = call.ids["id"]
    for one in _all():
        if str(one["id"]) == number:
            return Answer({"data": one})
    raise refusals.not_found("sub_type", "id", number)


BEHAVIOUR = Behaviour(verbs={"list": _list, "get": _get})
