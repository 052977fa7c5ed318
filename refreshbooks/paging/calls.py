"""How the synchronous driver makes its calls: here, or ahead in threads.

Both begin a call for an ask and give back a callable that waits for its answer.
"""

import functools
import os
import threading
from collections.abc import Callable
from queue import SimpleQueue

from refreshbooks.paging.pages import Answer, Ask

__all__ = ["Ahead", "Answering", "Here", "Waiting"]

Answering = Callable[[Ask], Answer]
"""Makes one call."""

Waiting = Callable[[], Answer]
"""Waits for the answer of a call, and raises what the call raised."""

# Without a limit, a wait cannot be interrupted from the keyboard on every system.
_LONG = 3600.0


class Here:
    """Makes each call in the caller's own thread, when its answer is needed."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    def begin(self, ask: Ask) -> Waiting:
        """Returns the call, still to be made."""
        return functools.partial(self._answering, ask)

    def close(self) -> None:
        """Does nothing: no call is under way between two rows."""


class Ahead:
    """Makes calls in threads of its own, each begun as soon as it is asked for.

    The threads are daemons, so that a program ends although a call hangs. They know
    the queue and nothing of whoever waits: a reading that is forgotten is closed
    although its threads live.

    Args:
        answering: Makes one call.
        most: How many threads there may be.
    """

    def __init__(self, answering: Answering, most: int) -> None:
        self._answering = answering
        self._most = most
        self._open()

    def begin(self, ask: Ask) -> Waiting:
        """Begins a call."""
        if self._process != os.getpid():
            # The threads have stayed in the process that this one was forked from.
            self._open()
        call = _Call(functools.partial(self._answering, ask))
        self._begun.put(call)
        if self._threads < self._most:
            self._threads += 1
            name = f"refreshbooks-page-{self._threads}"
            arguments = (self._begun, self._gate)
            threading.Thread(target=_work, args=arguments, name=name, daemon=True).start()
        return call.answer

    def close(self) -> None:
        """Lets no further call begin, and the threads end with what they are at."""
        if self._process != os.getpid():
            return
        self._gate.is_open = False
        for _ in range(self._threads):
            self._begun.put(None)

    def _open(self) -> None:
        self._process = os.getpid()
        self._begun: SimpleQueue[_Call | None] = SimpleQueue()
        self._gate = _Gate()
        self._threads = 0


class _Gate:
    """Stands before every call; once closed it lets none through."""

    # No lock: a reading that is forgotten closes it at any moment, in any thread.
    is_open = True


class _Call:
    """One call under way in another thread."""

    def __init__(self, waiting: Waiting) -> None:
        self._waiting = waiting
        self._process = os.getpid()
        self._done = threading.Event()
        self._answer: Answer | None = None
        self._error: BaseException | None = None

    def make(self) -> None:
        try:
            self._answer = self._waiting()
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is needed
            self._error = error
        self._done.set()

    def answer(self) -> Answer:
        if self._process != os.getpid():
            # Nobody is at it in this process, which was forked meanwhile.
            return self._answer or self._waiting()
        while not self._done.wait(_LONG):
            ...
        if self._answer is None:
            error, self._error = self._error, None
            raise error or RuntimeError("the answer of a call is taken once")
        return self._answer


def _work(begun: "SimpleQueue[_Call | None]", gate: _Gate) -> None:
    while True:
        call = begun.get()
        if call is None or not gate.is_open:
            return
        call.make()
        del call  # else its answer would stay until the next one comes
