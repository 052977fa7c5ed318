"""What programs send back: they read a record, change a little, and send all of it.

An element that answers show and the method does not take is passed over then,
as one that is read-only. One that nobody ever showed is unknown.

A word that answers hold and the method does not take, such as an invoice's
``paid``, may come back too; that it is what the record says already, is looked
at where the record is known.
"""

import functools
from dataclasses import replace

from refreshbooks import catalog
from refreshbooks.catalog.model import Field, Method, Resource

__all__ = ["taken"]

# The one element that it sends and was seen to refuse: the order of a line.
_REFUSED_BY_THE_SERVICE = "order"


@functools.cache
def taken(name: str) -> tuple[Field, ...]:
    """Returns what may stand below ``<request>`` of a method.

    >>> contractor = taken("contractor.update")[0]
    >>> [field.name for field in contractor.fields if field.read_only]
    ['status']
    """
    method, resource = catalog.find(name), catalog.resource(name.partition(".")[0])
    assert method is not None
    assert resource is not None
    shown = _shown(resource)
    return tuple(
        _together(field, shown) if field.type == "object" else field for field in method.params
    )


def _shown(resource: Resource) -> tuple[Field, ...]:
    """Returns what get shows of a record, or list where there is no get."""
    methods: dict[str, Method] = {each.name.rpartition(".")[2]: each for each in resource.methods}
    method = methods.get("get") or methods.get("list")
    return method.answer[0].fields if method and method.answer else ()


def _together(field: Field, shown: tuple[Field, ...]) -> Field:
    known = {each.name: each for each in shown}
    own = tuple(_inside(each, known.get(each.name)) for each in field.fields)
    names = {_REFUSED_BY_THE_SERVICE, *(each.name for each in own)}
    further = tuple(replace(each, read_only=True) for each in shown if each.name not in names)
    return replace(field, fields=(*own, *further))


def _inside(field: Field, shown: Field | None) -> Field:
    if shown is not None and field.type == "enum" and {*field.values} <= {*shown.values}:
        return replace(field, values=shown.values)
    if shown is None or not field.fields:
        return field
    return replace(_together(field, shown.fields), beside=shown.beside)
