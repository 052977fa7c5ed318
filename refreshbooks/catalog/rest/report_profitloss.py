"""Profit and loss."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "java",
        *parts.texts("company_name", "download_token", "resolution"),
        *parts.dates("start_date", "end_date"),
        *parts.flags("cash_based"),
        parts.CURRENCY,
        Field("dates", "array", fields=parts.dates("start_date", "end_date")),
        Field("expenses", "array", fields=parts.ENTRY),
        Field("gross_margin", "object", fields=parts.ENTRY),
        Field("income", "array", fields=parts.ENTRY),
        Field("labels", "array", item="string"),
        Field("net_profit", "object", fields=parts.ENTRY),
        Field("total_expenses", "object", fields=parts.ENTRY),
        Field("total_income", "object", fields=parts.ENTRY),
    ),
)

RESOURCE = Resource(
    name="report_profitloss",
    family="accounting",
    certainty="certain",
    seen_in=("java", "docs"),
    attribute="reports.profitloss",
    scope="account_id",
    single_path="reports/accounting/profitloss",
    methods=("get",),
    single="profitloss",
    fields=_FIELDS,
    filters=(
        *parts.REPORT_PERIOD,
        *parts.filters("plain", "cash_based", "resolution", "dates[]"),
    ),
    scopes=("user:reports:read",),
)
