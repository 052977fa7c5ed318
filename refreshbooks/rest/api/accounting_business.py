"""Resources of accounting that belong to a business: ledger accounts and the like."""

from collections.abc import Iterable
from typing import Any, ClassVar

from refreshbooks.rest.api.resource import Id, Resource
from refreshbooks.rest.models import ListResult, Result
from refreshbooks.rest.query import Buildable

__all__ = ["AccountingBusinessResource"]


class AccountingBusinessResource(Resource):
    """Records of a business, which the ``business_uuid`` names."""

    takes: ClassVar = {"get": 2, "list": 1, "create": 1, "update": 2, "delete": 2}

    def get(self, business_uuid: str, resource_uuid: Id) -> Result:
        """Returns one record."""
        return self._one("get", (business_uuid, resource_uuid))

    def list(
        self,
        business_uuid: str,
        builders: Iterable[Buildable] | None = None,
        **parameters: object,
    ) -> ListResult:
        """Returns all records, or one page of them where there are pages.

        Args:
            **parameters: What the list is asked for by plain names.
        """
        return self._many("list", (business_uuid,), builders=builders, parameters=parameters)

    def create(self, business_uuid: str, data: Any) -> Result:
        """Makes a record out of a dict of its fields, and returns it."""
        return self._one("create", (business_uuid,), record=data)

    def update(self, business_uuid: str, resource_uuid: Id, data: Any) -> Result:
        """Changes the fields that a dict names, and returns the record."""
        return self._one("update", (business_uuid, resource_uuid), record=data)

    def delete(self, business_uuid: str, resource_uuid: Id) -> Result:
        """Deletes a record, where the service offers that."""
        return self._one("delete", (business_uuid, resource_uuid))
