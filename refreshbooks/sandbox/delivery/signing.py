"""The signature of a webhook: who has seen the verifier can check who sent it.

What is signed is the form as JSON, its fields in their order and every value a
text:

    >>> signature("some_verifier", {"name": "client.update", "object_id": "12"})
    'PpFEqKBRX1n75fAqOm1JPgHB35Onkt0DsG46xteYXbc='
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping

__all__ = ["HEADER", "signature"]

HEADER = "X-FreshBooks-Hmac-SHA256"


def signature(verifier: str, fields: Mapping[str, str]) -> str:
    """Returns what the header says of a form."""
    text = json.dumps(dict(fields))
    digest = hmac.new(verifier.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
