"""Reading pages ahead of the reader, beside a loop over them: ``python -m benchmarks.paging``."""

from collections.abc import Callable
from typing import Any

from benchmarks import rounds, served
from refreshbooks import api

__all__ = ["main"]

PAGES = 40
# Seconds of latency, and how many times faster than the loop is wanted.
WANTED = {0.050: 4.5, 0.002: 1.2}


def main() -> None:
    """Prints how both compare, at each latency."""
    for latency, faster in WANTED.items():
        with served.listing(PAGES * served.PER_PAGE, latency) as url:
            with served.client(url) as c:
                name = f"{PAGES} pages at {latency * 1000:g} ms, prefetch=8, against a loop"
                ratio = rounds.compare(reading_ahead(c), page_by_page(c), rounds=7, calls=1)
                rounds.report(name, ratio, 1 / faster)
                print(f"{'':<44} {1 / ratio.median:6.2f} times faster, wanted {faster:g}")


def reading_ahead(c: Any) -> Callable[[], int]:
    """Returns a sum over all invoices, by the library's paging."""
    return lambda: sum(
        int(invoice.invoice_id)
        for invoice in api.paginate(c.invoice.list, per_page=served.PER_PAGE, prefetch=8)
    )


def page_by_page(c: Any) -> Callable[[], int]:
    """Returns the same sum by a loop, as one would write it."""

    def summed() -> int:
        total, page, pages = 0, 1, 1
        while page <= pages:
            invoices = c.invoice.list(page=page, per_page=served.PER_PAGE).invoices
            total += sum(int(invoice.invoice_id) for invoice in invoices.invoice)
            page, pages = page + 1, int(invoices.attrib["pages"])
        return total

    return summed


if __name__ == "__main__":
    main()
