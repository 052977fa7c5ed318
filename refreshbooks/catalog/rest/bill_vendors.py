"""Bill vendors: who sends bills."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (*parts.seen("node spec", *parts.VENDOR),)

RESOURCE = Resource(
    name="bill_vendors",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "docs"),
    attribute="bill_vendors",
    sdk=True,
    scope="account_id",
    path="bill_vendors/bill_vendors",
    single_path="bill_vendors/bill_vendors/{id}",
    methods=parts.CRUD,
    delete="PUT",
    deleted=("vis_state", 1),
    single="bill_vendor",
    plural="bill_vendors",
    key="vendorid",
    paging="beside",
    required=("vendor_name",),
    fields=_FIELDS,
    ignored_filters=parts.ignored("vendor_name", "vendor_name_like", "email"),
    scopes=parts.scopes("bill_vendors"),
    contradictions=("Python reads created_at and updated_at as UTC, Node as US Eastern time.",),
)
