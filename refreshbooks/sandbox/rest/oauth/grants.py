"""What was granted to whom: codes, access tokens and refresh tokens, in the store.

A code lives five minutes and works once. An access token ends by itself, a
refresh token by being used: it is exchanged for another one, and of each user
and application one is good at a time.

    >>> from datetime import datetime, timezone
    >>> store = Store()
    >>> grants = Grants(store, "sandbox", lambda: datetime(2026, 5, 1, tzinfo=timezone.utc))
    >>> issued = grants.issue("an application", ["user:clients:read"])
    >>> sorted(grants.whose(issued.access_token).scopes)
    ['user:clients:read', 'user:profile:read']
    >>> grants.whose("no token") is None
    True

Access tokens have the look and the length of the service's, and say nothing.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime

from refreshbooks.sandbox.credentials import ADMINISTRATOR
from refreshbooks.sandbox.rest.oauth.scopes import with_always
from refreshbooks.sandbox.store import Book, Condition, Record, Store

__all__ = [
    "CODE_LIFETIME",
    "TOKEN_LIFETIME",
    "Access",
    "Code",
    "Grants",
    "Issued",
    "invented_access_token",
    "invented_refresh_token",
    "mark_of",
    "owner",
]

CODE_LIFETIME = 5 * 60
TOKEN_LIFETIME = 12 * 60 * 60

# Who finds a mark in a log is not to take it for the token itself.
_MARK = "sha256:"
# As many of a mark's digits as numbers of records have room for.
_DIGITS = 15
_HEADER = base64.urlsafe_b64encode(b'{"typ":"JWT","alg":"RS256"}').decode().rstrip("=")


@dataclass(frozen=True)
class Access:
    """What a good access token says of a call.

    Attributes:
        account: The name of the account whose owner granted it.
        client_id: The application that it was granted to.
        user: The number of that owner among the account's staff.
        scopes: What the call may do.
        issued: When the token was issued, in seconds since 1970.
        expires: When it ends.
    """

    account: str
    client_id: str = field(repr=False)
    user: str
    scopes: frozenset[str]
    issued: int
    expires: float


@dataclass(frozen=True)
class Issued:
    """An access token with the refresh token that came with it."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    scopes: tuple[str, ...]
    created_at: int
    expires_in: int


@dataclass(frozen=True)
class Code:
    """What an authorization code stands for."""

    client_id: str = field(repr=False)
    account: str
    scopes: tuple[str, ...]
    redirect_uri: str
    challenge: str | None = field(repr=False)
    challenge_method: str | None
    expires: float


class Grants:
    """What users granted to the application of one account, and who may call it.

    Args:
        store: Where the grants of all accounts are.
        account: The account's name.
        clock: Returns the time, with a zone; tokens end by it.

    Attributes:
        lifetime: How many seconds new access tokens are good for.
    """

    def __init__(self, store: Store, account: str, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._book = _book(store)
        self._account = account
        self._clock = clock
        self.lifetime: int = TOKEN_LIFETIME

    @property
    def now(self) -> float:
        """The account's time, in seconds since 1970."""
        return self._clock().timestamp()

    def whose(self, token: str) -> Access | None:
        """Returns what an access token allows; None if it is not good for this account."""
        access = _access(self._book, token)
        is_good = access and access.account == self._account and access.expires > self.now
        return access if is_good else None

    def issue(self, client_id: str, scopes: Iterable[str], *, account: str | None = None) -> Issued:
        """Issues an access token and the refresh token that replaces an earlier one.

        Args:
            client_id: The application that they are for.
            scopes: What they allow.
            account: The account whose owner agreed; by default this one.
        """
        created = int(self.now)
        issued = Issued(
            access_token=invented_access_token(),
            refresh_token=invented_refresh_token(),
            scopes=with_always(scopes),
            created_at=created,
            expires_in=self.lifetime,
        )
        self.keep(issued, client_id, account or self._account)
        return issued

    def keep(self, issued: Issued, client_id: str, account: str) -> None:
        """Makes tokens good that were issued to an application for an account."""
        pair = _pair(client_id, account)
        to_whom = {"client_id": client_id, "account": account, "scopes": list(issued.scopes)}
        with self._store.transaction():
            self._forget_refresh(pair)
            self._open(issued.access_token, to_whom, issued.created_at, issued.expires_in)
            self._put("refresh", issued.refresh_token, to_whom)
            self._book.put("grant", _placed(pair), {"refresh_token": issued.refresh_token})

    def own(self, client_id: str, scopes: Iterable[str]) -> str:
        """Returns an access token that users' decisions and refreshes leave alone.

        It is the same one until it ends or is revoked, or other scopes are wanted.
        """
        wanted, place = with_always(scopes), _placed(_pair(client_id, self._account))
        with self._store.transaction():
            record = self._book.get("own", place)
            access = self.whose(record["token"]) if record else None
            if record and access and access.scopes == frozenset(wanted):
                return str(record["token"])
            token = invented_access_token()
            to_whom = {"client_id": client_id, "account": self._account, "scopes": list(wanted)}
            self._open(token, to_whom, int(self.now), self.lifetime)
            self._book.put("own", place, {"token": token})
            return token

    def refresh_token(self, client_id: str, scopes: Iterable[str]) -> str:
        """Returns the refresh token that is good now; a first one for these scopes."""
        with self._store.transaction():
            record = self._book.get("grant", _placed(_pair(client_id, self._account)))
            kept: str | None = record["refresh_token"] if record else None
            return kept or self.issue(client_id, scopes).refresh_token

    def refreshable(self, mark: str, client_id: str) -> tuple[str, tuple[str, ...]] | None:
        """Returns whose access a refresh token prolongs, and its scopes; None if it is not good.

        Args:
            mark: The token's mark, see :func:`mark_of`.
            client_id: Who bears the token.
        """
        record = self._book.get("refresh", _number(mark))
        if record is None or mark_of(record["token"]) != mark or record["client_id"] != client_id:
            return None
        return record["account"], tuple(record["scopes"])

    def put_code(self, text: str, code: Code) -> None:
        """Makes an authorization code good."""
        self._put("code", text, asdict(code))

    def code(self, text: str, client_id: str) -> Code | None:
        """Returns what a code stands for; None if it is not good for that application."""
        record = self._get("code", text)
        if record is None:
            return None
        code = Code(**{**record, "scopes": tuple(record["scopes"])})
        return code if code.client_id == client_id and code.expires > self.now else None

    def use_up(self, text: str) -> None:
        """Makes a code good for nothing."""
        self._book.drop("code", _placed(text))

    def revoke(self, token: str, client_id: str) -> None:
        """Ends a token of an application; a refresh token with all that came of it."""
        with self._store.transaction():
            access = _access(self._book, token)
            if access and access.client_id == client_id:
                self._book.drop("access", _placed(token))
            refreshed = self.refreshable(mark_of(token), client_id)
            if refreshed:
                self._end(client_id, refreshed[0])

    def described(self, token: str, client_id: str) -> dict[str, object] | None:
        """Returns what a good token of an application is; None for any other text."""
        access = _access(self._book, token)
        if access and access.client_id == client_id and access.expires > self.now:
            times = {"exp": int(access.expires), "iat": access.issued}
            return {**_claims(client_id, access.scopes, "access_token"), **times}
        refreshed = self.refreshable(mark_of(token), client_id)
        return _claims(client_id, refreshed[1], "refresh_token") if refreshed else None

    def _end(self, client_id: str, account: str) -> None:
        pair = _pair(client_id, account)
        self._forget_refresh(pair)
        self._book.drop("grant", _placed(pair))
        of_both = Condition("client_id", "is", client_id), Condition("account", "is", account)
        for record in self._book.select("access", *of_both):
            self._book.drop("access", _placed(record["token"]))

    def _open(self, token: str, to_whom: Record, issued: int, lifetime: int) -> None:
        ends = issued + lifetime
        access = {**to_whom, "issued": issued, "expires": ends, "user": ADMINISTRATOR}
        self._put("access", token, access)

    def _forget_refresh(self, pair: str) -> None:
        earlier = self._book.get("grant", _placed(pair))
        if earlier:
            self._book.drop("refresh", _placed(earlier["refresh_token"]))

    def _put(self, kind: str, token: str, record: Record) -> None:
        self._book.put(kind, _placed(token), {"token": token, **record})

    def _get(self, kind: str, token: str) -> Record | None:
        return _get(self._book, kind, token)


def owner(store: Store, token: str) -> str | None:
    """Returns the name of the account whose access token this is or was; None of nobody's."""
    access = _access(_book(store), token)
    return access.account if access else None


def _book(store: Store) -> Book:
    return store.book("oauth", "grants")


def _access(book: Book, token: str) -> Access | None:
    record = _get(book, "access", token)
    return Access(**{**record, "scopes": frozenset(record["scopes"])}) if record else None


def _get(book: Book, kind: str, token: str) -> Record | None:
    record = book.get(kind, _placed(token))
    if record is None or record.pop("token") != token:
        return None
    return record


def _claims(client_id: str, scopes: Iterable[str], token_type: str) -> dict[str, object]:
    return {"client_id": client_id, "scope": " ".join(sorted(scopes)), "token_type": token_type}


def invented_access_token() -> str:
    """Returns a fresh access token, of the length and the look of the service's."""
    return f"{_HEADER}.{secrets.token_urlsafe(480)}.{secrets.token_urlsafe(256)}"


def invented_refresh_token() -> str:
    """Returns a fresh refresh token."""
    return secrets.token_hex(32)


def _pair(client_id: str, account: str) -> str:
    return f"{client_id} {account}"


def mark_of(token: str) -> str:
    """Returns what a token is looked up by, and what tells nobody the token.

    >>> mark_of("a refresh token")[:12]
    'sha256:74854'
    """
    # A stranger cannot steer it either: how long the look-up takes tells him nothing.
    return _MARK + hashlib.sha256(token.encode()).hexdigest()


def _placed(token: str) -> int:
    return _number(mark_of(token))


def _number(mark: str) -> int:
    """Returns the number of the record that has a mark."""
    return int(mark.removeprefix(_MARK)[:_DIGITS], 16)
