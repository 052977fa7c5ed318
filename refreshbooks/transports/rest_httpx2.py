"""Requests of any method to any address, by httpx2, for those who await them; an extra.

The awaited counterpart of :mod:`~refreshbooks.transports.rest_requests`: the same
answers of whatever status, the same redirects. How requests travel is said at
:mod:`~refreshbooks.transports.httpx2_calls`.
"""

import contextlib
from collections.abc import AsyncIterator

import httpx2

from refreshbooks.files import Answer
from refreshbooks.transports import httpx2_calls, redirections, timeouts
from refreshbooks.transports.rest_requests import Request, going_out

__all__ = ["Transport"]


class Transport(timeouts.Waiting):
    """Sends requests, and is awaited.

    Args:
        timeout: Seconds for both waits, or a pair of them: until connected, and
            between two pieces of the answer.
        session: An ``httpx2.AsyncClient`` of your own, which you close yourself.

    Attributes:
        session: That client, or None.
    """

    def __init__(
        self, *, timeout: timeouts.Seconds = None, session: httpx2.AsyncClient | None = None
    ) -> None:
        self.timeout = timeouts.limits(timeout)
        self.session = httpx2_calls.checked(session)
        self._calls = httpx2_calls.Calls(self.session)

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.Transport>"

    async def __call__(self, request: Request) -> Answer:
        """Returns the answer to a request, whatever its status.

        Raises:
            NoResponse: If no answer came.
            BadResponse: If the answer is too large to be one.
        """
        going = going_out(request, httpx2_calls.standing_headers(self.session))
        for _ in range(redirections.MOST):
            status, content, headers = await self._calls.answer(going, self.timeout)
            onward = redirections.onward(going, status, headers)
            if onward is None:
                break
            going = onward
        return Answer(content, status=status, headers=headers)

    @contextlib.asynccontextmanager
    async def open(self, request: Request) -> AsyncIterator[httpx2.Response]:
        """Gives the answer to a request, of which the body is still to be read.

        Raises:
            NoResponse: If no answer came.
        """
        going = going_out(request, httpx2_calls.standing_headers(self.session))
        turns_left = redirections.MOST
        while True:
            turns_left -= 1
            async with self._calls.opened(going, self.timeout) as response:
                onward = redirections.onward(going, response.status_code, response.headers)
                if onward is None or not turns_left:
                    yield response
                    return
            going = onward

    async def aclose(self) -> None:
        """Closes the running loop's connections; a later call opens new ones.

        A client of your own is left to you.
        """
        await self._calls.aclose()
