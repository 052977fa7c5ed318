"""``find_or_create`` from many processes against a sandbox that misbehaves.

``python -m benchmarks.once`` prints one row for each round: what was in force, how
many creates the sandbox was sent and applied, how many records there are of the
names wanted, and whether all processes were told the same ids. The last rounds kill
every process at random moments and start it again.
"""

import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from refreshbooks import api
from refreshbooks.sandbox import Account, Sandbox
from tests.crowd import Crowd, Outcome

__all__ = ["main"]

PROCESSES = 8
NAMES = tuple(f"person{number:02}" for number in range(50))

_ANY = "client.*"
_MIXED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("delay", {"between": (0.0, 0.1)}),
    ("drop_before", {}),
    ("drop_after", {}),
    ("truncate", {}),
    ("html", {"applied": True}),
    ("status", {"code": 500}),
    ("status", {"code": 503}),
    ("status", {"code": 429, "retry_after": 0.05}),
)


@dataclass(frozen=True)
class Round:
    """One row of the table.

    Attributes:
        name: What is said of it.
        faults: What is in force, as kind and details.
        probability: How likely each strikes each call.
        kills: How often each process is killed.
        settle: Seconds after which a create is applied or never will be.
    """

    name: str
    faults: tuple[tuple[str, dict[str, Any]], ...] = ()
    probability: float = 0.3
    kills: int = 0
    settle: float = 0.2


ROUNDS = (
    Round("no faults"),
    Round("dropped before it is applied", (("drop_before", {}),)),
    Round("dropped after it is applied", (("drop_after", {}),)),
    Round("status 500 and 503", (("status", {"code": 500}), ("status", {"code": 503})), 0.15),
    Round("status 429", (("status", {"code": 429, "retry_after": 0.05}),)),
    Round("late by up to 0.2 s", (("delay", {"between": (0.0, 0.2)}),)),
    Round("answers cut off", (("truncate", {}),)),
    Round("connections refused", (("refuse", {"seconds": 0.1}),)),
    Round("all of these", (*_MIXED, ("refuse", {"seconds": 0.05})), 0.1),
    Round("killed 3 times each", (("delay", {"between": (0.0, 0.2)}),), 0.5, 3, 2.0),
    Round("killed 3 times each, and all faults", _MIXED, 0.1, 3, 2.0),
)


def main() -> None:
    """Prints the table; ends with status 1 if any record was made twice."""
    print(f"{PROCESSES} processes, {len(NAMES)} names, one sandbox over HTTP")
    print(
        f"{'':<36} {'faults':>6} {'sent':>5} {'applied':>7} {'records':>7} {'same ids':>8}"
        f" {'again':>5} {'seconds':>7}"
    )
    kept = [_row(number, one) for number, one in enumerate(ROUNDS)]
    if not all(kept):
        raise SystemExit("MISSED: a record was made twice, or somebody was told another id")


def _row(number: int, one: Round) -> bool:
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as locks:
        for kind, details in one.faults:
            method = "*" if kind == "refuse" else _ANY
            sandbox.faults.add(kind, method=method, probability=one.probability, **details)
        faults = list(sandbox.faults)
        crowd = Crowd(sandbox.url, sandbox.token, locks, one.settle, NAMES)
        started = time.perf_counter()
        outcomes = crowd.run(PROCESSES, one.kills, seed=number)
        seconds = time.perf_counter() - started
        sandbox.faults.clear()
        creates = [entry for entry in sandbox.journal if entry.method == "client.create"]
        applied = sum(entry.applied for entry in creates)
        records = _records(sandbox)
    same = _are_told_the_same(outcomes)
    struck = sum(fault.struck for fault in faults)
    again = sum(outcome.again for outcome in outcomes)
    print(
        f"{one.name:<36} {struck:>6} {len(creates):>5} {applied:>7} {sum(records.values()):>7}"
        f" {'yes' if same else 'NO':>8} {again:>5} {seconds:>7.1f}"
    )
    return same and records == dict.fromkeys((f"{name}@example.com" for name in NAMES), 1)


def _records(sandbox: Account) -> Counter[str]:
    with api.TokenClient(sandbox.url, sandbox.token) as c:
        return Counter(str(row.email) for row in api.paginate(c.client.list))


def _are_told_the_same(outcomes: list[Outcome]) -> bool:
    first = outcomes[0].ids
    whole = set(first) == set(NAMES) and all(len(ids) == 1 for ids in first.values())
    return whole and all(outcome.ids == first for outcome in outcomes)


if __name__ == "__main__":
    main()
