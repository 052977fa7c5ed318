"""Retainers: what clients pay in every period."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "docs",
        parts.ID,
        *parts.texts("frequency"),
        *parts.integers("business_id", "budgeted_time", "client_user_id", "invoice_profile_id"),
        *parts.integers("number_recurring", "system_id"),
        *parts.decimals("excess_rate", "fee"),
        *parts.dates("start_date", "next_period_start_date"),
        *parts.flags("active", "is_infinitely_recurring"),
        parts.CREATED_UTC,
        parts.UPDATED_UTC,
    ),
)

RESOURCE = Resource(
    name="retainers",
    family="comments",
    certainty="documented",
    seen_in=("docs",),
    attribute="retainers",
    scope="business_id",
    path="retainers",
    single_path="retainer/{id}",
    methods=parts.CRUD,
    delete="PUT",
    deleted=("active", False),
    single="retainer",
    plural="retainers",
    key="id",
    fields=_FIELDS,
    scopes=parts.scopes("retainers"),
    note="Setting active brings a deleted one back.",
)
