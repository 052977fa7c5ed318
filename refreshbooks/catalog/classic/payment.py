"""Payments: money that came for an invoice or stays as a client's credit."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_TYPES = (
    "Cash",
    "Check",
    "Credit",
    "Credit Card",
    "Bank Transfer",
    "Debit",
    "PayPal",
    "2Checkout",
    "VISA",
    "MASTERCARD",
    "DISCOVER",
    "NOVA",
    "AMEX",
    "DINERS",
    "EUROCARD",
    "JCB",
    "ACH",
)

_PAYMENT = (
    Field(
        "client_id",
        "id",
        condition="without invoice_id",
        only="create",
        note="Alone it makes a credit; with invoice_id the client's credit pays the invoice.",
    ),
    Field("client_id", "id", read_only=True, only="update"),
    Field("client_id", "id", only="answered"),
    Field("invoice_id", "id", condition="without client_id", only="create"),
    Field("invoice_id", "id", read_only=True, only="update"),
    Field("invoice_id", "id", only="answered", note="A credit has none."),
    Field("date", "date", default=parts.TODAY, only="sent"),
    Field("date", "datetime", only="answered"),
    Field("amount", "decimal", default="0"),
    Field(
        "currency_code",
        default=parts.BASE_CURRENCY,
        note="Only of a credit: a payment has its invoice's currency.",
    ),
    Field("type", "enum", _TYPES, default="Check"),
    Field("notes"),
    parts.updated(),
    Field("from_credit", "bool", read_only=True, documented=False),
    Field(
        "gateway_transaction",
        "object",
        read_only=True,
        fields=(Field("reference_id"), Field("gateway_name")),
        note="Only of one made online.",
    ),
)

_FILTERS = (
    Field("client_id", "id"),
    Field("invoice_id", "id"),
    *parts.DATED_BETWEEN,
    *parts.CHANGED_BETWEEN,
)

RESOURCE = Resource(
    name="payment",
    record="payment",
    plural="payments",
    key="payment_id",
    methods=open_to(
        f"{parts.INVOICES_TAB}, {parts.THEIR_CLIENTS}",
        creates("payment", _PAYMENT, note="A credit cannot pay more than there is of it."),
        updates("payment", _PAYMENT),
        gets("payment", _PAYMENT),
        deletes("payment", note="For good; the invoice is open again by that much."),
        lists("payment", _PAYMENT, *_FILTERS, order="payment_id descending"),
    ),
)
