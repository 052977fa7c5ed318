"""Who asks: factories of headers; and the transport used by default.

A headers factory is a callable without arguments that returns a new dict of
headers for each request. Factories wrap one another::

    UserAgentHeaders(KeepAliveHeaders(TokenAuthorization(token)), "Shop/1.0")

:data:`HttpTransport` is looked up here when a client is made, so that whoever
replaces it is heard.
"""

import base64
from collections.abc import Callable
from typing import Any

from refreshbooks.exceptions import BadParameter, TransportException
from refreshbooks.masking import Secret
from refreshbooks.transports.headers import DEFAULT_USER_AGENT, with_header
from refreshbooks.transports.use_requests import Transport

__all__ = [
    "HeadersFactory",
    "HttpTransport",
    "KeepAliveHeaders",
    "OAuthAuthorization",
    "TokenAuthorization",
    "TransportException",
    "UserAgentHeaders",
]

HeadersFactory = Callable[[], dict[str, str]]
"""Called for each request; returns a new dict of headers."""

HttpTransport = Transport


class TokenAuthorization:
    """Authorises requests by a user's API token, over HTTP Basic.

    >>> TokenAuthorization("abc")()
    {'Authorization': 'Basic YWJjOlg='}
    >>> TokenAuthorization("abc")
    <TokenAuthorization ***>

    Raises:
        BadParameter: If the token cannot stand in a header. It is not shown.
    """

    def __init__(self, token: str | bytes) -> None:
        name = _token_bytes(token)
        # The service reads the name only; any password will do.
        self._credentials = Secret(base64.b64encode(name + b":X").decode("ascii"))

    @property
    def headers(self) -> dict[str, str]:
        """The headers, as a new dict each time."""
        return {"Authorization": f"Basic {self._credentials.reveal()}"}

    def __call__(self) -> dict[str, str]:
        return self.headers

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._credentials!r}>"


class OAuthAuthorization:
    """Authorises requests by OAuth 1.0a signatures.

    Args:
        consumer: The application: anything with ``.key`` and ``.secret``.
        token: The access token: anything with ``.key`` and ``.secret``.
        sig_method: ``"PLAINTEXT"`` or ``"HMAC-SHA1"``, or an object that bears
            one of these as its ``name``.
        url: The address that is called; HMAC-SHA1 signs it.

    Raises:
        BadParameter: If a value cannot be signed with.
    """

    def __init__(
        self,
        consumer: Any,
        token: Any,
        sig_method: Any = "PLAINTEXT",
        *,
        url: str | None = None,
    ) -> None:
        # Here, so that those who use a token do not load OAuth.
        from refreshbooks.optional import oauth

        self._sign = oauth.OAuth(
            consumer.key,
            consumer.secret,
            token.key,
            token.secret,
            signature_method=getattr(sig_method, "name", sig_method),
            url=url,
        )

    def __call__(self) -> dict[str, str]:
        return self._sign()


class KeepAliveHeaders:
    """Asks the service to keep the connection open for the next call."""

    def __init__(self, headers_factory: HeadersFactory) -> None:
        self.headers_factory = headers_factory

    def __call__(self) -> dict[str, str]:
        return with_header(self.headers_factory(), "Connection", "Keep-Alive")


class UserAgentHeaders:
    """Says which program is calling.

    Args:
        user_agent: Its name, sent as it stands. Where it is None, the library
            names itself, unless the factory or a session names somebody.
    """

    def __init__(self, headers_factory: HeadersFactory, user_agent: str | None = None) -> None:
        self.headers_factory = headers_factory
        self.user_agent = user_agent

    def __call__(self) -> dict[str, str]:
        headers = self.headers_factory()
        if self.user_agent is not None:
            return with_header(headers, "User-Agent", self.user_agent)
        if any(name.lower() == "user-agent" for name in headers):
            return dict(headers)
        return {**headers, "User-Agent": DEFAULT_USER_AGENT}


def _token_bytes(token: object) -> bytes:
    if not isinstance(token, str | bytes):
        raise BadParameter(f"a token is text or bytes, not {type(token).__name__}", path="token")
    encoded = _encoded(token)
    if encoded is None:
        raise BadParameter("the token holds half of a character: copy it anew", path="token")
    if any(byte < 0x20 or byte == 0x7F for byte in encoded):
        raise BadParameter(
            "the token holds a line break or another control character, perhaps from the end of"
            " a file: strip it",
            path="token",
        )
    return encoded


def _encoded(token: str | bytes) -> bytes | None:
    if isinstance(token, bytes):
        return token
    try:
        # Bytes of an environment variable or a file's name come back as they were.
        return token.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        # It would show the token to whoever looks into it, also as a context.
        return None
