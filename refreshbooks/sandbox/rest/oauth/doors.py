"""OAuth 2.0's addresses of one account's application, as a WSGI application.

A user agrees at ``/oauth/authorize``; the application fetches its tokens at
``/auth/oauth/token``, and may revoke them or ask about them beside it. The same
stands a second time below ``/service/auth/oauth/``, and in a document for
programs that look it up.

Everything that an application is told here happens in one transaction.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from refreshbooks.sandbox.answers import Answer, status_line
from refreshbooks.sandbox.credentials import ADMINISTRATOR
from refreshbooks.sandbox.rest.oauth import consent, metadata, words
from refreshbooks.sandbox.rest.oauth.addresses import VERBS
from refreshbooks.sandbox.rest.oauth.bodies import Unreadable, parameters
from refreshbooks.sandbox.rest.oauth.grants import Grants, mark_of
from refreshbooks.sandbox.rest.oauth.registration import Registration, is_registered
from refreshbooks.sandbox.rest.oauth.scopes import with_always
from refreshbooks.sandbox.sites import is_for_this_machine, is_of_a_foreign_page, site
from refreshbooks.sandbox.store import Store

__all__ = ["Doors"]

# Where the environment says that a call was carried out, for whoever stands before.
_APPLIED = "refreshbooks.applied"
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
# oauthlib takes https alone, and looks at nothing but the address that it is shown.
_SHOWN = "https://sandbox.example.com/"

_Told = tuple[dict[str, str], str | None, int]


class Doors:
    """The addresses of one application.

    Args:
        store: Where the grants are.
        registration: What the application is registered with.
        grants: What it was granted.
        accounts: Returns the names of the accounts whose owners may agree.
    """

    def __init__(
        self,
        store: Store,
        registration: Registration,
        grants: Grants,
        accounts: Callable[[], Iterable[str]],
    ) -> None:
        self._store = store
        self._registration = registration
        self._grants = grants
        self._accounts = accounts

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = self._answer(environ)
        start_response(answer.status, [*answer.headers, ("Content-Length", str(len(answer.body)))])
        return [answer.body]

    def decided(self, query: str, *, agrees: bool, account: str) -> str:
        """Returns where a user is sent who was asked, and has decided.

        Args:
            query: What the application sent the user with.
            agrees: Whether the user lets it in.
            account: Whose owner the user is.

        Raises:
            ValueError: If the application is unknown, or its users are not to be
                sent where it says; the text says what is wrong.
        """
        asked = self._asked(query)
        if isinstance(asked, str):
            return asked
        server, errors = self._server()
        if not agrees:
            denied = errors.AccessDeniedError(words.of("access_denied"), state=asked["state"])
            return str(denied.in_uri(asked["redirect_uri"]))
        with self._store.transaction():
            headers, _, _ = server.create_authorization_response(
                f"{_SHOWN}?{query}", scopes=asked["scopes"], credentials={"account": account}
            )
        return str(headers["Location"])

    def _asked(self, query: str) -> dict[str, Any] | str:
        """Returns what an application asks its user, or where it has the refusal sent.

        Raises:
            ValueError: If it is not to be sent anywhere.
        """
        server, errors = self._server()
        try:
            scopes, asked = server.validate_authorization_request(f"{_SHOWN}?{query}")
        except errors.FatalClientError as error:
            said = words.of(error.error, error.description)
            raise ValueError(said + self._help(dict(parse_qsl(query)))) from error
        except errors.OAuth2Error as error:
            error.description = words.of(error.error, error.description)
            return str(error.in_uri(error.redirect_uri))
        return {**asked, "scopes": scopes}

    def _help(self, asked: dict[str, str]) -> str:
        """Returns what the developer has to mend of what an application asked with."""
        if asked.get("client_id") != self._registration.application.client_id:
            return words.UNKNOWN
        redirect_uri, registered = asked.get("redirect_uri"), self._registration.redirect_uris
        if redirect_uri is None or is_registered(redirect_uri, registered):
            return ""
        return words.unregistered(redirect_uri, registered)

    def _answer(self, environ: dict[str, Any]) -> Answer:
        verb, method = VERBS[environ["PATH_INFO"].rstrip("/")], environ["REQUEST_METHOD"]
        if verb == "metadata":
            return _json(200, metadata.document(site(environ), self._registration.scopes))
        if verb == "authorize":
            return self._consent(environ)
        if method != "POST":
            return _json(405, {"error": "invalid_request", "error_description": "POST this."})
        try:
            sent = _sent(environ)
        except Unreadable as error:
            return _json(400, {"error": "invalid_request", "error_description": str(error)})
        return self._told(environ, verb, sent)

    def _told(self, environ: dict[str, Any], verb: str, sent: list[tuple[str, str]]) -> Answer:
        """Returns what an application is told at one of its own addresses."""
        server, _ = self._server()
        act = {
            "token": server.create_token_response,
            "revoke": server.create_revocation_response,
            "introspect": server.create_introspect_response,
        }[verb]
        headers = {"Content-Type": _FORM}
        if "HTTP_AUTHORIZATION" in environ:
            headers["Authorization"] = environ["HTTP_AUTHORIZATION"]
        # oauthlib's log tells refresh tokens as they are, so it is told their marks.
        shown = ((name, mark_of(text) if name == "refresh_token" else text) for name, text in sent)
        # Tokens are good for all that the user agreed to.
        body = urlencode([(name, text) for name, text in shown if name != "scope"])
        with self._store.transaction():
            told: _Told = act(_SHOWN, "POST", body, headers)
        _, text, code = told
        environ[_APPLIED] = code == 200
        if code == 200:
            environ["REMOTE_USER"] = ADMINISTRATOR
        return _json(code, words.completed(json.loads(text or "{}")))

    def _consent(self, environ: dict[str, Any]) -> Answer:
        """Returns the page for a user, or sends on who has pressed a button there."""
        if not is_for_this_machine(environ):
            return _page(403, "The sandbox is reached under this machine's own name alone.")
        try:
            if environ["REQUEST_METHOD"] == "POST":
                return self._pressed(environ, dict(_sent(environ)))
            return self._shown(environ, environ.get("QUERY_STRING", ""))
        except ValueError as error:
            return _page(400, str(error))

    def _shown(self, environ: dict[str, Any], query: str) -> Answer:
        asked = self._asked(query)
        if isinstance(asked, str):
            return _sent_to(asked)
        given = parse_qsl(query, keep_blank_values=True)
        question = consent.Question(
            asked={name: text for name, text in given if name in consent.ASKED},
            scopes=with_always(asked["scopes"]),
            redirect_uri=asked["redirect_uri"],
            accounts=self._owners(),
            action=environ["PATH_INFO"],
        )
        shown = consent.page(question, self._registration.application.salt)
        return Answer("200 OK", consent.HEADERS, shown.encode())

    def _pressed(self, environ: dict[str, Any], form: dict[str, str]) -> Answer:
        asked = {name: form[name] for name in consent.ASKED if name in form}
        salt = self._registration.application.salt
        is_ours = consent.is_marked(asked, form.get("mark", ""), salt)
        if is_of_a_foreign_page(environ) or not is_ours:
            return _page(403, "This was not sent from the page on which users are asked.")
        account = form.get("account", self._registration.account)
        if account not in self._owners():
            return _page(400, f"No account is called {account!r}.")
        agrees = form.get("decision") == "agree"
        location = self.decided(urlencode(asked), agrees=agrees, account=account)
        environ[_APPLIED] = agrees
        return _sent_to(location)

    def _owners(self) -> list[str]:
        """Returns the accounts whose owners may agree, the application's own first."""
        return list(dict.fromkeys([self._registration.account, *self._accounts()]))

    def _server(self) -> tuple[Any, Any]:
        # OAuth's machinery is loaded by the first call that needs it.
        from oauthlib.oauth2.rfc6749 import errors

        from refreshbooks.sandbox.rest.oauth import validator

        return validator.server(self._registration, self._grants), errors


def _sent(environ: dict[str, Any]) -> list[tuple[str, str]]:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    return parameters(environ.get("CONTENT_TYPE", ""), body)


def _json(code: int, told: dict[str, object]) -> Answer:
    answer = Answer.of(code, _JSON, json.dumps(told).encode())
    return answer.with_header("Cache-Control", "no-store")


def _page(code: int, text: str) -> Answer:
    return Answer(status_line(code), consent.HEADERS, consent.trouble(text).encode())


def _sent_to(location: str) -> Answer:
    headers = (("Location", location), ("Cache-Control", "no-store"))
    return Answer(status_line(302), headers)
