"""Get, create, update and delete, for every resource, from the catalog alone.

Each verb takes a :class:`~refreshbooks.sandbox.rest.call.Call` and returns an
answer. What a resource does beyond that, its
:class:`~refreshbooks.sandbox.rest.behaviour.Behaviour` says.
"""

import copy
import uuid
from collections.abc import Mapping
from typing import Any

from refreshbooks.sandbox.rest import announcements, refusals
from refreshbooks.sandbox.rest.call import Call, types_of
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.fields import checked, require, shown
from refreshbooks.sandbox.store import Record

__all__ = ["create", "delete", "get", "keep", "make", "one", "remove", "update"]

_ACTIVE, _DELETED, _ARCHIVED = range(3)
_STATES = {str(state): state for state in (_ACTIVE, _DELETED, _ARCHIVED)}


def get(call: Call) -> Answer:
    """Answers one record, be it deleted or not."""
    return one(call, call.addressed())


def create(call: Call) -> Answer:
    """Makes a record, and answers it."""
    values = checked(call, call.sent)
    require(call.resource, values)
    call.behaviour.check(call, values, None)
    return one(call, make(call, values))


def update(call: Call) -> Answer:
    """Does one phase of a PUT, and answers the record.

    What goes first is done, and the rest of the body dropped without a word:
    ``ext_vis_state``, ``vis_state``, an action, the other fields. The
    documentation says so, and that a ``vis_state`` counts even where it is the
    one that the record has.
    """
    before = call.addressed()
    record = copy.deepcopy(before)
    verb = "update"
    if call.resource.family == "accounting" and call.sent.get("ext_vis_state") is not None:
        record["ext_vis_state"] = _state(call.sent["ext_vis_state"])
    elif call.resource.family == "accounting" and call.sent.get("vis_state") is not None:
        verb = _move(call, record)
    elif action := _action(call):
        call.behaviour.actions[action](call, record)
    elif not any(name.startswith("action_") and call.sent[name] for name in call.sent):
        values = checked(call, call.sent)
        values.pop("vis_state", None)  # has a phase of its own, or is not to be written
        _require_still(call, values)
        call.behaviour.check(call, values, before)
        record.update(_said(values, {**_copied(call.behaviour.defaults), **_born(call, before)}))
    keep(call, record, before, verb)
    return one(call, record)


def delete(call: Call) -> Answer:
    """Takes a record away: out of sight in accounting, for good elsewhere."""
    remove(call, call.addressed())
    return call.family.gone()


def one(call: Call, record: Record) -> Answer:
    """Answers a record."""
    return call.family.single(call.resource, shown(call, record))


def make(call: Call, values: Record, serial: int | None = None) -> Record:
    """Makes a record of checked values, and returns it as it is kept.

    Args:
        serial: Its number, where that is known.
    """
    empty = {**_copied(call.behaviour.defaults), **_born(call, {})}
    record = {**empty, **_said(values, empty)}
    call.number(call.kind, record, serial)
    if call.resource.family == "accounting":
        call.file(record, _state(values.get("vis_state") or _ACTIVE))
    keep(call, record, None, "create")
    return record


def keep(call: Call, record: Record, before: Record | None, verb: str) -> None:
    """Completes, stores, settles and announces a record that was changed.

    Args:
        before: How it was; None of a new one.
        verb: What is announced: ``create``, ``update`` or ``delete``.
    """
    call.behaviour.complete(call, record, before)
    call.save(call.kind, record)
    call.behaviour.settle(call, before, record)
    announcements.announce(call, verb, record)


def remove(call: Call, before: Record) -> None:
    """Takes a record away as its family does."""
    if call.resource.family == "accounting":
        record = copy.deepcopy(before)
        call.file(record, _DELETED)
        keep(call, record, before, "delete")
        return
    call.drop(call.kind, before)
    call.behaviour.settle(call, before, None)
    announcements.announce(call, "delete", before)


def _move(call: Call, record: Record) -> str:
    """Puts a record in another state, and returns what is to be announced."""
    state = _state(call.sent["vis_state"])
    call.file(record, state)
    return "delete" if state == _DELETED else "update"


def _state(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit()):
        raise refusals.invalid("vis_state", value, "number")
    # Not every number that can be written can be counted with.
    if text not in _STATES:
        raise refusals.invalid("vis_state", value)
    return _STATES[text]


def _action(call: Call) -> str:
    return next((name for name in call.behaviour.actions if call.sent.get(name)), "")


def _copied(defaults: Mapping[str, Any]) -> dict[str, Any]:
    # What is no list is never changed, and none of the lists holds anything.
    return {name: [*one] if isinstance(one, list) else one for name, one in defaults.items()}


def _said(values: Record, empty: Record) -> Record:
    """Returns what is said of a record: null says nothing of a field that is never null."""
    return {name: empty.get(name) if value is None else value for name, value in values.items()}


def _require_still(call: Call, values: Record) -> None:
    """Refuses to take away what a create needs."""
    taken = [name for name in call.resource.required if name in values and values[name] is None]
    if taken:
        raise refusals.missing(*taken)


def _born(call: Call, before: Record) -> Record:
    """Returns what every record of a resource says by itself, from the beginning."""
    declared = types_of(call.kind)
    said: Record = {
        "accounting_systemid": call.business.account_id,
        "business_id": call.business.business_id,
    }
    for name in ("created_at", "signup_date"):
        if name in declared:
            said[name] = call.stamp(declared[name])
    if "uuid" in declared:
        said["uuid"] = str(uuid.uuid4())
    return {name: before.get(name, value) for name, value in said.items() if name in declared}
