"""Projects: how work is billed, with which tasks, by whom."""

from refreshbooks.sandbox import money
from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.documents import Named, marked
from refreshbooks.sandbox.classic.fields import amount_of, fall_back, is_named
from refreshbooks.sandbox.credentials import ADMINISTRATOR
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR", "staff_of"]

_BY_RATE = ("project-rate", "flat-rate")


def staff_of(call: Call, project: Record) -> list[str]:
    """Returns who works on a project: those it names, and those who name it."""
    named = [member["staff_id"] for member in project.get("staff") or []]
    joined = [
        member["staff_id"]
        for member in call.book.select("staff")
        if {"project_id": project["project_id"]} in (member.get("projects") or [])
    ]
    return list(dict.fromkeys([*named, *joined]))


def _complete(call: Call, project: Record, before: Record | None) -> None:
    fall_back(project, before, name="", bill_method="")
    if project["bill_method"] in _BY_RATE and not project.get("rate"):
        raise failures.missing("rate")
    staff = project.get("staff", [{"staff_id": call.user}])
    project["staff"] = [member for member in staff if is_named(member.get("staff_id"))]
    project["tasks"] = project.get("tasks") or []


def _view(call: Call, project: Record) -> Record:
    shown = {**project, "tasks": [_task(task) for task in project["tasks"]]}
    # Who works on it is not for everybody to see.
    shown["staff"] = _staff(call, project) if call.user == ADMINISTRATOR else None
    if call.method.name == "project.get":
        shown["budget"] = {"hours": f"{_hours(call, project):0>5}"}
    return shown


def _task(task: Record) -> Record:
    return {**task, "rate": task.get("rate") or None}


def _staff(call: Call, project: Record) -> list[object]:
    numbers = staff_of(call, project)
    again = [Named("staff_id", marked(number, deprecated="true")) for number in numbers]
    return [*({"staff_id": number} for number in numbers), *again]


def _hours(call: Call, project: Record) -> str:
    """Returns the hours that were logged, with two digits."""
    of_it = Condition("project_id", "is", project["project_id"])
    logged = [amount_of(entry, "hours") for entry in call.book.select("time_entry", of_it)]
    return money.two_digits(money.summed(logged))


def _with_task(call: Call, task_id: str) -> Condition | None:
    return Condition("tasks", "contains", f'"task_id":"{task_id}"') if task_id else None


def _in_folder(call: Call, folder: str) -> Condition | None:
    # Projects lie in no folder: they are all active.
    return None if folder in ("", "active") else Condition("project_id", "is", "")


BEHAVIOUR = Behaviour(
    complete=_complete, view=_view, filters={"task_id": _with_task, "folder": _in_folder}
)
