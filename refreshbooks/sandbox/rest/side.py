"""The REST API of one account: who may call it, whose books it keeps, what answers."""

import functools
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from refreshbooks.sandbox.delivery import Delivery
from refreshbooks.sandbox.rest.identity import Business
from refreshbooks.sandbox.rest.oauth.addresses import VERBS
from refreshbooks.sandbox.rest.oauth.applications import Application
from refreshbooks.sandbox.rest.oauth.grants import TOKEN_LIFETIME, Grants
from refreshbooks.sandbox.rest.oauth.registration import Registration
from refreshbooks.sandbox.store import Store

if TYPE_CHECKING:
    from refreshbooks.sandbox.rest.app import App
    from refreshbooks.sandbox.rest.oauth.doors import Doors

__all__ = ["Side", "is_rest"]

_PREFIXES = (
    "/accounting/",
    "/auth/",
    "/comments/",
    "/events/",
    "/link/",
    "/oauth/",
    "/payments/",
    "/projects/",
    "/service/",
    "/timetracking/",
    "/uploads/",
    "/.well-known/oauth-",
)


class Side:
    """A WSGI application: OAuth's own addresses, and those that a token opens.

    Args:
        store: Where the account's books and all grants are.
        account: The account's name.
        clock: Returns the time, with a zone.
        neighbours: The sides of all accounts of the sandbox, to which this one is added.
        delivery: Tells programs of changes.

    Attributes:
        registration: What the account's application is registered with.
        grants: Which tokens are good for the account.
        business: Whose books they are.
        book: Where the account's records are.
    """

    def __init__(
        self,
        store: Store,
        account: str,
        clock: Callable[[], datetime],
        *,
        neighbours: "list[Side]",
        delivery: Delivery | None = None,
    ) -> None:
        application = Application.kept_in(store, account)
        self.registration = Registration(application, account)
        self.grants = Grants(store, account, clock)
        self.business = Business.of(account, application.number)
        self.book = store.book("rest", account)
        self._store = store
        self._clock = clock
        self._neighbours = neighbours
        neighbours.append(self)
        self._delivery = delivery

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").rstrip("/") in VERBS:
            return self.doors(environ, start_response)
        self.app.seed()
        return self.app(environ, start_response)

    @functools.cached_property
    def app(self) -> "App":
        """What answers all calls that are no part of OAuth."""
        # Who calls Classic alone does not wait for the rows of this API.
        from refreshbooks.sandbox.rest.app import App

        return App(
            self.book, self.grants, self.business, clock=self._clock, delivery=self._delivery
        )

    @functools.cached_property
    def doors(self) -> "Doors":
        """What answers at OAuth's own addresses."""
        from refreshbooks.sandbox.rest.oauth.doors import Doors

        return Doors(self._store, self.registration, self.grants, self._owners)

    def consent(self, query: str, *, agrees: bool) -> str:
        """Returns where the account's owner is sent who has decided what was asked.

        Args:
            query: What an application of any of the accounts sent the owner with.
            agrees: Whether the owner lets it in.

        Raises:
            ValueError: If the owner can neither agree nor be sent back.
        """
        wanted = dict(parse_qsl(query)).get("client_id")
        fitting = (one for one in self._neighbours if one._client_id == wanted)
        asking = next(fitting, self)
        return asking.doors.decided(query, agrees=agrees, account=self.registration.account)

    @property
    def _client_id(self) -> str:
        return self.registration.application.client_id

    def _owners(self) -> list[str]:
        return [one.registration.account for one in self._neighbours]

    def sown(self, *, invoices: int, seed: int) -> dict[str, int]:
        """Fills the book with a ready-made small business, and returns what that made."""
        from refreshbooks.sandbox.rest import seeds

        self.app.seed()
        return seeds.sow(self.app, invoices=invoices, seed=seed)

    def reset(self) -> None:
        """Empties the book. What every account has is put back before the next call.

        Tokens stay good, and new ones live as long as they do in the service.
        """
        self.book.clear()
        self.grants.lifetime = TOKEN_LIFETIME

    def has_page(self, path: str) -> bool:
        """Says whether a path names something of this account that anybody may see."""
        return path.startswith(("/service/uploads/", "/link/")) and self.app.has_page(path)

    def user(self, environ: dict[str, Any]) -> str | None:
        """Returns the number of who sent a request, or None for a stranger."""
        return self.app.user(environ)

    @property
    def access_token(self) -> str:
        """The account's own token, for all that its application may ask for."""
        return self.grants.own(self._client_id, self.registration.scopes)

    @property
    def refresh_token(self) -> str:
        """The refresh token that is good now for the account's own application."""
        return self.grants.refresh_token(self._client_id, self.registration.scopes)


def is_rest(path: str) -> bool:
    """Says whether an address belongs to this API.

    >>> is_rest("/accounting/account/abc/users/clients"), is_rest("/api/2.1/xml-in")
    (True, False)
    """
    return f"{path}/".startswith(_PREFIXES)
