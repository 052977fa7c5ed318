"""Resources of payments: how an invoice may be paid online."""

from typing import Any, ClassVar

from refreshbooks.rest.api.resource import Id, Resource
from refreshbooks.rest.models import Result

__all__ = ["PaymentsResource"]


class PaymentsResource(Resource):
    """What another record of an account has one of; ``resource_id`` is the other's."""

    takes: ClassVar = {"defaults": 1, "get": 2, "create": 2}

    def defaults(self, account_id: str) -> Result:
        """Returns what the account's next record will have."""
        return self._one("defaults", (account_id,))

    def get(self, account_id: str, resource_id: Id) -> Result:
        """Returns that of one record."""
        return self._one("get", (account_id, resource_id))

    def create(self, account_id: str, resource_id: Id, data: Any) -> Result:
        """Sets that of one record by a dict, and returns it."""
        return self._one("create", (account_id, resource_id), record=data)
