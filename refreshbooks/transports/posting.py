"""What every transport does with a document: post it to one address."""

import abc
from collections.abc import Callable, Mapping

from refreshbooks import address
from refreshbooks.exceptions import BadResponse, NoResponse
from refreshbooks.files import Answer
from refreshbooks.transports import failures, statuses, timeouts
from refreshbooks.transports.headers import completed

__all__ = ["Addressed", "Posting"]


class Addressed(timeouts.Waiting):
    """Knows where documents go and what is said with them, and sends none.

    Attributes:
        url: The address.
        headers_factory: Asked for a new dict of headers at each call.
    """

    def __init__(
        self,
        url: str,
        headers_factory: Callable[[], Mapping[str, str]],
        timeout: timeouts.Seconds,
    ) -> None:
        self.url = url
        self.headers_factory = headers_factory
        self.timeout = timeouts.limits(timeout)

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.Transport to {address.without_credentials(self.url)}>"

    def _prepared(self, entity: bytes) -> tuple[bytes, dict[str, str]]:
        """Returns the body and the headers of a request."""
        headers = completed(self.headers_factory(), entity, self._standing_headers())
        return entity.encode() if isinstance(entity, str) else entity, headers

    def _standing_headers(self) -> Mapping[str, str]:
        return {"Accept-Encoding": "gzip"}


class Posting(Addressed, abc.ABC):
    """Posts documents to one address, by the library of a subclass."""

    # What the library raises where no answer comes.
    _errors: tuple[type[Exception], ...]

    def __call__(self, entity: bytes) -> Answer:
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
        try:
            answer = self._exchange(body, headers)
        except BadResponse:
            raise
        except self._errors as error:
            raise self._silence(error) from error
        return statuses.answered(*answer)

    @abc.abstractmethod
    def _exchange(
        self, body: bytes, headers: dict[str, str]
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """Returns an answer's status, body and headers."""

    def _silence(self, error: Exception) -> NoResponse:
        return failures.no_response(error, self.url)
