"""The document by which programs find OAuth's addresses (RFC 8414)."""

from collections.abc import Iterable

__all__ = ["document"]

_BELOW = "/service/auth/oauth"


def document(site: str, scopes: Iterable[str]) -> dict[str, object]:
    """Returns what stands in it.

    Args:
        site: The root of the addresses, without a slash at the end.
        scopes: What an application may ask for.
    """
    ways = ["client_secret_post", "client_secret_basic"]
    return {
        "issuer": site,
        "authorization_endpoint": f"{site}{_BELOW}/authorize",
        "token_endpoint": f"{site}{_BELOW}/token",
        "token_endpoint_auth_methods_supported": ways,
        "revocation_endpoint": f"{site}{_BELOW}/revoke",
        "revocation_endpoint_auth_methods_supported": ways,
        "introspection_endpoint": f"{site}{_BELOW}/introspect",
        "introspection_endpoint_auth_methods_supported": ways,
        "scopes_supported": list(scopes),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
    }
