"""Expense categories: what money is spent on."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (*parts.seen("node php spec", *parts.CATEGORY),)

RESOURCE = Resource(
    name="expense_categories",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "php", "docs"),
    attribute="expenses_categories",
    sdk=True,
    scope="account_id",
    path="expenses/categories",
    single_path="expenses/categories/{id}",
    methods=("get", "list"),
    single="category",
    plural="categories",
    key="id",
    alias="categoryid",
    paging="beside",
    fields=_FIELDS,
    filters=(
        *parts.filters("equals", "categoryid", "vis_state"),
        *parts.filters("in", "categoryids"),
        *parts.filters("between", "updated_min", "updated_max"),
    ),
    scopes=("user:expenses:read",),
    contradictions=("No SDK and no documentation creates one, yet somebody saw a create succeed.",),
    note="Reads only.",
)
