"""Service rates: what an hour of a service costs."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "java node spec", *parts.integers("business_id", "service_id"), *parts.decimals("rate")
    ),
)

RESOURCE = Resource(
    name="service_rates",
    family="comments",
    certainty="certain",
    seen_in=("python", "node", "java", "docs"),
    attribute="service_rates",
    sdk=True,
    scope="business_id",
    path="service_rates",
    create_path="service/{service_id}/rate",
    single_path="service/{service_id}/rate",
    methods=("get", "list", "create", "update"),
    single="service_rate",
    plural="service_rates",
    key="service_id",
    required=("rate",),
    fields=_FIELDS,
    scopes=parts.scopes("billable_items"),
    note="Made once, changed from then on.",
)
