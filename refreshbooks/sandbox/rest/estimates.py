"""Estimates: what something would cost, sent to a client who accepts it or not.

Statuses: 1 draft, 2 sent, 3 viewed, 4 replied, 5 accepted, 6 invoiced.
"""

from refreshbooks.sandbox.rest import papers, refusals
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_WORDS = {1: "draft", 2: "sent", 3: "viewed", 4: "replied", 5: "accepted", 6: "invoiced"}
_DRAFT, _SENT, _VIEWED, _REPLIED, _ACCEPTED, _INVOICED = _WORDS
_DEFAULTS: Record = {
    "accepted": False,
    "invoiced": False,
    "lines": [],
    "notes": "",
    "require_client_signature": False,
    "rich_proposal": False,
    "terms": "",
}


def _check(call: Call, values: Record, before: Record | None) -> None:
    if before is None or "customerid" in values:
        papers.client_of(call, values.get("customerid"))
    status = values.get("status")
    if status is None:
        values.pop("status", None)
    elif status not in _WORDS:
        raise refusals.invalid("status", status)


def _complete(call: Call, estimate: Record, before: Record | None) -> None:
    if before is None:
        papers.address(call, estimate, papers.client_of(call, estimate["customerid"]))
        papers.number(call, "estimate_number", estimate)
        estimate["status"] = estimate.get("status") or _DRAFT
        if papers.take_off(estimate, "action_email"):
            _send(estimate)
        if papers.take_off(estimate, "action_accept"):
            estimate["status"] = _ACCEPTED
    # Lines do not name their estimate: no field is declared for that.
    papers.charge(call, estimate, before)
    _say(estimate)


def _say(estimate: Record) -> None:
    status = estimate["status"]
    estimate["accepted"] = bool(estimate["accepted"] or status == _ACCEPTED)
    estimate["invoiced"] = bool(estimate["invoiced"] or status == _INVOICED)
    estimate["ui_status"] = _WORDS[status]
    # There are three words for it: what came after sending, somebody has viewed.
    estimate["display_status"] = _WORDS[min(status, _VIEWED)]


def _send(estimate: Record) -> None:
    estimate["status"] = max(estimate["status"], _SENT)


def _email(call: Call, estimate: Record) -> None:
    _send(estimate)
    call.announce("estimate.sendByEmail", estimate["id"])


def _accept(call: Call, estimate: Record) -> None:
    estimate["status"] = max(estimate["status"], _ACCEPTED)


def _view(call: Call, estimate: Record) -> Record:
    if "invoices" not in call.includes:
        return estimate
    made_from_it = Condition("estimateid", "is", estimate["id"])
    numbers = [{"id": one["id"]} for one in call.book.select("invoices", made_from_it)]
    return {**estimate, "invoices": numbers}


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    view=_view,
    actions={"action_email": _email, "action_accept": _accept},
    names={"statusid": "status", "statusids": "status"},
    defaults=_DEFAULTS,
    columns={"client_id": "customerid", "date": "create_date"},
)
