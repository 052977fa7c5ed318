"""A file of the service's on its way, read by those who await it."""

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refreshbooks.files import Answer, saving
from refreshbooks.rest.downloads import filename

if TYPE_CHECKING:
    import httpx2

__all__ = ["AwaitedDownload"]


class AwaitedDownload:
    """A file, of which the content is still to come.

    ::

        async with await client.images.get(jwt, stream=True) as picture:
            await picture.save(picture.filename or "picture")

    It has a connection for itself until its content was read or it was closed. The
    content is read once: by ``async for``, by :meth:`read` or by :meth:`save`.

    Attributes:
        status: The HTTP status; also ``status_code``.
        headers: What was said of it.
    """

    def __init__(self, response: "httpx2.Response", held: contextlib.AsyncExitStack) -> None:
        self.status: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._held = held

    @classmethod
    async def opened(
        cls, opening: contextlib.AbstractAsyncContextManager["httpx2.Response"]
    ) -> "AwaitedDownload | Answer":
        """Returns what comes: a file still to be read; an answer, where it is no file."""
        async with contextlib.AsyncExitStack() as held:
            response = await held.enter_async_context(opening)
            download = cls(response, held.pop_all())
        if download.status < HTTPStatus.MULTIPLE_CHOICES:
            return download
        return Answer(await download.read(), status=download.status, headers=download.headers)

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.status

    @property
    def filename(self) -> str | None:
        """The file's name as it was uploaded, without folders; None where it is not told."""
        return filename(self.headers)

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        """Yields the content in pieces, as they come.

        Raises:
            NoResponse: The connection broke before its end.
        """
        from refreshbooks.transports import httpx2_calls

        async with self, contextlib.aclosing(httpx2_calls.pieces(self._response)) as coming:
            async for piece in coming:
                yield piece

    async def read(self) -> bytes:
        """Returns the whole content.

        Raises:
            NoResponse: The connection broke before its end.
        """
        async with contextlib.aclosing(self.__aiter__()) as pieces:
            return b"".join([piece async for piece in pieces])

    async def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the content to a file as it comes, all or nothing, and returns its path.

        A file that was there before is replaced in one step, and only after
        everything has come and reached the disk.

        Raises:
            NoResponse: The connection broke before the content's end; nothing was
                replaced.
        """
        with saving(path) as stream:
            async with contextlib.aclosing(self.__aiter__()) as pieces:
                async for piece in pieces:
                    await asyncio.to_thread(stream.write, piece)
        return Path(path)

    async def aclose(self) -> None:
        """Lets go of the connection; what was not read is lost."""
        await self._held.aclose()

    async def __aenter__(self) -> "AwaitedDownload":
        return self

    async def __aexit__(self, *raised: Any) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status}>"
