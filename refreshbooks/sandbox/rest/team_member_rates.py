"""Team member rates: what an hour of somebody costs. Here the owner is the team."""

from refreshbooks.sandbox.rest import records, refusals
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.fields import checked
from refreshbooks.sandbox.rest.service_rates import rate_text

__all__ = ["BEHAVIOUR"]


def _update(call: Call) -> Answer:
    number = call.ids["identity_id"]
    if number != str(call.business.identity_id):
        raise refusals.not_found("team_member", "identity_id", number)
    rate = checked(call, call.sent).get("rate")
    if rate is None:
        raise refusals.missing("rate")
    before = call.book.get(call.kind, int(number))
    record = {**(before or {}), "identity_id": int(number), "serial": int(number)}
    record |= {"business_id": call.business.business_id, "rate": rate_text(rate)}
    records.keep(call, record, before, "update")
    return records.one(call, record)


BEHAVIOUR = Behaviour(verbs={"update": _update})
