"""Which changes are told to webhooks, and under what names."""

from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["announce"]

# What the documentation lists; the service calls a recurring profile "recurring".
_NOUNS = {
    "bill": "bill",
    "bill_vendor": "bill_vendor",
    "category": "category",
    "client": "client",
    "credit_note": "credit_note",
    "estimate": "estimate",
    "expense": "expense",
    "invoice": "invoice",
    "invoice_profile": "recurring",
    "item": "item",
    "payment": "payment",
    "project": "project",
    "service": "service",
    "tax": "tax",
    "time_entry": "time_entry",
}


def announce(call: Call, verb: str, record: Record) -> None:
    """Tells what became of a record, where its kind is one that is told of."""
    noun = _NOUNS.get(call.resource.single)
    if noun:
        call.announce(f"{noun}.{verb}", record["serial"])
