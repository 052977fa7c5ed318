"""Invoices as PDF."""

from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="invoice_pdf",
    family="accounting",
    certainty="inferred",
    seen_in=("docs",),
    attribute="invoice_pdf",
    scope="account_id",
    single_path="invoices/invoices/{invoice_id}/pdf",
    methods=("get",),
    binary=True,
    scopes=("user:invoices:read",),
    note="Some ask for the invoice itself, with Accept: application/pdf.",
)
