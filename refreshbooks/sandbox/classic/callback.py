"""Callbacks: addresses that hear of what happens, once they have shown that they want to.

A verifier is posted to the address of a new callback; ``callback.verify`` sends
it back, and from then on events follow. Events are what callers did: those of
invoices that a profile makes are not told of, since nobody knows whether the
service does.
"""

from typing import Any
from urllib.parse import urlsplit

from refreshbooks.catalog.classic.callback import EVENTS
from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR", "announce"]

# They change a record and have no event of their own.
_UPDATES = ("lines.add", "lines.update", "lines.delete", "markAsSent", "accept")


def announce(call: Call, answer: dict[str, Any]) -> None:
    """Tells those who asked for it what a call has done.

    Args:
        answer: What stands below ``<response>``.
    """
    noun, _, verb = call.method.name.partition(".")
    event = f"{noun}.update" if verb in _UPDATES else call.method.name
    if event in EVENTS:
        key = call.resource.key
        number = answer.get(key) or call.sent.get(key) or call.values.get(key)
        call.delivery.announce(event, number, **_said(call))


def _said(call: Call) -> dict[str, str]:
    return {"system": call.site, "user_id": call.user}


def _complete(call: Call, record: Record, before: Record | None) -> None:
    if not _is_http(record["uri"]):
        raise failures.invalid("uri")
    record["verified"] = "0"


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    if before is not None:
        call.delivery.forget(before)
    elif after is not None:
        call.delivery.challenge(after, **_said(call))


def _verify(call: Call) -> dict[str, Any]:
    sent = call.sent["callback"]
    record = call.find("callback", sent["callback_id"])
    if not call.delivery.is_proven(record, sent["verifier"]):
        raise failures.invalid("verifier")
    call.save("callback", {**record, "verified": "1"})
    return {}


def _resend(call: Call) -> dict[str, Any]:
    record = call.addressed()
    if record["verified"] != "1":
        call.delivery.challenge(record, **_said(call))
    return {}


def _is_http(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


BEHAVIOUR = Behaviour(
    complete=_complete,
    settle=_settle,
    actions={"verify": _verify, "resendToken": _resend},
)
