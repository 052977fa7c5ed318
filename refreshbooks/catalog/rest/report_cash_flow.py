"""Cash flow."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="report_cash_flow",
    family="accounting",
    certainty="inferred",
    seen_in=("docs",),
    attribute="reports.cash_flow",
    scope="account_id",
    single_path="reports/accounting/cash_flow",
    methods=("get",),
    single="cash_flow",
    filters=parts.REPORT_PERIOD,
    scopes=("user:reports:read",),
    note="The path is a guess from the other reports. What it answers is unknown.",
)
