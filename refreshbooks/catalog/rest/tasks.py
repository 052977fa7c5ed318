"""Tasks: what time is spent on, as lines know it."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "java node php spec",
        parts.ID,
        parts.also("taskid"),
        *parts.texts("name", "description"),
        *parts.flags("billable"),
        Field("rate", "money", note="For an hour."),
        parts.UPDATED,
    ),
    *parts.seen(
        "java php",
        Field("tax1", "integer", note="The id of a tax."),
        Field("tax2", "integer", note="The id of a tax."),
    ),
    *parts.seen(
        "java node spec",
        Field("tdesc", note="An older name of description."),
        Field("tname", note="An older name of name."),
    ),
    *parts.seen("php", parts.ACCOUNT),
    *parts.seen("java php spec", parts.VIS_STATE),
    *parts.seen("docs", *parts.included("projects")),
)

RESOURCE = Resource(
    name="tasks",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "php", "java", "docs"),
    attribute="tasks",
    sdk=True,
    scope="account_id",
    path="projects/tasks",
    single_path="projects/tasks/{id}",
    methods=parts.CRUD,
    delete="PUT",
    deleted=("vis_state", 1),
    single="task",
    plural="tasks",
    key="id",
    alias="taskid",
    paging="beside",
    required=("name",),
    fields=_FIELDS,
    includes=("projects",),
    filters=(
        *parts.filters("equals", "taskid", "billable"),
        *parts.filters("in", "taskids", "projectids"),
        *parts.filters("between", "rate_min", "rate_max", "updated_min", "updated_max"),
    ),
    scopes=parts.scopes("billable_items"),
    note="Making a task makes the service of the same name, and the other way round.",
)
