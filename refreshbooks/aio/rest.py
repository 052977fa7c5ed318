"""The client of the current API, awaited."""

import asyncio
import contextlib
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, NoReturn

from refreshbooks.aio.downloads import AwaitedDownload
from refreshbooks.aio.waiting import Awaited, missing, slept
from refreshbooks.exchange import Call, Send, Wait, drive_awaited
from refreshbooks.files import Answer
from refreshbooks.rest import client
from refreshbooks.rest.businesses import Business, chosen
from refreshbooks.rest.calls import Refresh, RestStep
from refreshbooks.rest.families import Family
from refreshbooks.rest.models import Identity
from refreshbooks.rest.oauth2 import Granted
from refreshbooks.rest.request import Request
from refreshbooks.transports.timeouts import Waiting

if TYPE_CHECKING:
    from refreshbooks.aio.attributes import AwaitedAttributes as _Attributes
else:

    class _Attributes:
        """While the program runs, the catalog tells which attributes there are."""


__all__ = ["RestClient"]


class RestClient(Awaited, _Attributes, client.Client):  # type: ignore[misc]
    """An application's way to what its users let it see, for an event loop.

    ::

        async with aio.RestClient("my_app", access_token=token) as client:
            me = await client.current_user()
            business = await client.business("Barnes Gardening")
            invoice = await business.invoices.get(17)

    It takes the arguments of :class:`refreshbooks.rest.Client`. ``session`` is an
    ``httpx2.AsyncClient`` of your own, which you close yourself; ``transport`` is any
    callable from a request to an awaitable answer; a ``retry`` whose ``sleep`` is your
    own may return an awaitable.

    Tokens are stored, and asked for, in threads beside the loop: a grant that was
    asked for is kept although whoever waited for it was cancelled. The token call
    itself travels by requests.
    """

    _is_ready = False

    def carried(self, call: Call, family: Family) -> Any:
        """Returns what a call comes to, to be awaited."""
        awaited = super().carried(call, family)
        # Python names it where nobody awaits it.
        awaited.__qualname__ = call.method
        return awaited

    async def current_user(self) -> Identity:  # type: ignore[override]
        """Returns who is calling, and in which businesses."""
        awaited: Any = super().current_user()
        me: Identity = await awaited
        return me

    async def business(  # type: ignore[override]
        self, which: str | int | None = None
    ) -> Business:
        """Returns a business of the user's; see :meth:`refreshbooks.rest.Client.business`."""
        return chosen(await self.current_user(), which, self)

    async def get_access_token(  # type: ignore[override]
        self, code: str, *, verifier: str | None = None
    ) -> Granted:
        """Exchanges a code for tokens, and keeps them."""
        return await asyncio.to_thread(super().get_access_token, code, verifier=verifier)

    async def refresh_access_token(  # type: ignore[override]
        self, refresh_token: str | None = None
    ) -> Granted:
        """Gets new tokens now, and keeps them. Calls do so by themselves in time."""
        return await asyncio.to_thread(super().refresh_access_token, refresh_token)

    def close(self) -> NoReturn:
        """Refuses, since closing is awaited: ``await aio.close(client)``."""
        self.__enter__()

    async def _driven(self, steps: Generator[RestStep, Any, Any]) -> Any:
        if not self._is_ready:
            # What a store has is read for the first time: it may be a file, or be locked.
            await asyncio.to_thread(getattr, self._tokens, "grant")
            self._is_ready = True
        return await drive_awaited(steps, self._carried_out)

    async def _carried_out(self, step: RestStep) -> Any:
        if isinstance(step, Send):
            return await self._sent(step.entity)
        if isinstance(step, Refresh):
            return await asyncio.to_thread(self._tokens.refresh, step.used, early=step.early)
        if isinstance(step, Wait):
            return await slept(self.rules.repeats.policy.sleep, step.seconds)
        assert self.rules.limit is not None
        return await self.rules.limit.wait_async()

    async def _sent(self, request: Request) -> Any:
        opened = getattr(self._transport, "open", None) if request.is_streamed else None
        if opened is None:
            answer: Any = self._transport(request)
            return await answer
        return await AwaitedDownload.opened(opened(request))

    def _post(self, request: Request) -> Answer:
        # In a thread, where nobody can cancel it between the answer and the store.
        if not isinstance(self._transport, Waiting):
            awaited: Any = self._transport(request)
            answer: Answer = asyncio.run(awaited)
            return answer
        from refreshbooks.transports.rest_requests import Transport

        with contextlib.closing(Transport(timeout=self._timeout)) as way:
            return way(request)

    def _way(self, session: Any) -> Any:
        try:
            from refreshbooks.transports import rest_httpx2
        except ImportError as error:
            raise missing(error) from error
        return rest_httpx2.Transport(timeout=self._timeout, session=session)

    def _awaited_transport(self) -> Any:
        return self._transport
