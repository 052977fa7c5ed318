"""Gateway connections: the gateways and what they can do."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_CONNECTION = (
    *parts.texts("id", "account_id", "gateway_user_id", "user_state", "state", "email"),
    *parts.texts("country", "publishable_key"),
    Field("currencies", "array", item="string"),
    *parts.flags("bank_transfer_enabled", "visa_debit_accepted", "tos_accepted"),
)

_FIELDS = (
    *parts.seen(
        "docs",
        Field("fbpay", "object", fields=_CONNECTION),
        Field("stripe", "object", fields=_CONNECTION),
        Field("stripe_unified", "object", fields=_CONNECTION),
        Field("paypal", "object"),
    ),
)

RESOURCE = Resource(
    name="gateway_connections",
    family="payments",
    certainty="documented",
    seen_in=("docs",),
    attribute="gateway_connections",
    scope="account_id",
    path="gateway",
    methods=("list",),
    single="gateway_connection",
    plural="gateway_connections",
    fields=_FIELDS,
    note="A POST to gateway/fbpay makes one of FreshBooks Payments.",
)
