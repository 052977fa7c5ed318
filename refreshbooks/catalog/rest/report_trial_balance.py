"""Trial balance: debits and credits by account."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_ROW = (
    *parts.texts("account_name", "account_number", "account_sub_name", "account_sub_number"),
    *parts.integers("sub_accountid"),
    *parts.moneys("debit", "credit"),
)

_FIELDS = (
    *parts.seen(
        "docs",
        *parts.texts("company_name", "download_token"),
        *parts.dates("start_date", "end_date"),
        parts.CURRENCY,
        Field("data", "array", fields=_ROW),
    ),
)

RESOURCE = Resource(
    name="report_trial_balance",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="reports.trial_balance",
    scope="account_id",
    single_path="reports/accounting/trial_balance",
    methods=("get",),
    single="trial_balance",
    fields=_FIELDS,
    filters=parts.REPORT_PERIOD,
    scopes=("user:reports:read",),
)
