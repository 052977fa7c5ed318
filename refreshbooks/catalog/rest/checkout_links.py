"""Checkout links: where anybody may pay."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="checkout_links",
    family="payments",
    certainty="documented",
    seen_in=("docs",),
    attribute="checkout_links",
    scope="account_id",
    path="checkout-links",
    single_path="checkout-links/{id}",
    methods=parts.CRUD,
    delete="DELETE",
    single="checkout_link",
    wrapped=False,
    plural="checkout_links",
    key="id",
    note=(
        "Only the Postman collection shows it; what it holds is unknown. How it may be paid"
        " is at checkout_link/{id}/payment_options."
    ),
)
