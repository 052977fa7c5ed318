"""What the drivers have in common: where a reading is, and what is told of it."""

import warnings
from typing import Any

from refreshbooks.exceptions import BadParameter, PagingWarning
from refreshbooks.paging.listing import Listing
from refreshbooks.paging.pages import Doubt, Page

__all__ = ["Reading"]

# As many connections as a client keeps.
_MOST_AHEAD = 64


class Reading:
    """One reading of a list, whoever makes its calls.

    Args:
        listing: The list.
        prefetch: How many calls may be under way at once, up to 64; 0 stands for 1.
        resume: A token of an earlier reading, to go on from there.
        verify: Whether to read until two readings agree.

    Raises:
        BadParameter: The token or a number cannot be used.
    """

    def __init__(
        self,
        listing: Listing,
        *,
        prefetch: int = 4,
        resume: str | None = None,
        verify: bool = False,
    ) -> None:
        self._listing = listing
        self._ahead = max(1, _checked(prefetch))
        self._walk = listing.walk(ahead=self._ahead, verify=verify, resume=resume)
        self._page: Page | None = None
        self._handed_out = 0
        self._error: BaseException | None = None
        self._is_closed = False

    @property
    def token(self) -> str:
        """A short text from which ``paginate(..., resume=token)`` goes on after the last row."""
        return self._listing.token(self._walk, self._handed_out)

    @property
    def doubts(self) -> list[Doubt]:
        """Which pages may have lost rows, and why; complete at the end."""
        return list(self._walk.doubts)

    @property
    def total(self) -> int | None:
        """How many rows there are, as the service said last; None before, or if it never did."""
        return self._walk.total

    def __repr__(self) -> str:
        read, total = self._walk.count, self._walk.total
        return f"<{type(self).__name__} of {self._listing.method}: {read} read, {total} in all>"

    def _has_row(self) -> bool:
        return self._page is not None and self._handed_out < len(self._page.rows)

    def _row(self) -> Any:
        assert self._page is not None
        row = self._page.rows[self._handed_out]
        self._handed_out += 1
        return row

    def _rest(self) -> Page | None:
        """Returns what was not yet handed out of the page read last, as handed out now."""
        if self._page is None or not self._has_row():
            return None
        rest = self._page.after(self._handed_out)
        self._handed_out = len(self._page)
        return rest

    def _is_handed_out(self, page: Page) -> bool:
        """Notes that a page is handed out as a whole, unless there is nothing to see in it."""
        self._handed_out = len(page)
        return len(page) > 0 or (page.page == 1 and not page.again)

    def _warn(self) -> None:
        # Said where the caller of the driver's caller stands.
        for notice in self._walk.notices():
            warnings.warn(f"{self._listing.method}: {notice}", PagingWarning, stacklevel=4)


def _checked(prefetch: object) -> int:
    if type(prefetch) is int and 0 <= prefetch <= _MOST_AHEAD:
        return prefetch
    raise BadParameter(
        f"calls under way at once are a number from 0 to {_MOST_AHEAD}", path="prefetch"
    )
