"""Whose books these are: the ids and names that addresses and answers carry."""

from dataclasses import dataclass

__all__ = ["Business"]


@dataclass(frozen=True)
class Business:
    """One business and the person who owns it.

    Attributes:
        account_id: Names it in accounting, events and payments.
        business_id: Names it in projects, time tracking and comments.
        business_uuid: Names it in ledger accounts.
        identity_id: Names the owner.
    """

    account_id: str
    business_id: int
    business_uuid: str
    identity_id: int = 1
    system_id: int = 1
    name: str = "Sandbox Inc."
    first_name: str = "Sandy"
    last_name: str = "Box"
    email: str = "sandy.box@example.com"
    currency_code: str = "USD"

    def named(self, scope: str) -> str:
        """Returns the id that stands in addresses, such as ``business_id``, as text."""
        return str(getattr(self, scope))
