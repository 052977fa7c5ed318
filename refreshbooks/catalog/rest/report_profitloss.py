"""Profit and loss."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

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
    fields=parts.seen("java", *parts.PROFIT_AND_LOSS),
    filters=(
        *parts.REPORT_PERIOD,
        *parts.filters("plain", "cash_based", "resolution", "dates[]"),
    ),
    scopes=("user:reports:read",),
)
