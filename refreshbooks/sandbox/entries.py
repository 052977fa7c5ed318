"""One call in the journal."""

from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from refreshbooks.masking import Secret, mask

__all__ = ["Entry"]

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True, repr=False, slots=True)
class Entry:
    """A call, and what came of it.

    Attributes:
        number: Which call of this account it was, counted from 1.
        method: The method's name; empty where the request names none.
        status: The HTTP status of the answer; None where no answer was given.
        applied: Whether the call was carried out and well: of a write True exactly
            when it has changed the books.
        fault: The kind of the fault that struck it, or None.
        user: The ``staff_id`` of who called; None of a stranger.
        auth: ``token`` or ``oauth``, by which of them; None of a stranger.
        at: When it came, by the account's clock.
        seconds: How long it took until the answer began to go out.
    """

    number: int
    method: str = ""
    status: int | None = None
    applied: bool = False
    fault: str | None = None
    user: str | None = None
    auth: str | None = None
    at: datetime = _EPOCH
    seconds: float = 0.0
    _request: Secret[bytes] = field(default=Secret(b""), repr=False)
    _response: Secret[bytes] = field(default=Secret(b""), repr=False)

    def __repr__(self) -> str:
        by = f"user {self.user} by {self.auth}" if self.user else "nobody"
        facts = [
            "no answer" if self.status is None else str(self.status),
            "applied" if self.applied else "not applied",
            *([self.fault] if self.fault else []),
            f"by {by}",
            f"{self.seconds:.3f} s",
        ]
        method = mask(self.method[:80]) or "no method"
        return f"<Entry {self.number}: {method} -> {', '.join(facts)}>"

    @property
    def request(self) -> bytes:
        """The body that came, with secrets masked."""
        return _masked(self._request.reveal())

    @property
    def response(self) -> bytes:
        """The body that went out, with secrets masked; empty where none did."""
        return _masked(self._response.reveal())

    @property
    def size(self) -> int:
        """How many bytes both bodies have."""
        return len(self._request.reveal()) + len(self._response.reveal())

    def facts(self) -> dict[str, Any]:
        """Returns all of this as what JSON can hold, the bodies as text."""
        names = ("number", "method", "status", "applied", "fault", "user", "auth", "seconds")
        return {
            **{name: getattr(self, name) for name in names},
            "at": self.at.isoformat(),
            "request": self.request.decode("utf-8", "replace"),
            "response": self.response.decode("utf-8", "replace"),
        }


def _masked(body: bytes) -> bytes:
    return mask(body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
