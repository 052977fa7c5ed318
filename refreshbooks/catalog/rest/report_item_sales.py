"""Item sales: what was sold how often."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="report_item_sales",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="reports.item_sales",
    scope="account_id",
    single_path="reports/accounting/item_sales",
    methods=("get",),
    single="item_sales",
    filters=parts.REPORT_PERIOD,
    scopes=("user:reports:read",),
    note="What it answers is unknown.",
)
