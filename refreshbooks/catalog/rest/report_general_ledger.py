"""General ledger."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="report_general_ledger",
    family="accounting",
    certainty="inferred",
    seen_in=("docs",),
    attribute="reports.general_ledger",
    scope="account_id",
    single_path="reports/accounting/general_ledger",
    methods=("get",),
    single="general_ledger",
    filters=parts.REPORT_PERIOD,
    scopes=("user:reports:read",),
    note=(
        "The path is a guess; an item of that name in the Postman collection gets"
        " journal_entry_accounts. What it answers is unknown."
    ),
)
