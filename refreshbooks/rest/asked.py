"""What a call asks, as far as its checks and its errors have to know."""

import functools
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from refreshbooks.catalog.rest.model import Resource

__all__ = ["Asked", "names_in"]


@dataclass(frozen=True)
class Asked:
    """One call of a resource, as it was written.

    Attributes:
        method: Such as ``"invoices.create"``.
        row: The resource in the catalog; None for an address of one's own.
        verb: Such as ``"create"``.
        http_method: Such as ``"POST"``.
        ids: The ids, by the names that the address's template has for them.
        record: What is sent; None for nothing.
        builders: Filters, includes, a page, an order.
        parameters: What goes along by plain names.
    """

    method: str
    verb: str
    http_method: str
    row: Resource | None = None
    ids: Mapping[str, object] = field(default_factory=dict)
    record: Any = None
    builders: Iterable[Any] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_read(self) -> bool:
        """Whether it leaves the books as they are."""
        return self.http_method in ("GET", "HEAD", "OPTIONS")

    def __repr__(self) -> str:
        # What is sent is nobody's business who prints this.
        return f"<{type(self).__name__} of {self.method}>"


@functools.cache
def names_in(template: str) -> tuple[str, ...]:
    """Returns the names of the ids in a template, in order.

    >>> names_in("/comments/business/{business_id}/service/{id}")
    ('business_id', 'id')
    """
    return tuple(name for _, name, _, _ in string.Formatter().parse(template) if name)
