"""The business and its members."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_MEMBER = (
    parts.ID,
    *parts.integers("group_id", "identity_id", "business_id"),
    *parts.texts("role", "identity_uuid", "first_name", "last_name", "language", "email"),
    *parts.texts("company"),
    *parts.flags("unacknowledged_change", "active"),
)

_GROUP = (parts.ID, *parts.texts("category"), Field("members", "array", fields=_MEMBER))

_FIELDS = (
    *parts.seen(
        "docs",
        parts.ID,
        *parts.texts("name", "account_id", "billing_country_code", "business_type"),
        *parts.texts("business_uuid", "date_format", "industry", "number_format", "status"),
        *parts.texts("timezone"),
        *parts.integers("first_day_of_week"),
        *parts.flags("active", "advanced_accounting_enabled"),
        Field("address", "object", fields=parts.ADDRESS),
        Field("business_clients", "array"),
        Field("business_group", "object", fields=_GROUP),
        Field("phone_number", "object", fields=(parts.ID, *parts.texts("phone_number"))),
    ),
)

RESOURCE = Resource(
    name="business_group",
    family="auth",
    certainty="documented",
    seen_in=("docs",),
    attribute="business_group",
    scope="business_id",
    single_path="/auth/api/v1/users/business/{business_id}",
    methods=("get",),
    single="response",
    key="id",
    fields=_FIELDS,
    scopes=("user:business:read",),
)
