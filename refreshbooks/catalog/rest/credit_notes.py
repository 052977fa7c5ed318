"""Credit notes: what clients may pay with."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "node",
        *parts.texts("fname", "lname", "organization", "description", "vat_name", "vat_number"),
        *parts.texts("current_organization", "last_order_status", "payment_type", "template"),
        *parts.texts("street", "street2", "city", "province", "country", "code"),
        *parts.integers("ext_archive", "sentid"),
        parts.ACCOUNT,
    ),
    *parts.seen(
        "node spec",
        parts.ID,
        parts.also("creditid"),
        *parts.texts("credit_number", "notes", "terms"),
        *parts.integers("clientid"),
        *parts.moneys("amount"),
        *parts.dates("create_date"),
        Field("credit_type", values=("goodwill", "prepayment", "overpayment")),
        parts.CURRENCY,
        Field("display_status", values=("draft", "created", "sent", "viewed")),
        Field("dispute_status", values=("disputed", "resolved")),
        parts.LANGUAGE,
        Field("payment_status", values=("unpaid", "partial", "paid")),
        Field(
            "status",
            values=("draft", "created", "sent", "viewed"),
            note="A word, where an invoice has a number.",
        ),
        *parts.read_only(*parts.moneys("paid")),
        parts.VIS_STATE,
    ),
    *parts.seen("node spec docs", Field("lines", "array", fields=parts.LINE, include=True)),
)

RESOURCE = Resource(
    name="credit_notes",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "docs"),
    attribute="credit_notes",
    sdk=True,
    scope="account_id",
    path="credit_notes/credit_notes",
    single_path="credit_notes/credit_notes/{id}",
    methods=parts.CRUD,
    delete="PUT",
    deleted=("vis_state", 1),
    single="credit_note",
    plural="credit_notes",
    key="id",
    alias="creditid",
    paging="beside",
    required=("clientid", "create_date"),
    fields=_FIELDS,
    includes=("lines",),
    filters=(
        *parts.filters("equals", "clientid", "creditid"),
        *parts.filters("between", "date_min", "date_max"),
    ),
    ignored_filters=(
        *parts.ignored("create_date_min", instead=("date_min",)),
        *parts.ignored("create_date_max", instead=("date_max",)),
        *parts.ignored("client_id", instead=("clientid",)),
    ),
    scopes=parts.scopes("credit_notes"),
    contradictions=(
        "The Node SDK puts a single one under credit_notes; the service, under credit_note.",
    ),
)
