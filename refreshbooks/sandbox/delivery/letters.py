"""What is posted, and what came of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from refreshbooks.masking import Secret, mask

__all__ = ["Delivered", "Letter"]


@dataclass(frozen=True)
class Letter:
    """One form for one address.

    Attributes:
        event: What it tells of, such as ``invoice.create``, or ``callback.verify``.
        object_id: The number of the record concerned.
        callback_id: The number of the callback that it is for.
        uri: Where it goes.
        body: The form.
        headers: What goes before it.
    """

    event: str
    object_id: str
    callback_id: str
    uri: str = field(repr=False)
    body: bytes = field(repr=False)
    headers: dict[str, str] = field(repr=False)


@dataclass(frozen=True, repr=False, slots=True)
class Delivered:
    """One attempt to deliver something, and what came of it.

    Attributes:
        number: Which attempt of this account it was, counted from 1.
        event: What it told of, such as ``invoice.create``, or ``callback.verify``.
        object_id: The number of the record concerned.
        callback_id: The number of the callback that it was for.
        uri: Where it went, with secrets masked.
        attempt: Which attempt of this delivery it was, counted from 1.
        status: The HTTP status of the answer; None where none came.
        note: Why it failed; empty where it did not.
        is_signed: Whether a signature stood in the header.
        at: When it was, by the account's clock.
        again_at: When the next attempt is due by that clock; None if there is none.
    """

    number: int
    event: str
    object_id: str
    callback_id: str
    uri: str
    attempt: int
    status: int | None
    note: str
    is_signed: bool
    at: datetime
    again_at: datetime | None
    _body: Secret[bytes] = field(repr=False)

    @property
    def is_received(self) -> bool:
        """Whether the address answered that all is well."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def body(self) -> str:
        """The form that was posted, with secrets masked."""
        return mask(self._body.reveal().decode())

    def __repr__(self) -> str:
        came = f"no answer: {self.note}" if self.status is None else str(self.status)
        what = f"{self.event} of {self.object_id} to callback {self.callback_id}"
        return f"<{type(self).__name__} {self.number}: {what}, attempt {self.attempt} -> {came}>"

    def facts(self) -> dict[str, Any]:
        """Returns all of this as what JSON can hold."""
        names = ("number", "event", "object_id", "callback_id", "uri", "attempt", "status", "note")
        return {
            **{name: getattr(self, name) for name in names},
            "is_received": self.is_received,
            "is_signed": self.is_signed,
            "at": self.at.isoformat(),
            "again_at": self.again_at.isoformat() if self.again_at else None,
            "body": self.body,
        }
