"""Expense profiles: what makes recurring expenses."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "docs",
        *parts.texts("frequency"),
        *parts.integers("profileid", "repeat"),
        *parts.dates("create_date"),
    ),
)

RESOURCE = Resource(
    name="expense_profiles",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="expense_profiles",
    scope="account_id",
    path="expense_profiles/expense_profiles",
    methods=("create",),
    single="expense_profile",
    key="profileid",
    fields=_FIELDS,
    note="Only the Postman collection shows it.",
)
