"""Which business an account is, and who owns it.

>>> business = Business.of("sandbox", 1)
>>> business.account_id, business.business_id, business.name
('vsdvOa', 1001001, 'Sandbox Inc.')
"""

import base64
import hashlib
import uuid
from dataclasses import dataclass

__all__ = ["Business"]

_NAMESPACE = uuid.UUID("6d8f6a3e-2f0c-4a57-9d53-5b1f0f6a2c11")
_FIRST_BUSINESS, _BETWEEN = 1_000_001, 1_000
_FIRST_IDENTITY = 200_000
_FIRST_SYSTEM = 300_000


@dataclass(frozen=True)
class Business:
    """One business and the person who owns it.

    Attributes:
        account_id: Names it in accounting, events and payments.
        business_id: Names it in projects, time tracking and comments.
        business_uuid: Names it in ledger accounts.
        identity_id: Names the owner.
        identity_uuid: Names the owner too.
        system_id: Names what the account was called in earlier times.
    """

    account_id: str
    business_id: int
    business_uuid: str
    identity_id: int = 1
    identity_uuid: str = ""
    system_id: int = 1
    name: str = "Sandbox Inc."
    first_name: str = "Sandy"
    last_name: str = "Box"
    email: str = "sandy.box@example.com"
    currency_code: str = "USD"

    @classmethod
    def of(cls, account: str, number: int) -> "Business":
        """Returns the business of an account: the same for the same name and number.

        Args:
            account: The account's name in the sandbox.
            number: Which account it was, counted from 1.
        """
        return cls(
            account_id=_account_id(account),
            business_id=_FIRST_BUSINESS + _BETWEEN * number,
            business_uuid=_uuid(f"business {account}"),
            identity_id=_FIRST_IDENTITY + number,
            identity_uuid=_uuid(f"identity {account}"),
            system_id=_FIRST_SYSTEM + number,
            name=f"{account[:1].upper()}{account[1:]} Inc.",
        )

    def named(self, scope: str) -> str:
        """Returns the id that stands in addresses, such as ``business_id``, as text."""
        return str(getattr(self, scope))


def _uuid(text: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, text))


def _account_id(account: str) -> str:
    digest = hashlib.sha256(f"account {account}".encode()).digest()
    text = base64.b64encode(digest).decode().replace("+", "").replace("/", "")
    # A letter first: nobody shall take it for a number.
    return text.lstrip("0123456789")[:6]
