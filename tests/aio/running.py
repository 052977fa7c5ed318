"""What the tests of awaited calls share: running them, and seeing what they leave behind."""

import asyncio
import contextlib
import gc
import threading
import unittest
import warnings
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

__all__ = ["Awaiting", "Blocking", "background_loop", "cancelled_when", "leaving_nothing"]


class Awaiting(unittest.TestCase):
    """Tests that need httpx2, and are skipped where it is not installed."""

    @classmethod
    def setUpClass(cls) -> None:
        try:
            import httpx2  # noqa: F401
        except ImportError as missing:
            raise unittest.SkipTest("httpx2 is not installed") from missing


@contextlib.contextmanager
def background_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Runs an event loop in a thread until the end of the block."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class Blocking:
    """An awaited transport as one that is called, so that the same cases hold it to account.

    Args:
        transport: Made by its own constructor.
        loop: A loop that runs in another thread.
    """

    def __init__(self, transport: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop

    def __call__(self, entity: Any) -> Any:
        return self._done(self._transport(entity))

    def close(self) -> None:
        self._done(self._transport.aclose())

    def with_options(self, **options: Any) -> "Blocking":
        return Blocking(self._transport.with_options(**options), self._loop)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def __repr__(self) -> str:
        return repr(self._transport)

    def _done(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(60)


async def cancelled_when(reached: Callable[[], object], call: Coroutine[Any, Any, Any]) -> None:
    """Begins a call, and cancels it as soon as a wait for something is over.

    Raises:
        CancelledError: As the call does.
    """
    task = asyncio.ensure_future(call)
    waited = await asyncio.get_running_loop().run_in_executor(None, reached)
    assert waited is not False, "it did not come so far"
    task.cancel()
    await task


def leaving_nothing(main: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """Runs a coroutine function and refuses what it leaves: sockets, tasks, complaints."""
    complaints: list[str] = []

    async def watched() -> Any:
        asyncio.get_running_loop().set_exception_handler(
            lambda loop, context: complaints.append(str(context))
        )
        before = _sockets()
        result = await main()
        # Closed transports let go of their sockets in the loop's next turn.
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}, asyncio.all_tasks()
        assert _sockets() <= before, f"sockets are left: {_sockets() - before}"
        return result

    gc.collect()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        result = asyncio.run(watched())
        gc.collect()
    complaints += [str(one.message) for one in said if one.category in _OF_PYTHON]
    assert not complaints, complaints
    return result


_OF_PYTHON = (ResourceWarning, RuntimeWarning)


def _sockets() -> set[int]:
    """Returns the numbers of the sockets that an event loop holds open; servers here have none."""
    # By its type, since asking a weak proxy would ask what may be gone.
    transports = [one for one in gc.get_objects() if issubclass(type(one), asyncio.Transport)]
    numbers = {one.get_extra_info("socket").fileno() for one in transports}
    return {number for number in numbers if number >= 0}
