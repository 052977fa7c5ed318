"""Ledger account types: asset, equity, expense, income, liability."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (*parts.seen("docs", *parts.texts("name")),)

RESOURCE = Resource(
    name="ledger_account_types",
    family="accounting_businesses",
    certainty="documented",
    seen_in=("docs",),
    attribute="ledger_account_types",
    path="/accounting/ledger_accounts/types",
    methods=("list",),
    plural="data",
    fields=_FIELDS,
)
