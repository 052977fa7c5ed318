"""Staff: the people who work with the account. The administrator is there from the first."""

from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.credentials import ADMINISTRATOR
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _current(call: Call) -> dict[str, object]:
    return {"staff": call.find("staff", call.user)}


def _complete(call: Call, record: Record, before: Record | None) -> None:
    if before is None:
        _check_login(call)
        record |= {"signup_date": call.stamp, "number_of_logins": "0"}


def _check_login(call: Call) -> None:
    sent = {name for name in ("username", "password") if call.values.get(name)}
    for name in ("username", "password"):
        if sent and name not in sent:
            raise failures.missing(name)


def _settle(call: Call, before: Record | None, after: Record | None) -> None:
    if after is None and before is not None and before["staff_id"] == ADMINISTRATOR:
        raise failures.refused("delete", "staff", "The administrator stays.")


def _seed(call: Call) -> None:
    administrator = {
        "staff_id": str(call.book.next_id("staff")),
        "username": "admin",
        "first_name": "Sandy",
        "last_name": "Box",
        "email": "admin@example.com",
        "last_login": call.stamp,
        "number_of_logins": "1",
        "signup_date": call.stamp,
    }
    call.save("staff", administrator)


BEHAVIOUR = Behaviour(
    complete=_complete, settle=_settle, actions={"current": _current}, seeds=_seed
)
