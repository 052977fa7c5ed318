"""Signatures by OAuth 1.0a (RFC 5849), made by oauthlib.

The service documents PLAINTEXT, which over https shows the two secrets to
nobody but the service, and is safe there. HMAC-SHA1 keeps them out of the
request; it signs the address, so the address must be known. Either way every
request gets a nonce and a timestamp of its own, and all parameters travel in
the ``Authorization`` header.

    >>> sign = OAuth("example", "s1", "t2", "s3")
    >>> sign()["Authorization"].startswith('OAuth realm="", oauth_nonce="')
    True
    >>> sign() == sign()
    False
"""

from typing import Any, Literal
from urllib.parse import urlsplit

from oauthlib import oauth1
from oauthlib.oauth1.rfc5849 import signature

from refreshbooks.exceptions import BadParameter
from refreshbooks.masking import Secret

__all__ = ["OAuth"]

_METHODS = ("PLAINTEXT", "HMAC-SHA1")
_SCHEME = "OAuth "


class OAuth:
    """Returns signed headers, new ones each time it is called.

    Args:
        consumer_key: Names the application.
        consumer_secret: The application's secret.
        token: Names the grant that an account's user gave.
        token_secret: The grant's secret.
        signature_method: ``"PLAINTEXT"`` or ``"HMAC-SHA1"``.
        url: The address that will be called.
        http_method: How it will be called.
        version: The ``oauth_version`` to send, which the standard lets be left
            out, by None.
        **parameters: Further ones of the protocol in oauthlib's spelling, such
            as ``callback_uri`` and ``verifier``; a ``nonce`` and a
            ``timestamp`` are for repeating published examples.

    Attributes:
        url: The address that is signed.

    Raises:
        BadParameter: If a credential is no text or has a line break, the signature
            method is unknown, or HMAC-SHA1 is to sign no address. No credential
            is shown.
    """

    def __init__(  # noqa: PLR0913
        self,
        consumer_key: str,
        consumer_secret: str,
        token: str,
        token_secret: str,
        *,
        signature_method: str | None = "PLAINTEXT",
        url: str | None = None,
        http_method: Literal["GET", "POST"] = "POST",
        version: str | None = "1.0",
        **parameters: str,
    ) -> None:
        self._method = _method(signature_method, url)
        self.url = url
        self._http_method = http_method
        secret = _text("consumer_secret", consumer_secret)
        grant = _text("token", token)
        grant_secret = _text("token_secret", token_secret)
        client = (_Discreet if version else _WithoutVersion)(
            _text("consumer_key", consumer_key),
            client_secret=secret,
            resource_owner_key=grant or None,
            resource_owner_secret=grant_secret or None,
            signature_method=self._method,
            **parameters,
        )
        self._client = Secret(client)

    def __call__(self) -> dict[str, str]:
        _, headers, _ = self._client.reveal().sign(self.url or "", http_method=self._http_method)
        # oauthlib leaves an empty realm out; the service's examples show one.
        parameters = headers["Authorization"].removeprefix(_SCHEME)
        return {"Authorization": f'{_SCHEME}realm="", {parameters}'}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._method} {self._client!r}>"


class _Discreet(oauth1.Client):
    """Signs as oauthlib does, but without telling its log the tokens and what they sign."""

    def get_oauth_signature(self, request: Any) -> str:
        if self.signature_method == oauth1.SIGNATURE_PLAINTEXT:
            return signature.sign_plaintext(self.client_secret, self.resource_owner_secret)
        uri, headers, body = self._render(request)  # type: ignore[attr-defined]
        # Pairs, whatever the stubs say.
        parameters: Any = signature.collect_parameters(urlsplit(uri).query, body, headers)
        base = signature.signature_base_string(
            request.http_method,
            signature.base_string_uri(uri, headers.get("Host")),
            signature.normalize_parameters(parameters),
        )
        return str(signature.sign_hmac_sha1_with_client(base, self))


class _WithoutVersion(_Discreet):
    def get_oauth_params(self, request: Any) -> list[tuple[str, str]]:
        parameters = super().get_oauth_params(request)  # type: ignore[no-untyped-call]
        return [(name, value) for name, value in parameters if name != "oauth_version"]


def _method(name: str | None, url: str | None) -> str:
    method = "PLAINTEXT" if name is None else name
    if method not in _METHODS:
        raise BadParameter(
            f"a signature method is one of {', '.join(_METHODS)}", path="signature_method"
        )
    if method != "PLAINTEXT" and url is None:
        raise BadParameter(
            f"{method} signs the address that is called: give it as url=", path="url"
        )
    return method


def _text(name: str, value: object) -> str:
    if not isinstance(value, str | bytes):
        raise BadParameter(f"the {name} must be text, not {type(value).__name__}")
    text = _decoded(value)
    if text is None:
        raise BadParameter(f"the {name} is no text in UTF-8: copy it anew")
    if any(not character.isprintable() for character in text):
        raise BadParameter(
            f"the {name} holds a line break or another control character, perhaps from the end"
            " of a file: strip it"
        )
    return text


def _decoded(value: str | bytes) -> str | None:
    try:
        text = value if isinstance(value, str) else value.decode("utf-8")
        text.encode("utf-8")
    except UnicodeError:
        # It would show the secret to whoever looks into it, also as a context.
        return None
    return text
