"""Revenue by client."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="report_revenue_by_client",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="reports.revenue_by_client",
    scope="account_id",
    single_path="reports/accounting/revenue_by_client",
    methods=("get",),
    single="revenue_by_client",
    required=("sales_type",),
    filters=(
        *parts.REPORT_PERIOD,
        *parts.filters("plain", "sales_type"),
    ),
    scopes=("user:reports:read",),
    note="Without sales_type it is refused with 1004. What it answers is unknown.",
)
