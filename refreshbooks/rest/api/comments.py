"""Resources of comments: services, their rates, retainers."""

from collections.abc import Iterable
from typing import Any, ClassVar

from refreshbooks.rest.api.projects import ProjectsResource
from refreshbooks.rest.api.resource import Id, Resource
from refreshbooks.rest.models import ListResult, Result
from refreshbooks.rest.query import Buildable

__all__ = ["CommentsResource", "CommentsSubResource"]


class CommentsResource(ProjectsResource):
    """Records of a business, with the calls that projects have."""


class CommentsSubResource(Resource):
    """What another record of a business has one of, such as the rate of a service.

    The ``resource_id`` is that of the other record.
    """

    takes: ClassVar = {"get": 2, "list": 1, "create": 2, "update": 2, "delete": 2}

    def get(self, business_id: Id, resource_id: Id) -> Result:
        """Returns that of one record."""
        return self._one("get", (business_id, resource_id))

    def list(self, business_id: Id, builders: Iterable[Buildable] | None = None) -> ListResult:
        """Returns those of all records."""
        return self._many("list", (business_id,), builders=builders)

    def create(self, business_id: Id, resource_id: Id, data: Any) -> Result:
        """Sets that of one record for the first time, and returns it."""
        return self._one("create", (business_id, resource_id), record=data)

    def update(self, business_id: Id, resource_id: Id, data: Any) -> Result:
        """Changes that of one record, and returns it."""
        return self._one("update", (business_id, resource_id), record=data)

    def delete(self, business_id: Id, resource_id: Id) -> Result:
        """Deletes that of one record, where the service offers it."""
        return self._one("delete", (business_id, resource_id))
