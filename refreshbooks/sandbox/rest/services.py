"""Services: what tasks are called in projects. Making one makes the other.

That both have the same number is inferred.
"""

from collections.abc import Sequence

from refreshbooks.sandbox.rest import records
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR", "mirror"]

_SHARED = ("name", "billable")
_ACTIVE, _DELETED, _ARCHIVED = range(3)


def mirror(call: Call, other: str, before: Record | None, after: Record | None) -> None:
    """Makes the other of task and service say what this one says.

    Args:
        other: The other one's kind.
        before: How this one was; None of a new one.
        after: How it is; None of one that is gone.
    """
    number = (after or before or {})["serial"]
    twin = call.book.get(other, number)
    if twin is None:
        if before is None and after is not None:
            records.make(call.about(other), {name: after[name] for name in _SHARED}, number)
        return
    said = {name: after[name] for name in _SHARED} if after else {}
    state = after["vis_state"] if after else _DELETED
    if (twin["vis_state"], *(twin[name] for name in said)) != (state, *said.values()):
        twin.update(said)
        call.file(twin, state)
        call.about(other).behaviour.complete(call, twin, twin)
        call.save(other, twin)


def _check(call: Call, values: Record, before: Record | None) -> None:
    # It is shown, and changed only by what becomes of the task.
    values.pop("vis_state", None)


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    mirror(call, "tasks", before, after)


def _view(call: Call, service: Record) -> Record:
    return {**service, "task_id": service["serial"]}


def _demands(call: Call) -> Sequence[Condition]:
    # One whose task is deleted is gone with it.
    return [Condition("vis_state", "in", (_ACTIVE, _ARCHIVED))]


BEHAVIOUR = Behaviour(
    check=_check,
    settle=_settle,
    view=_view,
    demands=_demands,
    defaults={"billable": True, "vis_state": _ACTIVE, "project_default": False},
    counter="tasks",
)
