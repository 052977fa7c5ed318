"""What reading a large account holds in memory: ``python -m benchmarks.memory``.

Each size is read by a process of its own, which then tells the most memory it
ever held; the median of some processes counts.
"""

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from unittest import mock

from benchmarks import served, served_rest
from refreshbooks import api

__all__ = ["main"]

SMALL, LARGE = 1_000, 100_000
WANTED = 25.0
# What the system keeps of freed memory is left to chance.
TIMES = 5


def main() -> None:
    """Prints the peak for both sizes, and what lies between them, for each API."""
    show("peak memory, 100,000 invoices over 1,000", peak)
    show("the same of the current API's clients", peak_of_rest)


def show(name: str, peak: Callable[[int], float]) -> None:
    """Prints what lies between the peaks for both sizes."""
    small, large = (
        statistics.median(peak(records) for _ in range(TIMES)) for records in (SMALL, LARGE)
    )
    verdict = "reached" if large - small <= WANTED else "MISSED"
    print(
        f"{name:<44} {large - small:6.1f} MB"
        f"  wanted <= {WANTED:g}  {verdict:<8} {large:.1f} MB against {small:.1f} MB"
    )


def peak(invoices: int) -> float:
    """Returns the megabytes that a process held at the most that read so many."""
    with served.listing(invoices, latency=0) as url:
        return peak_of("classic", url, invoices)


def peak_of_rest(clients: int) -> float:
    """Returns the same for clients of the current API."""
    with served_rest.serving(clients) as where:
        return peak_of("rest", where.url, clients)


def peak_of(way: str, url: str, records: int) -> float:
    """Returns the megabytes that a process of its own held at the most."""
    command = [sys.executable, "-m", "benchmarks.memory", way, url]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    read, kilobytes = ran.stdout.split()
    assert int(read) == records, f"{read} of {records} records were read"
    return int(kilobytes) / 1024


def read(url: str) -> int:
    """Reads all invoices, and returns how many there were."""
    with served.client(url) as c:
        rows = api.paginate(c.invoice.list, per_page=served.PER_PAGE, prefetch=8)
        return sum(1 for invoice in rows if invoice.amount > 0)


def read_rest(url: str) -> int:
    """Reads all clients by the current API, and returns how many there were."""
    from refreshbooks import rest  # not for the process that measures the other one

    with mock.patch.dict(os.environ, {"FRESHBOOKS_API_URL": url}):
        c = rest.Client("some_application", access_token="abc")
    with c:
        rows = rest.paginate(
            c.clients.list, served_rest.ACCOUNT, per_page=served_rest.PER_PAGE, prefetch=8
        )
        return sum(1 for client in rows if client.email)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        count = {"classic": read, "rest": read_rest}[sys.argv[1]](sys.argv[2])
        print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    else:
        main()
