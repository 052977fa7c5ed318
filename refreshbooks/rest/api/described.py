"""What ``help(client.invoices)`` says beside its calls: what the catalog knows."""

import functools
from collections.abc import Iterator

from refreshbooks.catalog import rest as catalog
from refreshbooks.catalog.rest.model import Resource as Row

__all__ = ["described"]

_CERTAINTIES = {
    "certain": "Official libraries have it.",
    "live": "It was seen at work, and no official library has it.",
    "documented": "It is documented, and nobody has shown here that it works so.",
    "inferred": "Nobody has shown it at work: that it works so is a guess.",
}


@functools.cache
def described(name: str) -> str:
    """Returns what there is to know about a resource, by its name in the catalog."""
    row = catalog.find(name)
    assert row is not None
    return "\n".join(_lines(row))


def _lines(row: Row) -> Iterator[str]:
    yield f"{row.attribute}: {', '.join(row.methods)}."
    yield ""
    yield _CERTAINTIES[row.certainty]
    if row.note:
        yield row.note
    yield from row.contradictions
    asked = {
        "A create needs": row.required,
        "Includes": row.includes,
        "Filters": [each.name for each in row.filters],
        "Sorts": row.sorts,
        "Scopes": row.scopes,
    }
    for what, names in asked.items():
        if names:
            yield f"{what}: {', '.join(names)}."
