"""A client whose requests go nowhere: they are kept, and answered as a test wants."""

from collections.abc import Callable
from typing import Any

from refreshbooks.files import Answer
from refreshbooks.rest import Client
from refreshbooks.retry import Retry

__all__ = ["EMPTY", "Recorder", "answer", "client_of"]

EMPTY = b'{"response": {"result": {}}, "data": {}, "image": {}, "attachment": {}}'


def answer(body: bytes = EMPTY, status: int = 200, **headers: str) -> Answer:
    """Returns an answer; names of headers are written with underscores."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(body, status=status, headers=said)


class Recorder:
    """A transport: keeps every request, and answers by the next reply; the last one stays.

    A reply is an answer, an error to raise, or a function of the request.
    """

    def __init__(self, *replies: Any) -> None:
        self.requests: list[Any] = []
        self._replies = list(replies) or [answer()]

    def __call__(self, request: Any) -> Answer:
        self.requests.append(request)
        reply: Any = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, BaseException):
            raise reply
        return reply(request) if isinstance(reply, Callable) else reply  # type: ignore[arg-type]

    @property
    def last(self) -> Any:
        """The last request."""
        return self.requests[-1]


def client_of(*replies: Any, **options: Any) -> tuple[Client, Recorder]:
    """Returns a client and the transport that keeps what it sends; nothing waits."""
    recorder = Recorder(*replies)
    options.setdefault("access_token", "some-access-token-of-mine")
    options.setdefault("retry", Retry(sleep=lambda seconds: None))
    return Client("some_app", transport=recorder, **options), recorder
