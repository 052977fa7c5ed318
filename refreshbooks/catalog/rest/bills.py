"""Bills: what vendors ask for."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_LINE = (
    Field("list_index", "integer", note="From 1."),
    Field("categoryid", "integer", note="Each line sent needs it."),
    *parts.texts("category", "description"),
    Field("quantity", "decimal", note="Sent as a whole number; answers write it either way."),
    *parts.moneys("unit_cost", "amount", "total_amount"),
    *parts.texts("tax_name1", "tax_name2"),
    *parts.decimals("tax_percent1", "tax_percent2"),
    *parts.texts("tax_authorityid1", "tax_authorityid2"),
    *parts.moneys("tax_amount1", "tax_amount2"),
)

_PAYMENT = (
    parts.ID,
    *parts.integers("billid"),
    *parts.moneys("amount"),
    *parts.dates("paid_date"),
    Field("payment_type", values=parts.PAYMENT_TYPES),
    *parts.texts("note"),
    parts.VIS_STATE,
)

_FIELDS = (
    *parts.seen(
        "node spec",
        parts.ID,
        *parts.texts("bill_number"),
        *parts.integers("due_offset_days", "vendorid"),
        *parts.dates("issue_date"),
        Field("amount", "money", read_only=True, note="The sum of the lines."),
        parts.upload("attachment"),
        parts.CURRENCY,
        Field("due_date", "date", read_only=True, note="due_offset_days sets it."),
        parts.LANGUAGE,
        Field("lines", "array", fields=_LINE),
        Field("status", values=("unpaid", "overdue", "partial", "paid"), read_only=True),
        parts.CREATED_UTC,
        parts.UPDATED_UTC,
        *parts.read_only(
            *parts.texts("overall_category", "overall_description"),
            *parts.moneys("outstanding", "paid", "tax_amount", "total_amount"),
        ),
        parts.VIS_STATE,
    ),
    *parts.seen(
        "node",
        Field("bill_payments", "array", fields=_PAYMENT, read_only=True),
        Field("vendor", "object", fields=parts.VENDOR, read_only=True),
    ),
)

RESOURCE = Resource(
    name="bills",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "docs"),
    attribute="bills",
    sdk=True,
    scope="account_id",
    path="bills/bills",
    single_path="bills/bills/{id}",
    methods=(*parts.CRUD, "archive"),
    delete="PUT",
    deleted=("vis_state", 1),
    single="bill",
    plural="bills",
    key="id",
    paging="beside",
    required=("vendorid", "issue_date", "due_offset_days", "currency_code", "language", "lines"),
    fields=_FIELDS,
    filters=(
        *parts.filters("equals", "vendorid", "currency_code", "id"),
        *parts.filters("in", "statuses", "ids"),
    ),
    ignored_filters=(
        *parts.ignored("vendor_id", instead=("vendorid",)),
        *parts.ignored("status", instead=("statuses",)),
        *parts.ignored("issue_date_min", "issue_date_max"),
    ),
    scopes=parts.scopes("bills"),
    contradictions=(
        "The quantity of a line was a number in fixtures, and a text where somebody looked.",
    ),
)
