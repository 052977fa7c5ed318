"""What the awaited clients of both APIs do alike: waiting, and being closed."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from refreshbooks.exceptions import MissingExtra
from refreshbooks.retry import Retry

__all__ = ["Awaited", "missing", "slept"]

_Self = TypeVar("_Self", bound="Awaited")


class Awaited:
    """A client whose transport is awaited, and closed with an ``async with`` block."""

    _awaited_transport: Callable[[], Any]

    async def __aenter__(self: _Self) -> _Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        shut = getattr(self._awaited_transport(), "aclose", None)
        if shut is not None:
            await shut()

    def __enter__(self) -> NoReturn:
        raise TypeError("this client is awaited: write 'async with', or await aio.close(client)")

    def __exit__(self, *raised: object) -> NoReturn:
        self.__enter__()


def missing(error: ImportError) -> MissingExtra:
    """Returns the error that says what to install."""
    return MissingExtra("a client whose calls are awaited", "async")


async def slept(sleep: Any, seconds: float) -> None:
    """Waits as a policy says; its ``sleep`` may be one's own, and may be awaited."""
    waiting = asyncio.sleep(seconds) if sleep is Retry.sleep else sleep(seconds)
    if inspect.isawaitable(waiting):
        await waiting
