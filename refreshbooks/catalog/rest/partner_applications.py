"""Applications of partners."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="partner_applications",
    family="auth",
    certainty="documented",
    seen_in=("docs",),
    attribute="partner_applications",
    path="/auth/api/v1/partners/applications",
    single_path="/auth/api/v1/partners/applications/{id}",
    methods=parts.CRUD,
    delete="DELETE",
    single="application",
    plural="applications",
    key="id",
    note="Only the Postman collection shows it; for partner accounts.",
)
