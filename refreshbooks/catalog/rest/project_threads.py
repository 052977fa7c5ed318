"""Project threads: what is discussed in a project."""

from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="project_threads",
    family="comments",
    certainty="documented",
    seen_in=("docs",),
    attribute="project_threads",
    scope="business_id",
    path="project/{project_id}/threads",
    methods=("list", "create"),
    single="thread",
    plural="threads",
    key="id",
    note="Only the Postman collection shows it; comments stand below a thread.",
)
