"""Tasks: what services are called in accounting. Their name and description stand twice."""

from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.services import mirror
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_TWICE = {"name": "tname", "description": "tdesc"}


def _check(call: Call, values: Record, before: Record | None) -> None:
    # Programs send either name, or both; the newer one counts.
    for name, older in _TWICE.items():
        if values.get(name) is None and values.get(older) is not None:
            values[name] = values[older]


def _complete(call: Call, task: Record, before: Record | None) -> None:
    for name, older in _TWICE.items():
        task[older] = task[name]


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    mirror(call, "services", before, after)


def _in_projects(call: Call, numbers: object) -> Condition | None:
    """Returns the condition of being a task of one of some projects."""
    several = numbers if isinstance(numbers, list) else [numbers]
    projects = [call.find("projects", number) for number in several]
    tasks = {service["id"] for project in projects for service in project["services"]}
    return Condition("serial", "in", sorted(tasks))


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    settle=_settle,
    filters={"projectids": _in_projects},
    defaults={"billable": True, "description": "", "tax1": 0, "tax2": 0},
)
