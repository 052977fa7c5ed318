"""Each trouble the sandbox can make, against each kind of call: ``python -m benchmarks.torture``.

In both APIs. Every call meets trouble once. The table says what the callers got, and how many
times the sandbox applied what they asked for; whatever must not happen is
counted at the end, and ends the program with 1:

- a write applied twice;
- a call reported as done that was not, or as not done that was;
- a read lost that a repeat would have saved;
- an error that does not say what to do.
"""

import argparse
import asyncio
import collections
import itertools
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from benchmarks.apis import APIS, Api, Operation
from refreshbooks.exceptions import OutcomeUnknown, RefreshbooksError
from refreshbooks.retry import Retry
from refreshbooks.sandbox import Sandbox

__all__ = [
    "MODES",
    "TROUBLES",
    "Callers",
    "Cell",
    "Tasks",
    "Threads",
    "Trouble",
    "main",
    "table",
]

AT_ONCE = 16
# Of each cell; together more than ten thousand.
CALLS = 70
# Seconds that a caller waits for an answer, and that a delayed one takes.
PATIENCE, DELAY = 0.1, 0.2


@dataclass(frozen=True)
class Trouble:
    """One kind of fault.

    Attributes:
        name: As the table shows it.
        kind: As the sandbox knows it.
        passes: Whether it is over before long, so that a repeat gets through.
        details: Of the kind.
    """

    name: str
    kind: str
    passes: bool
    details: dict[str, Any] = field(default_factory=dict)


TROUBLES = (
    Trouble("drop_before", "drop_before", passes=True),
    Trouble("drop_after", "drop_after", passes=True),
    Trouble("delay", "delay", passes=True, details={"seconds": DELAY}),
    Trouble("refuse", "refuse", passes=True, details={"seconds": 0.02}),
    Trouble("truncate", "truncate", passes=True),
    Trouble("html", "html", passes=True),
    Trouble("slow", "slow", passes=True, details={"seconds": 0.02}),
    Trouble("status 429", "status", passes=True, details={"code": 429, "retry_after": 0}),
    Trouble("status 502", "status", passes=True, details={"code": 502}),
    Trouble("status 503", "status", passes=True, details={"code": 503, "retry_after": 0}),
    Trouble("status 504", "status", passes=True, details={"code": 504}),
    Trouble("status 500", "status", passes=False, details={"code": 500}),
    Trouble("status 403", "status", passes=False, details={"code": 403}),
    # To nobody: what only reads may follow.
    Trouble("moved", "moved", passes=False, details={"location": "http://127.0.0.1:9/moved"}),
    Trouble("revoked", "revoked", passes=False),
    Trouble("unknown_system", "unknown_system", passes=False),
    Trouble("disabled", "disabled", passes=False),
    Trouble("deactivated", "deactivated", passes=False),
)


@dataclass
class Cell:
    """What became of the calls of one kind that met one trouble.

    Attributes:
        got: How often callers got what: ``"done"``, or an error's name.
        applied: How many calls were applied how many times.
        faulted: How many attempts met the trouble.
        wrong: What must not have happened, in words.
        texts: The errors' texts, one for each class.
    """

    api: Api
    trouble: Trouble
    operation: Operation
    mode: "Callers"
    got: collections.Counter[str] = field(default_factory=collections.Counter)
    applied: collections.Counter[int] = field(default_factory=collections.Counter)
    faulted: int = 0
    wrong: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Planned:
    api: Api
    operation: Operation
    sandbox: Sandbox
    number: int
    word: str

    @property
    def mark(self) -> str:
        return self.operation.mark(self.number, self.word)

    def made(self, c: Any) -> Any:
        """Makes the call by a client; by an awaited one it is to be awaited."""
        return self.operation.call(c, self.sandbox, self.number, self.word)


_Outcomes = list[RefreshbooksError | None]


class Callers:
    """Makes calls at once, in one of the ways there are.

    Attributes:
        name: As the table shows it.
        at_once: How many calls it makes at once.
    """

    name: str
    at_once: int

    def outcomes(self, planned: list[_Planned], options: dict[str, Any]) -> _Outcomes:
        """Returns what each call came to: nothing, or an error."""
        raise NotImplementedError


class Threads(Callers):
    """As many threads as calls."""

    def __init__(self, at_once: int) -> None:
        self.name = "1 thread" if at_once == 1 else f"{at_once} threads"
        self.at_once = at_once

    def outcomes(self, planned: list[_Planned], options: dict[str, Any]) -> _Outcomes:
        with planned[0].api.client(planned[0].sandbox, **options) as c:
            together = threading.Barrier(len(planned))

            def outcome(call: _Planned) -> RefreshbooksError | None:
                together.wait()
                return _caught(lambda: call.made(c))

            with ThreadPoolExecutor(len(planned)) as pool:
                return list(pool.map(outcome, planned))


class Tasks(Callers):
    """As many tasks of one event loop."""

    def __init__(self, at_once: int) -> None:
        self.name = "async"
        self.at_once = at_once

    def outcomes(self, planned: list[_Planned], options: dict[str, Any]) -> _Outcomes:
        async def outcome(c: Any, call: _Planned) -> RefreshbooksError | None:
            try:
                await call.made(c)
            except RefreshbooksError as error:
                return error
            return None

        async def all_of_them() -> _Outcomes:
            async with planned[0].api.awaited(planned[0].sandbox, **options) as c:
                return await asyncio.gather(*(outcome(c, call) for call in planned))

        return asyncio.run(all_of_them())


MODES: tuple[Callers, ...] = (Threads(1), Threads(AT_ONCE), Tasks(AT_ONCE))


def _caught(call: Callable[[], object]) -> RefreshbooksError | None:
    try:
        call()
    except RefreshbooksError as error:
        return error
    return None


def table(
    calls: int = CALLS,
    troubles: Iterable[Trouble] = TROUBLES,
    modes: Iterable[Callers] = MODES,
    apis: Iterable[Api] = APIS,
) -> Iterator[Cell]:
    """Yields each cell of the table as soon as its calls are made."""
    troubles, modes = tuple(troubles), tuple(modes)
    words = (f"word{number}" for number in itertools.count())
    with Sandbox() as sandbox:
        for api in apis:
            standing = _engaged(api, sandbox, AT_ONCE)
            for trouble, operation, mode in itertools.product(troubles, api.operations, modes):
                cell = Cell(api, trouble, operation, mode)
                for _ in range(-(-calls // mode.at_once)):
                    own = operation.needs_record
                    numbers = _engaged(api, sandbox, mode.at_once) if own else standing
                    taken = [(number, next(words)) for number in numbers[: mode.at_once]]
                    planned = [_Planned(api, operation, sandbox, *each) for each in taken]
                    _torment(cell, sandbox, planned)
                yield cell


def _engaged(api: Api, sandbox: Sandbox, number: int) -> list[int]:
    with api.client(sandbox) as c:
        return [api.engage(c, sandbox) for _ in range(number)]


def _torment(cell: Cell, sandbox: Sandbox, planned: list[_Planned]) -> None:
    """Makes as many calls at once as meet the trouble, and notes what became of them."""
    sandbox.journal.clear()
    trouble = cell.trouble
    method = f"{cell.api.resource}.{cell.operation.name}"
    fault = sandbox.faults.add(trouble.kind, method, count=len(planned), **trouble.details)
    outcomes = cell.mode.outcomes(planned, _options(trouble))
    _let_it_end(sandbox, fault)
    sandbox.faults.clear()
    cell.faulted += fault.struck
    for call, error in zip(planned, outcomes, strict=True):
        _note(cell, error, _times_applied(sandbox, method, call.mark))


def _options(trouble: Trouble) -> dict[str, Any]:
    # There is trouble for as many attempts as calls: no call can meet more.
    policy = Retry(retries=4 * AT_ONCE, base=0.005, longest=0.01, budget=10_000)
    return {"retry": policy, "timeout": PATIENCE if trouble.kind == "delay" else 5.0}


def _let_it_end(sandbox: Sandbox, fault: Any) -> None:
    """Waits for what the sandbox still does for callers that gave up."""
    while fault.kind == "delay" and sandbox.journal.count(fault=fault.kind) < fault.count:
        threading.Event().wait(0.005)


def _times_applied(sandbox: Sandbox, method: str, mark: str) -> int:
    applied = sandbox.journal.search(method=method, applied=True)
    sent = (b"%s\n%s" % (entry.path.encode(), entry.request) for entry in applied)
    return sum(_is_marked(each, mark.encode()) for each in sent)


def _is_marked(sent: bytes, mark: bytes) -> bool:
    _, found, rest = sent.partition(mark)
    return bool(found) and not rest[:1].isdigit()


def _note(cell: Cell, error: RefreshbooksError | None, applied: int) -> None:
    name = "done" if error is None else type(error).__name__
    cell.got[name] += 1
    cell.applied[applied] += 1
    if error is not None:
        cell.texts.setdefault(name, _text(error))
    cell.wrong.extend(_wrongs(cell, error, applied))


def _wrongs(cell: Cell, error: RefreshbooksError | None, applied: int) -> Iterator[str]:
    operation = cell.operation.name
    if operation == "get":
        if error is not None and cell.trouble.passes:
            yield f"a read was lost that a repeat would have saved: {error}"
    elif applied > 1:
        yield f"{operation} was applied {applied} times"
    elif error is None and applied != 1:
        yield f"{operation} was reported as done and was not applied"
    elif error is not None and applied and not isinstance(error, OutcomeUnknown):
        yield f"{operation} was applied and reported as {type(error).__name__}"
    if error is not None and error.hint is None and not isinstance(error, OutcomeUnknown):
        yield f"an error does not say what to do: {error}"


def _text(error: RefreshbooksError) -> str:
    text = str(error)
    return text if error.hint is None or error.hint in text else f"{text}: {error.hint}"


def _row(cell: Cell) -> str:
    got = ", ".join(f"{count} {name}" for name, count in sorted(cell.got.items()))
    applied = "  ".join(f"{count} x {times}" for times, count in sorted(cell.applied.items()))
    mark = "  WRONG" if cell.wrong else ""
    names = f"{cell.api.name:<7} {cell.trouble.name:<15} {cell.operation.name:<7}"
    return f"{names} {cell.mode.name:<11} {got:<48} {applied}{mark}"


def main(arguments: list[str] | None = None) -> int:
    """Prints the table, the errors' texts, and what must not have happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=CALLS, help="for each line of the table")
    calls = parser.parse_args(arguments).calls
    names = f"{'API':<7} {'trouble':<15} {'call':<7} {'callers':<11}"
    print(f"{names} {'what they got':<48} calls x applied")
    cells = []
    for cell in table(calls):
        cells.append(cell)
        print(_row(cell), flush=True)
    return _summed_up(cells)


def _summed_up(cells: list[Cell]) -> int:
    texts = {
        (cell.api.name, cell.trouble.name, name): text
        for cell in cells
        for name, text in cell.texts.items()
    }
    print("\nWhat the errors say:")
    for named, text in texts.items():
        print(f"  {': '.join(named)}: {text}")
    wrong = [text for cell in cells for text in cell.wrong]
    made = sum(sum(cell.got.values()) for cell in cells)
    writes = [cell.applied for cell in cells if cell.operation.name != "get"]
    twice = sum(count for applied in writes for times, count in applied.items() if times > 1)
    print(f"\n{made} calls, {sum(cell.faulted for cell in cells)} attempts met trouble.")
    print(f"Creates, updates and deletes applied more than once: {twice}.")
    print(f"What must not have happened: {len(wrong)}.", *sorted(set(wrong))[:20], sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
