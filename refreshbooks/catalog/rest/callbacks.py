"""Callbacks: addresses that hear of what happens in the account."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["EVENTS", "RESOURCE"]

_NOUNS = (
    "bill",
    "bill_vendor",
    "category",
    "client",
    "credit_note",
    "estimate",
    "expense",
    "invoice",
    "item",
    "payment",
    "project",
    "recurring",
    "service",
    "tax",
    "time_entry",
)
_CHANGES = ("", ".create", ".update", ".delete")
EVENTS = (
    *(noun + change for noun in _NOUNS for change in _CHANGES),
    "estimate.sendByEmail",
    "invoice.sendByEmail",
)

_FIELDS = (
    *parts.seen(
        "docs",
        parts.also("id", of="callbackid"),
        Field("resend", "boolean", write_only=True),
        Field(
            "verifier",
            write_only=True,
            note="What was posted to the address; also the key of signatures.",
        ),
    ),
    *parts.seen(
        "node python spec",
        *parts.texts("uri"),
        Field("event", values=EVENTS, note="A bare noun means all that befalls it."),
        *parts.read_only(*parts.flags("verified")),
    ),
    *parts.seen(
        "node php python spec", Field("callbackid", "integer", read_only=True), parts.UPDATED_UTC
    ),
)

RESOURCE = Resource(
    name="callbacks",
    family="events",
    certainty="certain",
    seen_in=("python", "node", "php", "docs"),
    attribute="callbacks",
    sdk=True,
    scope="account_id",
    path="events/callbacks",
    single_path="events/callbacks/{id}",
    methods=(*parts.CRUD, "verify", "resend_verification"),
    delete="DELETE",
    single="callback",
    plural="callbacks",
    key="callbackid",
    alias="id",
    paging="beside",
    required=("event", "uri"),
    fields=_FIELDS,
    filters=parts.filters("equals", "event"),
    contradictions=(
        (
            "updated_at ends in Z in the Python SDK, and looks like other times of accounting in"
            " Node."
        ),
    ),
    note="A filter by event finds its noun too. The token needs the scope of what is watched.",
)
