"""One list, and how it is to be read.

Shared by both APIs and both drivers. Whoever makes a :class:`Listing` says how a
page is called for and how an answer is read, such as
:mod:`refreshbooks.paging.classic`; everything else is the same for all.
"""

import inspect
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from refreshbooks.exceptions import BadParameter, PagingWarning
from refreshbooks.paging import tokens
from refreshbooks.paging.pages import Answer, Ask
from refreshbooks.paging.walk import MOST_PER_PAGE, Walk

__all__ = ["Listing", "page_size"]


class Listing:
    """One list, and how it is to be read.

    Args:
        method: Its name, such as ``invoice.list``.
        fetch: Calls for a page, and returns what came, or what is awaited for it.
        read: Returns what came as an answer.
        per_page: Rows a page.
        filters: What narrows the list, for tokens to be known by.
    """

    def __init__(
        self,
        method: str,
        fetch: Callable[[Ask], Any],
        read: Callable[[Any], Answer],
        *,
        per_page: int,
        filters: Mapping[str, object],
    ) -> None:
        self.method = method
        self.fetch = fetch
        self.read = read
        self.per_page = per_page
        self.filters = filters

    def walk(self, *, ahead: int, verify: bool, resume: str | None) -> Walk:
        """Returns the walk through it, from the start or from where a token says.

        Raises:
            BadParameter: The token is of another list, or what is asked for does
                not go together.
        """
        if resume is None:
            return Walk(self.per_page, ahead=ahead, verify=verify)
        if verify:
            raise BadParameter(
                "a reading that goes on in the middle cannot verify what was before it: leave away"
                " verify or resume"
            )
        place = tokens.place(resume, self.method, self.per_page, self.filters)
        return Walk(self.per_page, ahead=ahead, since=place)

    def call(self, ask: Ask) -> Answer:
        """Returns a page, by one call."""
        came = self.fetch(ask)
        if inspect.iscoroutine(came):
            came.close()
            raise BadParameter(f"{self.method} is to be awaited: read it by aio.paginate")
        return self.read(came)

    async def awaited(self, ask: Ask) -> Answer:
        """Returns a page, by one call that is awaited."""
        return self.read(await self.fetch(ask))

    def token(self, walk: Walk, handed_out: int) -> str:
        """Returns the token for where a walk stands."""
        return tokens.token(walk.place(handed_out), self.method, self.per_page, self.filters)


def page_size(per_page: int | str) -> int:
    """Returns how many rows a page is to have; warns of more than the service gives.

    The warning names who called the caller of this one's caller.

    Raises:
        BadParameter: It is no such number.
    """
    text = str(per_page).strip()
    if isinstance(per_page, bool) or not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise BadParameter(f"rows a page are a number from 1 to {MOST_PER_PAGE}", path="per_page")
    if int(text) > MOST_PER_PAGE:
        warnings.warn(
            f"the service puts at most {MOST_PER_PAGE} rows on a page: that many are asked for,"
            f" not {text}",
            PagingWarning,
            stacklevel=4,
        )
    return min(int(text), MOST_PER_PAGE)
