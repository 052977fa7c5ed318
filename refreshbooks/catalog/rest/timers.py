"""Timers: clocks that run for a time entry."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen("node", parts.ID, *parts.flags("is_running"), Field("time_entries", "array")),
)

RESOURCE = Resource(
    name="timers",
    family="comments",
    certainty="inferred",
    seen_in=("docs",),
    attribute="timers",
    scope="business_id",
    path="timers",
    single_path="timers/{id}",
    methods=("get", "list", "update", "delete"),
    delete="DELETE",
    single="timer",
    plural="timers",
    key="id",
    fields=_FIELDS,
    note="Only one client uses them.",
)
