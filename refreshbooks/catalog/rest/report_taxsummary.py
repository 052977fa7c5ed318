"""Tax summary: taxes collected and paid."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_TAX = (
    *parts.texts("tax_name"),
    *parts.moneys("tax_collected", "tax_paid", "net_tax"),
    *parts.moneys("taxable_amount_collected", "taxable_amount_paid", "net_taxable_amount"),
)

_FIELDS = (
    *parts.seen(
        "node",
        *parts.texts("download_token"),
        *parts.moneys("total_invoiced"),
        *parts.dates("start_date", "end_date"),
        *parts.flags("cash_based"),
        parts.CURRENCY,
        Field("taxes", "array", fields=_TAX),
    ),
)

RESOURCE = Resource(
    name="report_taxsummary",
    family="accounting",
    certainty="certain",
    seen_in=("node", "docs"),
    attribute="reports.taxsummary",
    scope="account_id",
    single_path="reports/accounting/taxsummary",
    methods=("get",),
    single="taxsummary",
    fields=_FIELDS,
    filters=(
        *parts.REPORT_PERIOD,
        *parts.filters("plain", "cash_based"),
    ),
    scopes=("user:reports:read",),
)
