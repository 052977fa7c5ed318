"""The end of a token."""

from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="oauth_revoke",
    family="auth",
    certainty="live",
    seen_in=("docs",),
    path="/auth/oauth/revoke",
    methods=("create",),
    wrapped=False,
    note="The answer is empty.",
)
