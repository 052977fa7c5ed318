"""Contractors: people with accounts of their own who work for this one."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_CONTRACTOR = (
    Field("name"),
    Field("email", required=True, note="An invitation goes there."),
    Field("status", "enum", ("invited", "accepted"), only="answered"),
    Field("rate", "decimal", note="The bare number."),
    Field("task_id", "id", required=True),
    Field(
        "projects",
        "list",
        item="project",
        fields=(Field("project_id", "id", required=True),),
        note="An update replaces them all.",
    ),
)

RESOURCE = Resource(
    name="contractor",
    record="contractor",
    plural="contractors",
    key="contractor_id",
    methods=open_to(
        parts.ADMINISTRATOR,
        creates("contractor", _CONTRACTOR),
        updates(
            "contractor",
            _CONTRACTOR,
            answer=(Field("contractor_id", "id"),),
            note="What is left out keeps its value. No other update answers with the id.",
        ),
        gets("contractor", _CONTRACTOR),
        deletes("contractor"),
        lists("contractor", _CONTRACTOR),
    ),
)
