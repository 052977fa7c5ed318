"""Payment options of what makes recurring invoices."""

from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="invoice_profile_payment_options",
    family="payments",
    certainty="documented",
    seen_in=("docs",),
    attribute="invoice_profile_payment_options",
    scope="account_id",
    create_path="invoice_profile/{profile_id}/payment_options",
    single_path="invoice_profile/{profile_id}/payment_options",
    methods=("get", "create"),
    single="payment_options",
    wrapped=False,
    note="Only the Postman collection shows it.",
)
