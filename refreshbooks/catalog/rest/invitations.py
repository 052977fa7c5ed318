"""Invitations to the team."""

from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="invitations",
    family="auth",
    certainty="documented",
    seen_in=("docs",),
    attribute="invitations",
    path="/auth/api/v1/users/invitation",
    methods=("create",),
    single="invitation",
    scopes=("user:teams:write",),
    note="Only the Postman collection shows it; the body names the business, most likely.",
)
