"""Whether a delivery is the service's: signed with a verifier that only it and we know.

What is signed is not the body but its fields written as JSON, each value a text, in the
order in which they came, with a space after each colon and comma and everything beyond
ASCII escaped: as Python's ``json.dumps`` writes it. The signature is the HMAC-SHA256 of
that with the verifier as the key, in base64.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable

from refreshbooks.webhooks.errors import DeliveryRefused
from refreshbooks.webhooks.events import Event, event_of
from refreshbooks.webhooks.forms import fields_of

__all__ = ["HEADER", "is_signed", "received", "signature"]

HEADER = "X-FreshBooks-Hmac-SHA256"
"""The header that brings the signature."""


def signature(body: bytes, verifier: str) -> str:
    """Returns what the service would sign a body with.

    >>> signature(b"name=invoice.create&object_id=7", "open sesame")
    'TtGjJYCVCKTOzFHCddnYiZ9YtLgQcRpvuEjKKIvNrgw='

    Raises:
        DeliveryRefused: The body is no form.
    """
    text = json.dumps(fields_of(body))
    digest = hmac.digest(verifier.encode("utf-8"), text.encode("ascii"), hashlib.sha256)
    return base64.b64encode(digest).decode("ascii")


def is_signed(body: bytes, signed: str | None, verifiers: str | Iterable[str]) -> bool:
    """Says whether a body was signed with one of the verifiers.

    How long that takes does not depend on how nearly it was.

    Args:
        body: The bytes as they came.
        signed: What the header :data:`HEADER` holds; None where there is none.
        verifiers: One, or several: a receiver may serve several callbacks, and a new one
            comes while deliveries with the old one are under way.

    Raises:
        DeliveryRefused: The body is no form.
    """
    candidates = [verifiers] if isinstance(verifiers, str) else verifiers
    given = (signed or "").strip().encode("utf-8", "replace")
    met = False
    # One that is empty would let everybody sign; one that is not known yet may be None.
    for verifier in filter(None, candidates):
        met |= hmac.compare_digest(signature(body, verifier).encode(), given)
    return met


def received(body: bytes, signed: str | None, verifiers: str | Iterable[str]) -> Event:
    """Returns the event that a delivery tells of, if it is the service's.

    Args:
        body: The bytes as they came, before anybody reads them as a form.
        signed: What the header :data:`HEADER` holds; None where there is none.
        verifiers: One, or several.

    Raises:
        DeliveryRefused: It is no delivery, or not signed with any of the verifiers. Answer
            with a status of 400, and do nothing.
    """
    event = event_of(body)
    if not is_signed(body, signed, verifiers):
        raise DeliveryRefused("it is not signed with a verifier that is known here")
    return event
