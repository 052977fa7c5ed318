"""OAuth 1.0a from the side that checks: is this request signed by whom it names?

PLAINTEXT and HMAC-SHA1 are taken. The signature of PLAINTEXT arrives in three
spellings, ``a&b``, ``a%26b`` and ``a%2526b``: the service took them all. A nonce
and a timestamp must be there. The service was never seen to refuse an old or a
repeated one, and some programs use the digits of the time as the nonce, so
neither is refused here.
"""

import hmac
import re
import sys
from urllib.parse import quote, unquote

from oauthlib.oauth1 import RequestValidator, ResourceEndpoint
from oauthlib.oauth1.rfc5849 import SIGNATURE_HMAC_SHA1, SIGNATURE_PLAINTEXT

__all__ = ["Verifier"]

_SIGNATURE = re.compile(r'(oauth_signature\s*=\s*"?)([^",]*)')


class Verifier:
    """Knows one application and the one access that was granted to it."""

    def __init__(
        self, consumer_key: str, consumer_secret: str, token: str, token_secret: str
    ) -> None:
        validator = _Validator(consumer_key, consumer_secret, token, token_secret)
        self._endpoint = ResourceEndpoint(validator)

    def accepts(self, method: str, url: str, authorization: str) -> bool:
        """Says whether an Authorization header signs a request rightly.

        The body takes no part: it is XML, and signatures cover only forms.
        """
        headers = {"Authorization": _spelled_once(authorization)}
        try:
            good, _ = self._endpoint.validate_protected_resource_request(
                url, http_method=method, headers=headers
            )
        except ValueError:
            # What oauthlib raises for a header that it cannot take apart.
            return False
        return bool(good)


def _spelled_once(authorization: str) -> str:
    """Returns the header with its signature encoded exactly once.

    No signature has a percent sign of its own: HMAC-SHA1's is Base64.

    >>> _spelled_once('OAuth oauth_nonce="a",oauth_signature="a%2526b"')
    'OAuth oauth_nonce="a",oauth_signature="a%26b"'
    """
    return _SIGNATURE.sub(lambda found: found[1] + quote(_decoded(found[2]), ""), authorization)


def _decoded(text: str) -> str:
    while (decoded := unquote(text)) != text:
        text = decoded
    return text


class _Validator(RequestValidator):
    """Answers oauthlib's questions about one application and one access."""

    enforce_ssl = False
    allowed_signature_methods = (SIGNATURE_HMAC_SHA1, SIGNATURE_PLAINTEXT)
    timestamp_lifetime = sys.maxsize
    # Stand in for a wrong name, so that a refusal takes as long as a success.
    dummy_client = "nobody"
    dummy_access_token = "nothing"

    def __init__(self, key: str, secret: str, token: str, token_secret: str) -> None:
        super().__init__()
        self._key, self._secret = key, secret
        self._token, self._token_secret = token, token_secret

    def check_client_key(self, client_key: str) -> bool:
        """Any form of name may be asked for."""
        return True

    def check_access_token(self, request_token: str) -> bool:
        """Any form of name may be asked for."""
        return True

    def check_nonce(self, nonce: str) -> bool:
        """Any nonce will do; oauthlib has seen that there is one."""
        return True

    def validate_timestamp_and_nonce(self, *args: object, **kwargs: object) -> bool:
        """Old and repeated ones are taken, as the service takes them."""
        return True

    def validate_realms(self, *args: object, **kwargs: object) -> bool:
        """The realm means nothing to the service."""
        return True

    def validate_client_key(self, client_key: str, request: object) -> bool:
        """Says whether the application is the one known here."""
        return hmac.compare_digest(client_key.encode(), self._key.encode())

    def validate_access_token(self, client_key: str, token: str, request: object) -> bool:
        """Says whether the access is the one granted here."""
        return hmac.compare_digest(token.encode(), self._token.encode())

    def get_client_secret(self, client_key: str, request: object) -> str:
        """Returns what the application must have signed with."""
        return self._secret

    def get_access_token_secret(self, client_key: str, token: str, request: object) -> str:
        """Returns what it must have signed with besides."""
        return self._token_secret
