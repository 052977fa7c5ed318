"""Projects: what time is spent on."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_MEMBER = (
    parts.ID,
    *parts.integers("identity_id"),
    *parts.texts("role", "first_name", "last_name", "email", "company"),
    *parts.flags("active"),
)

_GROUP = (
    parts.ID,
    Field("members", "array", fields=_MEMBER),
    Field("pending_invitations", "array"),
)

_SERVICE = (
    parts.ID,
    *parts.integers("business_id"),
    *parts.texts("name"),
    *parts.flags("billable", "project_default"),
    parts.VIS_STATE,
)

_FIELDS = (
    *parts.seen(
        "java node php python spec",
        parts.ID,
        *parts.texts("description"),
        *parts.integers("client_id", "project_manager_id", "retainer_id"),
        *parts.decimals("billed_amount", "expense_markup", "fixed_price", "rate"),
        *parts.dates("due_date"),
        *parts.flags("active", "complete", "internal"),
        Field("billed_status", values=("billed", "partially_billed", "unbilled"), read_only=True),
        Field(
            "billing_method",
            values=("business_rate", "project_rate", "service_rate", "team_member_rate"),
        ),
        Field("budget", "integer", note="In seconds or in hours; sources differ."),
        Field(
            "logged_duration",
            "integer",
            note="In seconds; null unless include_logged_duration asks.",
        ),
        Field("project_type", values=("fixed_price", "hourly_rate")),
        Field("services", "array", fields=_SERVICE),
        Field("title", note="At most 255 characters."),
        parts.CREATED_UTC,
        parts.UPDATED_UTC,
    ),
    *parts.seen(
        "node python spec",
        *parts.flags("sample"),
        Field("group_id", "integer", read_only=True, note="In lists only, unless skip_group."),
    ),
    *parts.seen(
        "java node php python",
        Field(
            "group", "object", fields=_GROUP, read_only=True, note="A list shows group_id instead."
        ),
    ),
)

RESOURCE = Resource(
    name="projects",
    family="projects",
    certainty="certain",
    seen_in=("python", "node", "php", "java", "docs"),
    attribute="projects",
    sdk=True,
    scope="business_id",
    path="projects",
    create_path="project",
    single_path="project/{id}",
    methods=parts.CRUD,
    delete="DELETE",
    single="project",
    plural="projects",
    key="id",
    paging="meta",
    required=("title",),
    fields=_FIELDS,
    includes=("include_logged_duration",),
    filters=parts.filters(
        "plain",
        "active",
        "complete",
        "client_id",
        "internal",
        "updated_since",
        "skip_group",
        "include_logged_duration",
    ),
    sorts=("title", "due_date", "created_at"),
    scopes=parts.scopes("projects"),
    contradictions=("budget is in seconds, or in hours.",),
    note=(
        "A single one may also be reached below projects. Where get answers it, abilities"
        " stand beside it."
    ),
)
