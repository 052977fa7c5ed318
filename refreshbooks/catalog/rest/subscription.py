"""The account's subscription."""

from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="subscription",
    family="auth",
    certainty="documented",
    seen_in=("docs",),
    attribute="subscription",
    scope="account_id",
    single_path="/auth/api/v1/billing/account/{account_id}/subscription",
    methods=("delete",),
    delete="DELETE",
    single="subscription",
    note="Only the Postman collection shows it.",
)
