"""The client of the current API: its resources are attributes.

>>> client = Client("an_app", access_token="a_token")
>>> client, client.invoices
(FreshBooks Client: an_app, <AccountingResource invoices>)

Which resources there are, and what they can do, is told by the catalog. A client holds
one pool of connections and one grant for all of them; it may be shared by threads, lives
on across a fork, and closes its connections at the end of a ``with`` block.
"""

import copy
import dataclasses
import os
import weakref
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import requests

import refreshbooks
from refreshbooks.catalog import rest as catalog
from refreshbooks.credentials import Store
from refreshbooks.exceptions import BadParameter
from refreshbooks.exchange import Call, Limit, Rules, Send, Wait, checked_limit, drive, exchange
from refreshbooks.files import Answer
from refreshbooks.rest import oauth2
from refreshbooks.rest.api.auth import IdentityResource
from refreshbooks.rest.api.group import attribute
from refreshbooks.rest.businesses import Business, chosen
from refreshbooks.rest.calls import Refresh, RestStep, authorized
from refreshbooks.rest.downloads import Download
from refreshbooks.rest.families import Family, family_at
from refreshbooks.rest.grantee import Grantee
from refreshbooks.rest.models import Identity
from refreshbooks.rest.request import Request, address, path_of
from refreshbooks.rest.tokens import Tokens
from refreshbooks.rest.unlisted import unlisted
from refreshbooks.retry import Repeats, Retry, policy_of
from refreshbooks.transports.headers import DEFAULT_USER_AGENT

if TYPE_CHECKING:
    from refreshbooks.rest.attributes import Attributes
else:
    # While the program runs, the catalog tells which attributes there are.
    Attributes = object

__all__ = [
    "API_BASE_URL",
    "API_TOKEN_URL",
    "AUTH_BASE_URL",
    "AUTH_URL",
    "DEFAULT_TIMEOUT",
    "VERSION",
    "Client",
]

API_BASE_URL = "https://api.freshbooks.com"
API_TOKEN_URL = "auth/oauth/token"
AUTH_BASE_URL = "https://auth.freshbooks.com"
AUTH_URL = "oauth/authorize"
DEFAULT_TIMEOUT = 30
VERSION = refreshbooks.__version__

# What a resource needs of its client, and nobody else.
_PLUMBING = frozenset({"carried", "headers", "rules"})

_Self = TypeVar("_Self", bound="Client")


class Client(Grantee, Attributes):
    """An application's way to what users of FreshBooks have let it see.

    Args:
        client_id: The application's name.
        client_secret: Its password; needed for the calls that bring tokens.
        redirect_uri: Where users come back to after giving consent; needed for the same.
        access_token: What calls are made with.
        refresh_token: What gets the next access token.
        user_agent: The name of your program, sent instead of the library's.
        api_version: A date such as ``"2023-02-20"``, sent along with every call.
        timeout: Seconds for both waits, or a pair of them: until connected, and between
            two pieces of an answer. None stands for the library's own.
        auto_retry: Whether calls are repeated where that is safe.
        retry: How they are repeated; by default as :class:`Retry` says.
        retries: How often at the most, whatever ``retry`` says.
        read_only: Whether every write is refused before it is sent.
        limit: Keeps the client from calling too often, see
            :func:`refreshbooks.rest.rate_limit`.
        session: A ``requests.Session`` of your own, which you close yourself.
        check: Whether what the service would silently ignore is refused; otherwise a
            warning tells of it.
        store: Where the tokens are kept, see :mod:`refreshbooks.credentials`. What is
            stored goes before the tokens given here.
        identity: Under which name they are kept there; that of the application if there is
            only one user.
        transport: How requests travel: any callable from a request to an answer.
        allow_http: Whether plain http may be used for a host that is not this machine;
            everybody on the way can then read the tokens.

    Attributes:
        base_url: The address of the API; taken from ``FRESHBOOKS_API_URL`` when the
            client is made, if that is set.
        authorization_url: The address of the consent page; taken from
            ``FRESHBOOKS_AUTH_URL``.
        token_url: The address of the token call.
        rules: What holds for all calls.

    All three addresses may be assigned, and so may what the client was made with. A
    ``copy.copy`` shares connections and tokens, and may be told otherwise in the rest.
    """

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        client_id: str,
        client_secret: str | None = None,
        redirect_uri: str | None = None,
        access_token: str | None = None,
        refresh_token: str | None = None,
        user_agent: str | None = None,
        api_version: str | None = None,
        timeout: Any = DEFAULT_TIMEOUT,
        auto_retry: bool = True,
        *,
        retry: Retry | None = None,
        retries: int | None = None,
        read_only: bool = False,
        limit: Limit | None = None,
        session: requests.Session | None = None,
        check: bool = False,
        store: Store | None = None,
        identity: str | None = None,
        transport: Callable[[Request], Answer] | None = None,
        allow_http: bool = False,
    ) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self.redirect_uri = redirect_uri
        self.user_agent = user_agent or f"{DEFAULT_USER_AGENT} client_id {client_id}"
        self.api_version = api_version
        self.check = check
        self.allow_http = allow_http
        self.base_url = os.environ.get("FRESHBOOKS_API_URL", API_BASE_URL)
        self.token_url = address(self.base_url, f"/{API_TOKEN_URL}")
        pages = os.environ.get("FRESHBOOKS_AUTH_URL", AUTH_BASE_URL)
        self.authorization_url = address(pages, f"/{AUTH_URL}")
        self._policy = policy_of(retry, retries)
        self.rules = Rules(Repeats(self._policy), read_only=read_only, limit=checked_limit(limit))
        self.auto_retry = auto_retry
        self._timeout = timeout
        self._transport = self._way(session) if transport is None else transport
        # A client that nobody holds any more lets its connections go at once.
        app = weakref.proxy(self)
        self._tokens = Tokens(
            lambda token: oauth2.refreshed(app, app._asked, token),
            is_able=lambda: bool(app.client_secret and app.redirect_uri),
            store=store,
            identity=client_id if identity is None else _named(identity),
            access_token=access_token,
            refresh_token=refresh_token,
        )

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            return attribute(self, name)

    def __dir__(self) -> Iterable[str]:
        resources = {name.partition(".")[0] for name in catalog.attributes()}
        return sorted({*super().__dir__(), *resources} - _PLUMBING)

    def __repr__(self) -> str:
        return f"FreshBooks Client: {self.client_id}"

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def __deepcopy__(self: _Self, memo: object) -> _Self:
        # Connections cannot be copied; the copy shares them.
        return copy.copy(self)

    def __copy__(self: _Self) -> _Self:
        other = object.__new__(type(self))
        # The tokens, which both share, ask the first one of all for what they need.
        other.__dict__.update(self.__dict__, _copied=self)
        return other

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} is not pickled: it holds tokens, which would end up wherever"
            " the pickle goes. Keep them in a store, and make the client there."
        )

    @property
    def auto_retry(self) -> bool:
        """Whether calls are repeated where that is safe."""
        return self._auto_retry

    @auto_retry.setter
    def auto_retry(self, repeats: bool) -> None:
        self._auto_retry = repeats
        policy = self._policy if repeats else dataclasses.replace(self._policy, retries=0)
        self.rules = self.rules._replace(repeats=self.rules.repeats.by(policy))

    @property
    def timeout(self) -> Any:
        """Seconds for both waits, or a pair of them."""
        return self._timeout

    @timeout.setter
    def timeout(self, seconds: Any) -> None:
        change = getattr(self._transport, "with_options", None)
        if change is None:
            raise TypeError("this client's transport is one of your own, and has no with_options()")
        self._transport = change(timeout=seconds)
        self._timeout = seconds

    def close(self) -> None:
        """Closes the connections; a later call opens new ones."""
        shut = getattr(self._transport, "close", None)
        if shut is not None:
            shut()

    def current_user(self) -> Identity:
        """Returns who is calling, and in which businesses."""
        row = catalog.find("users_me")
        assert row is not None
        me: Identity = IdentityResource(row, self).get()
        return me

    def business(self, which: str | int | None = None) -> Business:
        """Returns a business of the user's, with its three ids, and resources that know them.

        ::

            business = client.business("Barnes Gardening")
            business.invoices.get(17)

        Args:
            which: Its name, or one of its ids. It can be left out where there is only one.

        Raises:
            BadParameter: There is none, or there are several; the message lists them.
        """
        return chosen(self.current_user(), which, self)

    def request(  # noqa: PLR0913
        self,
        method: str,
        path: str,
        *,
        query: Any = None,
        json: Any = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Returns what any address of the API answers, with the client's token and rules.

        ::

            client.request("GET", "/auth/api/v1/users/me")["response"]["email"]

        Args:
            method: An HTTP method.
            path: What follows the address of the API, from its first slash.
            query: Parameters, as a mapping or as pairs; a list repeats its name.
            json: What to send as JSON; dates and decimals may be in it.
            content: What to send as it is, in bytes.
            headers: What else to say, such as its ``Content-Type``.

        Returns:
            JSON as Python has it, with ``Decimal`` for fractions; another body as bytes
            that know their ``.content_type``; None for an empty one.
        """
        place = path_of(path)
        family = family_at(place)
        options = {"query": query, "json": json, "content": content, "headers": headers}
        return self.carried(unlisted(self, family, method, place, **options), family)

    def headers(self, api_version: str = "") -> dict[str, str]:
        """Returns what is said with every request, but for the token.

        Args:
            api_version: The version that a call needs at least.
        """
        version = max(self.api_version or "", api_version)
        said = {"User-Agent": self.user_agent}
        return {**said, "X-API-VERSION": version} if version else said

    def carried(self, call: Call, family: Family) -> Any:
        """Returns what a call comes to."""

        def encode() -> Request:
            request: Request = call.encode()
            self._require_secrecy(request, "base_url")
            return request

        steps = exchange(call._replace(encode=encode))
        return self._driven(authorized(steps, self._tokens, family.refuse))

    def _driven(self, steps: Generator[RestStep, Any, Any]) -> Any:
        return drive(steps, self._carried_out)

    def _carried_out(self, step: RestStep) -> Any:
        if isinstance(step, Send):
            return self._sent(step.entity)
        if isinstance(step, Refresh):
            return self._tokens.refresh(step.used, early=step.early)
        if isinstance(step, Wait):
            return self.rules.repeats.policy.sleep(step.seconds)
        assert self.rules.limit is not None
        return self.rules.limit.wait()

    def _sent(self, request: Request) -> Any:
        opened = getattr(self._transport, "open", None) if request.is_streamed else None
        return self._transport(request) if opened is None else Download.of(opened(request))

    def _post(self, request: Request) -> Answer:
        return self._transport(request)

    def _way(self, session: requests.Session | None) -> Any:
        from refreshbooks.transports.rest_requests import Transport

        return Transport(timeout=self._timeout, session=session)


def _named(identity: str) -> str:
    # One that came out empty would share its tokens with all others that did.
    if not isinstance(identity, str) or not identity:
        raise BadParameter("this is a text that is not empty", path="identity")
    return identity
