"""Gateway connections: the gateways and what they can do."""

from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="gateway_connections",
    family="payments",
    certainty="documented",
    seen_in=("docs",),
    attribute="gateway_connections",
    scope="account_id",
    single_path="gateway",
    methods=("get",),
    single="gateway_connections",
)
