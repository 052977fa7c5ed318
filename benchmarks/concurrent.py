"""Many calls in flight, beside one thread: ``python -m benchmarks.concurrent``."""

import asyncio
import time

from benchmarks import rounds, served
from refreshbooks import aio

__all__ = ["main"]

IN_FLIGHT = 200
LATENCY = 0.020
WANTED = 8.0


def main() -> None:
    """Prints how the calls a second of both compare."""
    with served.listing(1, LATENCY) as url:
        ratio = rounds.ratio((awaited(url), in_a_row(url)) for _ in range(7))
    rounds.report(f"{IN_FLIGHT} calls in flight, against one thread", ratio, 1 / WANTED)
    print(
        f"{'':<44} {1 / ratio.median:6.2f} times the calls a second, wanted {WANTED:g}:"
        f" {1 / ratio.ours:.0f} against {1 / ratio.floor:.0f}"
    )


def awaited(url: str, calls: int = 1000) -> float:
    """Returns the seconds of one call, of many that are in flight at once."""

    async def all_of_them() -> float:
        async with aio.TokenClient(url, "abc") as c:

            async def caller(share: int) -> None:
                for _ in range(share):
                    await c.invoice.list()

            await asyncio.gather(*(caller(1) for _ in range(IN_FLIGHT)))
            started = time.perf_counter()
            await asyncio.gather(*(caller(calls // IN_FLIGHT) for _ in range(IN_FLIGHT)))
            return (time.perf_counter() - started) / calls

    return asyncio.run(all_of_them())


def in_a_row(url: str, calls: int = 50) -> float:
    """Returns the seconds of one call in a thread that waits for each."""
    with served.client(url) as c:
        c.invoice.list()
        started = time.perf_counter()
        for _ in range(calls):
            c.invoice.list()
        return (time.perf_counter() - started) / calls


if __name__ == "__main__":
    main()
