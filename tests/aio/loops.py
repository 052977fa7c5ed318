"""What the tests of awaited calls share: running them, and seeing what they leave behind."""

import asyncio
import contextlib
import gc
import threading
import warnings
from collections.abc import Awaitable, Callable, Iterator
from typing import Any
from unittest import SkipTest

import psutil

__all__ = ["Blocking", "background_loop", "leaving_nothing", "needs_httpx2"]


def needs_httpx2() -> None:
    """Skips a module's tests where the extra is not installed."""
    try:
        import httpx2  # noqa: F401
    except ImportError as error:
        raise SkipTest("httpx2 is not installed") from error


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


@contextlib.contextmanager
def _warnings_of_python() -> Iterator[list[str]]:
    """Collects what Python says of things that nobody closed or looked at."""
    said: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield said
        gc.collect()
    said += [f"{one.category.__name__}: {one.message}" for one in caught]


def leaving_nothing(main: Callable[[], Awaitable[Any]]) -> Any:
    """Runs a coroutine function, and refuses what it leaves: sockets, tasks, complaints."""
    complaints: list[str] = []

    async def watched() -> Any:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda loop, context: complaints.append(str(context)))
        sockets = _sockets()
        result = await main()
        await asyncio.sleep(0)
        gc.collect()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        assert not tasks, f"tasks are left: {tasks}"
        assert _sockets() <= sockets, f"sockets are left: {_sockets() - sockets}"
        return result

    with _warnings_of_python() as said:
        result = asyncio.run(watched())
    complaints += [line for line in said if line.startswith(("ResourceWarning", "RuntimeWarning"))]
    assert not complaints, complaints
    return result


def _sockets() -> set[Any]:
    """Returns the connections that this process has as a client."""
    return {
        (one.fd, one.laddr)
        for one in psutil.Process().net_connections("tcp")
        if one.status != psutil.CONN_LISTEN
    }
