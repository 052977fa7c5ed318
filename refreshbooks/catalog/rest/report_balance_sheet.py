"""Balance sheet, as of one or more days."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_BALANCE = (*parts.dates("date"), *parts.moneys("balance"))
_BALANCES = Field("balances", "array", fields=_BALANCE, note="One for each date.")

_SUB_ACCOUNT = (*parts.texts("sub_account_name", "sub_account_number"), _BALANCES)

_ACCOUNT = (
    *parts.texts("account_name", "account_number"),
    _BALANCES,
    Field("sub_accounts", "array", fields=_SUB_ACCOUNT),
)

_PART = (
    *parts.texts("account_type", "category"),
    Field("accounts", "array", fields=_ACCOUNT),
    _BALANCES,
)

_FIELDS = (
    *parts.seen(
        "docs",
        *parts.texts("company_name", "download_token"),
        Field("assets_total", "array", fields=_BALANCE),
        parts.CURRENCY,
        Field("data", "array", fields=_PART),
        Field("dates", "array", item="date"),
        Field("liabilities_and_equity_total", "array", fields=_BALANCE),
    ),
)

RESOURCE = Resource(
    name="report_balance_sheet",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="reports.balance_sheet",
    scope="account_id",
    single_path="reports/accounting/balance_sheet",
    methods=("get",),
    single="balance_sheet",
    fields=_FIELDS,
    filters=parts.filters("plain", "dates[]", "currency_code"),
    scopes=("user:reports:read",),
)
