"""Callbacks, or webhooks: addresses that hear of what happens, once they have proved it.

A verifier is posted to the address of a new one; a PUT that sends it back makes it
verified, and from then on events follow, signed with it. What the service does
where a verified one gets another address is not known; here the new one has to prove
itself anew.
"""

from typing import Any
from urllib.parse import urlsplit

from refreshbooks.catalog.rest.callbacks import EVENTS
from refreshbooks.sandbox.rest import records, refusals
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]


def _check(call: Call, values: Record, before: Record | None) -> None:
    wrong = {}
    if values.get("event", EVENTS[0]) not in EVENTS:
        wrong["event"] = "Value error, Unrecognized event."
    if "uri" in values and not _is_http(values["uri"]):
        wrong["uri"] = "Input should be a valid URL, relative URL without a base"
    if wrong:
        raise refusals.several(
            refusals.problem("value", field, values[field], text) for field, text in wrong.items()
        )


def _complete(call: Call, record: Record, before: Record | None) -> None:
    if before is None or record["uri"] != before["uri"]:
        record["verified"] = False


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    if call.delivery is None:
        return
    if after is None or (before and before["uri"] != after["uri"]):
        call.delivery.forget(before or {})
    if after is not None and (before is None or before["uri"] != after["uri"]):
        call.delivery.challenge(after, **call.said)


def _update(call: Call) -> Answer:
    if call.sent.get("verifier") is not None:
        return _proven(call, call.addressed(), call.sent["verifier"])
    if call.sent.get("resend"):
        record = call.addressed()
        if call.delivery is not None and not record["verified"]:
            call.delivery.challenge(record, **call.said)
        return records.one(call, record)
    return records.update(call)


def _proven(call: Call, record: Record, verifier: Any) -> Answer:
    if call.delivery is None or not call.delivery.is_proven(record, verifier):
        raise refusals.invalid("verifier", message="Value error, Verifier does not match.")
    records.keep(call, {**record, "verified": True}, record, "update")
    return records.one(call, {**record, "verified": True})


def _of_event(call: Call, text: str) -> Condition:
    # The noun of an event covers it.
    return Condition("event", "in", (text, text.partition(".")[0]))


def _is_http(uri: object) -> bool:
    try:
        parts = urlsplit(uri if isinstance(uri, str) else "")
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    settle=_settle,
    verbs={"update": _update},
    filters={"event": _of_event},
    free=("event",),
)
