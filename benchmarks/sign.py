"""What signing costs beyond bare oauthlib: ``python -m benchmarks.sign``."""

from collections.abc import Callable

from oauthlib import oauth1

from benchmarks import rounds
from refreshbooks.optional.oauth import OAuth

__all__ = ["main"]

WANTED = 1.3

_URL = "https://example.freshbooks.com/api/2.1/xml-in"
_CREDENTIALS = ("example", "consumer-secret", "token", "token-secret")


def main() -> None:
    """Prints how a signature compares with oauthlib's own, by both methods."""
    for method in ("PLAINTEXT", "HMAC-SHA1"):
        ours = OAuth(*_CREDENTIALS, signature_method=method, url=_URL)
        rounds.report(f"sign, {method}", rounds.compare(ours, bare(method)), WANTED)


def bare(method: str) -> Callable[[], object]:
    """Returns the signing of a request by oauthlib alone."""
    key, secret, token, token_secret = _CREDENTIALS
    client = oauth1.Client(key, secret, token, token_secret, signature_method=method)
    return lambda: client.sign(_URL, http_method="POST")


if __name__ == "__main__":
    main()
