"""Account statement: a client's invoices and payments."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="report_account_statement",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="reports.account_statement",
    scope="account_id",
    single_path="reports/accounting/account_statement",
    methods=("get",),
    single="account_statement",
    filters=parts.filters("plain", "start_date", "end_date", "clientid", "currency_code"),
    scopes=("user:reports:read",),
    note="What it answers is unknown.",
)
