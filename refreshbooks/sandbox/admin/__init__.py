"""The sandbox's handles over HTTP, for programs in any language.

Everything lies below ``/_sandbox/``, apart from the addresses of the API; a GET
of that address lists all there is. JSON goes in and out, and every request bears
the token of an account, which is also the account that it is about::

    curl -u TOKEN: http://127.0.0.1:8080/_sandbox/journal
    curl -u TOKEN: -H 'Content-Type: application/json' \\
         -d '{"kind": "status", "code": 503, "method": "invoice.create", "count": 1}' \\
         http://127.0.0.1:8080/_sandbox/faults

Put ``accounts/NAME/`` before what follows ``/_sandbox/``, and it is about the
account of that name. :mod:`refreshbooks.sandbox.admin.guard` says who may come
in and who may not. Calls to this API stand in no journal, and no fault touches
them but ``refuse``, which shuts the one door that all have: that ends by itself
if it was added with a ``count``, and otherwise in the sandbox's own process.
"""

import json
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from refreshbooks.sandbox.admin import guard, handles, routes
from refreshbooks.sandbox.admin.refusal import Refusal
from refreshbooks.sandbox.admin.request import Request

if TYPE_CHECKING:
    from refreshbooks.sandbox.accounts import Account, Accounts

__all__ = ["Admin"]

_PREFIX = "/_sandbox"
_JSON = "application/json"

# Nothing of this is for a browser, whatever it thinks it has got.
_HEADERS = [
    ("Content-Type", f"{_JSON}; charset=utf-8"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]

_StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Admin:
    """The WSGI application.

    Args:
        accounts: What it has a hand in.
    """

    def __init__(self, accounts: "Accounts") -> None:
        self._accounts = accounts

    def __call__(self, environ: dict[str, Any], start_response: _StartResponse) -> Iterable[bytes]:
        headers: list[tuple[str, str]] = []
        try:
            status, answer = self._answer(environ)
        except Refusal as refusal:
            status, headers, answer = refusal.status, refusal.headers, {"error": str(refusal)}
        body = _encoded(answer or {})
        phrase = f"{status} {HTTPStatus(status).phrase}"
        start_response(phrase, [*_HEADERS, *headers, ("Content-Length", str(len(body)))])
        return [body]

    def _answer(self, environ: dict[str, Any]) -> tuple[int, Any]:
        bearer = guard.caller(environ, self._accounts)
        account, path = self._account(bearer, _path(environ))
        verb = environ["REQUEST_METHOD"]
        route, names = routes.found("GET" if verb == "HEAD" else verb, path)
        asked = Request(self._accounts, account, names, _query(environ), _arguments(environ))
        asked.allow(*route.takes, in_address=route.verb == "GET")
        try:
            answer = route.act(asked)
        except (TypeError, ValueError) as error:
            raise Refusal(400, str(error)) from error
        except RuntimeError as error:
            raise Refusal(409, str(error)) from error
        return asked.status, answer

    def _account(self, bearer: "Account", path: str) -> tuple["Account", str]:
        """Returns the account that a path is about, and the rest of the path."""
        first, _, rest = path.partition("/")
        name, slash, rest = rest.partition("/")
        if first != "accounts" or not slash:
            return bearer, path
        return handles.named(self._accounts, name), rest


def _path(environ: dict[str, Any]) -> str:
    path = str(environ.get("PATH_INFO", "")).removeprefix(_PREFIX).strip("/")
    try:
        return path.encode("latin-1").decode()
    except UnicodeError as error:
        raise Refusal(404, "Nothing is here.") from error


def _query(environ: dict[str, Any]) -> dict[str, str]:
    pairs = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    if len(dict(pairs)) < len(pairs):
        raise Refusal(400, "A parameter stands in the address twice.")
    return dict(pairs)


def _arguments(environ: dict[str, Any]) -> dict[str, Any]:
    """Returns the object in the body; an empty one where nothing was sent.

    What changes something says that it is JSON even if there is none: a form of
    a page cannot do that.
    """
    body = environ["wsgi.input"].read()
    if environ["REQUEST_METHOD"] in ("GET", "HEAD", "DELETE") and not body:
        return {}
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != _JSON:
        raise Refusal(415, f"Bodies are taken as {_JSON} alone; say so in Content-Type.")
    try:
        arguments = json.loads(body.decode() or "{}", parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "The body is no JSON.") from error
    if not isinstance(arguments, dict):
        raise Refusal(400, 'The body is no JSON object, such as {"seconds": 1}.')
    return arguments


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _encoded(answer: object) -> bytes:
    text = json.dumps(answer, indent=2, ensure_ascii=False) + "\n"
    # Half a character of a pair has no form in UTF-8, but it has one in JSON.
    return text.encode("utf-8", "backslashreplace")
