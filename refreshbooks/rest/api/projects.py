"""Resources of projects."""

from collections.abc import Iterable
from typing import Any, ClassVar

from refreshbooks.rest.api.resource import Id, Resource
from refreshbooks.rest.builders.includes import IncludesBuilder
from refreshbooks.rest.models import ListResult, Result
from refreshbooks.rest.query import Buildable

__all__ = ["ProjectsResource"]


class ProjectsResource(Resource):
    """Records of a business, which the ``business_id`` names."""

    takes: ClassVar = {"get": 2, "list": 1, "create": 1, "update": 2, "delete": 2}

    def get(
        self, business_id: Id, resource_id: Id, includes: IncludesBuilder | None = None
    ) -> Result:
        """Returns one record.

        Args:
            includes: What the answer is to hold beside the fields that it always has.
        """
        return self._one("get", (business_id, resource_id), includes=includes)

    def list(self, business_id: Id, builders: Iterable[Buildable] | None = None) -> ListResult:
        """Returns one page of the records.

        Args:
            builders: Filters, includes, a page, an order, as many as you like.
        """
        return self._many("list", (business_id,), builders=builders)

    def create(self, business_id: Id, data: Any) -> Result:
        """Makes a record out of a dict of its fields, and returns it."""
        return self._one("create", (business_id,), record=data)

    def update(self, business_id: Id, resource_id: Id, data: Any) -> Result:
        """Changes the fields that a dict names, and returns the record."""
        return self._one("update", (business_id, resource_id), record=data)

    def delete(self, business_id: Id, resource_id: Id) -> Result:
        """Deletes a record; nothing of it comes back."""
        return self._one("delete", (business_id, resource_id))
