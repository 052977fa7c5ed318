"""Profit and loss, as the Node SDK asks for it."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

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
    fields=parts.seen("node", *parts.PROFIT_AND_LOSS),
    filters=(
        *parts.REPORT_PERIOD,
        *parts.filters("plain", "cash_based", "resolution"),
    ),
    scopes=("user:reports:read",),
    note="The answer stands under profitloss.",
)
