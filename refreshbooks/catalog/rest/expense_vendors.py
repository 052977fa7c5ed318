"""Expense vendors: the names that expenses were paid to."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (*parts.seen("docs", *parts.texts("vendor")),)

RESOURCE = Resource(
    name="expense_vendors",
    family="accounting",
    certainty="live",
    seen_in=("docs",),
    attribute="expense_vendors",
    scope="account_id",
    path="expenses/vendors",
    methods=("list",),
    single="vendor",
    plural="vendors",
    paging="beside",
    fields=_FIELDS,
)
