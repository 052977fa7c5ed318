"""Ledger account sub-types: what an account can be."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (*parts.seen("docs", parts.ID, *parts.texts("name", "type", "base_number")),)

RESOURCE = Resource(
    name="ledger_account_sub_types",
    family="accounting_businesses",
    certainty="documented",
    seen_in=("docs",),
    attribute="ledger_account_sub_types",
    path="/accounting/ledger_accounts/sub_types",
    single_path="/accounting/ledger_accounts/sub_types/{id}",
    methods=("get", "list"),
    single="data",
    plural="data",
    key="id",
    fields=_FIELDS,
)
