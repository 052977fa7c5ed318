"""Projects: work that time is logged on."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_PROJECT = (
    Field("name", required=True),
    Field("description"),
    Field("rate", "decimal", condition="when bill_method is project-rate or flat-rate"),
    Field(
        "bill_method",
        "enum",
        ("task-rate", "flat-rate", "project-rate", "staff-rate"),
        required=True,
    ),
    Field("client_id", "id", note="Left out for work inside the house."),
    Field("hour_budget", "decimal"),
    Field(
        "tasks",
        "list",
        item="task",
        fields=(
            Field("task_id", "id", required=True),
            Field("rate", "decimal", note="The task's rate here, where it has one of its own."),
        ),
        note="An update replaces them all.",
    ),
    Field(
        "staff",
        "list",
        item="staff",
        fields=(Field("staff_id", "id", documented=False),),
        documented=False,
        only="sent",
    ),
    Field(
        "staff",
        "list",
        item="staff",
        fields=(Field("staff_id", "id"),),
        beside=(Field("staff_id", "id", attributes=("deprecated",), note="The ids again."),),
        only="answered",
        note="Shown to the administrator and to whoever manages the project.",
    ),
    Field("budget", "object", read_only=True, only="sent"),
    Field(
        "budget",
        "object",
        fields=(Field("hours", "decimal", note="Padded, such as 07.50."),),
        only="get",
    ),
)

_FILTERS = (
    Field("client_id", "id"),
    Field("task_id", "id"),
    Field("folder", "enum", parts.FOLDERS, documented=False),
)

RESOURCE = Resource(
    name="project",
    record="project",
    plural="projects",
    key="project_id",
    methods=open_to(
        "staff with the Time Tracking tab: see projects assigned to them, change those they manage",
        creates("project", _PROJECT),
        updates("project", _PROJECT),
        gets("project", _PROJECT),
        deletes("project"),
        lists("project", _PROJECT, *_FILTERS, order="name ascending"),
    ),
)
