"""What is kept: a grant, and what a store of grants can do.

A grant ends at ``created_at + expires_in`` by the service's clock. That is what
``expires_at`` says, but it is not the whole truth. The two clocks differ; and where the
service hands out a token that it had made before, it tells the time when it was made,
and the seconds that are left of it now. Such a token seems to have ended before it came.
A token that has just come is good, so then, and wherever the end lies beyond what is
left, the seconds are counted from the moment it came.
"""

import datetime
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

__all__ = ["Grant", "Store"]

# A token is renewed when a tenth of its time is left, and this many seconds at most:
# one that lives for a minute is not renewed at every call, and one for half a day not
# an hour too early.
_MARGIN = 0.1
_LONGEST_MARGIN = 300.0


@dataclass(frozen=True)
class Grant:
    """An access token with what renews it; its repr shows neither.

    >>> Grant("eyJ0eXAi", "9f8e7d")
    Grant(expires_at=None)

    Attributes:
        access_token: What calls are made with.
        refresh_token: What gets the next grant, once; None if there is none.
        expires_at: When the access token ends, as the service said it.
        received_at: When it came by our clock, in seconds since 1970.
        lifetime: The seconds that it was to live then.
    """

    access_token: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: datetime.datetime | None = None
    received_at: float | None = field(default=None, repr=False)
    lifetime: float | None = field(default=None, repr=False)

    @property
    def ends_at(self) -> float | None:
        """When the access token ends by our clock, in seconds since 1970; None if unknown."""
        if self.expires_at is None:
            return None
        told = self.expires_at.timestamp()
        if self.received_at is None or self.lifetime is None:
            return told
        if self.lifetime <= 0:
            return None  # told of a token that is good, it says nothing
        left = self.received_at + self.lifetime
        return min(told, left) if told > self.received_at else left

    @property
    def due_at(self) -> float | None:
        """From when on it should be renewed; None if unknown.

        >>> noon = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.timezone.utc)
        >>> minute = Grant("t", "r", noon, noon.timestamp() - 60, 60)
        >>> minute.ends_at - minute.due_at
        6.0
        """
        if self.ends_at is None or self.received_at is None:
            return self.ends_at
        margin = max(0.0, self.ends_at - self.received_at) * _MARGIN
        return self.ends_at - min(margin, _LONGEST_MARGIN)

    def as_dict(self) -> dict[str, Any]:
        """Returns it as JSON can write it, both secrets included."""
        written = self.expires_at and self.expires_at.isoformat()
        return {**vars(self), "expires_at": written}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Grant":
        """Returns the grant that :meth:`as_dict` has written.

        Keys that it does not know are passed over, so that a later version may keep more.

        Raises:
            ValueError: It is no such thing. The message shows nothing of it.
        """
        if not isinstance(kept, Mapping):
            raise ValueError("it is no grant")
        tokens = (_text(kept.get("access_token")), _text(kept.get("refresh_token")))
        numbers = (_number(kept.get("received_at")), _number(kept.get("lifetime")))
        return cls(*tokens, _moment(kept.get("expires_at")), *numbers)


class Store(Protocol):
    """Where grants are kept, each under the identity of whom it belongs to."""

    def load(self, identity: str) -> Grant | None:
        """Returns what is kept under an identity, or None."""

    def save(self, identity: str, grant: Grant) -> None:
        """Keeps a grant; when this returns, it is safe."""

    def delete(self, identity: str) -> None:
        """Forgets what is kept, if there is anything."""

    def held(self, identity: str, wait: float) -> AbstractContextManager[object]:
        """Keeps out all others who hold the same identity, until the end of the block.

        Args:
            wait: How many seconds to wait for them at the most.

        Raises:
            TimeoutError: They took longer.
        """


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError("a token of it is no text")
    return value


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("a time of it is no number")
    return float(value)


def _moment(value: object) -> datetime.datetime | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("the time of its end is no text")
    # Python 3.10 does not read the Z, which rows of somebody's own may have.
    moment = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)
