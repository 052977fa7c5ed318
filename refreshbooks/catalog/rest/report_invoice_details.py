"""Invoice details: the invoices of a period."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="report_invoice_details",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="reports.invoice_details",
    scope="account_id",
    single_path="reports/accounting/invoice_details",
    methods=("get",),
    single="invoice_details",
    filters=(
        *parts.REPORT_PERIOD,
        *parts.filters("plain", "clientids[]", "statusids[]", "date_type"),
    ),
    scopes=("user:reports:read",),
    note="What it answers is unknown.",
)
