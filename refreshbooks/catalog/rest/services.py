"""Services: what time is spent on, as projects know it."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen("java node spec", parts.ID, *parts.texts("name"), *parts.flags("billable")),
    *parts.seen("java node php spec", *parts.integers("business_id"), parts.VIS_STATE),
    *parts.seen(
        "docs",
        Field(
            "project_default",
            "boolean",
            note="Whether new projects get it; the web pages see to that.",
        ),
        Field("task_id", "integer", include=True, read_only=True),
    ),
)

RESOURCE = Resource(
    name="services",
    family="comments",
    certainty="certain",
    seen_in=("python", "node", "java", "docs"),
    attribute="services",
    sdk=True,
    scope="business_id",
    path="services",
    create_path="service",
    single_path="service/{id}",
    methods=parts.CRUD,
    delete="DELETE",
    single="service",
    plural="services",
    key="id",
    paging="meta",
    required=("name",),
    fields=_FIELDS,
    includes=("include_task_id",),
    scopes=parts.scopes("billable_items"),
    contradictions=(
        (
            "Python and Java change and delete services; Node does not, and one client says that"
            " they can only be archived."
        ),
    ),
)
