"""Profit and loss, as the Node SDK asks for it."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "node",
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
    name="report_profitloss_entity",
    family="accounting",
    certainty="certain",
    seen_in=("node", "docs"),
    attribute="reports.profitloss_entity",
    scope="account_id",
    single_path="reports/accounting/profitloss_entity",
    methods=("get",),
    single="profitloss",
    fields=_FIELDS,
    filters=(
        *parts.REPORT_PERIOD,
        *parts.filters("plain", "cash_based", "resolution"),
    ),
    scopes=("user:reports:read",),
    note="The answer stands under profitloss.",
)
