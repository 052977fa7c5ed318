"""Time entries: who worked when, and on what."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_TIMER = (parts.ID, *parts.flags("is_running"))

_FIELDS = (
    *parts.seen(
        "java node python spec",
        parts.ID,
        *parts.texts("note", "pending_client", "pending_project", "pending_task"),
        *parts.integers("client_id", "identity_id", "project_id", "retainer_id", "service_id"),
        *parts.integers("task_id"),
        *parts.flags("active", "billable", "billed", "internal", "is_logged"),
        Field("duration", "integer", note="In seconds."),
        Field("started_at", "utc", note="With a trailing Z."),
        Field(
            "timer", "object", fields=_TIMER, read_only=True, note="null where none runs or ran."
        ),
        parts.CREATED_UTC,
    ),
    *parts.seen(
        "java",
        Field("local_started_at", "local", read_only=True, note="The clock of local_timezone."),
        Field("local_timezone", note="Such as America/Toronto."),
    ),
)

RESOURCE = Resource(
    name="time_entries",
    family="timetracking",
    certainty="certain",
    seen_in=("python", "node", "java", "docs"),
    attribute="time_entries",
    sdk=True,
    scope="business_id",
    path="time_entries",
    single_path="time_entries/{id}",
    methods=parts.CRUD,
    delete="DELETE",
    single="time_entry",
    plural="time_entries",
    key="id",
    paging="meta",
    required=("is_logged", "duration", "started_at"),
    fields=_FIELDS,
    includes=("team",),
    filters=parts.filters(
        "plain",
        "billable",
        "billed",
        "client_id",
        "project_id",
        "identity_id",
        "include_deleted",
        "include_unlogged",
        "team",
        "started_from",
        "started_to",
        "updated_since",
    ),
    scopes=parts.scopes("time_entries"),
    note=(
        "Newest first; no sort changes that. Entries of others come with team. The meta of a"
        " list adds total_logged and total_unbilled, in seconds, and sums for each member and"
        " client. GET time_entries/search?q= searches."
    ),
)
