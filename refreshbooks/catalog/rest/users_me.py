"""Who is calling, and which businesses that is good for."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE", "ROLES"]

ROLES = (
    "owner",
    "business_partner",
    "business_manager",
    "business_employee",
    "business_accountant",
    "contractor",
    "client",
)

_PROFESSION = (
    parts.ID,
    *parts.integers("business_id"),
    *parts.texts("title", "company", "designation"),
)

_PROFILE = (
    *parts.flags("setup_complete", "has_password"),
    *parts.texts("first_name", "last_name", "phone_number"),
    Field("address", "object", fields=parts.ADDRESS),
    Field("professions", "array", fields=_PROFESSION),
)

_BUSINESS_CLIENT = (
    parts.ID,
    *parts.integers("business_id", "userid"),
    *parts.texts("account_id"),
    Field("client_business", "object", fields=parts.integers("business_id")),
    Field(
        "account_business",
        "object",
        fields=(*parts.integers("account_business_id"), *parts.texts("account_id")),
    ),
)

_BUSINESS = (
    parts.ID,
    *parts.texts("business_uuid", "name", "account_id", "date_format", "timezone"),
    Field("address", "object", fields=parts.ADDRESS),
    Field("phone_number", "object", fields=(parts.ID, *parts.texts("phone_number"))),
    Field("business_clients", "array", fields=_BUSINESS_CLIENT),
)

_MEMBERSHIP = (
    parts.ID,
    Field("role", values=ROLES),
    *parts.flags("unacknowledged_change"),
    Field("business", "object", fields=_BUSINESS),
    *parts.texts("fasttrack_token"),
)

_GROUP = (
    parts.ID,
    *parts.integers("group_id", "identity_id", "business_id"),
    *parts.texts("role", "identity_uuid"),
    *parts.flags("active"),
)

_ROLE = (
    parts.ID,
    *parts.texts("role", "accountid"),
    *parts.integers("systemid", "userid"),
    parts.CREATED_UTC,
    Field("links", "object", fields=parts.texts("destroy")),
)

_FIELDS = (
    *parts.seen(
        "node python",
        parts.ID,
        *parts.texts("identity_origin"),
        Field("addresses", "array", fields=parts.ADDRESS, note="May hold null."),
        Field("groups", "array", fields=_GROUP),
        Field("integrations", "object"),
        Field("links", "object", fields=parts.texts("me", "roles")),
        Field("permissions", "object", note="Flags for each account."),
        Field("phone_numbers", "array", fields=parts.texts("title", "phone_number")),
        Field("profession", "object", fields=_PROFESSION),
        Field("roles", "array", fields=_ROLE, note="An older view of the memberships."),
        Field("subscription_statuses", "object", note="A word for each account."),
    ),
    *parts.seen(
        "java node python",
        *parts.texts("first_name", "last_name", "email"),
        Field("business_memberships", "array", fields=_MEMBERSHIP),
        parts.LANGUAGE,
        parts.CREATED_UTC,
    ),
    *parts.seen(
        "java python",
        parts.also("identity_id"),
        *parts.texts("identity_uuid"),
        Field("confirmed_at", "utc", read_only=True),
    ),
    *parts.seen(
        "python",
        *parts.texts("unconfirmed_email"),
        *parts.flags("setup_complete"),
        Field("profile", "object", fields=_PROFILE),
    ),
    *parts.seen("docs", Field("business_statuses", "object", note="A word for each account.")),
)

RESOURCE = Resource(
    name="users_me",
    family="auth",
    certainty="certain",
    seen_in=("python", "node", "php", "java", "docs"),
    single_path="/auth/api/v1/users/me",
    methods=("get",),
    single="response",
    key="id",
    fields=_FIELDS,
    scopes=("user:profile:read",),
    note=(
        "client.current_user() calls it. A membership of the role client may have no account_id."
    ),
)
