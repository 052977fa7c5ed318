"""Time entries: hours of somebody on a project, to the hundredth."""

from refreshbooks.sandbox import money
from refreshbooks.sandbox.classic import failures, generic
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.fields import amount_of, fall_back
from refreshbooks.sandbox.classic.project import staff_of
from refreshbooks.sandbox.credentials import ADMINISTRATOR
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _complete(call: Call, entry: Record, before: Record | None) -> None:
    fall_back(entry, before, date=call.today, staff_id=call.user, billed="0")
    fall_back(entry, before, project_id="", task_id="")
    _check_staff(call, entry)
    entry["hours"] = money.plain(money.hundredths(amount_of(entry, "hours")))


def _check_staff(call: Call, entry: Record) -> None:
    # The administrator is at home on every project.
    project = call.find("project", entry["project_id"])
    if entry["staff_id"] not in (ADMINISTRATOR, *staff_of(call, project)):
        raise failures.invalid("staff_id", "That person is not on the project.")


def _delete(call: Call) -> Record:
    # Old programs name the entry by an element without the "_id".
    call.sent["time_entry_id"] = call.sent.get("time_entry_id") or call.sent.get("time_entry")
    if not call.sent["time_entry_id"]:
        raise failures.missing("time_entry_id")
    return generic.delete(call)


BEHAVIOUR = Behaviour(complete=_complete, actions={"delete": _delete})
