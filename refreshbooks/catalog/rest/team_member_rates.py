"""Team member rates: what an hour of somebody costs."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen("docs", *parts.integers("business_id", "identity_id"), *parts.decimals("rate")),
)

RESOURCE = Resource(
    name="team_member_rates",
    family="comments",
    certainty="documented",
    seen_in=("docs",),
    attribute="team_member_rates",
    scope="business_id",
    path="team_member_rates",
    single_path="team_member_rate/{identity_id}",
    methods=("list", "update"),
    single="team_member_rate",
    plural="team_member_rates",
    key="identity_id",
    fields=_FIELDS,
    note=(
        "Only the Postman collection shows it, and two further kinds: invitation_rates, and"
        " project/{project_id}/service/{service_id}/rate."
    ),
)
