"""The calls that bring tokens (OAuth 2.0).

A code is exchanged for a grant, and the grant's refresh token for the next one, and so
on. Both work once. So none of these calls is ever repeated here: if the answer is lost,
what was sent may be spent, and the error says what to do about it.
"""

import datetime
import time
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from refreshbooks.credentials import Grant
from refreshbooks.exceptions import BadResponse, NoResponse, OutcomeUnknown, also
from refreshbooks.files import Answer
from refreshbooks.masking import MASK
from refreshbooks.rest import values
from refreshbooks.rest.consent import Application, redirect_uri
from refreshbooks.rest.error_bodies import UNKNOWN
from refreshbooks.rest.errors import (
    ConsentNeeded,
    FreshBooksClientConfigError,
    FreshBooksError,
)
from refreshbooks.rest.refusals import refusal
from refreshbooks.rest.request import Request

__all__ = ["Granted", "Sending", "exchanged", "granted", "introspected", "refreshed", "revoke"]

Sending = Callable[[Request], Answer]
"""The transport of whoever asks."""

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}

# Of a grant that will not be given, whatever is tried: the word of RFC 6749.
_SPENT = "invalid_grant"

# What else may be refused, by the words of RFC 6749.
_HINTS = {
    "invalid_client": "check client_id and client_secret",
    "unauthorized_client": "check client_id, and what the application is registered for",
}

_AGAIN = "call again; if that is refused with ConsentNeeded, it was spent"
_ANEW = "codes work once: send the user to the consent page anew"


class Granted(SimpleNamespace):
    """What the token calls return: both tokens and the time; its repr shows no token."""

    access_token: str
    refresh_token: str
    access_token_expires_at: datetime.datetime

    def __repr__(self) -> str:
        ends = f"access_token_expires_at={self.access_token_expires_at!r}"
        return f"{type(self).__name__}(access_token={MASK}, refresh_token={MASK}, {ends})"


def exchanged(
    app: Application,
    send: Sending,
    code: str,
    *,
    verifier: str | None = None,
    clock: Callable[[], float] = time.time,
) -> Grant:
    """Returns the grant for a code.

    Raises:
        FreshBooksClientConfigError: The client lacks what the call needs.
        ConsentNeeded: The code is spent, or too old.
        FreshBooksError: The service refused for another reason.
        OutcomeUnknown: The answer was lost.
    """
    form = _form(app, "authorization_code", code=code)
    if verifier is not None:
        form["code_verifier"] = verifier
    answer = _posted(send, app.token_url, form, "the code", _ANEW)
    return _grant(answer, clock())


def refreshed(
    app: Application,
    send: Sending,
    refresh_token: str | None,
    *,
    clock: Callable[[], float] = time.time,
) -> Grant:
    """Returns the grant for a refresh token, which is spent by that.

    Raises:
        FreshBooksClientConfigError: The client lacks what the call needs.
        ConsentNeeded: The refresh token was spent before, or revoked.
        FreshBooksError: The service refused for another reason.
        OutcomeUnknown: The answer was lost.
    """
    if not refresh_token:
        raise FreshBooksClientConfigError("refresh_token must be configured or provided")
    form = _form(app, "refresh_token", refresh_token=refresh_token)
    answer = _posted(send, app.token_url, form, "the refresh token", _AGAIN)
    return _grant(answer, clock())


def revoke(app: Application, send: Sending, token: str) -> None:
    """Has the service forget a token.

    Raises:
        FreshBooksClientConfigError: The client lacks what the call needs.
        FreshBooksError: The service refused.
        OutcomeUnknown: The answer was lost.
    """
    _asked(app, send, "revoke", token)


def introspected(app: Application, send: Sending, token: str) -> dict[str, Any]:
    """Returns what the service knows of a token; ``["active"]`` says whether it is good.

    Raises:
        FreshBooksClientConfigError: The client lacks what the call needs.
        FreshBooksError: The service refused, or its answer cannot be read.
        OutcomeUnknown: The answer was lost.
    """
    answer = _asked(app, send, "introspect", token)
    told = values.loads(answer)
    if not isinstance(told, dict):
        raise _refusal(answer, "oauth.introspect")
    return told


def granted(grant: Grant) -> Granted:
    """Returns a grant as the official SDK's calls do."""
    return Granted(
        access_token=grant.access_token,
        refresh_token=grant.refresh_token,
        access_token_expires_at=grant.expires_at,
    )


def _client_secret(app: Application) -> str:
    if not app.client_secret:
        raise FreshBooksClientConfigError("client_secret must be configured")
    return app.client_secret


def _form(app: Application, grant_type: str, **grant: str) -> dict[str, str]:
    back = redirect_uri(app)
    return {
        "client_id": app.client_id,
        "client_secret": _client_secret(app),
        "grant_type": grant_type,
        "redirect_uri": back,
        **grant,
    }


def _asked(app: Application, send: Sending, question: str, token: str) -> Answer:
    """Makes one of the calls beside the token call, and returns an answer that is good."""
    url = f"{app.token_url.rpartition('/')[0]}/{question}"
    form = {"client_id": app.client_id, "client_secret": _client_secret(app), "token": token}
    answer = _posted(send, url, form, "the question", "nothing speaks against calling again")
    if answer.status >= 300:
        raise _refusal(answer, f"oauth.{question}")
    return answer


def _posted(send: Sending, url: str, form: Mapping[str, str], what: str, advice: str) -> Answer:
    body = urlencode(form).encode("ascii")
    try:
        return send(Request("POST", url, _FORM, body))
    except NoResponse as error:
        if not error.sent:
            raise
        doubt = _doubt(error.message, error, what, advice)
        raise doubt from error.__cause__
    except BadResponse as error:
        raise _doubt(error.message, error, what, advice) from error


def _doubt(message: str, error: Any, what: str, advice: str) -> OutcomeUnknown:
    kind = OutcomeUnknown if error.besides is None else also(OutcomeUnknown, error.besides)
    doubt: OutcomeUnknown = kind(f"{message}; {what} was sent and may have been used")
    doubt.hint = advice
    return doubt


def _grant(answer: Answer, now: float) -> Grant:
    """Returns the grant that an answer is, whatever its status; all of it, or an error."""
    try:
        body = values.loads(answer)
        tokens = (_token(body["access_token"]), _token(body["refresh_token"]))
        created_at, lifetime = float(body["created_at"]), float(body["expires_in"])
        ends = datetime.datetime.fromtimestamp(created_at + lifetime, datetime.timezone.utc)
    except (FreshBooksError, KeyError, TypeError, ValueError, OverflowError, OSError):
        # What they say may hold a piece of a token.
        raise _refusal(answer) from None
    return Grant(*tokens, ends, now, lifetime)


def _refusal(answer: Answer, method: str = "oauth.token") -> FreshBooksError:
    refused = refusal("oauth", answer.status, answer, answer.headers)
    refused.method = method
    if refused.args[0] == UNKNOWN:
        refused.args = ("Failed to fetch access_token",)
    if refused.reason == _SPENT:
        return ConsentNeeded.of(refused)
    refused.advise(_HINTS.get(refused.reason or ""))
    return refused


def _token(value: object) -> str:
    # What is not printable could not stand in a header, and is no token.
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or not value:
        raise ValueError("no token")
    return value
