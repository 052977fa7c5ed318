"""How a resource with rules of its own plugs in.

Every resource of the catalog can be created, read, updated, deleted and listed
without a line of code here, as far as its row says so. A resource that does more
has a file beside this one, named like the resource (``invoices.py``), with one
name in it::

    BEHAVIOUR = Behaviour(complete=..., settle=..., view=..., verbs={...}, filters={...})

Every part is optional. In one call, which is one transaction, the order is:
checks by the catalog, ``check``, then the generic verb with ``complete``, the
store and ``settle``, or the verb of one's own in its place, then ``view`` and
the envelope. A :class:`~refreshbooks.sandbox.rest.refusals.Refusal` raised
anywhere undoes the whole call.

A record is a dict as JSON has it, under the names of the wire: money is
``{"amount": "10.00", "code": "USD"}``, dates and times are texts in the forms
that the service writes them in. Beside them stands ``folder`` (``active``,
``archived`` or ``deleted``), and what a behaviour wants to remember: names that
the row does not declare are never shown.
"""

import functools
import importlib
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from refreshbooks.sandbox.store import Condition, Record

if TYPE_CHECKING:
    from refreshbooks.sandbox.rest.call import Call
    from refreshbooks.sandbox.rest.envelopes import Answer

__all__ = ["PLAIN", "Behaviour", "Verb", "behaviour_of"]

Verb = Callable[["Call"], "Answer"]


def _accept(call: "Call", values: Record, before: Record | None) -> None:
    """Takes whatever the catalog takes."""


def _leave(call: "Call", record: Record, before: Record | None) -> None:
    """Adds nothing to a record."""


def _rest(call: "Call", before: Record | None, after: Record | None) -> None:
    """Moves nothing else."""


def _as_stored(call: "Call", record: Record) -> Record:
    """Shows a record as it is kept."""
    return record


def _no_more(call: "Call", conditions: Sequence[Condition]) -> Record:
    """Says nothing beside the paging of a list."""
    return {}


def _nothing(call: "Call") -> None:
    """Starts without records."""


@dataclass(frozen=True)
class Behaviour:
    """What a resource does beyond the generic.

    Attributes:
        check: ``(call, values, before)``, before a record is created or its fields
            are updated; refuses what the catalog lets through. ``before`` is None
            on create.
        complete: ``(call, record, before)``, before a created or updated record is
            stored, also where only its ``vis_state`` changes; changes it in place.
            ``before`` is None on create.
        settle: ``(call, before, after)``, after a record was stored or deleted;
            moves other records. ``before`` is None on create, ``after`` is None
            after a deletion for good.
        view: ``(call, record)`` to a new dict that get and list show, as far as the
            row declares the names; ``call.includes`` says what was asked for. What
            a filter should find must be kept in the record instead.
        verbs: Methods by name, such as ``get``, in the place of the generic ones or
            beside them: ``(call)`` to an answer, see
            :mod:`refreshbooks.sandbox.rest.envelopes`.
        actions: What a PUT with such a key (``action_email``) does: ``(call, record)``,
            changes the record in place.
        filters: Filters of list by name, where they do not simply compare:
            ``(call, text)`` to a condition, or None for no condition. Lists of
            values come as a list of texts, what is true or false as a bool.
        demands: ``(call)`` to what every list demands of a record, whatever the
            filters say; by default, in accounting, that it is not deleted.
        names: Fields of the record by the words that filters and sorts have for
            them, without ``_min`` and the like, where they are not called alike.
        order: How lists come where nobody asks: ``id`` or the name of a text, with a
            minus for descending.
        meta: ``(call, conditions)`` to what a list says beside its paging.
        defaults: Values of fields that a create does not mention; None otherwise.
        locked: Fields whose write is refused, and not ignored as read-only ones are.
        free: Fields whose words are not compared with those that the row knows.
        hidden: Declared fields that answers leave out: what only requests hold.
        extra: Fields shown though the row does not declare them.
        counter: The kind whose numbers it shares, where they are not its own.
        columns: Which columns of the store fields stand in, for the sake of speed:
            field by column (``{"client_id": "customerid"}``).
        seeds: ``(call)``; makes the records that a fresh account has.
    """

    check: Callable[["Call", Record, Record | None], None] = _accept
    complete: Callable[["Call", Record, Record | None], None] = _leave
    settle: Callable[["Call", Record | None, Record | None], None] = _rest
    view: Callable[["Call", Record], Record] = _as_stored
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    actions: Mapping[str, Callable[["Call", Record], None]] = field(default_factory=dict)
    filters: Mapping[str, Callable[["Call", Any], Condition | None]] = field(default_factory=dict)
    demands: Callable[["Call"], Sequence[Condition]] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    order: str = "id"
    meta: Callable[["Call", Sequence[Condition]], Record] = _no_more
    defaults: Mapping[str, Any] = field(default_factory=dict)
    locked: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    counter: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    seeds: Callable[["Call"], None] = _nothing


PLAIN = Behaviour()


@functools.cache
def behaviour_of(resource: str) -> Behaviour:
    """Returns what the file named like a resource says, or the plain behaviour."""
    name = f"{__package__}.{resource}"
    if importlib.util.find_spec(name) is None:
        return PLAIN
    behaviour: Behaviour = importlib.import_module(name).BEHAVIOUR
    return behaviour
