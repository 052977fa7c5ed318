"""Ledger accounts: the chart of accounts."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "python",
        *parts.texts("name", "number", "description", "system_account_name"),
        *parts.flags("auto_created"),
        Field("parent_account", note="Its id, or null."),
        Field("state", note="active; archived too, most likely."),
        Field("sub_accounts", "array", item="string", note="Their ids."),
        Field("sub_type", note="The name of one of ledger_account_sub_types."),
        Field("type", values=("asset", "equity", "expense", "income", "liability")),
        Field("updated_at", "utc", read_only=True, note="With a fraction of a second."),
        *parts.read_only(*parts.texts("uuid")),
    ),
    *parts.seen("docs", *parts.integers("category_id", "jea_id", "jesa_id")),
)

RESOURCE = Resource(
    name="ledger_accounts",
    family="accounting_businesses",
    certainty="certain",
    seen_in=("python", "docs"),
    attribute="ledger_accounts",
    sdk=True,
    scope="business_uuid",
    path="ledger_accounts/accounts",
    single_path="ledger_accounts/accounts/{id}",
    methods=("get", "list", "create", "update"),
    single="accounts",
    wrapped=False,
    plural="accounts",
    key="uuid",
    required=("name", "sub_type", "parent_account"),
    fields=_FIELDS,
    scopes=parts.scopes("journal_entries"),
    note="Lists have no pages, filters or includes.",
)
