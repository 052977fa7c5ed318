"""A resource of the REST API as plain text: what it can do, what goes in, what comes out.

One line for each field, and the indent shows what stands inside what.
:func:`refreshbooks.catalog.describe` is the way in, and so is ``help(client.invoices)``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from refreshbooks.catalog import rest as catalog
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["described"]

_CERTAINTIES = {
    "certain": "Official libraries have it.",
    "live": "It was seen at work, and no official library has it.",
    "documented": "It is documented, and nobody has shown here that it works so.",
    "inferred": "Nobody has shown it at work: that it works so is a guess.",
}

_STEP = "  "
_TYPES = {
    "string": "text",
    "decimal": "number as text",
    "money": "object of amount and code",
    "date": "date (YYYY-MM-DD)",
    "datetime": "time, US/Eastern",
    "utc": "time, UTC",
    "local": "time of its own zone",
    "array": "list",
}
_WRITING = ("create", "update")

# Of more words than these a few are shown.
_MOST_WORDS = 20
_SHOWN_WORDS = 3


@functools.cache
def described(name: str, verb: str = "") -> str:
    """Returns what there is to know of a resource, or of one of its calls.

    Args:
        name: Its name in the catalog.
        verb: The call, such as ``"create"``; left out for all of them.
    """
    row = catalog.find(name)
    assert row is not None
    return "\n".join([*_opening(row, verb), *_asked(row, verb), *_blocks(row, verb)])


def _opening(row: Resource, verb: str) -> Iterator[str]:
    yield f"{row.attribute}.{verb}" if verb else f"{row.attribute}: {', '.join(row.methods)}."
    yield ""
    yield _CERTAINTIES[row.certainty]
    if row.note:
        yield row.note
    yield from row.contradictions


def _asked(row: Resource, verb: str) -> Iterator[str]:
    """Yields what a call may be asked by, each on a line."""
    reads = ("get", "list")
    lines = (
        ("A create needs", row.required, ("create",)),
        ("Includes", row.includes, (*reads, *_WRITING)),
        ("Filters", [each.name for each in row.filters], reads),
        ("Sorts", row.sorts, ("list",)),
        ("Scopes", row.scopes, row.methods),
    )
    for what, names, verbs in lines:
        if names and (not verb or verb in verbs):
            yield f"{what}: {', '.join(names)}."


def _blocks(row: Resource, verb: str) -> Iterator[str]:
    writes = verb in _WRITING if verb else not set(_WRITING).isdisjoint(row.methods)
    if writes:
        yield from _block("What is sent may hold", row.fields, passed_over="read_only")
    if verb or not writes:
        yield from _block("What comes back may hold", row.fields, passed_over="write_only")


def _block(title: str, fields: Iterable[Field], passed_over: str) -> list[str]:
    rows = list(_rows(fields, passed_over, _STEP))
    width = max((len(name) for name, _ in rows), default=0)
    return [f"{title}:", *(f"{name:{width}}  {facts}" for name, facts in rows)] if rows else []


def _rows(fields: Iterable[Field], passed_over: str, indent: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        if not getattr(field, passed_over):
            yield indent + field.name, _facts(field, is_sent=passed_over == "read_only")
            yield from _rows(field.fields, passed_over, indent + _STEP)


def _facts(field: Field, *, is_sent: bool) -> str:
    of = f" of {_TYPES.get(field.item, field.item)}" if field.item else ""
    kind = _words(field.values) or _TYPES.get(field.type, field.type) + of
    facts = f"{kind}, by an include" if field.include and not is_sent else kind
    return f"{facts}. {field.note}" if field.note else facts


def _words(values: tuple[str, ...]) -> str:
    if len(values) > _MOST_WORDS:
        return f"one of {len(values)} words such as {', '.join(values[:_SHOWN_WORDS])}"
    return f"one of {' | '.join(values)}" if values else ""
