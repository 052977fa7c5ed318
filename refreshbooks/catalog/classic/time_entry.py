"""Time entries: hours that somebody worked."""

from dataclasses import replace

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_TIME_ENTRY = (
    Field("staff_id", "id", default=parts.CALLER, note="Has to belong to the project."),
    Field("project_id", "id", required=True),
    Field("task_id", "id", required=True),
    Field("hours", "decimal", default="0", note="Rounded to hundredths."),
    Field("date", "date", default=parts.TODAY),
    Field("notes"),
    Field("billed", "bool", read_only=True, note="1: some invoice charges for it."),
)

_FILTERS = (
    Field("project_id", "id"),
    Field("task_id", "id"),
    *parts.DATED_BETWEEN,
)

_NAMED = (
    Field("time_entry_id", "id", required=True, condition="without time_entry"),
    Field("time_entry", "id", documented=False, note="Its name in the API's first years."),
)

RESOURCE = Resource(
    name="time_entry",
    record="time_entry",
    plural="time_entries",
    key="time_entry_id",
    methods=open_to(
        f"{parts.TIME_TRACKING_TAB}, for projects assigned to them",
        creates("time_entry", _TIME_ENTRY),
        updates("time_entry", _TIME_ENTRY),
        gets("time_entry", _TIME_ENTRY),
        replace(deletes("time_entry", note="For good."), params=_NAMED),
        lists(
            "time_entry",
            _TIME_ENTRY,
            *_FILTERS,
            at="time_entries/time_entry",
            order="by date",
        ),
    ),
)
