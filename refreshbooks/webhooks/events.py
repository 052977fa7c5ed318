"""What a delivery says: something of this kind was done to that record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from refreshbooks.webhooks.errors import DeliveryRefused
from refreshbooks.webhooks.forms import fields_of

__all__ = ["HANDSHAKE", "Event", "event_of"]

HANDSHAKE = "callback.verify"
"""The name of the event by which the service asks whether an address is ours."""

# Far more than any id has.
_MOST_DIGITS = 20


@dataclass(frozen=True)
class Event:
    """One delivery, read.

    Attributes:
        name: What happened, such as ``"invoice.create"``.
        object_id: The record's id; of the handshake, the callback's.
        account_id: Whose records they are, as accounting has it.
        business_id: The same, as projects have it.
        identity_id: Who did it.
        user_id: The same, in the old way.
        verifier: In the handshake, what is to be handed back, and signs what follows.
        fields: All that came, in its order.
    """

    name: str
    object_id: int
    account_id: str | None
    business_id: int | None
    identity_id: int | None
    user_id: int | None
    verifier: str | None = field(repr=False)
    fields: Mapping[str, str] = field(repr=False, compare=False)

    @property
    def noun(self) -> str:
        """What it happened to, such as ``"invoice"``."""
        return self.name.partition(".")[0]

    @property
    def verb(self) -> str:
        """What was done, such as ``"create"``."""
        return self.name.partition(".")[2]

    @property
    def is_handshake(self) -> bool:
        """Whether the service asks if this address is ours."""
        return self.name == HANDSHAKE


def event_of(body: bytes) -> Event:
    """Returns what a body says, whoever sent it: see :func:`received` for who did.

    Raises:
        DeliveryRefused: It is no delivery.
    """
    fields = fields_of(body)
    name = fields.get("name", "")
    if not name.isascii() or not name.isprintable() or not name or " " in name:
        raise DeliveryRefused("it names no event")
    object_id = _number(fields, "object_id")
    if object_id is None:
        raise DeliveryRefused("it names no record")
    return Event(
        name=name,
        object_id=object_id,
        account_id=fields.get("account_id") or None,
        business_id=_number(fields, "business_id"),
        identity_id=_number(fields, "identity_id"),
        user_id=_number(fields, "user_id"),
        verifier=fields.get("verifier") or None,
        fields=fields,
    )


def _number(fields: Mapping[str, str], key: str) -> int | None:
    text = fields.get(key, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise DeliveryRefused(f"its {key} is no number")
    return int(text)
