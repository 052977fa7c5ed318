"""The words that stubs and pages have for a resource of the REST catalog."""

import sys

from refreshbooks.catalog.rest.model import Resource

__all__ = ["certainty", "title"]

_CERTAINTY = {
    "certain": "",
    "live": "Seen at work, though no SDK has it.",
    "documented": "Documented, and not seen at work.",
    "inferred": "Inferred: nobody showed it at work.",
}


def title(row: Resource) -> str:
    """Returns what a resource is, as the first line of its file says it.

    >>> from refreshbooks.catalog import rest
    >>> title(rest.find("taxes"))
    'Taxes: what lines may be charged with.'
    """
    told = sys.modules[f"refreshbooks.catalog.rest.{row.name}"].__doc__ or ""
    return told.partition("\n")[0]


def certainty(row: Resource) -> str:
    """Returns how sure a resource is, where it is not certain.

    >>> from refreshbooks.catalog import rest
    >>> certainty(rest.find("timers"))
    'Inferred: nobody showed it at work.'
    """
    return _CERTAINTY[row.certainty]
