"""Payments: what clients paid."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "java node php spec",
        parts.ID,
        *parts.texts("note"),
        *parts.integers("clientid", "invoiceid"),
        *parts.moneys("amount"),
        *parts.dates("date"),
        Field("gateway", include=True),
        Field("type", values=parts.PAYMENT_TYPES, note="Case counts; the answer may differ in it."),
        parts.UPDATED,
        parts.VIS_STATE,
    ),
    *parts.seen(
        "java node php",
        parts.also("logid"),
        *parts.integers("creditid", "orderid", "overpaymentid"),
        *parts.flags("from_credit"),
        parts.ACCOUNT,
    ),
    *parts.seen(
        "java php",
        *parts.integers("bulk_paymentid"),
        Field("send_client_notification", "boolean", note="Whether the client gets an e-mail."),
    ),
    *parts.seen("java node spec", *parts.texts("transactionid")),
    *parts.seen("docs", *parts.included("client", "invoice", "credit_note", "order")),
)

RESOURCE = Resource(
    name="payments",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "php", "java", "docs"),
    attribute="payments",
    sdk=True,
    scope="account_id",
    path="payments/payments",
    single_path="payments/payments/{id}",
    methods=parts.CRUD,
    delete="PUT",
    deleted=("vis_state", 1),
    single="payment",
    plural="payments",
    key="id",
    alias="logid",
    paging="beside",
    required=("invoiceid", "amount", "date"),
    fields=_FIELDS,
    includes=("client", "invoice", "credit_note", "order", "gateway"),
    filters=(
        *parts.filters(
            "equals",
            "logid",
            "clientid",
            "customerid",
            "invoiceid",
            "type",
            "currency",
            "from_credit",
            "client_name",
            "number",
            "payment_or_credit",
            "notes",
            "vis_state",
        ),
        *parts.filters("in", "logids", "clientids", "customerids"),
        *parts.filters(
            "between",
            "date_min",
            "date_max",
            "amount_min",
            "amount_max",
            "updated_min",
            "updated_max",
        ),
    ),
    scopes=parts.scopes("payments"),
)
