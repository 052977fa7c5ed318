"""Request documents by httpx2, for those who await them; an extra.

How they travel is said at :mod:`~refreshbooks.transports.httpx2_calls`.
"""

from collections.abc import Callable, Mapping

import httpx2

from refreshbooks.files import Answer
from refreshbooks.transports import httpx2_calls, statuses, timeouts
from refreshbooks.transports.pools import Request
from refreshbooks.transports.posting import Addressed

__all__ = ["Transport"]


class Transport(Addressed):
    """Sends request documents to one address, and is awaited.

    Attributes:
        url: The address.
        headers_factory: Asked for a new dict of headers at each call.
        session: An ``httpx2.AsyncClient`` of your own, or None.
    """

    def __init__(
        self,
        url: str,
        headers_factory: Callable[[], Mapping[str, str]],
        *,
        timeout: timeouts.Seconds = None,
        session: httpx2.AsyncClient | None = None,
    ) -> None:
        super().__init__(url, headers_factory, timeout)
        self.session = httpx2_calls.checked(session)
        self._calls = httpx2_calls.Calls(self.session)

    async def __call__(self, entity: bytes) -> Answer:
        """Returns the answer to a request document.

        Args:
            entity: The document. Its ``content_type``, where it has one, is what
                it is sent as, otherwise ``application/xml``.

        Raises:
            TransportException: For an HTTP status of 300 or more.
            NoResponse: If no answer came.
            BadResponse: If the answer is too large to be one.
        """
        body, headers = self._prepared(entity)
        request = Request("POST", self.url, headers, body)
        return statuses.answered(*await self._calls.answer(request, self.timeout))

    async def aclose(self) -> None:
        """Closes the running loop's connections; a later call opens new ones.

        A client of your own is left to you.
        """
        await self._calls.aclose()

    def _standing_headers(self) -> Mapping[str, str]:
        return httpx2_calls.standing_headers(self.session)
