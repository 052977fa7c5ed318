"""Abilities: what the caller may do with projects."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (*parts.seen("docs", *parts.texts("name"), *parts.flags("value")),)

RESOURCE = Resource(
    name="abilities",
    family="projects",
    certainty="documented",
    seen_in=("docs",),
    attribute="abilities",
    scope="business_id",
    path="abilities",
    methods=("list",),
    single="ability",
    plural="abilities",
    fields=_FIELDS,
)
