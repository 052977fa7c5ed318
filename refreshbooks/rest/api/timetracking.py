"""Resources of time tracking."""

from refreshbooks.rest.api.projects import ProjectsResource

__all__ = ["TimetrackingResource"]


class TimetrackingResource(ProjectsResource):
    """Records of a business, with the calls that projects have."""
