"""What a client has of its users' consent: tokens, and the calls that bring them."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from refreshbooks import address
from refreshbooks.files import Answer
from refreshbooks.masking import Secret
from refreshbooks.rest import consent, oauth2
from refreshbooks.rest.request import Request
from refreshbooks.rest.tokens import Tokens

__all__ = ["Grantee"]


class Grantee:
    """The part of a client that is about who asks, and on whose behalf."""

    client_id: str
    redirect_uri: str | None
    allow_http: bool
    authorization_url: str
    token_url: str
    _tokens: Tokens
    _post: Callable[[Request], Answer]
    _secret: Secret[str | None]

    @property
    def client_secret(self) -> str | None:
        """The application's password."""
        return self._secret.reveal()

    @client_secret.setter
    def client_secret(self, secret: str | None) -> None:
        # Whoever prints vars(client) is not to see it.
        self._secret = Secret(secret)

    @property
    def access_token(self) -> str | None:
        """What calls are made with; what is assigned reaches the store."""
        return self._tokens.access_token

    @access_token.setter
    def access_token(self, token: str | None) -> None:
        self._tokens.access_token = token

    @property
    def refresh_token(self) -> str | None:
        """What gets the next access token; what is assigned reaches the store."""
        return self._tokens.refresh_token

    @refresh_token.setter
    def refresh_token(self, token: str | None) -> None:
        self._tokens.refresh_token = token

    @property
    def access_token_expires_at(self) -> datetime.datetime | None:
        """When the access token ends; None where that is not known."""
        return self._tokens.expires_at

    @access_token_expires_at.setter
    def access_token_expires_at(self, moment: datetime.datetime | None) -> None:
        self._tokens.expires_at = moment

    def get_auth_request_url(self, scopes: Iterable[str] | None = None) -> str:
        """Returns the address of the consent page.

        For new programs :meth:`authorization` is better: it adds a ``state`` and PKCE.

        Raises:
            FreshBooksClientConfigError: The client has no ``redirect_uri``.
        """
        return consent.consent_url(self, scopes)

    def authorization(
        self, scopes: Iterable[str] | None = None, **options: Any
    ) -> consent.Authorization:
        """Returns one user's way to the consent page and back.

        Args:
            scopes: What is asked for; None for all that the application is registered for.
            **options: ``state``, ``pkce`` and ``unknown_scopes`` as of
                :func:`refreshbooks.rest.consent.authorization`.

        Raises:
            BadParameter: A scope is none.
            FreshBooksClientConfigError: The client has no ``redirect_uri``.
        """
        return consent.authorization(self, scopes, **options)

    def get_access_token(self, code: str, *, verifier: str | None = None) -> oauth2.Granted:
        """Exchanges the code that a user came back with for tokens, and keeps them.

        Args:
            verifier: That of the :meth:`authorization` that the user was sent by.

        Raises:
            FreshBooksError: The service refused.
            FreshBooksClientConfigError: The client lacks what the call needs.
        """
        grant = self._tokens.replace(
            lambda held: oauth2.exchanged(self, self._asked, code, verifier=verifier)
        )
        return oauth2.granted(grant)

    def refresh_access_token(self, refresh_token: str | None = None) -> oauth2.Granted:
        """Gets new tokens now, and keeps them. Calls do so by themselves in time.

        Raises:
            FreshBooksError: The service refused.
            FreshBooksClientConfigError: The client lacks what the call needs.
        """
        grant = self._tokens.replace(
            lambda held: oauth2.refreshed(self, self._asked, refresh_token or held)
        )
        return oauth2.granted(grant)

    def revoke(self, token: str | None = None) -> None:
        """Has the service forget a token; without one both, which are then dropped here too.

        Raises:
            FreshBooksError: The service refused.
            FreshBooksClientConfigError: The client lacks what the call needs.
        """
        for each in [token] if token else [self.refresh_token, self.access_token]:
            if each:
                oauth2.revoke(self, self._asked, each)
        if not token:
            self._tokens.forget()

    def introspect(self, token: str | None = None) -> dict[str, Any]:
        """Returns what the service knows of a token; without one, of the access token.

        Raises:
            FreshBooksError: The service refused.
            FreshBooksClientConfigError: The client lacks what the call needs.
        """
        return oauth2.introspected(self, self._asked, token or self.access_token or "")

    def _asked(self, request: Request) -> Answer:
        """Sends what a secret goes along with, by a transport of its own if need be."""
        self._require_secrecy(request, "token_url")
        return self._post(request)

    def _require_secrecy(self, request: Request, path: str) -> None:
        # Looked at now, since the addresses may be assigned at any time.
        if not self.allow_http:
            address.refuse_plain_http(request.url, path=path)
