"""Accounts aging: how long clients have owed."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

# How many days ago it was due.
_AGES = parts.moneys("0-30", "31-60", "61-90", "91+", "total")

_CLIENT = (
    *parts.integers("userid"),
    *parts.texts("organization", "fname", "lname", "email"),
    *_AGES,
)

_FIELDS = (
    *parts.seen(
        "docs",
        *parts.texts("company_name", "download_token"),
        *parts.dates("end_date"),
        Field("accounts", "array", fields=_CLIENT),
        parts.CURRENCY,
        Field("totals", "object", fields=_AGES),
    ),
)

RESOURCE = Resource(
    name="report_accounts_aging",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="reports.accounts_aging",
    scope="account_id",
    single_path="reports/accounting/accounts_aging",
    methods=("get",),
    single="accounts_aging",
    fields=_FIELDS,
    filters=parts.filters("plain", "end_date", "currency_code"),
    scopes=("user:reports:read",),
)
