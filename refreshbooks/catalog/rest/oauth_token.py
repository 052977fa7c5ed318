"""Tokens: made from a code, or from a refresh token."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "docs",
        *parts.texts("access_token"),
        Field("direct_buy_tokens", "object"),
        Field("expires_in", "integer", note="In seconds; 43200 as a rule."),
        Field("id_token", note="Shown by one fixture only."),
        Field("refresh_token", note="Good for one use."),
        Field("scope", note="Separated by spaces."),
        Field("token_type", note="Always Bearer."),
        Field("created_at", "integer", note="In seconds since 1970."),
    ),
)

RESOURCE = Resource(
    name="oauth_token",
    family="auth",
    certainty="certain",
    seen_in=("python", "node", "php", "java", "docs"),
    path="/auth/oauth/token",
    methods=("create",),
    wrapped=False,
    fields=_FIELDS,
    note=("client.get_access_token() and client.refresh_access_token() call it."),
)
