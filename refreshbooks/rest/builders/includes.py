"""What an answer is to hold beside the fields that it always has."""

from collections.abc import Iterator
from typing import TypeVar

from refreshbooks.rest.builders import Builder, Parameter

__all__ = ["IncludesBuilder"]

_Self = TypeVar("_Self", bound="IncludesBuilder")


class IncludesBuilder(Builder):
    """Further fields, for lists and for single records.

    >>> IncludesBuilder().include("lines").include("owner")
    IncludesBuilder(&include[]=lines&include[]=owner)
    """

    def __init__(self) -> None:
        self._names: list[str] = []

    def include(self: _Self, key: str) -> _Self:
        """Asks for one more field, or a group of them, by the service's name for it."""
        self._names.append(key)
        return self

    def parameters(self, *, bracketed: bool) -> Iterator[Parameter]:
        """Returns the names in the order in which they were asked for."""
        for name in self._names:
            yield _in_brackets(name) if bracketed else Parameter(name, "true", "true")


def _in_brackets(name: str) -> Parameter:
    return Parameter("include[]", name, str(name))
