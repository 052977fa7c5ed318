"""Billable items: items and services in one."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="billable_items",
    family="accounting",
    certainty="documented",
    seen_in=("docs",),
    attribute="billable_items",
    scope="account_id",
    path="billable_items/billable_items",
    single_path="billable_items/billable_items/{id}",
    methods=("get", "create"),
    single="billable_item",
    key="id",
    scopes=parts.scopes("billable_items"),
    note="Only the Postman collection shows it; what it holds is unknown.",
)
