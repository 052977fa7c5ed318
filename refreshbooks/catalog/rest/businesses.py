"""Businesses: making and ending them."""

from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="businesses",
    family="auth",
    certainty="documented",
    seen_in=("docs",),
    attribute="businesses",
    path="/auth/api/v1/users/business",
    single_path="/auth/api/v1/users/business/{id}",
    methods=("create", "delete"),
    delete="DELETE",
    single="business",
    key="id",
    scopes=("user:business:write",),
    note="Only the Postman collection shows it.",
)
