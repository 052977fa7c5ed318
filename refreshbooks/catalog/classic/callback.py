"""Callbacks: addresses that hear of what happens in the account."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource
from refreshbooks.catalog.shapes import acts, creates, deletes, lists, open_to

__all__ = ["EVENTS", "RESOURCE"]

_CHANGES = ("", ".create", ".update", ".delete")
_CHANGING = (
    "category",
    "client",
    "estimate",
    "expense",
    "invoice",
    "item",
    "payment",
    "project",
    "recurring",
    "staff",
    "task",
    "time_entry",
)
_FURTHER = (
    "estimate.sendByEmail",
    "invoice.dispute",
    "invoice.pastdue.1",
    "invoice.pastdue.2",
    "invoice.pastdue.3",
    "invoice.sendByEmail",
    "invoice.sendBySnailMail",
)
EVENTS = (
    "all",
    *sorted((*_FURTHER, *(noun + change for noun in _CHANGING for change in _CHANGES))),
)

_CALLBACK = (
    Field("event", "enum", EVENTS, required=True, note="A bare noun means all that befalls it."),
    Field("uri", required=True, note="With http or https; it may have a query."),
    Field("verified", "bool", only="answered", note="1 once callback.verify was called."),
    Field("updated", "datetime", documented=False, only="answered"),
)

_FILTERS = (
    Field("event", "enum", EVENTS),
    Field("uri"),
)

_VERIFIER = Field(
    "callback",
    "object",
    required=True,
    fields=(
        Field("callback_id", "id", required=True),
        Field("verifier", required=True, note="What the service posted to the address."),
    ),
)

RESOURCE = Resource(
    name="callback",
    record="callback",
    plural="callbacks",
    key="callback_id",
    methods=open_to(
        parts.ADMINISTRATOR,
        creates("callback", _CALLBACK, note="A verifier is posted to the address at once."),
        Method("callback.verify", (_VERIFIER,), note="From then on events are delivered."),
        acts("callback", "resendToken", note="Posts the verifier again, unless verified."),
        lists("callback", _CALLBACK, *_FILTERS),
        deletes("callback"),
    ),
)
