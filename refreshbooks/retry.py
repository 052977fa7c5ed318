"""What may be sent again, how often, and how long to wait before: policy, no waiting.

A read may be repeated whenever its answer was lost, broken or put off. A write
may be repeated only if it provably did nothing: the connection was never made,
or the service said that it was too early. Whatever else happens to a write
leaves it in doubt, and a second ``invoice.create`` bills twice; so that is told,
and never repeated.

    >>> repeats = Repeats(Retry(random=lambda: 1.0))
    >>> reading = repeats.attempts(read=True)
    >>> [reading.pause_after(NoResponse("silence")) for _ in range(3)]
    [0.5, 1.0, None]
    >>> repeats.attempts(read=False).pause_after(NoResponse("silence"))

The waits are drawn between nothing and twice the last one's most ("full
jitter"), so that many clients that failed at once do not come back at once. The
repeats of one client come out of one budget: while the service is down, calls
soon fail after one attempt instead of each adding its repeats to the load.
"""

import math
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from refreshbooks.exceptions import (
    BadParameter,
    BadResponse,
    NoResponse,
    RateLimited,
    RefreshbooksError,
)

__all__ = ["Attempts", "Repeats", "Retry", "is_in_doubt", "is_read", "is_repeatable", "policy_of"]

# The server behind the address is missing for a moment: it did not see the call,
# or it did and nobody knows.
_PASSING = frozenset({502, 503, 504})
_SERVERS_OWN = 500
_NO_SUCCESS = 300
_TOO_EARLY = 429

# What a call that went well at once adds to the budget.
_REFILL = 0.1

# Seconds; of longer waits systems say that they cannot.
_LONGEST = 1e9


def is_read(method: str) -> bool:
    """Says whether a method leaves the books as they are.

    >>> [is_read(name) for name in ("invoice.list", "invoice.getPDF", "invoice.create")]
    [True, True, False]
    """
    last = method.rpartition(".")[2]
    return last in ("list", "current") or last.startswith("get")


def is_repeatable(error: RefreshbooksError, *, read: bool) -> bool:
    """Says whether a call that ended in an error may be sent once more.

    Args:
        read: Whether the call only reads.
    """
    if isinstance(error, NoResponse):
        return read or not error.sent
    if isinstance(error, RateLimited) or error.status == _TOO_EARLY:
        return True
    if error.status is None:
        return read and isinstance(error, BadResponse)
    # With a status of success it is the answer that was broken.
    return read and (error.status in _PASSING or error.status < _NO_SUCCESS)


def is_in_doubt(error: RefreshbooksError) -> bool:
    """Says whether a write that ended in an error may have been applied nevertheless."""
    if isinstance(error, NoResponse):
        return error.sent
    if error.status is None:
        return isinstance(error, BadResponse)
    return error.status >= _SERVERS_OWN or error.status < _NO_SUCCESS


@dataclass(frozen=True, kw_only=True)
class Retry:
    """How a client repeats what may be repeated.

    Attributes:
        retries: How often at the most; 0 repeats nothing.
        base: Seconds that the first wait takes at the most; each further one
            takes up to twice as long.
        longest: Seconds that no such wait exceeds.
        longest_retry_after: Seconds that a ``Retry-After`` of the service is
            waited for, beside the wait above. A longer one is not waited for:
            the error is raised and says how long.
        deadline: Seconds after the first attempt within which the last one has
            to begin; None for no such limit.
        budget: How many repeats a client's threads may spend together before
            calls have gone well again: each call that goes well gives back what
            its own repeats took, or else a tenth of one.
        clock: Returns seconds that only go forward.
        sleep: Waits for so many seconds.
        random: Returns a number from 0 to 1.

    Raises:
        BadParameter: A number is none that one can wait or count by.
    """

    retries: int = 2
    base: float = 0.5
    longest: float = 20.0
    longest_retry_after: float = 60.0
    deadline: float | None = 120.0
    budget: int = 100
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    sleep: Callable[[float], object] = field(default=time.sleep, repr=False)
    random: Callable[[], float] = field(default=random.random, repr=False)

    def __post_init__(self) -> None:
        for name in ("retries", "budget"):
            if type(getattr(self, name)) is not int or getattr(self, name) < 0:
                raise BadParameter("this is a whole number, 0 or more", path=name)
        for name in ("base", "longest", "longest_retry_after", "deadline"):
            if not _is_time(getattr(self, name)) and (name, self.deadline) != ("deadline", None):
                raise BadParameter("this is a number of seconds, 0 or more", path=name)


def policy_of(retry: Retry | None, retries: int | None) -> Retry:
    """Returns the policy that a client's options ask for.

    >>> policy_of(None, 5).retries
    5

    Raises:
        BadParameter: ``retry`` is none, or ``retries`` no number of repeats.
    """
    policy = Retry() if retry is None else retry
    if not isinstance(policy, Retry):
        raise BadParameter(
            "this is a policy, Retry(...); for a number of repeats write retries=3", path="retry"
        )
    return policy if retries is None else replace(policy, retries=retries)


class Repeats:
    """One client's repeats: its policy, and the budget that its threads share.

    Attributes:
        policy: The :class:`Retry`.
    """

    def __init__(self, policy: Retry) -> None:
        self.policy = policy
        self._budget = _Budget(policy.budget)

    def by(self, policy: Retry) -> "Repeats":
        """Returns the same client's repeats by another policy.

        They come out of the same budget, unless the policy brings one of another size.
        """
        other = Repeats(policy)
        if policy.budget == self.policy.budget:
            other._budget = self._budget
        return other

    def attempts(self, *, read: bool) -> "Attempts":
        """Returns the account of one call, of which nothing was sent yet.

        Args:
            read: Whether the call only reads.
        """
        return Attempts(self, read=read)

    def take(self) -> bool:
        """Takes one repeat out of the budget, if there is one left."""
        return self._budget.take()

    def give_back(self, repeats: int) -> None:
        """Puts back what a call that went well has taken, or a little for none."""
        self._budget.give_back(repeats or _REFILL)


class _Budget:
    def __init__(self, most: int) -> None:
        self._most = most
        self._left: float = most
        self._lock = threading.Lock()

    def take(self) -> bool:
        with self._lock:
            if self._left < 1:
                return False
            self._left -= 1
            return True

    def give_back(self, repeats: float) -> None:
        if self._left < self._most:
            with self._lock:
                self._left = min(self._most, self._left + repeats)


class Attempts:
    """The attempts of one call.

    Attributes:
        made: How many were made, the one under way among them.
        of: How many there may be.
    """

    def __init__(self, repeats: Repeats, *, read: bool) -> None:
        self._repeats = repeats
        self._read = read
        self._started = repeats.policy.clock()
        self._is_answered = False
        self.made = 1
        self.of = 1 + repeats.policy.retries

    def pause_after(self, error: RefreshbooksError) -> float | None:
        """Returns how many seconds to wait before the next attempt; None to give up."""
        policy = self._repeats.policy
        if self.made >= self.of or not is_repeatable(error, read=self._read):
            return None
        if self._is_answered and not self._read:
            return None  # it was carried out, whatever was made of its answer
        pause = self._pause(getattr(error, "retry_after", None))
        elapsed = policy.clock() - self._started
        if pause is None or (policy.deadline is not None and elapsed + pause > policy.deadline):
            return None
        if not self._repeats.take():
            return None
        self.made += 1
        return pause

    def answered(self) -> None:
        """Notes that the last attempt brought an answer, which may still turn out to be none."""
        self._is_answered = True

    def succeeded(self) -> None:
        """Notes that the last attempt went well."""
        self._repeats.give_back(self.made - 1)

    def _pause(self, asked: object) -> float | None:
        policy = self._repeats.policy
        # A transport of somebody's own may say anything.
        wish = asked if _is_time(asked) else 0.0
        if wish > min(policy.longest_retry_after, _LONGEST):
            return None
        # More doublings than this many are beyond any longest wait.
        most = min(policy.longest, _LONGEST, policy.base * 2.0 ** min(self.made - 1, 64))
        return wish + policy.random() * most


def _is_time(value: object) -> TypeGuard[float]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return not math.isnan(value) and value >= 0
