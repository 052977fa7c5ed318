"""One call from its arguments to its result, step by step, with nobody to carry it out.

What has to be done for a call is the same whether a thread waits for it or an
event loop: so the rules are written once, as a generator that yields steps and
is handed what came of each. Whoever drives it sends, waits, and does nothing
else::

    steps = exchange(call)
    step = next(steps)                  # Send(b"<request ...")
    step = steps.send(answer)           # or steps.throw(error): Wait(0.31), ...

It ends with the decoded answer as the value of its ``StopIteration``, or with
the error for the caller. :func:`drive` and :func:`drive_awaited` do the handing.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Generator
from typing import Any, NamedTuple, Protocol

from refreshbooks import masking
from refreshbooks.advice import NamesUnder, no_names
from refreshbooks.exceptions import BadParameter, NoResponse, RefreshbooksError, WriteRefused, also
from refreshbooks.retry import Attempts, Repeats

__all__ = [
    "Call",
    "Limit",
    "Rules",
    "Send",
    "Step",
    "Turn",
    "Wait",
    "checked_limit",
    "drive",
    "drive_awaited",
    "exchange",
]

_log = logging.getLogger("refreshbooks")

_BROKEN_OFF = "%s: broken off by %s while it was under way; it may have been applied"


class Limit(Protocol):
    """What keeps a client from calling too often."""

    def wait(self) -> None:
        """Returns when it is this call's turn."""

    async def wait_async(self) -> None:
        """The same for an event loop."""


def checked_limit(limit: Limit | None) -> Limit | None:
    """Returns what a client was given as its limit.

    Raises:
        BadParameter: It is none.
    """
    if limit is not None and not (hasattr(limit, "wait") or hasattr(limit, "wait_async")):
        raise BadParameter("this is made by rate_limit(calls, seconds)", path="limit")
    return limit


class Rules(NamedTuple):
    """What holds for every call of a client, beside how its bytes are made.

    Attributes:
        repeats: What is repeated, and the budget for it.
        names_under: The catalog's look-up, for what an error adds.
        read_only: Whether writes are refused before they are sent.
        limit: Asked for its turn before each attempt.
    """

    repeats: Repeats
    names_under: NamesUnder = no_names
    read_only: bool = False
    limit: Limit | None = None


class Call(NamedTuple):
    """One call, before anything is done for it.

    Attributes:
        method: The method's name, such as ``"invoice.create"``.
        is_read: Whether it leaves the books as they are.
        encode: Makes what is sent.
        decode: Makes the result out of the answer.
        explain: Returns an error of this call, with what can be added to it.
        rules: What holds for all calls of the client.
    """

    method: str
    is_read: bool
    encode: Callable[[], Any]
    decode: Callable[[Any], Any]
    explain: Callable[[RefreshbooksError], RefreshbooksError]
    rules: Rules

    def __repr__(self) -> str:
        # Passwords and card numbers may be among the arguments.
        return f"<{type(self).__name__} of {self.method}>"


class Send(NamedTuple):
    """Send this, and hand over the answer."""

    entity: Any

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Wait(NamedTuple):
    """Wait for so many seconds."""

    seconds: float


class Turn(NamedTuple):
    """Wait for a turn of the client's limit."""


Step = Send | Wait | Turn


def exchange(call: Call) -> Generator[Step, Any, Any]:
    """Returns the steps of a call.

    Raises:
        RefreshbooksError: With the method and a hint on it; from the generator.
    """
    try:
        return (yield from _attempted(call))
    except RefreshbooksError as error:
        told = call.explain(error)
        try:
            raise told from told.__cause__
        finally:
            # Or the error would hold itself, and a large answer with it, until the
            # next collection of garbage.
            del told


def drive(steps: Generator[Any, Any, Any], carry_out: Callable[[Any], Any]) -> Any:
    """Returns what a call comes to, each of its steps carried out in turn.

    Args:
        steps: From :func:`exchange`, or around it.
        carry_out: Does what a step says, and returns or raises what came of it.
    """
    try:
        step = next(steps)
        while True:
            try:
                came = carry_out(step)
            except BaseException as error:  # noqa: BLE001  # the steps decide about all
                step = steps.throw(error)
            else:
                step = steps.send(came)
    except StopIteration as end:
        return end.value


async def drive_awaited(
    steps: Generator[Any, Any, Any], carry_out: Callable[[Any], Awaitable[Any]]
) -> Any:
    """The same for an event loop: what each step says is awaited."""
    try:
        step = next(steps)
        while True:
            try:
                came = await carry_out(step)
            except BaseException as error:  # noqa: BLE001  # the steps decide about all
                step = steps.throw(error)
            else:
                step = steps.send(came)
    except StopIteration as end:
        return end.value


def _attempted(call: Call) -> Generator[Step, Any, Any]:
    if call.rules.read_only and not call.is_read:
        raise WriteRefused(call.method)
    entity = call.encode()
    attempts = call.rules.repeats.attempts(read=call.is_read)
    while True:
        if call.rules.limit is not None:
            yield Turn()
        try:
            result = yield from _attempt(call, entity, attempts)
        except RefreshbooksError as error:
            pause = attempts.pause_after(error)
            if pause is None:
                raise
            _log_repeat(call.method, error, pause, attempts)
        else:
            attempts.succeeded()
            return result
        yield Wait(pause)


def _attempt(call: Call, entity: Any, attempts: Attempts) -> Generator[Step, Any, Any]:
    try:
        answer = yield from _sent(call, entity)
        attempts.answered()
        return _decoded(call, answer)
    except (Exception, GeneratorExit):
        raise
    except KeyboardInterrupt as stop:
        if call.is_read:
            raise
        raise also(NoResponse, KeyboardInterrupt)("interrupted while it was under way") from stop
    except BaseException as stop:
        # Such as the cancellation of a task, which has to go through as it is.
        if not call.is_read:
            _log.warning(_BROKEN_OFF, call.method, type(stop).__name__)
        raise


def _sent(call: Call, entity: Any) -> Generator[Step, Any, Any]:
    started = time.perf_counter()
    try:
        answer = yield Send(entity)
    except Exception as error:
        seconds = time.perf_counter() - started
        _log.debug("%s: %s, %.3f s", call.method, _outcome(error), seconds)
        raise
    if _log.isEnabledFor(logging.DEBUG):
        _log_answer(call.method, answer, time.perf_counter() - started)
    return answer


def _decoded(call: Call, answer: Any) -> Any:
    result = call.decode(answer)
    if not call.is_read and _log.isEnabledFor(logging.INFO):
        _log_write(call.method, result)
    return result


def _log_repeat(method: str, error: Exception, pause: float, attempts: Attempts) -> None:
    _log.info(
        "%s: %s; again in %.2f s (attempt %d of %d)",
        method,
        _outcome(error),
        pause,
        attempts.made,
        attempts.of,
    )


def _log_answer(method: str, answer: Any, seconds: float) -> None:
    size = len(answer) if isinstance(answer, bytes) else 0
    status = getattr(answer, "status", "-")
    _log.debug("%s: status %s, %d bytes, %.3f s", method, status, size, seconds)


def _log_write(method: str, result: Any) -> None:
    """One line for each write, with the id that came back."""
    name, text = _id_in(result)
    if not name:
        _log.info("%s: done", method)
        return
    _log.info("%s: done, %s %s", method, name, masking.mask(" ".join(text.split())))


def _id_in(result: Any) -> tuple[str, str]:
    """Returns the name and the text of the id that came back; empty where none did."""
    record = getattr(result, "data", None)
    if isinstance(record, dict):
        return ("id", str(record["id"])) if "id" in record else ("", "")
    first = _first_child(result)
    name = "" if first is None else first.tag.rpartition("}")[2]
    return (name, first.text or "") if name.endswith("_id") else ("", "")


def _first_child(result: Any) -> Any:
    try:
        return next(result.iterchildren("*"), None)
    except (AttributeError, TypeError):
        return None  # no tree, but what a decoder of somebody's own has made


def _outcome(error: Exception) -> str:
    status = getattr(error, "status", None)
    return type(error).__name__ if status is None else f"status {status}"
