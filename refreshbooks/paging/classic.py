"""How the lists of the Classic API are called for, page by page."""

from collections.abc import Mapping
from typing import Any

from refreshbooks.exceptions import BadParameter
from refreshbooks.nouns import UNPAGED
from refreshbooks.paging import answers
from refreshbooks.paging.listing import Listing, page_size
from refreshbooks.paging.pages import Ask

__all__ = ["listing"]


def listing(chain: Any, per_page: int | str, filters: Mapping[str, object]) -> Listing:
    """Returns one list.

    Args:
        chain: What is called for each page.
        per_page: Rows a page, a number or its text.
        filters: The service's own parameters, sent with each page.

    Raises:
        BadParameter: This cannot be read page by page; nothing was sent.
    """
    method = _method(chain)
    if "page" in filters:
        raise BadParameter(
            "paginate reads all pages by itself, so it takes no page: leave it away, or go on"
            " in the middle with resume=",
            path="page",
        )
    is_paged = method.partition(".")[0] not in UNPAGED

    def fetch(ask: Ask) -> Any:
        place = {"page": ask.page, "per_page": ask.per_page} if is_paged else {}
        return chain(**filters, **place)

    return Listing(
        method,
        fetch,
        lambda response: answers.read(response, method),
        per_page=page_size(per_page),
        filters=filters,
    )


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
