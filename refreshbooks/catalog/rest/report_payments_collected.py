"""Payments collected in a period."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_PAYMENT = (
    *parts.dates("date"),
    *parts.moneys("amount"),
    *parts.texts("client", "description", "method", "invoice_number", "credit_number"),
    *parts.integers("clientid", "invoiceid", "creditid"),
    *parts.flags("from_credit"),
)

_FIELDS = (
    *parts.seen(
        "node",
        *parts.texts("download_token"),
        *parts.dates("start_date", "end_date"),
        *parts.flags("summary_only"),
        Field("clientids", "array", item="integer"),
        Field("currency_codes", "array", item="string"),
        Field("payment_methods", "array", item="string"),
        Field("payments", "array", fields=_PAYMENT),
        Field("totals", "array", item="money", note="One for each currency."),
    ),
)

RESOURCE = Resource(
    name="report_payments_collected",
    family="accounting",
    certainty="certain",
    seen_in=("node", "docs"),
    attribute="reports.payments_collected",
    scope="account_id",
    single_path="reports/accounting/payments_collected",
    methods=("get",),
    single="payments_collected",
    fields=_FIELDS,
    filters=parts.filters(
        "plain", "start_date", "end_date", "currency_codes[]", "payment_methods[]", "clientids[]"
    ),
    scopes=("user:reports:read",),
)
