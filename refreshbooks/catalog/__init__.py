"""What the service offers, as data: every resource, method and field.

The catalog advises and forbids nothing: a method it does not know is sent all
the same. Nothing of it is loaded before the first look-up, and then only the
resource asked for:

    >>> invoice = resource("invoice")
    >>> invoice.plural, invoice.key
    ('invoices', 'invoice_id')
    >>> find("invoice.create").params[0].fields[0].name
    'client_id'
    >>> names_under("invoice.lines")
    ('add', 'delete', 'update')

A resource is one file in :mod:`refreshbooks.catalog.classic`, found by its
name.
"""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING

from refreshbooks.catalog import classic

if TYPE_CHECKING:
    from refreshbooks.catalog.model import Method, Resource
    from refreshbooks.catalog.rest.model import Resource as Row

__all__ = ["describe", "find", "names_under", "resource", "resources"]


def describe(name: str) -> str:
    """Returns what there is to know of a method, as text for people to read.

    One line for each element: its name, how it is written, whether it is
    required, its default and a note. First what the method takes, then what it
    gives. The service's own documentation remains the reference. Resources of the
    REST API, and their calls, are described by their names on its client, such as
    ``invoices`` and ``invoices.create``.

        >>> print(describe("task.delete"))
        task.delete
        Who may call: staff with the Time Tracking tab.
        Takes:
          task_id  id, required
        Gives: an empty answer.

    Raises:
        LookupError: There is no method of this full name. The text names those
            that begin alike.
    """
    # Few programs describe, and all import the catalog.
    from refreshbooks.catalog import description

    method = find(name)
    told = description.described(method) if method else _described_by_rest(name)
    if told is None:
        raise LookupError(f"The catalog knows no method {name!r}; it knows {_nearest(name)}.")
    return told


def find(name: str) -> Method | None:
    """Returns the method of this full name, or None where there is none.

    Upper and lower case count, as they do for the service:

        >>> find("invoice.getPDF").binary
        True
        >>> find("invoice.getpdf")
    """
    noun = resource(name.partition(".")[0])
    methods = noun.methods if noun else ()
    return next((method for method in methods if method.name == name), None)


def resource(name: str) -> Resource | None:
    """Returns the resource of this name, or None where there is none."""
    return _load(name) if name in _nouns() else None


@functools.cache
def resources() -> tuple[Resource, ...]:
    """Returns all resources, sorted by name."""
    return tuple(map(_load, _nouns()))


def names_under(prefix: str, *, documented: bool = True) -> tuple[str, ...]:
    """Returns the names that may follow a prefix, sorted.

    The empty prefix asks for the resources:

        >>> names_under("default_terms")
        ('get', 'list', 'update')
        >>> names_under("invoice.create")
        ()

    Args:
        documented: Whether to leave out what the service's documentation does
            not show, though :func:`find` knows it.
    """
    start = f"{prefix}." if prefix else ""
    methods = (method for noun in _around(prefix) for method in noun.methods)
    names = (
        method.name
        for method in methods
        if method.name.startswith(start) and (method.documented or not documented)
    )
    return tuple(sorted({name[len(start) :].partition(".")[0] for name in names}))


def _described_by_rest(name: str) -> str | None:
    from refreshbooks.catalog.rest import description

    whole, owner = _row(name), _row(name.rpartition(".")[0])
    if whole is not None:
        return description.described(whole.name)
    verb = name.rpartition(".")[2]
    return description.described(owner.name, verb) if owner and verb in owner.methods else None


def _row(attribute: str) -> Row | None:
    """Returns the resource that stands under a name on a REST client."""
    from refreshbooks.catalog import rest

    return rest.find(rest.attributes().get(attribute, ""))


def _nearest(name: str) -> str:
    owner = name.rpartition(".")[0]
    row = _row(owner)
    if row is not None:
        return ", ".join(f"{owner}.{verb}" for verb in row.methods)
    while not names_under(name):
        name = name.rpartition(".")[0]
    return ", ".join(f"{name}.{following}".lstrip(".") for following in names_under(name))


def _around(prefix: str) -> tuple[Resource, ...]:
    if not prefix:
        return resources()
    noun = resource(prefix.partition(".")[0])
    return (noun,) if noun else ()


@functools.cache
def _load(name: str) -> Resource:
    found: Resource = importlib.import_module(f"{classic.__name__}.{name}").RESOURCE
    return found


@functools.cache
def _nouns() -> tuple[str, ...]:
    import pkgutil

    return tuple(sorted(module.name for module in pkgutil.iter_modules(classic.__path__)))
