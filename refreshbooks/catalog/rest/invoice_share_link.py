"""Share links: where a client sees an invoice without logging in."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "node",
        *parts.texts("resource_type", "share_link", "share_method"),
        *parts.integers("clientid", "resourceid"),
    ),
)

RESOURCE = Resource(
    name="invoice_share_link",
    family="accounting",
    certainty="certain",
    seen_in=("node", "docs"),
    attribute="invoice_share_link",
    scope="account_id",
    single_path="invoices/invoices/{invoice_id}/share_link",
    methods=("get",),
    single="share_link",
    query=(("share_method", "share_link"),),
    fields=_FIELDS,
)
