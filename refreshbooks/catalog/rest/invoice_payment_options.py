"""Payment options: how an invoice may be paid online."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_GATEWAY = (
    *parts.texts("id", "account_id", "gateway_name", "country", "user_publishable_key"),
    Field("currencies", "array", item="string"),
    *parts.flags("bank_transfer_enabled", "can_process_payments"),
)

_FIELDS = (
    *parts.seen(
        "node php python spec",
        *parts.flags("allow_partial_payments", "has_ach_transfer", "has_bacs_debit"),
        *parts.flags("has_credit_card", "has_paypal_smart_checkout", "has_sepa_debit"),
        Field("entity_id", note="Sent as a number too."),
        Field(
            "entity_type",
            values=(
                "invoice",
                "invoices",
                "invoice_profile",
                "checkout_link",
                "payment_method_setup",
            ),
        ),
        Field("gateway_name", values=("fbpay", "stripe", "paypal")),
    ),
    *parts.seen(
        "python",
        Field("gateway_info", "object", fields=_GATEWAY, read_only=True),
        Field("stripe_acss_payment_options", "object"),
    ),
    *parts.seen("php python", *parts.flags("has_acss_debit")),
)

RESOURCE = Resource(
    name="invoice_payment_options",
    family="payments",
    certainty="certain",
    seen_in=("python", "node", "php", "docs"),
    attribute="invoice_payment_options",
    sdk=True,
    scope="account_id",
    create_path="invoice/{invoice_id}/payment_options",
    single_path="invoice/{invoice_id}/payment_options",
    defaults_path="payment_options",
    methods=("get", "create", "defaults"),
    single="payment_options",
    wrapped=False,
    query=(("entity_type", "invoice"),),
    fields=_FIELDS,
    scopes=parts.scopes("online_payments"),
    note="The query goes along with defaults.",
)
