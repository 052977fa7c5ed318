"""Trouble on command: rules that strike calls on their way.

    >>> faults = Faults()
    >>> fault = faults.add("status", "invoice.*", count=1, code=503)
    >>> faults.strike("client.list").fault is None
    True
    >>> faults.strike("invoice.list").fault is fault
    True
    >>> fault.struck, list(faults)
    (1, [])

:mod:`refreshbooks.sandbox.troubles` says what each kind does and which details
it takes.
"""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from fnmatch import fnmatchcase
from functools import partial
from random import Random
from types import TracebackType
from typing import Any

from refreshbooks.sandbox.door import Door, Refusal
from refreshbooks.sandbox.patterns import check_pattern
from refreshbooks.sandbox.troubles import KINDS, Delay, Refuse, Trouble

__all__ = ["Fault", "Faults", "Strike"]


@dataclass(eq=False, repr=False)
class Fault:
    """One rule. In a ``with`` block it is in force until the block ends.

    Attributes:
        owner: Where it is in force.
        kind: What it does.
        method: Which calls it strikes: a method's name, ``*`` for all, or a
            pattern such as ``invoice.*`` and ``*.list``. Names tell the API: Classic
            has ``invoice.list``, REST ``invoices.list``.
        probability: How likely it strikes one of them, from 0 to 1.
        count: How often it strikes; None for ever.
        trouble: The kind with its details.
        number: Which one it is, counted from 1.
        struck: How often it has struck.
    """

    owner: "Faults"
    kind: str
    method: str
    probability: float
    count: int | None
    trouble: Trouble
    number: int = 0
    struck: int = 0

    def __repr__(self) -> str:
        limit = "" if self.count is None else f" of {self.count}"
        return (
            f"<Fault {self.number}: {self.kind} of {self.method}"
            f" at {self.probability:g}, struck {self.struck}{limit}>"
        )

    def __enter__(self) -> "Fault":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.remove()

    @property
    def details(self) -> dict[str, Any]:
        """The details of its kind."""
        return _details(self.trouble)

    @property
    def is_spent(self) -> bool:
        """Whether it has struck as often as it may."""
        return self.count is not None and self.struck >= self.count

    def remove(self) -> None:
        """Takes it out of force. Twice is fine."""
        self.owner.remove(self)

    def facts(self) -> dict[str, Any]:
        """Returns all of this as what JSON can hold."""
        names = ("number", "kind", "method", "probability", "count", "struck")
        return {**{name: getattr(self, name) for name in names}, "details": self.details}


@dataclass(frozen=True)
class Strike:
    """What strikes one call.

    Attributes:
        kind: The fault's name, for the journal; None where nothing strikes.
        seconds: How long the call waits first.
        fault: What befalls it then, if anything.
    """

    kind: str | None = None
    seconds: float = 0.0
    fault: Fault | None = None


_NOTHING = Strike()


class Faults:
    """The rules in force for one account, in the order they were added.

    ==================  ==================================  ===================
    kind                what happens                        details
    ==================  ==================================  ===================
    ``status``          refused with an HTTP status         ``code=503``,
                                                            ``retry_after=``,
                                                            ``body=``, ``shape=``,
                                                            ``media_type=``
    ``delay``           waits, then goes on as usual        ``seconds=`` or
                                                            ``between=(a, b)`` or
                                                            ``median=``, ``sigma=``
    ``refuse``          no connection is taken              ``seconds=0.2``
    ``drop_before``     connection cut, nothing applied     none
    ``drop_after``      applied, connection cut then        none
    ``truncate``        applied, the document cut off       ``at=0.5``,
                                                            ``connection=False``
    ``html``            a page with HTTP 200                ``applied=False``
    ``slow``            applied, the answer dribbles        ``seconds=1``,
                                                            ``pieces=10``
    ``moved``           redirected to another address       ``location=``,
                                                            ``code=301``
    ``revoked``         HTTP 401, code 20010                none
    ``unknown_system``  code 10030; in REST HTTP 404        none
    ``disabled``        HTTP 400, no access to the API;     none
                        in REST HTTP 403
    ``deactivated``     redirected, the account is closed;  ``location=``
                        in REST HTTP 403
    ==================  ==================================  ===================

    Each API says it in its own way, REST in that of the family which is called.
    What goes out with a status can be given as ``body=``; ``shape=`` is one of
    the forms in :data:`refreshbooks.sandbox.rest.shapes.SHAPES`.

    All delays that strike a call add up; of the other kinds, the first one that
    strikes decides. Threads may use it as they like, and a count stays exact.

    Refused connections are nobody's calls: whichever account the rule is added
    to, all calls to the address are refused, and no ``method`` can be told
    apart. A rule of that kind counts windows of ``seconds`` instead of calls, and
    draws its probability for each of them.

    Args:
        door: What to shut when connections are to be refused.
    """

    def __init__(self, door: Door | None = None) -> None:
        self._door = door or Door()
        self._lock = threading.RLock()
        self._rules: list[Fault] = []
        self._refusals: dict[Fault, Refusal] = {}
        self._last = 0
        self._is_open = True
        self._random = Random()

    def __iter__(self) -> Iterator[Fault]:
        with self._lock:
            return iter(list(self._rules))

    def __len__(self) -> int:
        return len(self._rules)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {list(self)}>"

    def add(
        self,
        kind: str,
        method: str = "*",
        probability: float = 1.0,
        count: int | None = None,
        **details: Any,
    ) -> Fault:
        """Puts a rule in force and returns it.

        Args:
            kind: What is to happen.
            method: To which calls: ``invoice.create`` of Classic, ``invoices.create`` of
                REST, ``*``, ``invoice.*``, ``*.list``.
            probability: How likely each of them is struck.
            count: After how many strikes the rule is spent.
            details: What the kind takes besides.

        Raises:
            ValueError: If the kind, a detail or a value is none; the text says
                what there is.
            RuntimeError: If the sandbox is closed.
        """
        _check_rule(method, probability, count)
        fault = Fault(self, kind, method, probability, count, _trouble(kind, details))
        with self._lock:
            if not self._is_open:
                raise RuntimeError("This sandbox is closed; make another one.")
            self._last += 1
            fault.number = self._last
            self._rules.append(fault)
        if isinstance(fault.trouble, Refuse):
            self._refuse(fault, fault.trouble.seconds)
        return fault

    def remove(self, fault: Fault | int) -> None:
        """Takes a rule, or the one of that number, out of force. Twice is fine."""
        with self._lock:
            # A rule that is spent may have a window that has still to end.
            rules = {*self._rules, *self._refusals}
        self._end([rule for rule in rules if fault in (rule, rule.number)])

    def clear(self) -> None:
        """Takes all rules out of force. When this returns, nothing is refused any more."""
        with self._lock:
            faults = [*self._rules, *self._refusals]
        self._end(faults)

    def close(self) -> None:
        """Takes all rules out of force, and no further ones in."""
        with self._lock:
            self._is_open = False
        self.clear()

    def seed(self, seed: int | str | None) -> None:
        """Makes what is left to chance come out the same each time; None undoes it."""
        with self._lock:
            self._random = Random(seed)

    def strike(self, method: str) -> Strike:
        """Returns what strikes a call now, and counts it."""
        if not self._rules:
            return _NOTHING
        with self._lock:
            return self._strike(method)

    def _strike(self, method: str) -> Strike:
        seconds, delayed, other = 0.0, False, None
        for fault in list(self._rules):
            trouble = fault.trouble
            if isinstance(trouble, Refuse) or not fnmatchcase(method, fault.method):
                continue
            if isinstance(trouble, Delay):
                if self._draw(fault):
                    seconds += trouble.drawn(self._random)
                    delayed = True
            elif other is None and self._draw(fault):
                other = fault
        kind = other.kind if other else "delay" if delayed else None
        return Strike(kind, seconds, other)

    def _draw(self, fault: Fault) -> bool:
        if fault.probability < 1 and self._random.random() >= fault.probability:
            return False
        fault.struck += 1
        # A window that is begun still has to end.
        if fault.is_spent and not isinstance(fault.trouble, Refuse):
            self._rules.remove(fault)
        return True

    def _refuse(self, fault: Fault, seconds: float) -> None:
        refusal = Refusal(self._door, seconds, partial(self._window, fault))
        with self._lock:
            ended = [rule for rule, window in self._refusals.items() if window.is_over]
            for rule in ended:
                del self._refusals[rule]
            self._refusals[fault] = refusal
            was_removed = fault not in self._rules
        if was_removed:
            refusal.end()

    def _window(self, fault: Fault) -> bool | None:
        with self._lock:
            if fault.is_spent and fault in self._rules:
                self._rules.remove(fault)
            return self._draw(fault) if fault in self._rules else None

    def _end(self, faults: list[Fault]) -> None:
        with self._lock:
            self._rules = [rule for rule in self._rules if rule not in faults]
            refusals = [self._refusals.pop(rule, None) for rule in faults]
        for refusal in refusals:
            if refusal is not None:
                refusal.end()


def _trouble(kind: str, details: Mapping[str, Any]) -> Trouble:
    if kind not in KINDS:
        raise ValueError(f"There is no fault {kind!r}. There are: {', '.join(KINDS)}.")
    made = KINDS[kind]
    known = [described.name for described in fields(made)]  # type: ignore[arg-type]
    strange = sorted(set(details) - set(known))
    if strange:
        takes = ", ".join(f"{name}=" for name in known) or "no details"
        raise ValueError(f"The fault {kind!r} takes {takes}, not {', '.join(strange)}.")
    return made(**details)


def _check_rule(method: str, probability: float, count: int | None) -> None:
    check_pattern(method)
    is_number = isinstance(probability, (int, float)) and not isinstance(probability, bool)
    if not is_number or not 0 <= probability <= 1:
        raise ValueError(f"A probability is a number from 0 to 1, not {probability!r}.")
    is_count = isinstance(count, int) and not isinstance(count, bool) and count > 0
    if count is not None and not is_count:
        raise ValueError(f"A count is a whole number of 1 or more, or None, not {count!r}.")


def _details(trouble: Trouble) -> dict[str, Any]:
    details = asdict(trouble)  # type: ignore[call-overload]
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in details.items()
        if value is not None
    }
