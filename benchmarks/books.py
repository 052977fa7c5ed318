"""The sandbox's books, small and great: seeding, paging, restoring, resetting.

A page of a list is asked for over HTTP, the last one and the one in the middle
against the first, turn about. The rest is done as a test would do it, and the
median counts. All of it happens in this process and in memory, so what is
counted is the time that this process was at work.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks import rounds
from refreshbooks.sandbox import Sandbox
from tests.sandbox.speaking import Speaker

__all__ = ["main"]

GREAT = 100_000
# So many invoices come with about 1,000 records in all.
SMALL = 450
_WANTED_RATIOS = {"last": 1.5, "middle": 2.0}
_PER_PAGE = (100, 25)
_PAGE = "<per_page>{}</per_page><page>{}</page>"


def main() -> None:
    """Prints one row for each."""
    with Sandbox() as sandbox:
        _small(sandbox)
    with Sandbox() as sandbox:
        _great(sandbox)


def _small(sandbox: Sandbox) -> None:
    def seed(invoices: int) -> Callable[[], object]:
        return lambda: sandbox.seed(invoices)

    _report("seeding 200 invoices", _median(seed(200), before=sandbox.reset), 0.2)
    sandbox.reset()
    records = sum(sandbox.seed(SMALL).values())
    sandbox.snapshot("seeded")
    restoring = _median(lambda: sandbox.restore("seeded"))
    _report(f"restoring {records:,} records", restoring, 0.05)
    resetting = _median(sandbox.reset, before=lambda: sandbox.restore("seeded"))
    _report(f"resetting an account of {records:,} records", resetting, 0.01)


def _great(sandbox: Sandbox) -> None:
    started = time.process_time()
    records = sum(sandbox.seed(GREAT).values())
    _report(f"seeding {GREAT:,} invoices", time.process_time() - started, 30)
    speaker = Speaker(sandbox)
    for per_page in _PER_PAGE:
        _compare_pages(speaker, per_page)
    speaker.close()
    resetting = _median(sandbox.reset, times=1)
    _report(f"resetting an account of {records:,} records", resetting, 0.01)


def _compare_pages(speaker: Speaker, per_page: int) -> None:
    def page(number: int) -> Callable[[], Any]:
        return lambda: speaker.call("invoice.list", _PAGE.format(per_page, number))

    pages = int(page(1)().attributes("invoices")["pages"])
    for name, number in (("last", pages), ("middle", pages // 2)):
        ratio = rounds.compare(page(number), page(1), rounds=9, calls=3, clock=time.process_time)
        title = f"{name} page of {per_page} against the first"
        rounds.report(title, ratio, _WANTED_RATIOS[name])


def _median(
    act: Callable[[], object], *, before: Callable[[], object] = lambda: None, times: int = 9
) -> float:
    taken = []
    for _ in range(times):
        before()
        started = time.process_time()
        act()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def _report(name: str, seconds: float, wanted: float) -> None:
    verdict = "reached" if seconds <= wanted else "MISSED"
    print(f"{name:<44} {seconds * 1e3:9.1f} ms  wanted <= {wanted * 1e3:g} ms  {verdict}")


if __name__ == "__main__":
    main()
