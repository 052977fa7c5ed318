"""In which order a list is to come."""

from collections.abc import Iterator
from typing import TypeVar

from refreshbooks.rest.builders import Builder, Parameter

__all__ = ["SortBuilder"]

_Self = TypeVar("_Self", bound="SortBuilder")


class SortBuilder(Builder):
    """An order by one field; the last one asked for counts.

    >>> SortBuilder().descending("updated")
    SortBuilder(&sort=updated_desc)
    """

    def __init__(self) -> None:
        self._key: str = ""
        self._falls = False

    def ascending(self: _Self, key: str) -> _Self:
        """Asks for the smallest, or the earliest, first."""
        self._key, self._falls = key, False
        return self

    def descending(self: _Self, key: str) -> _Self:
        """Asks for the greatest, or the latest, first."""
        self._key, self._falls = key, True
        return self

    asc = ascending
    desc = descending

    def parameters(self, *, bracketed: bool) -> Iterator[Parameter]:
        """Returns the order as one parameter; nothing where none was asked for."""
        if not self._key:
            return
        if bracketed:
            order = f"{self._key}_{'desc' if self._falls else 'asc'}"
        else:
            order = f"-{self._key}" if self._falls else f"{self._key}"
        yield Parameter("sort", order, order)
