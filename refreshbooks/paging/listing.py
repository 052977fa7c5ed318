"""What is asked of which list: the arguments of :func:`refreshbooks.paging.paginate`, checked.

Shared by the drivers: a :class:`Listing` turns an ask into the keywords of a
call and an answer's tree into an answer, and begins the walk.
"""

import inspect
import warnings
from typing import Any

from refreshbooks.exceptions import BadParameter, PagingWarning
from refreshbooks.nouns import UNPAGED
from refreshbooks.paging import answers, tokens
from refreshbooks.paging.pages import Answer, Ask
from refreshbooks.paging.walk import MOST_PER_PAGE, Walk

__all__ = ["Listing"]


class Listing:
    """One list, its filters and how it is to be read.

    Args:
        chain: What is called for each page.
        per_page: Rows a page, a number or its text.
        filters: The service's own parameters, sent with each page.

    Raises:
        BadParameter: This cannot be read page by page; nothing was sent.
    """

    def __init__(self, chain: Any, per_page: int | str, filters: dict[str, object]) -> None:
        self.method = _method(chain)
        self.chain = chain
        if "page" in filters:
            raise BadParameter(
                "paginate reads all pages by itself, so it takes no page: leave it away, or go on"
                " in the middle with resume=",
                path="page",
            )
        self.filters = filters
        self.per_page = _page_size(per_page)

    def walk(self, *, ahead: int, verify: bool, resume: str | None) -> Walk:
        """Returns the walk through it, from the start or from where a token says."""
        if resume is None:
            return Walk(self.per_page, ahead=ahead, verify=verify)
        if verify:
            raise BadParameter(
                "a reading that goes on in the middle cannot verify what was before it: leave away"
                " verify or resume"
            )
        place = tokens.place(resume, self.method, self.per_page, self.filters)
        return Walk(self.per_page, ahead=ahead, since=place)

    def arguments(self, ask: Ask) -> dict[str, object]:
        """Returns the keywords of the call that gets a page."""
        if self.method.partition(".")[0] in UNPAGED:
            return self.filters
        return {**self.filters, "page": ask.page, "per_page": ask.per_page}

    def read(self, response: Any) -> Answer:
        """Returns what the tree that came says of a page."""
        return answers.read(response, self.method)

    def call(self, ask: Ask) -> Answer:
        """Returns a page, by one call."""
        response = self.chain(**self.arguments(ask))
        if inspect.iscoroutine(response):
            response.close()
            raise BadParameter(f"{self.method} is to be awaited: read it by aio.paginate")
        return self.read(response)

    def token(self, walk: Walk, handed_out: int) -> str:
        """Returns the token for where a walk stands."""
        return tokens.token(walk.place(handed_out), self.method, self.per_page, self.filters)


def _method(chain: Any) -> str:
    """Returns the name of what is called."""
    if not callable(chain):
        raise BadParameter(
            f"paginate takes the method itself, not the {type(chain).__name__} that it answers:"
            " write paginate(c.invoice.list), without calling it"
        )
    names = getattr(chain, "names", None)
    if not isinstance(names, list):
        return str(getattr(chain, "__name__", type(chain).__name__))
    method = ".".join(names)
    if names[-1] != "list" and not (names[0] == "report" and names[-1].startswith("get")):
        raise BadParameter(
            f"{method} is no list and was not called: paginate reads those that end in .list, such"
            f" as {names[0]}.list"
        )
    return method


def _page_size(per_page: int | str) -> int:
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
