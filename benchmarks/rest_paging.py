"""Reading a long list of the current API: ``python -m benchmarks.rest_paging``.

Beside a loop over the pages by our own client, and beside the loop that the
official SDK documents, which adds list to list.
"""

from collections.abc import Callable
from typing import Any

from benchmarks import rounds
from benchmarks.rest_call import made, official
from benchmarks.served_rest import ACCOUNT, PER_PAGE, serving
from refreshbooks import rest

__all__ = ["main"]

PAGES = 40
LATENCY = 0.050
FASTER = 4.5


def main() -> None:
    """Prints how many times faster it is read ahead."""
    with serving(PAGES * PER_PAGE, LATENCY) as served:
        ours, theirs = made(rest.Client, served), made(official().Client, served)
        reading = reading_ahead(ours)
        name = f"{PAGES} pages at {LATENCY * 1000:g} ms, prefetch=8, against"
        loop = rounds.compare(reading, page_by_page(ours), rounds=7, calls=1)
        rounds.report(f"{name} a loop", loop, 1 / FASTER)
        print(f"{'':<44} {1 / loop.median:6.2f} times faster, wanted {FASTER:g}")
        for name, c, library in (
            ("the SDK's loop, with our client, takes", ours, rest),
            ("the SDK's loop, with the SDK, takes", theirs, official()),
        ):
            sdk = rounds.compare(reading, list_by_list(c, library), rounds=3, calls=1)
            print(f"{name:<44} {1 / sdk.median:6.2f} times as long")


def reading_ahead(c: Any) -> Callable[[], int]:
    """Returns a sum over all clients, by the library's paging."""
    return lambda: sum(
        client.userid
        for client in rest.paginate(c.clients.list, ACCOUNT, per_page=PER_PAGE, prefetch=8)
    )


def page_by_page(c: Any) -> Callable[[], int]:
    """Returns the same sum by a loop over the pages, one after the other."""

    def summed() -> int:
        total, page, pages = 0, 1, 1
        while page <= pages:
            clients = c.clients.list(ACCOUNT, builders=[rest.PaginateBuilder(page, PER_PAGE)])
            total += sum(client.userid for client in clients)
            page, pages = page + 1, clients.pages.pages
        return total

    return summed


def list_by_list(c: Any, library: Any) -> Callable[[], int]:
    """Returns the same sum by the loop that the official SDK documents."""

    def summed() -> int:
        paginator = library.PaginateBuilder(1, PER_PAGE)
        clients = c.clients.list(ACCOUNT, builders=[paginator])
        while paginator.page() < clients.pages.pages:
            paginator.page(paginator.page() + 1)
            clients = clients + c.clients.list(ACCOUNT, builders=[paginator])
        return sum(client.userid for client in clients)

    return summed


if __name__ == "__main__":
    main()
