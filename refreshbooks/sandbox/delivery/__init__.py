"""What the sandbox sends out by itself: callbacks and webhooks on their way to programs.

A program asks for it by making a callback: an event and an address. At once a
*verifier* is posted there, and only when the program has sent that back do events
follow. Both APIs do it in the same way; in REST the verifier also signs what is
posted. A :class:`Delivery` knows the callbacks of one book, the
:class:`~refreshbooks.sandbox.delivery.deliveries.Deliveries` of an account carry
what it posts, in the background, and keep what came of each attempt.

Whatever is announced inside a transaction goes out when that is committed, or not
at all.
"""

import hmac
import secrets
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from refreshbooks.sandbox.delivery.deliveries import Deliveries
from refreshbooks.sandbox.delivery.letters import Delivered, Letter
from refreshbooks.sandbox.delivery.signing import HEADER, signature
from refreshbooks.sandbox.store import Book, Record

__all__ = ["CLASSIC", "REST", "Custom", "Delivered", "Deliveries", "Delivery"]

# Records beside the callbacks, since a verifier is never shown.
_VERIFIER = "callback verifier"
_CHALLENGE = "callback.verify"
_LETTERS = string.ascii_letters + string.digits
_LENGTH = 34


@dataclass(frozen=True)
class Custom:
    """What differs between the two APIs.

    Attributes:
        kind: The kind of the callbacks' records.
        key: The field with a callback's number.
        everything: The event that covers all others; empty where there is none.
        signs: Whether events are signed.
        user_agent: What the deliverer calls itself.
    """

    kind: str
    key: str
    everything: str
    signs: bool
    user_agent: str


CLASSIC = Custom("callback", "callback_id", "all", False, "FreshHooks/0.4 (refreshbooks sandbox)")
REST = Custom("callbacks", "callbackid", "", True, "FreshBooks-Webhooks (refreshbooks sandbox)")


class Delivery:
    """The callbacks of one book, and what is posted to them.

    A callback's record has an ``event``, a ``uri`` and whether it is ``verified``.

    Args:
        book: Where the callbacks are.
        custom: How the API does it.
        deliveries: Who carries what is posted.
    """

    def __init__(self, book: Book, custom: Custom, deliveries: Deliveries) -> None:
        self._book = book
        self._custom = custom
        self._deliveries = deliveries

    def announce(self, event: str, object_id: object, **said: object) -> None:
        """Tells all who asked for it, and are verified, that something has happened.

        Args:
            event: Such as ``invoice.create``.
            object_id: The number of the record concerned.
            **said: The further fields of the form, in their order.
        """
        for callback in self._listening(event):
            fields = {"name": event, "object_id": object_id, **said}
            self._post(callback, fields, self._verifier(callback) if self._custom.signs else "")

    def challenge(self, callback: Record, **said: object) -> None:
        """Posts a verifier to the address of a callback; the same one each time.

        Args:
            **said: As for :meth:`announce`.
        """
        number = callback[self._custom.key]
        verifier = self._verifier(callback)
        if not verifier:
            verifier = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
            self._book.put(_VERIFIER, int(number), {"verifier": verifier})
        # Whether the service signs this one is not known. A program that asked for it
        # could not have the key yet.
        fields = {"name": _CHALLENGE, "object_id": number, **said, "verifier": verifier}
        self._post(callback, fields, "")

    def is_proven(self, callback: Record, verifier: object) -> bool:
        """Says whether a verifier is the one that was posted for a callback."""
        posted = self._verifier(callback)
        return bool(posted) and hmac.compare_digest(posted.encode(), str(verifier).encode())

    def forget(self, callback: Record) -> None:
        """Throws away what is kept beside a callback."""
        self._book.drop(_VERIFIER, int(callback[self._custom.key]))

    def _listening(self, event: str) -> Iterator[Record]:
        wanted = {event, event.partition(".")[0], self._custom.everything}
        for callback in self._book.select(self._custom.kind):
            if callback.get("event") in wanted and callback.get("verified") in (True, "1"):
                yield callback

    def _verifier(self, callback: Record) -> str:
        kept = self._book.get(_VERIFIER, int(callback[self._custom.key]))
        return kept["verifier"] if kept else ""

    def _post(self, callback: Record, fields: Mapping[str, object], key: str) -> None:
        texts = {name: str(value) for name, value in fields.items()}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": self._custom.user_agent,
        }
        if key:
            headers[HEADER] = signature(key, texts)
        letter = Letter(
            event=texts["name"],
            object_id=texts["object_id"],
            callback_id=str(callback[self._custom.key]),
            uri=callback["uri"],
            body=urlencode(texts).encode(),
            headers=headers,
        )
        self._book.store.afterwards(lambda: self._deliveries.post(letter))
