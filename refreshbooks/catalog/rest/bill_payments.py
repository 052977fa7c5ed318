"""Bill payments: what was paid to vendors."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "node spec",
        parts.ID,
        *parts.texts("note"),
        *parts.integers("billid"),
        *parts.moneys("amount"),
        *parts.dates("paid_date"),
        Field("payment_type", values=parts.PAYMENT_TYPES),
        parts.VIS_STATE,
    ),
)

RESOURCE = Resource(
    name="bill_payments",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "docs"),
    attribute="bill_payments",
    sdk=True,
    scope="account_id",
    path="bill_payments/bill_payments",
    single_path="bill_payments/bill_payments/{id}",
    methods=parts.CRUD,
    delete="PUT",
    deleted=("vis_state", 1),
    single="bill_payment",
    plural="bill_payments",
    key="id",
    paging="beside",
    required=("billid", "amount"),
    fields=_FIELDS,
    scopes=parts.scopes("bill_payments"),
)
