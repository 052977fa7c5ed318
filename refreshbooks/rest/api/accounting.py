"""Resources of accounting: clients, invoices, expenses, payments and the like."""

from collections.abc import Iterable
from typing import Any, ClassVar

from refreshbooks.rest.api.resource import Id, Resource
from refreshbooks.rest.builders.includes import IncludesBuilder
from refreshbooks.rest.models import ListResult, Result
from refreshbooks.rest.query import Buildable

__all__ = ["AccountingResource"]


class AccountingResource(Resource):
    """Records of an account, which the ``account_id`` names.

    Every call may be written with positional arguments or with keywords. What it raises
    is told at :mod:`refreshbooks.rest.errors`.
    """

    takes: ClassVar = {
        "get": 2,
        "list": 1,
        "create": 1,
        "update": 2,
        "delete": 2,
        "archive": 2,
    }

    def get(
        self, account_id: str, resource_id: Id, includes: IncludesBuilder | None = None
    ) -> Result:
        """Returns one record.

        Args:
            includes: What the answer is to hold beside the fields that it always has.
        """
        return self._one("get", (account_id, resource_id), includes=includes)

    def list(self, account_id: str, builders: Iterable[Buildable] | None = None) -> ListResult:
        """Returns one page of the records.

        Args:
            builders: Filters, includes, a page, an order, as many as you like.
        """
        return self._many("list", (account_id,), builders=builders)

    def create(self, account_id: str, data: Any, includes: IncludesBuilder | None = None) -> Result:
        """Makes a record out of a dict of its fields, and returns it."""
        return self._one("create", (account_id,), record=data, includes=includes)

    def update(
        self,
        account_id: str,
        resource_id: Id,
        data: Any,
        includes: IncludesBuilder | None = None,
    ) -> Result:
        """Changes the fields that a dict names, and returns the record."""
        return self._one("update", (account_id, resource_id), record=data, includes=includes)

    def delete(self, account_id: str, resource_id: Id) -> Result:
        """Deletes a record, and returns it, or nothing of it, as the service does."""
        return self._one("delete", (account_id, resource_id))

    def archive(self, account_id: str, resource_id: Id) -> Result:
        """Archives a record, and returns it."""
        return self._one("archive", (account_id, resource_id), record={"vis_state": 2})
