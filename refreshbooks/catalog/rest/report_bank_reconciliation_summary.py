"""Bank reconciliation: what the bank and the books say."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="report_bank_reconciliation_summary",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="reports.bank_reconciliation_summary",
    scope="account_id",
    single_path="reports/accounting/bank_reconciliation_summary",
    methods=("get",),
    single="bank_reconciliation_summary",
    filters=parts.filters("plain", "currency_code", "date", "bank_accountid"),
    scopes=("user:reports:read",),
    note="What it answers is unknown.",
)
