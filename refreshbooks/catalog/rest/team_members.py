"""Team members: who works in the business."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "docs",
        *parts.texts("first_name", "middle_name", "last_name", "email", "phone_number", "uuid"),
        *parts.texts("business_role_name", "job_title", "street_1", "street_2"),
        *parts.texts("city", "province", "country", "postal_code"),
        *parts.integers("business_id", "identity_id"),
        *parts.flags("active"),
        Field("invitation_date_accepted", "utc", read_only=True),
        parts.CREATED_UTC,
        parts.UPDATED_UTC,
    ),
)

RESOURCE = Resource(
    name="team_members",
    family="auth",
    certainty="documented",
    seen_in=("docs",),
    attribute="team_members",
    scope="business_id",
    path="/auth/api/v1/businesses/{business_id}/team_members",
    single_path="/auth/api/v1/businesses/{business_id}/team_members/{uuid}",
    methods=("get", "list"),
    single="response",
    plural="response",
    key="uuid",
    paging="meta",
    fields=_FIELDS,
    filters=parts.filters("plain", "active"),
    scopes=("user:teams:read",),
    note="The page facts lack pages.",
)
