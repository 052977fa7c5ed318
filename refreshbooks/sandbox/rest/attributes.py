"""What an account says of its REST API: ids, tokens, and what its application may do."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from refreshbooks.sandbox.rest.oauth import registration, scopes
from refreshbooks.sandbox.rest.side import Side

__all__ = ["RestAttributes"]


class RestAttributes:
    """The part of an account that REST calls are made with."""

    _rest: Side

    @property
    def client_id(self) -> str:
        """Names the account's application in OAuth 2.0."""
        return self._rest.registration.application.client_id

    @property
    def client_secret(self) -> str:
        """The application's secret in OAuth 2.0."""
        return self._rest.registration.application.client_secret

    @property
    def access_token(self) -> str:
        """A bearer token that is good now, for all that the application may ask for.

        It is the account's own: what users agree to and what is refreshed leave it
        alone. When it has ended by the account's clock or was revoked, or the
        application is registered for other scopes, it is another one.
        """
        return self._rest.access_token

    @property
    def refresh_token(self) -> str:
        """The refresh token that the application holds now, for what was agreed to last.

        The one after it comes by its use, or by a code.
        """
        return self._rest.refresh_token

    @property
    def account_id(self) -> str:
        """Stands in the addresses of accounting, events and payments."""
        return self._rest.business.account_id

    @property
    def business_id(self) -> int:
        """Stands in the addresses of projects, time tracking and services."""
        return self._rest.business.business_id

    @property
    def business_uuid(self) -> str:
        """Stands in the addresses of the ledger."""
        return self._rest.business.business_uuid

    @property
    def redirect_uri(self) -> str:
        """Where the application has users sent back to; the first of several addresses."""
        return self.redirect_uris[0]

    @redirect_uri.setter
    def redirect_uri(self, address: str) -> None:
        """Registers one address in the place of all others."""
        self.redirect_uris = (address,)

    @property
    def redirect_uris(self) -> tuple[str, ...]:
        """All addresses that users may be sent back to.

        Those on this machine stand for all its ports, by http as well as by https.
        """
        return self._rest.registration.redirect_uris

    @redirect_uris.setter
    def redirect_uris(self, addresses: Iterable[str]) -> None:
        """Registers other addresses."""
        given = tuple(registration.check(address) for address in addresses)
        if not given:
            raise ValueError("An application has one redirect URI at least.")
        self._rest.registration.redirect_uris = given

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the application is registered for; all that there is, at first.

        Tokens that were issued before stay good for what they were issued for.
        """
        return self._rest.registration.scopes

    @scopes.setter
    def scopes(self, wanted: Iterable[str]) -> None:
        """Registers the application for less or for more."""
        given = tuple(wanted)
        strange = scopes.unknown(given)
        if strange:
            raise ValueError(f"There are no scopes {', '.join(map(repr, strange))}.")
        self._rest.registration.scopes = given

    @property
    def token_lifetime(self) -> int:
        """How many seconds access tokens are good for that are issued from now on."""
        return self._rest.grants.lifetime

    @token_lifetime.setter
    def token_lifetime(self, seconds: int) -> None:
        """Lets tokens end sooner or later than the 12 hours of the service."""
        if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 1:
            raise ValueError(f"A lifetime is a whole number of seconds from 1, not {seconds!r}.")
        self._rest.grants.lifetime = seconds

    def consent(self, address: str, *, agrees: bool = True) -> str:
        """Does what the account's owner does whom an application sends to the consent page.

        The application may be that of another account of the sandbox: then it has
        two users.

        Args:
            address: Where the application sends its user.
            agrees: Whether to let it in.

        Returns:
            Where the user is sent back to, with a code and the state in the address;
            or with an error.

        Raises:
            ValueError: If the page would say that this does not work: the application
                is unknown, or the address to go back to is not registered.
        """
        return self._rest.consent(urlsplit(address).query, agrees=agrees)
