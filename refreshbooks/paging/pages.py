"""What a walk and its driver hand each other: an ask, an answer, a page, a doubt, a place.

Nothing here knows how a page travels or what its rows are made of.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Answer", "Ask", "Doubt", "Handed", "Id", "Page", "Place"]

Id = int | str
"""What names a record: a number where it is one, so that ``"00000000012"`` is 12."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One page that a walk wants.

    Attributes:
        page: Its number, from 1.
        per_page: Rows a page.
        border: For a page that is read because rows may have slipped across a
            border between two pages: the number of the page before the border.
        again: The page belongs to a second reading of the whole list.
    """

    page: int
    per_page: int
    border: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One page as the service gave it.

    Attributes:
        rows: The records.
        ids: The id of each; None for a record that has none.
        page: What the answer says of itself, None where it says nothing; so
            ``per_page``, ``pages`` and ``total``.
    """

    rows: list[Any]
    ids: list[Id | None]
    page: int | None = None
    per_page: int | None = None
    pages: int | None = None
    total: int | None = None

    @property
    def is_last(self) -> bool:
        """Whether the list ends with this page, as far as the answer says."""
        if self.page is None or self.pages is None:
            return not self.rows
        return self.page >= self.pages


class Page:
    """The rows of one page that were not handed out before.

    Attributes:
        page: The page's number.
        pages: How many there are, as the service said with this one; None where
            it said nothing.
        total: How many rows there are, as the service said with this one.
        rows: The rows, in order.
        again: Whether they were found when a part of the list was read once more.
    """

    __slots__ = ("again", "page", "pages", "rows", "total")

    def __init__(
        self, page: int, rows: list[Any], *, pages: int | None, total: int | None, again: bool
    ) -> None:
        self.page = page
        self.pages = pages
        self.total = total
        self.rows = rows
        self.again = again

    def after(self, count: int) -> "Page":
        """Returns the same page without its first rows."""
        rest = copy.copy(self)
        rest.rows = self.rows[count:]
        return rest

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Page {self.page} of {self.pages}: {len(self.rows)} rows>"


@dataclass(frozen=True, slots=True)
class Handed:
    """What a walk remembers of the page that is being handed out: not its rows.

    Attributes:
        page: The page's number.
        again: Whether it was read once more.
        ids: The ids of its new rows.
        indexes: Where those rows stood in the answer.
    """

    page: int
    again: bool
    ids: list[Id | None]
    indexes: list[int]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Rows that may be missing, and where.

    Attributes:
        pages: The pages concerned.
        why: What happened, in a sentence.
    """

    pages: range
    why: str

    def __str__(self) -> str:
        if len(self.pages) == 1:
            return f"page {self.pages[0]}: {self.why}"
        joint = "and" if len(self.pages) == 2 else "to"
        return f"pages {self.pages[0]} {joint} {self.pages[-1]}: {self.why}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reading stands: all that another one needs to go on from there.

    Attributes:
        page: The page of the last row handed out.
        row: How many rows of it were handed out.
        count: How many rows were handed out altogether.
        total: How many there were, as the service said last.
        ids: The last ids handed out, in order; not more than a few pages' worth.
        doubted: The numbers of pages in doubt.
    """

    page: int = 1
    row: int = 0
    count: int = 0
    total: int | None = None
    ids: tuple[Id, ...] = ()
    doubted: tuple[int, ...] = ()

    @property
    def knows_all(self) -> bool:
        """Whether every row handed out so far is among the ids."""
        return self.count == len(self.ids)
