"""Resources of events: the callbacks that webhooks are registered by."""

from typing import ClassVar

from refreshbooks.rest.api.accounting import AccountingResource
from refreshbooks.rest.api.resource import Id
from refreshbooks.rest.models import Result

__all__ = ["EventsResource"]


class EventsResource(AccountingResource):
    """Records of an account, with the calls that verify an address for webhooks."""

    takes: ClassVar = {**AccountingResource.takes, "verify": 2, "resend_verification": 2}

    def verify(self, account_id: str, resource_id: Id, verifier: str) -> Result:
        """Proves that the address is ours, by the word that the service sent there.

        Keep the word: it is what deliveries are signed with.
        """
        return self._one("verify", (account_id, resource_id), record={"verifier": verifier})

    def resend_verification(self, account_id: str, resource_id: Id) -> Result:
        """Has the service send its word once more."""
        return self._one("resend_verification", (account_id, resource_id), record={"resend": True})
