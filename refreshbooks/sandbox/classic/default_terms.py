"""Default terms: one text for each kind of document, named by the kind."""

from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.typed import TypedRecords

__all__ = ["BEHAVIOUR"]

_TERMS = TypedRecords(
    "default_terms",
    (
        {"type": "invoice", "message": "Please pay within 30 days."},
        {"type": "estimate", "message": "This estimate holds for 30 days."},
        {"type": "credit", "message": "Credit is taken off your next invoice."},
    ),
)


def _get(call: Call) -> dict[str, object]:
    return {"terms": _TERMS.read(call, call.sent["type"])}


def _list(call: Call) -> dict[str, object]:
    return {"default_terms": _TERMS.all(call)}


def _update(call: Call) -> dict[str, object]:
    _TERMS.change(call, call.values)
    return {}


BEHAVIOUR = Behaviour(actions={"get": _get, "list": _list, "update": _update})
