"""Tasks: listed for a project, those that the project names."""

from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.store import Condition

__all__ = ["BEHAVIOUR"]


def _of_project(call: Call, project_id: str) -> Condition | None:
    if not project_id:
        return None
    tasks = call.find("project", project_id)["tasks"]
    return Condition("task_id", "in", [task["task_id"] for task in tasks])


BEHAVIOUR = Behaviour(filters={"project_id": _of_project})
