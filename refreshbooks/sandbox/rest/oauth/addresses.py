"""OAuth 2.0's own addresses, and what is done at each."""

__all__ = ["METADATA", "VERBS"]

METADATA = "/.well-known/oauth-authorization-server"

VERBS = {
    "/oauth/authorize": "authorize",
    "/auth/oauth/token": "token",
    "/auth/oauth/revoke": "revoke",
    "/auth/oauth/introspect": "introspect",
    "/service/auth/oauth/authorize": "authorize",
    "/service/auth/oauth/token": "token",
    "/service/auth/oauth/revoke": "revoke",
    "/service/auth/oauth/introspect": "introspect",
    METADATA: "metadata",
}
