"""Which page of a list, and how long."""

from collections.abc import Iterator
from typing import TypeVar, overload

from refreshbooks.rest.builders import Builder, Parameter

__all__ = ["MOST_PER_PAGE", "PaginateBuilder"]

MOST_PER_PAGE = 100
"""More rows than these no page has, whatever is asked for."""

_Self = TypeVar("_Self", bound="PaginateBuilder")


class PaginateBuilder(Builder):
    """A page, numbered from 1, and the number of its rows, 100 at the most.

    >>> paginator = PaginateBuilder(2, 4)
    >>> paginator, paginator.page()
    (PaginateBuilder(page=2, per_page=4), 2)
    >>> paginator.page(3).per_page(500)
    PaginateBuilder(page=3, per_page=100)
    """

    def __init__(self, page: int | None = None, per_page: int | None = None) -> None:
        self._page = None if page is None else max(page, 1)
        self._per_page = None if per_page is None else min(per_page, MOST_PER_PAGE)

    @overload
    def page(self) -> int: ...
    @overload
    def page(self: _Self, page: int) -> _Self: ...
    def page(self: _Self, page: int | None = None) -> int | _Self | None:
        """Returns the page's number; given one, sets it and returns the builder."""
        if not page:
            return self._page
        self._page = max(page, 1)
        return self

    @overload
    def per_page(self) -> int: ...
    @overload
    def per_page(self: _Self, per_page: int) -> _Self: ...
    def per_page(self: _Self, per_page: int | None = None) -> int | _Self | None:
        """Returns how many rows a page has; given a number, sets it and returns the builder."""
        if not per_page:
            return self._per_page
        self._per_page = min(per_page, MOST_PER_PAGE)
        return self

    def parameters(self, *, bracketed: bool) -> Iterator[Parameter]:
        """Returns the page and the number of its rows, as far as they are asked for."""
        if self._page is not None:
            yield Parameter("page", self._page, str(self._page))
        if self._per_page:
            yield Parameter("per_page", self._per_page, str(self._per_page))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(page={self._page}, per_page={self._per_page})"
