"""The form that a delivery is: pairs of names and texts, in the order in which they came.

Whoever knows the address can post there, so a form is read only as far as the service's
own could go, and everything is refused that two readers might read in two ways.
"""

from urllib.parse import unquote_to_bytes

from refreshbooks.webhooks.errors import DeliveryRefused

__all__ = ["LARGEST", "fields_of"]

LARGEST = 64 * 1024
"""The largest body that is read, in bytes; the service's own have a few hundred."""

_MOST_FIELDS = 100


def fields_of(body: bytes) -> dict[str, str]:
    """Returns the fields of a form, each with its text.

    >>> fields_of(b"name=client.create&note=caf%C3%A9+au+lait&verifier=")
    {'name': 'client.create', 'note': 'café au lait', 'verifier': ''}

    Raises:
        DeliveryRefused: It is no such form, or too large, or has a field twice.
    """
    if isinstance(body, str) or len(body) > LARGEST:
        limit = f"it has more than {LARGEST} bytes"
        raise DeliveryRefused("give the bytes as they came" if isinstance(body, str) else limit)
    pieces = [piece for piece in bytes(body).split(b"&") if piece]
    if len(pieces) > _MOST_FIELDS:
        raise DeliveryRefused(f"it has more than {_MOST_FIELDS} fields")
    fields: dict[str, str] = {}
    for piece in pieces:
        name, _, value = piece.partition(b"=")
        key = _text(name)
        if key in fields:
            raise DeliveryRefused("it has a field twice")
        fields[key] = _text(value)
    return fields


def _text(escaped: bytes) -> str:
    try:
        return unquote_to_bytes(escaped.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        raise DeliveryRefused("it is not in UTF-8") from None
