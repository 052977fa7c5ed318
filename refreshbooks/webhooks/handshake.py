"""Showing the service that an address is ours, by the verifier that it posted there."""

from typing import Any

from refreshbooks.webhooks.errors import DeliveryRefused
from refreshbooks.webhooks.events import Event

__all__ = ["verify"]


def verify(client: Any, event: Event) -> str:
    """Hands the verifier of a handshake back to the service, and returns it to be kept.

    Nothing tells a handshake from a forgery but the service itself, which refuses a
    verifier that is not its own. So keep it only when this has returned.

    Args:
        client: A client of the current API, for the account of the callback. One of
            ``refreshbooks.aio`` gives something to be awaited in place of an answer:
            there, call ``client.callbacks.verify`` yourself.
        event: The handshake.

    Raises:
        DeliveryRefused: The event is no handshake.
        FreshBooksError: The service does not know the callback, or the verifier is not
            the one that it sent.
    """
    if not event.is_handshake or not event.verifier or not event.account_id:
        raise DeliveryRefused("it is no handshake: it brings no verifier for a callback")
    client.callbacks.verify(event.account_id, event.object_id, event.verifier)
    return event.verifier
