"""What reading a large account holds in memory: ``python -m benchmarks.memory``.

Each size is read by a process of its own, which then tells the most memory it
ever held; the median of some processes counts.
"""

import resource
import statistics
import subprocess
import sys

from benchmarks import served
from refreshbooks import api

__all__ = ["main"]

SMALL, LARGE = 1_000, 100_000
WANTED = 25.0
# What the system keeps of freed memory is left to chance.
TIMES = 5


def main() -> None:
    """Prints the peak for both sizes, and what lies between them."""
    small, large = (
        statistics.median(peak(invoices) for _ in range(TIMES)) for invoices in (SMALL, LARGE)
    )
    verdict = "reached" if large - small <= WANTED else "MISSED"
    print(
        f"{'peak memory, 100,000 invoices over 1,000':<44} {large - small:6.1f} MB"
        f"  wanted <= {WANTED:g}  {verdict:<8} {large:.1f} MB against {small:.1f} MB"
    )


def peak(invoices: int) -> float:
    """Returns the megabytes that a process held at the most that read so many."""
    with served.listing(invoices, latency=0) as url:
        command = [sys.executable, "-m", "benchmarks.memory", url]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
    read, kilobytes = ran.stdout.split()
    assert int(read) == invoices, f"{read} of {invoices} invoices were read"
    return int(kilobytes) / 1024


def read(url: str) -> None:
    """Reads all, and prints how many there were and the most memory in KB."""
    with served.client(url) as c:
        rows = api.paginate(c.invoice.list, per_page=served.PER_PAGE, prefetch=8)
        count = sum(1 for invoice in rows if invoice.amount > 0)
    print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    read(sys.argv[1]) if len(sys.argv) > 1 else main()
