"""What oauthlib asks about applications, codes and tokens, answered from the grants.

oauthlib carries the protocol out: which parameters there must be, PKCE, and what
is refused with which words. It hands each method its own request, on which it
keeps what it has found out.
"""

import base64
import hmac
import secrets
from typing import Any
from urllib.parse import unquote_plus

from oauthlib.oauth2 import RequestValidator, WebApplicationServer
from oauthlib.oauth2.rfc6749 import errors

from refreshbooks.masking import MASK
from refreshbooks.sandbox.rest.oauth import scopes as known_scopes
from refreshbooks.sandbox.rest.oauth.grants import (
    CODE_LIFETIME,
    Code,
    Grants,
    Issued,
    invented_access_token,
    invented_refresh_token,
)
from refreshbooks.sandbox.rest.oauth.registration import Registration, is_registered

__all__ = ["server"]


def server(registration: Registration, grants: Grants) -> Any:
    """Returns oauthlib's server for one application."""
    made: Any = WebApplicationServer(
        _Validator(registration, grants),
        token_generator=lambda request: _Told(invented_access_token()),
        token_expires_in=lambda request: grants.lifetime,
        refresh_token_generator=lambda request: _Told(invented_refresh_token()),
    )
    made.auth_grant.create_authorization_code = _invented_code
    made.auth_grant.custom_validators.pre_auth.append(_require_s256)
    return made


class _Told(str):
    """A fresh secret on its way to whom it is for: logs that it passes are not told it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return MASK


def _invented_code(request: Any) -> dict[str, str]:
    state = {"state": request.state} if request.state else {}
    return {"code": _Told(secrets.token_urlsafe(32)), **state}


def _require_s256(request: Any) -> dict[str, Any]:
    """Refuses a challenge that is no hash: whoever reads the address would know the verifier."""
    if request.code_challenge is not None and request.code_challenge_method != "S256":
        raise errors.UnsupportedCodeChallengeMethodError(request=request)
    return {}


class _Validator(RequestValidator):
    def __init__(self, registration: Registration, grants: Grants) -> None:
        super().__init__()
        self._registration = registration
        self._application = registration.application
        self._grants = grants

    # The application.

    def authenticate_client(self, request: Any, *_: Any, **__: Any) -> bool:
        """Says whether the application showed its secret, in the body or by HTTP Basic."""
        client_id, secret = _shown(request)
        is_known = _same(client_id, self._application.client_id)
        if not (_same(secret, self._application.client_secret) and is_known):
            return False
        request.client = self._application
        request.client_id = client_id
        return True

    def authenticate_client_id(self, client_id: str, *_: Any, **__: Any) -> bool:
        """Lets nobody in who shows no secret."""
        return False

    def validate_client_id(self, client_id: str, request: Any, *_: Any, **__: Any) -> bool:
        """Says whether there is such an application."""
        request.client = self._application
        return _same(client_id, self._application.client_id)

    def validate_grant_type(self, client_id: str, grant_type: str, *_: Any, **__: Any) -> bool:
        """Says whether it may ask for tokens like this."""
        return grant_type in ("authorization_code", "refresh_token")

    def validate_response_type(self, client_id: str, response_type: str, *_: Any) -> bool:
        """Says whether it may send users like this."""
        return response_type == "code"

    def validate_redirect_uri(self, client_id: str, redirect_uri: str, *_: Any) -> bool:
        """Says whether users may be sent back to this address."""
        return is_registered(redirect_uri, self._registration.redirect_uris)

    def get_default_redirect_uri(self, client_id: str, *_: Any) -> str:
        """Returns where users are sent back to if nothing else is asked for."""
        return self._registration.redirect_uris[0]

    def validate_scopes(self, client_id: str, scopes: list[str], *_: Any) -> bool:
        """Says whether it may ask for these."""
        allowed = known_scopes.with_always(self._registration.scopes)
        return all(scope in allowed for scope in scopes)

    def get_default_scopes(self, client_id: str, *_: Any) -> list[str]:
        """Returns what it asks for where it names nothing."""
        return list(self._registration.scopes)

    # Codes.

    def save_authorization_code(
        self, client_id: str, code: Any, request: Any, *_: Any, **__: Any
    ) -> None:
        """Keeps what a user agreed to."""
        kept = Code(
            client_id=client_id,
            account=request.account,
            scopes=known_scopes.with_always(request.scopes),
            redirect_uri=request.redirect_uri,
            challenge=request.code_challenge,
            challenge_method=request.code_challenge_method,
            expires=self._grants.now + CODE_LIFETIME,
        )
        self._grants.put_code(str(code["code"]), kept)

    def validate_code(self, client_id: str, code: str, client: Any, request: Any) -> bool:
        """Says whether a code is good, and lets the request know for what."""
        found = self._grants.code(code, client_id)
        if found is None:
            return False
        request.kept = found
        request.account, request.scopes = found.account, list(found.scopes)
        return True

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, client: Any, request: Any
    ) -> bool:
        """Says whether the code was sent to this address."""
        return bool(request.kept.redirect_uri == redirect_uri)

    def get_code_challenge(self, code: str, request: Any) -> Any:
        """Returns what the verifier must hash to; None for anything."""
        return request.kept.challenge

    def get_code_challenge_method(self, code: str, request: Any) -> Any:
        """Returns how it is hashed."""
        return request.kept.challenge_method

    def invalidate_authorization_code(self, client_id: str, code: str, *_: Any) -> None:
        """Makes a code good for nothing."""
        self._grants.use_up(code)

    # Tokens.

    def validate_refresh_token(self, refresh_token: str, client: Any, request: Any) -> bool:
        """Says whether a refresh token is good, by its mark, and lets the request know for what."""
        found = self._grants.refreshable(refresh_token, request.client_id)
        if found is None:
            return False
        request.account, request.original_scopes = found
        return True

    def get_original_scopes(self, refresh_token: str, request: Any, *_: Any) -> list[str]:
        """Returns what the user agreed to."""
        return list(request.original_scopes)

    def save_bearer_token(self, token: Any, request: Any, *_: Any, **__: Any) -> None:
        """Keeps new tokens, and completes the answer by what the service adds."""
        issued = Issued(
            access_token=str(token["access_token"]),
            refresh_token=str(token["refresh_token"]),
            scopes=known_scopes.with_always(request.scopes),
            created_at=int(self._grants.now),
            expires_in=token["expires_in"],
        )
        self._grants.keep(issued, request.client_id, request.account)
        token.update(
            scope=" ".join(issued.scopes), created_at=issued.created_at, direct_buy_tokens={}
        )

    def revoke_token(self, token: str, token_type_hint: str, request: Any, *_: Any) -> None:
        """Ends a token."""
        self._grants.revoke(token, request.client_id)

    def introspect_token(self, token: str, token_type_hint: str, request: Any) -> Any:
        """Returns what a good token of the application is; None for any other text."""
        return self._grants.described(token, request.client_id)


def _shown(request: Any) -> tuple[str, str]:
    """Returns the name and the secret that an application shows."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return request.client_id or "", request.client_secret or ""
    try:
        name, _, secret = base64.b64decode(value).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote_plus(name), unquote_plus(secret)


def _same(one: str, other: str) -> bool:
    # In constant time: how long it takes must not tell how much was right.
    return hmac.compare_digest(one.encode(), other.encode())
