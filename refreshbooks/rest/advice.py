"""What an error of a call adds for whoever has to deal with it.

Here the call is known, and with it whether something may have been written, what would
tell, and whether an id was given that is of another kind.
"""

import re
from collections.abc import Mapping
from typing import Any

from refreshbooks import masking
from refreshbooks.exceptions import (
    BadResponse,
    NoResponse,
    OutcomeUnknown,
    RefreshbooksError,
    also,
)
from refreshbooks.rest.asked import Asked, names_in
from refreshbooks.rest.errors import FreshBooksError, NotFound, UnknownAfterAnswer
from refreshbooks.rest.models import Result
from refreshbooks.retry import is_in_doubt

__all__ = ["check", "explained"]

_MOST_FILTERS = 2

_ON_SILENCE = "nothing was changed: call again, if need be with a longer timeout="
_ON_NO_CONNECTION = "check the network, and base_url, and call again"

_KINDS = {
    "account_id": "a short text such as 'ACM123'",
    "business_id": "a number",
    "business_uuid": "a UUID",
}
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def explained(error: RefreshbooksError, asked: Asked) -> RefreshbooksError:
    """Returns the error of a call, with the method and a hint on it.

    A write that may have been applied comes back as :class:`OutcomeUnknown`; where an
    answer came, it is of its error's class too.
    """
    if error.method is not None:
        return error  # of another call, which an argument of this one made
    if not asked.is_read and is_in_doubt(error):
        error = _doubtful(error, asked)
    error.method = asked.method
    if isinstance(error, OutcomeUnknown):
        return error
    if isinstance(error, NotFound):
        error.hint = _on_kinds(asked.ids)
    elif isinstance(error, NoResponse):
        error.hint = _ON_SILENCE if error.sent else _ON_NO_CONNECTION
    elif isinstance(error, BadResponse):
        error.hint = "nothing was changed"
    return error


def check(asked: Asked) -> str | None:
    """Returns the call that would tell whether a write was applied, or None."""
    row = asked.row
    if row is None:
        return None
    place = f"client.{row.attribute}"
    if "get" in row.methods and _fills(asked.ids, row.single_path):
        return _shown(f"{place}.get({_arguments(asked.ids)})")
    if "list" in row.methods and _fills(asked.ids, row.path):
        builders = _sought(asked)
        return _shown(f"{place}.list({', '.join(filter(None, [_arguments(asked.ids), builders]))})")
    return None


def _doubtful(error: RefreshbooksError, asked: Asked) -> OutcomeUnknown:
    message = f"{_problem(error)}; {asked.method} was sent and may have been applied"
    told: OutcomeUnknown
    if isinstance(error, FreshBooksError):
        theirs: Any = type(error)
        told = also(UnknownAfterAnswer, theirs)(message)
        vars(told).update({**vars(error), **vars(told)})
    else:
        kind = OutcomeUnknown if error.besides is None else also(OutcomeUnknown, error.besides)
        told = kind(message)
    told.__cause__ = error.__cause__ if isinstance(error, NoResponse) else error
    told.check = check(asked)
    look = f"look with {told.check}" if told.check else "look"
    told.hint = f"{look} before you send it again"
    return told


def _problem(error: RefreshbooksError) -> str:
    if isinstance(error, NoResponse):
        return error.message
    if isinstance(error, FreshBooksError):
        return f"the answer was HTTP status {error.status_code}, {error.args[0]!r}"
    return str(error)


def _fills(ids: Mapping[str, object], template: str) -> bool:
    """Says whether the ids are enough, but for those of the account or business."""
    further = ids.keys() - _KINDS.keys()
    return set(names_in(template)) - _KINDS.keys() == further


def _sought(asked: Asked) -> str:
    """Returns the builders that find what was to be made, by what was sent."""
    record = asked.record.data if isinstance(asked.record, Result) else asked.record
    if asked.row is None or not isinstance(record, Mapping):
        return ""
    names = [each.name for each in asked.row.filters if each.kind == "equals"]
    found = [
        f".equals({name!r}, {record[name]!r})"
        for name in names
        if isinstance(record.get(name), int | str) and not isinstance(record[name], bool)
    ]
    return f"builders=[FilterBuilder(){''.join(found[:_MOST_FILTERS])}]" if found else ""


def _arguments(ids: Mapping[str, object]) -> str:
    return ", ".join(map(repr, ids.values()))


def _shown(call: str) -> str:
    return masking.mask(call)


def _on_kinds(ids: Mapping[str, object]) -> str | None:
    """Returns what to say about an id that looks like one of another kind."""
    for name, value in ids.items():
        kind = _kind(value)
        if name in _KINDS and kind != name:
            return (
                f"{name} is {_KINDS[name]}, and {value!r} looks like a {kind}: client.business()"
                " has all three"
            )
    return None


def _kind(value: object) -> str:
    text = str(value)
    if text.isdecimal():
        return "business_id"
    if _UUID.fullmatch(text):
        return "business_uuid"
    return "account_id"
