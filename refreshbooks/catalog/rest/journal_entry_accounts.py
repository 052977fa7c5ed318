"""Journal entry accounts: the accounts that journal entries book on."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_SUB_ACCOUNT = (
    parts.ID,
    parts.also("sub_accountid"),
    *parts.integers("parentid"),
    *parts.texts("account_sub_name", "account_sub_number", "account_type"),
    *parts.decimals("balance"),
    parts.CURRENCY,
    *parts.flags("custom", "transaction_posted"),
    parts.CREATED,
)

_FIELDS = (
    *parts.seen(
        "node spec",
        parts.ID,
        parts.also("accountid"),
        *parts.texts("account_name", "account_number", "account_type"),
        *parts.decimals("balance"),
        parts.CURRENCY,
        parts.ACCOUNT,
        parts.CREATED,
    ),
    *parts.seen("node", Field("sub_accounts", "array", fields=_SUB_ACCOUNT)),
)

RESOURCE = Resource(
    name="journal_entry_accounts",
    family="accounting",
    certainty="certain",
    seen_in=("node", "docs"),
    attribute="journal_entry_accounts",
    scope="account_id",
    path="journal_entry_accounts/journal_entry_accounts",
    methods=("list",),
    single="journal_entry_account",
    plural="journal_entry_accounts",
    key="id",
    alias="accountid",
    paging="beside",
    fields=_FIELDS,
    scopes=("user:journal_entries:read",),
    note="No filter works.",
)
