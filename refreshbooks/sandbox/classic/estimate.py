"""Estimates: like invoices, but to be accepted instead of paid.

Whatever status a request brings, it is passed over: a new estimate is a draft,
sending it makes it sent, accepting it accepted. Whether the service would let
a draft be accepted is not known; this sandbox does.
"""

from refreshbooks.sandbox.classic import failures, lines
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.fields import fall_back
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _complete(call: Call, estimate: Record, before: Record | None) -> None:
    fall_back(estimate, before, date=call.today, number="", client_id="")
    if before is None:
        lines.address(call, estimate)
    estimate["status"] = before["status"] if before else "draft"
    lines.number(call, "estimate", estimate)
    lines.work_out(call, estimate)


def _accept(call: Call) -> Record:
    estimate = call.addressed()
    if estimate["status"] == "accepted":
        raise failures.refused("accept", "estimate", "Estimate is already accepted.")
    estimate["status"] = "accepted"
    call.save("estimate", estimate)
    return {}


def _view(call: Call, estimate: Record) -> Record:
    shown = {**estimate, **lines.pages(call, "estimate", estimate)}
    return {**shown, "contacts": lines.recipients(estimate), "lines": lines.shown_lines(estimate)}


BEHAVIOUR = Behaviour(
    complete=_complete,
    view=_view,
    actions={"sendByEmail": lines.send, "markAsSent": lines.send, "accept": _accept},
)
