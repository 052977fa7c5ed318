"""Asking a user for consent: the address to send them to, and what they come back with.

The user logs in there, agrees, and is sent back to the application with a code. Whoever
listens may send somebody a code of their own, so a state goes along that only this user
can bring back; and a verifier stays here, without which the code is of no use (PKCE).
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

from refreshbooks.exceptions import BadParameter
from refreshbooks.rest import scopes as known_scopes
from refreshbooks.rest.errors import (
    ConsentNeeded,
    FreshBooksClientConfigError,
    FreshBooksError,
)

__all__ = ["Application", "Authorization", "authorization", "consent_url", "redirect_uri"]

# The consent page answers by a redirect, and so do its refusals come.
_FOUND = 302

# What such an address has, whatever came of it.
_ANSWERED = frozenset({"code", "error", "state"})


class Application(Protocol):
    """Who asks: a client, whose attributes may be changed at any time."""

    @property
    def client_id(self) -> str:
        """The application's name."""

    @property
    def client_secret(self) -> str | None:
        """Its password."""

    @property
    def redirect_uri(self) -> str | None:
        """Where users come back to, as it was registered."""

    @property
    def authorization_url(self) -> str:
        """The address of the consent page."""

    @property
    def token_url(self) -> str:
        """The address of the token call."""


@dataclass(frozen=True)
class Authorization:
    """One user's way to the consent page and back.

    Keep it for that user, where nobody else can read it: in the session of a web
    application, as :meth:`as_dict` writes it. When the user comes back, :meth:`code`
    checks that it is the same one, and the verifier goes along with the code.

    Attributes:
        url: Where to send the user.
        state: What comes back in the redirect, and nobody else can know.
        verifier: What the token call proves by that it was made by the same program;
            None without PKCE.
    """

    url: str = field(repr=False)
    state: str = field(repr=False)
    verifier: str | None = field(default=None, repr=False)

    def as_dict(self) -> dict[str, str | None]:
        """Returns it as a session can keep it.

        >>> kept = Authorization("https://example.com/consent", "k7", "v9").as_dict()
        >>> Authorization.from_dict(kept).verifier
        'v9'
        """
        return dict(vars(self))

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Authorization":
        """Returns what :meth:`as_dict` wrote.

        Raises:
            BadParameter: It is something else.
        """
        try:
            return cls(kept["url"], kept["state"], kept["verifier"])
        except (KeyError, TypeError) as cause:
            raise BadParameter("this is not what as_dict() wrote", path="kept") from cause

    def code(self, redirected: str) -> str:
        """Returns the code in the address that the user came back to.

        >>> way = Authorization("https://example.com/consent", state="k7")
        >>> way.code("https://app.example.com/back?code=ab12&state=k7")
        'ab12'

        Args:
            redirected: The whole address, or its path and query.

        Raises:
            BadParameter: Its state is not this one: somebody else was sent here.
            ConsentNeeded: The user, or the service, has not agreed.
        """
        query = parse_qs(urlsplit(redirected).query)
        if query.keys().isdisjoint(_ANSWERED):
            raise BadParameter(
                "this is no address that a user came back to: hand over the whole one, with"
                " ?code=... and state=...",
                path="redirected",
            )
        states = query.get("state", [])
        ours = self.state.encode()
        if len(states) != 1 or not hmac.compare_digest(states[0].encode(), ours):
            raise BadParameter(
                "the state of the redirect is not that of this authorization: do not use its"
                " code, it may be another user's",
                path="redirected",
            )
        if "error" in query:
            told = [*query["error"], *query.get("error_description", [])]
            raise ConsentNeeded.of(FreshBooksError(_FOUND, ": ".join(told)))
        if len(query.get("code", [])) != 1:
            raise BadParameter("the redirect brings no code", path="redirected")
        return query["code"][0]


def consent_url(app: Application, scopes: Iterable[str] | None = None) -> str:
    """Returns the address of the consent page, without a state.

    Raises:
        FreshBooksClientConfigError: There is nowhere to come back to.
    """
    asked = {
        "client_id": app.client_id,
        "response_type": "code",
        "redirect_uri": redirect_uri(app),
    }
    if joined := " ".join(scopes or ()):
        asked["scope"] = joined
    return f"{app.authorization_url}?{urlencode(asked)}"


def authorization(
    app: Application,
    scopes: Iterable[str] | None = None,
    *,
    state: str | None = None,
    pkce: bool = True,
    unknown_scopes: bool = False,
) -> Authorization:
    """Returns one user's way to the consent page and back.

    Args:
        scopes: What is asked for; None for all that the application is registered for.
        state: What is to come back; drawn at random where it is left out.
        pkce: Whether the token call will have to prove that it belongs here.
        unknown_scopes: Let scopes pass that are not known here.

    Raises:
        BadParameter: A scope is none, or the state is empty.
        FreshBooksClientConfigError: There is nowhere to come back to.
    """
    if state is not None and not (isinstance(state, str) and state):
        raise BadParameter("a state is a text that is not empty", path="state")
    asked = known_scopes.checked(scopes, unknown=unknown_scopes)
    verifier = secrets.token_urlsafe(48) if pkce else None
    further = {"state": state or secrets.token_urlsafe(32), **_challenge(verifier)}
    url = f"{consent_url(app, asked)}&{urlencode(further)}"
    return Authorization(url, further["state"], verifier)


def redirect_uri(app: Application) -> str:
    """Returns where users come back to.

    Raises:
        FreshBooksClientConfigError: The client was not told.
    """
    if not app.redirect_uri:
        raise FreshBooksClientConfigError("redirect_uri must be configured")
    return app.redirect_uri


def _challenge(verifier: str | None) -> dict[str, str]:
    if verifier is None:
        return {}
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
    return {"code_challenge": challenge, "code_challenge_method": "S256"}
