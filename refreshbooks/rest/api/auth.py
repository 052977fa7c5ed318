"""Resources of identities: who somebody is, in which businesses, in which teams."""

from typing import Any

from refreshbooks.files import Answer
from refreshbooks.rest.api.addressed import AddressedResource
from refreshbooks.rest.asked import Asked
from refreshbooks.rest.models import Identity

__all__ = ["AuthResource", "IdentityResource"]


class AuthResource(AddressedResource):
    """Records that stand beside all accounts and businesses."""


class IdentityResource(AuthResource):
    """Whose token it is."""

    def _name(self, verb: str) -> str:
        return "users.me"

    def _decoded(self, asked: Asked, answer: Answer) -> Any:
        record = super()._decoded(asked, answer)
        return Identity(record.data, shape=self._row)
