"""Chart of accounts, with balances."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="chart_of_accounts",
    family="accounting_businesses",
    certainty="documented",
    seen_in=("docs",),
    attribute="chart_of_accounts",
    scope="business_uuid",
    single_path="reports/chart_of_accounts",
    methods=("get",),
    single="journal_entry_accounts",
    filters=parts.filters(
        "plain", "currency_code", "start_date", "end_date", "sort", "state", "use_ledger_entries"
    ),
    scopes=("user:reports:read",),
    note=(
        "It stands in response and result, unlike the rest of its family; what it holds is unknown."
    ),
)
