"""The secrets in the addresses of pages that clients open without a login.

A secret is a digest that nobody guesses, made with the account's salt, and the
number of what it names. So it is found at once, and so is the account.

    >>> secret("salt", "invoice", 17)
    'f7078d0f8c0c2c1f17'
    >>> named("salt", "f7078d0f8c0c2c1f17")
    ('invoice', 17)
    >>> named("salt", "f7078d0f8c0c2c1f18") is named("pepper", "f7078d0f8c0c2c1f17") is None
    True
"""

import hashlib
import hmac

__all__ = ["named", "secret"]

_KINDS = ("invoice", "estimate")
_LONGEST_ID = 18
_DIGITS = 16


def secret(salt: str, kind: str, number: object) -> str:
    """Returns the letters that name a page, always the same ones."""
    digest = hashlib.sha256(f"{salt}/{kind}/{number}".encode()).hexdigest()
    return f"{digest[:_DIGITS]}{number}"


def named(salt: str, letters: str) -> tuple[str, int] | None:
    """Returns the kind and the number of the document that a secret names, or None."""
    number = letters[_DIGITS:]
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID):
        return None
    for kind in _KINDS:
        if hmac.compare_digest(secret(salt, kind, number).encode(), letters.encode()):
            return kind, int(number)
    return None
