"""Service rates: what an hour of a service costs. Made once, changed from then on."""

from refreshbooks.sandbox.rest import records, refusals
from refreshbooks.sandbox.rest.amounts import decimal_of, price_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.fields import checked, require
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR", "rate_text"]


def _get(call: Call) -> Answer:
    return records.one(call, _rate(call))


def _create(call: Call) -> Answer:
    service = call.find("services", call.ids["service_id"])
    values = checked(call, call.sent)
    require(call.resource, values)
    if call.book.get(call.kind, service["serial"]):
        # What the service says to a second POST is not known; that a rate is made
        # by one and changed by PUT is documented.
        raise refusals.conflict("rate", values["rate"], "This service has a rate already.")
    return records.one(call, records.make(call, values, service["serial"]))


def _update(call: Call) -> Answer:
    before = _rate(call)
    record = {**before, **checked(call, call.sent)}
    records.keep(call, record, before, "update")
    return records.one(call, record)


def _rate(call: Call) -> Record:
    return call.find(call.kind, call.ids["service_id"])


def _complete(call: Call, record: Record, before: Record | None) -> None:
    record["rate"] = rate_text(record["rate"])


def rate_text(rate: object) -> str:
    """Returns a rate as answers have it, with two digits after the dot."""
    text: str = price_of(decimal_of(rate), "")["amount"]
    return text


BEHAVIOUR = Behaviour(complete=_complete, verbs={"get": _get, "create": _create, "update": _update})
