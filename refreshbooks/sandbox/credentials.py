"""Which tokens and signatures are good, and who it is that bears them.

A token comes as the user name of HTTP Basic; whatever stands in the password's
place is taken. OAuth 1.0a comes signed, see
:mod:`refreshbooks.sandbox.signatures`. Both name an account, and in it a staff
member: the administrator is number 1.

    >>> credentials = Credentials.invented()
    >>> credentials
    Credentials()
    >>> header = "Basic " + base64.b64encode(f"{credentials.token}:X".encode()).decode()
    >>> credentials.user("POST", "http://127.0.0.1/api/2.1/xml-in", header)
    '1'
    >>> credentials.user("POST", "http://127.0.0.1/api/2.1/xml-in", "Basic bm9ib2R5Og==")
    >>> credentials.are_claimed_by(claim(header))
    True
"""

import base64
import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass, field, fields
from urllib.parse import unquote_to_bytes

from refreshbooks.sandbox.store import Store

__all__ = ["ADMINISTRATOR", "Credentials", "claim"]

ADMINISTRATOR = "1"
# Under this name a store remembers the credentials of all accounts, by name.
_FACT = "accounts"
# Under this one earlier files remember those of the only account they know.
_ALONE, _ITS_NAME = "credentials", "sandbox"
_OAUTH_NAME = r'\b{}\s*=\s*"?([^",]*)'
_OAUTH_NAMES = tuple(
    re.compile(_OAUTH_NAME.format(name)) for name in ("oauth_consumer_key", "oauth_token")
)


@dataclass(frozen=True)
class Credentials:
    """The secrets of one account. None of them shows in the repr.

    Attributes:
        token: The administrator's token.
        consumer_key: Names the application that signs calls.
        consumer_secret: The application's secret.
        oauth_token: Names the access that the administrator granted to it.
        oauth_token_secret: The secret of that access.
        salt: Makes the addresses of secret pages hard to guess.
    """

    token: str = field(repr=False)
    consumer_key: str = field(repr=False)
    consumer_secret: str = field(repr=False)
    oauth_token: str = field(repr=False)
    oauth_token_secret: str = field(repr=False)
    salt: str = field(repr=False)

    @classmethod
    def invented(cls) -> "Credentials":
        """Returns fresh ones, each of 32 hexadecimal digits."""
        return cls(**{described.name: secrets.token_hex(16) for described in fields(cls)})

    @classmethod
    def kept_in(cls, store: Store, account: str = _ITS_NAME) -> "Credentials":
        """Returns what a store remembers for an account; a new one is given fresh ones."""
        with store.transaction():
            known = _known(store)
            if account not in known:
                known[account] = asdict(cls.invented())
                store.remember(_FACT, json.dumps(known))
            return cls(**known[account])

    @staticmethod
    def accounts(store: Store) -> list[str]:
        """Returns the names of the accounts whose credentials a store remembers."""
        return list(_known(store))

    def are_claimed_by(self, claimed: bytes) -> bool:
        """Says whether a :func:`claim` names these credentials, right or forged."""
        signer = f"{self.consumer_key} {self.oauth_token}"
        bears_token = hmac.compare_digest(claimed, self.token.encode())
        return hmac.compare_digest(claimed, signer.encode()) or bears_token

    def user(self, method: str, url: str, authorization: str) -> str | None:
        """Returns the staff_id of who sent a request, or None for a stranger.

        Args:
            method: The HTTP method, which a signature covers.
            url: The address as the caller wrote it, which a signature covers too.
            authorization: The Authorization header, empty where there was none.
        """
        scheme, _, value = authorization.partition(" ")
        if scheme.lower() == "basic":
            return self._owner(_basic_user(value))
        if scheme.lower() == "oauth" and self._is_signed(method, url, authorization):
            return ADMINISTRATOR
        return None

    def _owner(self, token: bytes) -> str | None:
        # In constant time: how long it takes must not tell how much was right.
        return ADMINISTRATOR if hmac.compare_digest(token, self.token.encode()) else None

    def _is_signed(self, method: str, url: str, authorization: str) -> bool:
        # OAuth's machinery is loaded by the first call that is signed.
        from refreshbooks.sandbox import signatures

        return signatures.Verifier(
            self.consumer_key, self.consumer_secret, self.oauth_token, self.oauth_token_secret
        ).accepts(method, url, authorization)


def claim(authorization: str) -> bytes:
    """Returns by which names an Authorization header claims to be somebody.

    They say whose call it is meant to be, and prove nothing: that of OAuth is
    still to be verified.

    >>> claim('OAuth oauth_consumer_key="who", oauth_token="what", oauth_nonce="7"')
    b'who what'
    >>> claim("Basic bm9ib2R5Og==")
    b'nobody'
    """
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "basic":
        return _basic_user(value)
    return b" ".join(_oauth_name(pattern, value) for pattern in _OAUTH_NAMES)


def _oauth_name(pattern: re.Pattern[str], header: str) -> bytes:
    found = pattern.search(header)
    return unquote_to_bytes(found[1]) if found else b""


def _known(store: Store) -> dict[str, dict[str, str]]:
    known = store.fact(_FACT)
    if known is None:
        alone = store.fact(_ALONE)
        return {_ITS_NAME: json.loads(alone)} if alone else {}
    accounts: dict[str, dict[str, str]] = json.loads(known)
    return accounts


def _basic_user(value: str) -> bytes:
    try:
        return base64.b64decode(value).partition(b":")[0]
    except ValueError:
        return b""
