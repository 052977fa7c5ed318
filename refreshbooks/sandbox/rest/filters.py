"""Which records a list holds: what its filters demand, as conditions for the store.

A filter that the row does not declare, or that does nothing in life, does
nothing here: the list comes back as if it had not been sent. So the captures of
the live service show it for unknown keys, for ``search[...]`` on projects and
for filters such as ``search[statusid]`` on invoices.
"""

from collections.abc import Sequence
from datetime import datetime

from refreshbooks.catalog.rest.model import Field, Filter
from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.fields import moment_of
from refreshbooks.sandbox.rest.query import boolean
from refreshbooks.sandbox.rest.stamps import written
from refreshbooks.sandbox.store import Condition

__all__ = ["conditions_of", "moment_filter", "since"]

# Deleted records are in lists only where they are asked for.
_UNDELETED = Condition("folder", "in", ("active", "archived"))
_FOLDERS = {"0": "active", "1": "deleted", "2": "archived"}
_NUMBERS = ("integer", "number", "decimal", "money")
# The store's numbers end soon after.
_DIGITS = 18
_PAGING = ("page", "per_page")
_SUFFIXES = ("_like", "_min", "_max")


def conditions_of(call: Call) -> list[Condition]:
    """Returns what the filters of a list call demand of a record."""
    conditions = []
    for described in call.resource.filters:
        asked = _asked(call, described)
        if asked in (None, "", []) or described.name in _PAGING:
            continue
        own = call.behaviour.filters.get(described.name)
        meant = _truth(described, str(asked)) if described.kind == "boolean" else asked
        condition = own(call, meant) if own else _condition(call, described, asked)
        if condition is not None:
            conditions.append(condition)
    return [*conditions, *_demands(call)]


def _demands(call: Call) -> Sequence[Condition]:
    if call.behaviour.demands is not None:
        return call.behaviour.demands(call)
    hides_deleted = call.resource.family == "accounting" and not _asks_for_state(call)
    return [_UNDELETED] if hides_deleted else []


def moment_filter(name: str, text: str) -> datetime:
    """Returns the moment that a filter names.

    Raises:
        Refusal: If it is none, about the filter of that name.
    """
    try:
        return moment_of(text)
    except ValueError as error:
        raise refusals.invalid(name, text, "filter_date") from error


def since(call: Call, name: str, text: str, field: str = "updated_at") -> Condition:
    """Returns the condition of what has changed since a moment."""
    moment = moment_filter(name, text)
    return Condition(field, "from", written(moment, "utc", call.resource.family))


def _asks_for_state(call: Call) -> bool:
    declared = any(one.name == "vis_state" for one in call.resource.filters)
    return declared and _last(call, "vis_state") in _FOLDERS


def _asked(call: Call, described: Filter) -> str | list[str] | None:
    name = described.name
    if described.kind == "plain" or not call.family.is_bracketed:
        if name.endswith("[]"):
            return call.query.listed(name.removesuffix("[]"))
        return call.query.plain(name)
    if described.kind == "in":
        return call.query.searched(name)
    asked = _last(call, name)
    # The official SDK for Python sends booleans without brackets.
    return asked or call.query.plain(name) if described.kind == "boolean" else asked


def _last(call: Call, name: str) -> str | None:
    """Returns what a filter of one value says, also where it is sent as a list."""
    asked = call.query.searched(name)
    return asked[-1] if isinstance(asked, list) else asked


def _condition(call: Call, described: Filter, asked: str | list[str]) -> Condition | None:
    if described.name == "vis_state":
        return _in_folder(asked)
    field = _field(call, described)
    if field is None:
        return None
    several = asked if isinstance(asked, list) else [asked]
    if described.kind == "in":
        values = [_value(described, field, one) for one in several]
        return Condition(_place(call, field), "in", values)
    return _compared(call, described, field, several[-1])


def _compared(call: Call, described: Filter, field: Field, text: str) -> Condition:
    if described.kind == "like":
        return Condition(field.name, "contains", text)
    if described.kind == "between":
        return _range(call, described, field, text)
    if described.name == "updated_since":
        return since(call, described.name, text)
    return Condition(_place(call, field), "is", _value(described, field, text))


def _in_folder(asked: str | list[str]) -> Condition | None:
    folder = _FOLDERS.get(str(asked))
    return Condition("folder", "is", folder) if folder else None


def _field(call: Call, described: Filter) -> Field | None:
    """Returns the field that a filter is about, or None where it is about none."""
    declared = {one.name: one for one in call.resource.fields}
    name = described.name
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    if name == "updated_since":
        name = "updated_at"
    name = call.behaviour.names.get(name, name)
    plurals = (name.removesuffix("s"), name.removesuffix("es")) if described.kind == "in" else ()
    return next((declared[one] for one in (name, *plurals) if one in declared), None)


def _place(call: Call, field: Field) -> str:
    """Returns where the store finds a field: in a column, where it has one."""
    if field.name in (call.resource.key, call.resource.alias):
        return "serial" if field.type == "integer" else field.name
    columns = {name: column for column, name in call.behaviour.columns.items()}
    return columns.get(field.name, field.name)


def _value(described: Filter, field: Field, text: str) -> str | int | float:
    if field.type == "boolean":
        return int(_truth(described, text))
    if field.type == "integer":
        return _whole(described, text)
    return text


def _truth(described: Filter, text: str) -> bool:
    meant = boolean(text)
    if meant is None:
        raise refusals.invalid(described.name, text, "filter_boolean")
    return meant


def _range(call: Call, described: Filter, field: Field, text: str) -> Condition:
    """Returns the condition of a range: the lower end is in it, the upper one is not."""
    is_upper = described.name.endswith("_max")
    if field.type in _NUMBERS:
        place = f"{field.name}.amount" if field.type == "money" else field.name
        return Condition(place, "below" if is_upper else "least", _number(described, text))
    moment_filter(described.name, text)
    return Condition(_place(call, field), "before" if is_upper else "from", text)


def _whole(described: Filter, text: str) -> int:
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS:
        return int(text)
    raise refusals.invalid(described.name, text, "filter_number")


def _number(described: Filter, text: str) -> float:
    try:
        number = float(text)
        if abs(number) < 10**_DIGITS:
            return number
    except ValueError:
        pass
    raise refusals.invalid(described.name, text, "filter_number")
