"""The chart of accounts: those that every business starts with, and one's own.

An account whose ``parent_account`` is null has others below it; amounts stand on
those below alone. They are numbered like ``1200-2``. Numbers by which journal
entries name them are ``jea_id`` and ``jesa_id``.
"""

import uuid

from refreshbooks.sandbox.rest import records, refusals
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.ledger import chart
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_STATES = ("active", "archived")


def _seed(call: Call) -> None:
    for account in chart.accounts():
        said = {"name": account.name, "number": account.number, "sub_type": account.sub_type}
        parent = _seeded(
            call, {**said, "parent_account": None, "category_id": account.category or None}
        )
        for name, purpose, category in account.below:
            below = {"name": name, "sub_type": account.sub_type, "purpose": purpose}
            _seeded(call, {**below, "parent_account": parent, "category_id": category or None})


def _seeded(call: Call, said: Record) -> str:
    # Always the same ones for the same business.
    known = f"{call.business.business_uuid} {said}"
    named = str(uuid.uuid5(uuid.NAMESPACE_URL, known))
    own = {"uuid": named, "auto_created": True, "system_account_name": said["name"]}
    return str(records.make(call, {**own, **said})["uuid"])


def _check(call: Call, values: Record, before: Record | None) -> None:
    if "sub_type" in values and not chart.type_of(values["sub_type"]):
        raise refusals.invalid("sub_type", values["sub_type"])
    if values.get("state") is not None and values["state"] not in _STATES:
        raise refusals.invalid("state", values["state"])
    if (
        before
        and values.get("parent_account", before["parent_account"]) != before["parent_account"]
    ):
        raise refusals.invalid("parent_account", values["parent_account"])
    if values.get("parent_account"):
        parent = call.find(call.kind, values["parent_account"], "parent_account")
        if parent["parent_account"]:
            raise refusals.invalid("parent_account", values["parent_account"])


def _complete(call: Call, account: Record, before: Record | None) -> None:
    account["type"] = chart.type_of(account["sub_type"])
    account.setdefault("begun", call.stamp(family="accounting"))
    if before is None:
        # What is below another keeps to its place: its numbers say so.
        account["jesa_id" if account.get("parent_account") else "jea_id"] = account["serial"]
    if not account.get("number"):
        account["number"] = _next_number(call, account)


def _next_number(call: Call, account: Record) -> str:
    """Returns a number that no account beside it has: one more than their count."""
    if account.get("parent_account"):
        parent = call.find(call.kind, account["parent_account"])
        beside = call.book.count(
            call.kind, Condition("parent_account", "is", account["parent_account"])
        )
        return f"{parent['number']}-{beside + 1}"
    known = {one["number"] for one in call.book.select(call.kind)}
    first = next(int(base) for name, _, base in chart.SUB_TYPES if name == account["sub_type"])
    return next(str(number) for number in range(first, first + 10**6) if str(number) not in known)


def _view(call: Call, account: Record) -> Record:
    below = call.book.select(call.kind, Condition("parent_account", "is", account["uuid"]))
    return {**account, "sub_accounts": [one["uuid"] for one in below]}


BEHAVIOUR = Behaviour(
    check=_check,
    complete=_complete,
    view=_view,
    defaults={"auto_created": False, "description": "", "state": "active"},
    seeds=_seed,
)
