"""The REST API as a WSGI application: route -> resource and verb -> store -> envelope.

In this order a call is looked at: who calls, where it goes and whose books these
are, what the token may do, the body; then the resource's verb is done. All of it
is one transaction: a refused call leaves nothing behind.

A resource that does more than create, get, update, delete and list has a file of
its own in this folder; :mod:`refreshbooks.sandbox.rest.behaviour` says what it
may hold, and :class:`~refreshbooks.sandbox.rest.call.Call` is what its functions
are handed.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

from refreshbooks.catalog import rest as catalog
from refreshbooks.sandbox.delivery import Delivery
from refreshbooks.sandbox.rest import days, listing, records, refusals, routes, shared
from refreshbooks.sandbox.rest.behaviour import PLAIN, Verb
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import FAMILIES, Answer
from refreshbooks.sandbox.rest.identity import Business
from refreshbooks.sandbox.rest.query import Query
from refreshbooks.sandbox.rest.refusals import Refusal
from refreshbooks.sandbox.rest.shapes import UNAUTHENTICATED
from refreshbooks.sandbox.rest.uploads import PUBLIC, given_back
from refreshbooks.sandbox.sites import site
from refreshbooks.sandbox.store import Book, Condition

__all__ = ["APPLIED", "Allowed", "App", "Grants"]

# Where the environment says that a call was carried out, for whoever stands before.
APPLIED = "refreshbooks.applied"
_BEARER = "bearer "
_VERBS: dict[str, Verb] = {
    "get": records.get,
    "list": listing.list_records,
    "create": records.create,
    "update": records.update,
    "delete": records.delete,
}

_StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Allowed(Protocol):
    """What a good access token says of a call."""

    @property
    def user(self) -> str:
        """The number of who calls, among the account's staff."""

    @property
    def scopes(self) -> frozenset[str]:
        """What the call may do."""


class Grants(Protocol):
    """Knows which access tokens are good."""

    def whose(self, token: str) -> Allowed | None:
        """Returns what an access token allows; None if it is not good for this account."""


class App:
    """The REST side of an account.

    Args:
        book: Where the account's records are.
        grants: Says what an access token allows.
        business: Whose books these are.
        clock: Returns the time, with a zone.
        delivery: Tells programs of changes.
    """

    def __init__(
        self,
        book: Book,
        grants: Grants,
        business: Business,
        *,
        clock: Callable[[], datetime],
        delivery: Delivery | None = None,
    ) -> None:
        self._book = book
        self._grants = grants
        self._business = business
        self._clock = clock
        self._delivery = delivery

    def __call__(self, environ: dict[str, Any], start_response: _StartResponse) -> Iterable[bytes]:
        # The body is read in any case, or the next request on the connection
        # would begin in the middle of this one.
        content = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or "0"))
        access = self._access(environ)
        path = environ.get("PATH_INFO", "")
        if path.startswith(shared.PUBLIC) or self.has_page(path):
            answer = self._page(environ)
        elif access is None:
            answer = Answer(UNAUTHENTICATED, 401)
        else:
            environ["REMOTE_USER"] = access.user
            answer = self._answered(environ, access, content)
            environ[APPLIED] = answer.status < HTTPStatus.BAD_REQUEST
        return _sent(answer, start_response)

    def user(self, environ: dict[str, Any]) -> str | None:
        """Returns the number of who sent a request, or None for a stranger."""
        access = self._access(environ)
        return access.user if access else None

    def has_page(self, path: str) -> bool:
        """Says whether a path names what anybody may see of this account: an image, an invoice."""
        named = Condition("jwt", "is", path.removeprefix(PUBLIC))
        if path.startswith(shared.PUBLIC):
            return shared.invoice_of(self.call("invoices", "get"), path) is not None
        return path.startswith(PUBLIC) and self._book.count("images", named) > 0

    def seed(self) -> None:
        """Makes the records that every account has, in a book without any."""
        with self._book.store.transaction():
            if not self._book.given():
                self._sow()

    def reset(self) -> None:
        """Empties the book and puts back what every account has."""
        with self._book.store.transaction():
            self._book.clear()
            self._sow()

    def call(self, resource: str, verb: str = "create") -> Call:
        """Returns a call that the account itself makes, for seeds."""
        row = catalog.find(resource)
        assert row is not None, resource
        return Call(
            resource=row, verb=verb, business=self._business, book=self._book, at=self._clock()
        )

    def _sow(self) -> None:
        # Nothing may take this book for one that was never sown.
        self._book.give("book", 1)
        for name in catalog.names():
            call = self.call(name)
            call.behaviour.seeds(call)

    def _page(self, environ: dict[str, Any]) -> Answer:
        path, opens = environ["PATH_INFO"], environ["REQUEST_METHOD"] == "GET"
        if path.startswith(PUBLIC):
            return given_back(self.call("images", "get"), path.removeprefix(PUBLIC))
        call = self.call("invoices", "get")
        with self._book.store.transaction():
            return shared.page(call, shared.invoice_of(call, path), opens=opens)

    def _access(self, environ: dict[str, Any]) -> Allowed | None:
        header = environ.get("HTTP_AUTHORIZATION", "")
        if header[: len(_BEARER)].lower() != _BEARER:
            return None
        return self._grants.whose(header[len(_BEARER) :].strip())

    def _answered(self, environ: dict[str, Any], access: Allowed, content: bytes) -> Answer:
        family, single = routes.family_of(_path(environ)), ""
        try:
            route, ids = routes.find(environ["REQUEST_METHOD"], _path(environ))
            call = self.call(route.resource, route.verb)
            family, single = call.resource.family, call.resource.single
            call.ids, call.content, call.user = ids, content, access.user
            call.site = site(environ)
            call.content_type = environ.get("CONTENT_TYPE", "")
            call.query = Query.read(environ.get("QUERY_STRING", ""))
            call.delivery = self._delivery
            with self._book.store.transaction():
                answer = self._done(call, access)
        except Refusal as refusal:
            answer = FAMILIES[family].refusal(refusal, refusal.resource or single)
        return answer if answer.content else replace(answer, media_type=FAMILIES[family].media_type)

    def _done(self, call: Call, access: Allowed) -> Answer:
        self._admit(call)
        _permit(call, access)
        action = _action(call)
        if call.verb in ("create", "update"):
            call.sent = _read(call)
        days.catch_up(call)
        return action(call)

    def _admit(self, call: Call) -> None:
        for scope in ("account_id", "business_id", "business_uuid"):
            if call.ids.get(scope, mine := self._business.named(scope)) != mine:
                raise refusals.no_account()


def _path(environ: dict[str, Any]) -> str:
    path: str = environ.get("PATH_INFO", "")
    # WSGI hands over bytes in the guise of Latin-1.
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


def _permit(call: Call, access: Allowed) -> None:
    end = ":read" if call.verb in ("get", "list", "defaults") else ":write"
    needed = [scope for scope in call.resource.scopes if scope.endswith(end)]
    if needed and not access.scopes.intersection(needed):
        raise refusals.forbidden()


def _action(call: Call) -> Verb:
    """Returns what carries the call out: a verb of the resource's own, or a generic one."""
    own = call.behaviour.verbs.get(call.verb)
    if own is not None:
        return own
    name = call.resource.attribute or call.resource.name
    if call.resource.certainty == "inferred":
        raise refusals.not_known(name, "nobody has shown that it is there.")
    # What no client library has and no file here is about was hardly seen at all.
    is_shown = call.resource.sdk or call.behaviour is not PLAIN
    if not (is_shown and call.resource.fields and call.verb in _VERBS):
        raise refusals.not_known(name, "nobody has shown what the service answers.")
    return _VERBS[call.verb]


def _read(call: Call) -> dict[str, Any]:
    """Returns what the body says, out of its wrapper."""
    sent = _loaded(call.content)
    if call.family.is_wrapped and isinstance(sent, dict):
        if call.resource.single not in sent:
            raise refusals.missing(call.resource.single)
        sent = sent[call.resource.single]
    if not isinstance(sent, dict):
        raise refusals.malformed()
    return sent


def _loaded(content: bytes) -> Any:
    """Returns what a document says, if that can be kept and said again."""
    try:
        sent = json.loads(content)
        # Halves of letters and numbers without an end are no JSON to others.
        json.dumps(sent, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise refusals.malformed() from error
    return sent


def _sent(answer: Answer, start_response: _StartResponse) -> Iterable[bytes]:
    entity = answer.entity
    headers = [("Content-Length", str(len(entity))), *answer.headers]
    if entity:
        headers.append(("Content-Type", answer.media_type))
    start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
    return [entity]
