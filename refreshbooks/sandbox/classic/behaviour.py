"""How a resource with rules of its own plugs in.

Every resource of the catalog can be created, read, updated, deleted and listed
without a line of code here. A resource that does more has a file beside this
one, named like the resource (``invoice.py``), with one name in it::

    BEHAVIOUR = Behaviour(complete=..., settle=..., view=..., actions={...}, filters={...})

Every part is optional. In one call, which is one transaction, the order is:
checks by the catalog, then the generic verb with ``complete``, the store and
``settle``, or the action in its place, then ``view`` and the answer's document.
A :class:`~refreshbooks.sandbox.classic.failures.Failure` raised anywhere undoes
the whole call.

A record is a dict of texts; an element with children is a dict, a list is a
list of dicts, or of texts where its children have none. Numbers of records are
texts without leading zeros, dates are ``YYYY-MM-DD``, and other texts stand as
they were sent.
"""

import functools
import importlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from refreshbooks.sandbox.classic.documents import File
from refreshbooks.sandbox.store import Condition, Record

if TYPE_CHECKING:
    from refreshbooks.sandbox.classic.call import Call

__all__ = ["Action", "Behaviour", "behaviour_of"]

Action = Callable[["Call"], "dict[str, Any] | File"]


def _leave(call: "Call", record: Record, before: Record | None) -> None:
    """Adds nothing to a record."""


def _rest(call: "Call", before: Record | None, after: Record | None) -> None:
    """Moves nothing else."""


def _as_stored(call: "Call", record: Record) -> Record:
    """Shows a record as it is kept."""
    return record


def _nothing(call: "Call") -> None:
    """Starts without records."""


@dataclass(frozen=True)
class Behaviour:
    """What a resource does beyond the generic.

    Attributes:
        complete: ``(call, record, before)``, before a created or updated record is
            stored; changes it in place. ``before`` is None on create.
        settle: ``(call, before, after)``, after a record was stored or deleted;
            moves other records. ``before`` is None on create, ``after`` is None
            after a deletion for good.
        view: ``(call, record)`` to a new dict of what get and list show. What a
            filter should find must be kept in the record instead.
        actions: Methods by their name after the resource, such as ``lines.add``:
            ``(call)`` to a dict of what stands below ``<response>``, or a File.
            One named like a generic verb replaces it.
        filters: Filters of list by name, where they do not simply compare:
            ``(call, text)`` to a condition, or None for no condition.
        seeds: ``(call)``; makes the records that a fresh account has.
    """

    complete: Callable[["Call", Record, Record | None], None] = _leave
    settle: Callable[["Call", Record | None, Record | None], None] = _rest
    view: Callable[["Call", Record], Record] = _as_stored
    actions: Mapping[str, Action] = field(default_factory=dict)
    filters: Mapping[str, Callable[["Call", str], Condition | None]] = field(default_factory=dict)
    seeds: Callable[["Call"], None] = _nothing


@functools.cache
def behaviour_of(resource: str) -> Behaviour:
    """Returns what the file named like a resource says, or the plain behaviour."""
    name = f"{__package__}.{resource}"
    if importlib.util.find_spec(name) is None:
        return Behaviour()
    behaviour: Behaviour = importlib.import_module(name).BEHAVIOUR
    return behaviour
