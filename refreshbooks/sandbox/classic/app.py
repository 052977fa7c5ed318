"""The Classic API as a WSGI application: request document -> store -> response document.

One address takes every call. In this order it is looked at: who calls, whether
the body is a request document, whether the catalog knows the method, what was
sent (required elements, then values, then the records and files it names), and
only then is anything done. All of it is one transaction: a refused call leaves
nothing behind.

A resource that does more than create, get, update, delete and list has a file
of its own in this folder; :mod:`refreshbooks.sandbox.classic.behaviour` says
what it may hold, and :class:`~refreshbooks.sandbox.classic.call.Call` is what
its functions are handed.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from wsgiref.util import request_uri

from refreshbooks import catalog
from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Method
from refreshbooks.sandbox.classic import (
    addresses,
    behaviour,
    callback,
    checks,
    documents,
    failures,
    multipart,
    pages,
    recurring,
)
from refreshbooks.sandbox.classic.attachments import check_files
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.documents import File
from refreshbooks.sandbox.classic.failures import Failure
from refreshbooks.sandbox.classic.generic import VERBS
from refreshbooks.sandbox.classic.references import check_references
from refreshbooks.sandbox.classic.sent_back import taken
from refreshbooks.sandbox.credentials import ADMINISTRATOR, Credentials
from refreshbooks.sandbox.delivery import CLASSIC, Deliveries, Delivery
from refreshbooks.sandbox.store import Store

__all__ = ["APPLIED", "PATH", "App"]

PATH = "/api/2.1/xml-in"
# Where the environment says that a call was carried out, for whoever stands before.
APPLIED = "refreshbooks.applied"
# Below it lie the pages that clients see without a login.
_PAGES = "/view/"
_NOTHING = f"""\
Nothing is here. The Classic API is at {PATH} and takes its calls by POST. The addresses of
the REST API begin as the service's own do, such as /accounting/account/ or /auth/api/v1/users/me.
The admin API is at /_sandbox/.
"""

_XML = "application/xml; charset=utf-8"
# What a program may call this machine; anything else would spoil the links.
_HOST = re.compile(r"[\w.-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?", re.ASCII)
_CHALLENGE = ("WWW-Authenticate", 'Basic realm="FreshBooks"')

_StartResponse = Callable[[str, list[tuple[str, str]]], object]


class App:
    """The Classic side of a sandbox.

    Args:
        store: Where the account's book is.
        credentials: Who may call.
        clock: Returns the time, with a zone.
        account: The account's name, which is also its book's.
        deliveries: What carries callbacks; by default its own.
    """

    def __init__(
        self,
        store: Store,
        credentials: Credentials,
        *,
        clock: Callable[[], datetime],
        account: str = "sandbox",
        deliveries: Deliveries | None = None,
    ) -> None:
        self._store = store
        self._book = store.book("classic", account)
        deliveries = Deliveries(clock) if deliveries is None else deliveries
        self._delivery = Delivery(self._book, CLASSIC, deliveries)
        self._credentials = credentials
        self._clock = clock
        self._requests = _Daily()
        self.seed()

    def __call__(self, environ: dict[str, Any], start_response: _StartResponse) -> Iterable[bytes]:
        status, headers, body = self._answered(environ)
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    @property
    def now(self) -> datetime:
        """What the clocks on the wall of the service's office show."""
        return _eastern(self._clock())

    def seed(self) -> None:
        """Makes the records that every account has, in a book without them."""
        with self._store.transaction():
            if not self._book.count("staff"):
                self._sow()

    def reset(self) -> None:
        """Empties the book and puts back what every account has."""
        with self._store.transaction():
            self._book.clear()
            self._sow()
            self._requests = _Daily()

    def has_page(self, path: str) -> bool:
        """Says whether a path names a document of this account, be it deleted or not."""
        secret = path.rstrip("/").removeprefix(_PAGES)
        return addresses.named(self._credentials.salt, secret) is not None

    def user(self, environ: dict[str, Any]) -> str | None:
        """Returns the staff_id of who sent a request, or None for a stranger."""
        return self._credentials.user(
            environ["REQUEST_METHOD"], request_uri(environ), environ.get("HTTP_AUTHORIZATION", "")
        )

    def _sow(self) -> None:
        for resource in catalog.resources():
            call = self._call(resource.methods[0], ADMINISTRATOR, "")
            call.behaviour.seeds(call)

    def _answered(self, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
        path = environ.get("PATH_INFO", "").rstrip("/")
        if path != PATH:
            return self._page(path, _site(environ), opens=environ["REQUEST_METHOD"] == "GET")
        # The body is read in any case, or the next request on the connection
        # would begin in the middle of this one.
        body = _body(environ)
        user = self.user(environ)
        if user is None:
            entity = documents.failure(failures.unauthenticated())
            return "401 Unauthorized", [("Content-Type", _XML), _CHALLENGE], entity
        environ["REMOTE_USER"] = user
        content_type = environ.get("CONTENT_TYPE", "")
        environ[APPLIED], media_type, entity = self._document(
            user, _site(environ), content_type, body
        )
        return "200 OK", [("Content-Type", media_type)], entity

    def _page(
        self, path: str, site: str, *, opens: bool
    ) -> tuple[str, list[tuple[str, str]], bytes]:
        method = catalog.find("invoice.get")
        assert method is not None
        with self._store.transaction():
            call = self._call(method, ADMINISTRATOR, site)
            shown = pages.page(call, path.removeprefix(_PAGES), opens=opens)
        if shown is None:
            return "404 Not Found", [("Content-Type", "text/plain")], _NOTHING.encode()
        return "200 OK", [("Content-Type", "text/html; charset=utf-8")], shown.encode()

    def _document(
        self, user: str, site: str, content_type: str, body: bytes
    ) -> tuple[bool, str, bytes]:
        """Returns whether the call was carried out, and the answer with its media type."""
        try:
            with self._store.transaction():
                method, answer = self._done(user, site, content_type, body)
                if isinstance(answer, File):
                    return True, answer.media_type, answer.content
                return True, _XML, documents.response(method.answer, answer)
        except Failure as refusal:
            return False, _XML, documents.failure(refusal)

    def _done(
        self, user: str, site: str, content_type: str, body: bytes
    ) -> tuple[Method, dict[str, Any] | File]:
        files: dict[str, multipart.Part] = {}
        if multipart.is_multipart(content_type):
            body, files = multipart.parts_of(content_type, body)
        request = documents.read(body)
        method = _method(request.method)
        call = self._call(method, user, site)
        call.requests = self._requests.counted(call.today)
        action = _action(call)
        _permit(call)
        recurring.catch_up(call)
        call.files.update(files)
        call.sent.update(checks.checked(taken(method.name), request.root))
        check_references(call)
        check_files(call)
        answer = action(call)
        if not isinstance(answer, File):
            callback.announce(call, answer)
        return method, answer

    def _call(self, method: Method, user: str, site: str) -> Call:
        resource = catalog.resource(method.name.partition(".")[0])
        assert resource is not None
        return Call(
            method=method,
            resource=resource,
            book=self._book,
            now=self.now,
            user=user,
            site=site,
            salt=self._credentials.salt,
            delivery=self._delivery,
        )


class _Daily:
    """Counts from one anew every day."""

    def __init__(self) -> None:
        self._day = ""
        self._count = 0

    def counted(self, day: str) -> int:
        """Returns how many there were on a day, with this one."""
        self._count = self._count + 1 if day == self._day else 1
        self._day = day
        return self._count


def _method(name: str) -> Method:
    if not name:
        raise failures.malformed()
    method = catalog.find(name)
    if method is None:
        raise failures.invalid("method")
    return method


def _action(call: Call) -> behaviour.Action:
    """Returns what carries the method out: an action of its own, or a generic verb."""
    verb = call.method.name.partition(".")[2]
    action = call.behaviour.actions.get(verb)
    if action is None and call.method.documented:
        action = VERBS.get(verb)
    if action is None:
        raise failures.not_yet(call.method.name)
    return action


def _permit(call: Call) -> None:
    if call.method.access == parts.ADMINISTRATOR and call.user != ADMINISTRATOR:
        raise failures.forbidden()


def _body(environ: dict[str, Any]) -> bytes:
    length = environ.get("CONTENT_LENGTH") or "0"
    body: bytes = environ["wsgi.input"].read(int(length))
    return body


def _site(environ: dict[str, Any]) -> str:
    host = environ.get("HTTP_HOST", "")
    if not _HOST.fullmatch(host):
        host = f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return f"{environ['wsgi.url_scheme']}://{host}"


def _eastern(moment: datetime) -> datetime:
    import zoneinfo  # looked up by the first call only

    try:
        return moment.astimezone(zoneinfo.ZoneInfo("America/New_York")).replace(tzinfo=None)
    except zoneinfo.ZoneInfoNotFoundError as error:
        from refreshbooks.exceptions import MissingExtra

        raise MissingExtra("The sandbox, on a machine without time zones,", "sandbox") from error
