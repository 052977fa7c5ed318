"""Which rows were handed out, by their ids, and from which page each came."""

from collections.abc import Iterable

from refreshbooks.paging.pages import Answer, Id

__all__ = ["SOMEWHERE", "Memory"]

SOMEWHERE = 0
"""The page of an id that is known without telling anything about borders."""


class Memory:
    """The ids seen, some ninety bytes for each."""

    def __init__(self, ids: Iterable[Id] = ()) -> None:
        self._page_of: dict[Id, int] = dict.fromkeys(ids, SOMEWHERE)

    def __len__(self) -> int:
        return len(self._page_of)

    def pages(self, answer: Answer) -> set[int]:
        """Returns the pages from which rows of this answer were handed out before."""
        found = {self._page_of.get(key) for key in answer.ids if key is not None}
        return {page for page in found if page}

    def known(self, answer: Answer) -> list[int]:
        """Returns the indexes of the rows that were handed out before."""
        return [index for index, key in enumerate(answer.ids) if key in self._page_of]

    def keep(self, answer: Answer, page: int, rows: range | None = None) -> list[int]:
        """Keeps ids of an answer, and returns the indexes of the rows that are new.

        Args:
            page: Where the new ones are from.
            rows: The indexes to look at, where those are not all.
        """
        fresh = []
        for index in range(len(answer.ids)) if rows is None else rows:
            key = answer.ids[index]
            if key is not None and key not in self._page_of:
                self._page_of[key] = page
                fresh.append(index)
        return fresh
