"""Tasks: kinds of work that time is logged as."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_TASK = (
    Field("name", required=True),
    Field("description"),
    Field("billable", "bool", default="0"),
    Field("rate", "decimal"),
    parts.updated(documented=False),
)

RESOURCE = Resource(
    name="task",
    record="task",
    plural="tasks",
    key="task_id",
    methods=open_to(
        parts.TIME_TRACKING_TAB,
        creates("task", _TASK),
        updates("task", _TASK),
        gets("task", _TASK),
        deletes("task"),
        lists(
            "task",
            _TASK,
            Field("project_id", "id", note="Staff have to belong to the project."),
            order="name ascending",
        ),
    ),
)
