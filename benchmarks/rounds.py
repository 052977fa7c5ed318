"""Two things timed turn about, and one line that says how they compare.

A machine's speed drifts while it is measured. So both sides take turns in
short rounds, each round gives one ratio, and the median of them counts.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["Ratio", "compare", "ratio", "report"]


@dataclass(frozen=True)
class Ratio:
    """How two ways of doing the same compare.

    Attributes:
        median: Our time over the floor's, in the middle of all rounds.
        lowest: The same in the round that suited us best.
        highest: The same in the round that suited us least.
        ours: Seconds for one call of ours, median.
        floor: Seconds for one call of the floor, median.
    """

    median: float
    lowest: float
    highest: float
    ours: float
    floor: float


def compare(
    ours: Callable[[], object],
    floor: Callable[[], object],
    *,
    rounds: int = 15,
    calls: int = 100,
    clock: Callable[[], float] = time.perf_counter,
) -> Ratio:
    """Times both, turn about, and returns how they compare.

    Args:
        rounds: How often each side has its turn.
        calls: How many calls make one turn.
        clock: What tells the seconds. ``time.process_time`` leaves out what
            others do meanwhile, where nothing waits on another process.
    """
    ours(), floor()  # what is set up by a first call is not what is measured
    return ratio(
        _turn(ours, floor, calls, clock, ours_first=bool(turn % 2)) for turn in range(rounds)
    )


def ratio(turns: Iterable[tuple[float, float]]) -> Ratio:
    """Returns how pairs of measured seconds compare, ours first in each."""
    turns = list(turns)
    ratios = [our_time / floor_time for our_time, floor_time in turns]
    return Ratio(
        statistics.median(ratios),
        min(ratios),
        max(ratios),
        statistics.median(our_time for our_time, _ in turns),
        statistics.median(floor_time for _, floor_time in turns),
    )


def report(name: str, ratio: Ratio, wanted: float) -> None:
    """Prints one row of a table: the ratio, its range, and what is wanted."""
    verdict = "reached" if ratio.median <= wanted else "MISSED"
    print(
        f"{name:<44} {ratio.median:6.2f} ({ratio.lowest:.2f} to {ratio.highest:.2f})"
        f"  wanted <= {wanted:.2f}  {verdict:<8}"
        f" {ratio.ours * 1e6:10.1f} us against {ratio.floor * 1e6:.1f} us"
    )


def _turn(
    ours: Callable[[], object],
    floor: Callable[[], object],
    calls: int,
    clock: Callable[[], float],
    *,
    ours_first: bool,
) -> tuple[float, float]:
    if ours_first:
        our_time = _seconds(ours, calls, clock)
        return our_time, _seconds(floor, calls, clock)
    floor_time = _seconds(floor, calls, clock)
    return _seconds(ours, calls, clock), floor_time


def _seconds(call: Callable[[], object], calls: int, clock: Callable[[], float]) -> float:
    gc.collect()
    started = clock()
    for _ in range(calls):
        call()
    return (clock() - started) / calls
