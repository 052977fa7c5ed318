"""What an awaited REST client's resources can do; for type checkers and editors alone.

Made by ``make stubs`` from ``refreshbooks.rest.api``: change that, and not this file.
"""

import os
from collections.abc import Iterable
from typing import Any, Protocol

from refreshbooks.rest.api.resource import Id
from refreshbooks.rest.builders.includes import IncludesBuilder
from refreshbooks.rest.models import ListResult, Result
from refreshbooks.rest.query import Buildable

__all__ = [
    "AwaitedAccountingBusinessResource",
    "AwaitedAccountingResource",
    "AwaitedAddressedResource",
    "AwaitedCommentsResource",
    "AwaitedCommentsSubResource",
    "AwaitedEventsResource",
    "AwaitedFileResource",
    "AwaitedPaymentsResource",
    "AwaitedProjectsResource",
    "AwaitedTimetrackingResource",
    "AwaitedUploadsResource",
]


class AwaitedAccountingBusinessResource(Protocol):
    """Records of a business, which the ``business_uuid`` names."""

    async def get(
        self,
        business_uuid: str,
        resource_uuid: Id,
    ) -> Result:
        """Returns one record."""

    async def list(
        self,
        business_uuid: str,
        builders: Iterable[Buildable] | None = None,
        **parameters: object,
    ) -> ListResult:
        """Returns all records, or one page of them where there are pages."""

    async def create(
        self,
        business_uuid: str,
        data: Any,
    ) -> Result:
        """Makes a record out of a dict of its fields, and returns it."""

    async def update(
        self,
        business_uuid: str,
        resource_uuid: Id,
        data: Any,
    ) -> Result:
        """Changes the fields that a dict names, and returns the record."""

    async def delete(
        self,
        business_uuid: str,
        resource_uuid: Id,
    ) -> Result:
        """Deletes a record, where the service offers that."""


class AwaitedAccountingResource(Protocol):
    """Records of an account, which the ``account_id`` names."""

    async def get(
        self,
        account_id: str,
        resource_id: Id,
        includes: IncludesBuilder | None = None,
    ) -> Result:
        """Returns one record."""

    async def list(
        self,
        account_id: str,
        builders: Iterable[Buildable] | None = None,
    ) -> ListResult:
        """Returns one page of the records."""

    async def create(
        self,
        account_id: str,
        data: Any,
        includes: IncludesBuilder | None = None,
    ) -> Result:
        """Makes a record out of a dict of its fields, and returns it."""

    async def update(
        self,
        account_id: str,
        resource_id: Id,
        data: Any,
        includes: IncludesBuilder | None = None,
    ) -> Result:
        """Changes the fields that a dict names, and returns the record."""

    async def delete(
        self,
        account_id: str,
        resource_id: Id,
    ) -> Result:
        """Deletes a record, and returns it, or nothing of it, as the service does."""

    async def archive(
        self,
        account_id: str,
        resource_id: Id,
    ) -> Result:
        """Archives a record, and returns it."""


class AwaitedAddressedResource(Protocol):
    """Records that are reached by the ids that their address has, in its order."""

    async def get(
        self,
        *ids: object,
        includes: IncludesBuilder | None = None,
        **parameters: object,
    ) -> Any:
        """Returns one record, or a report."""

    async def list(
        self,
        *ids: object,
        builders: Iterable[Buildable] | None = None,
        **parameters: object,
    ) -> Any:
        """Returns one page of the records, or all of them where there are no pages."""

    async def create(
        self,
        *ids: object,
        **named: object,
    ) -> Any:
        """Makes a record out of a dict of its fields, the last argument, and returns it."""

    async def update(
        self,
        *ids: object,
        **named: object,
    ) -> Any:
        """Changes the fields that a dict names, the last argument, and returns the record."""

    async def delete(
        self,
        *ids: object,
        **named: object,
    ) -> Any:
        """Deletes a record."""


class AwaitedProjectsResource(Protocol):
    """Records of a business, which the ``business_id`` names."""

    async def get(
        self,
        business_id: Id,
        resource_id: Id,
        includes: IncludesBuilder | None = None,
    ) -> Result:
        """Returns one record."""

    async def list(
        self,
        business_id: Id,
        builders: Iterable[Buildable] | None = None,
    ) -> ListResult:
        """Returns one page of the records."""

    async def create(
        self,
        business_id: Id,
        data: Any,
    ) -> Result:
        """Makes a record out of a dict of its fields, and returns it."""

    async def update(
        self,
        business_id: Id,
        resource_id: Id,
        data: Any,
    ) -> Result:
        """Changes the fields that a dict names, and returns the record."""

    async def delete(
        self,
        business_id: Id,
        resource_id: Id,
    ) -> Result:
        """Deletes a record; nothing of it comes back."""


class AwaitedCommentsResource(AwaitedProjectsResource, Protocol):
    """Records of a business, with the calls that projects have."""


class AwaitedCommentsSubResource(Protocol):
    """What another record of a business has one of, such as the rate of a service."""

    async def get(
        self,
        business_id: Id,
        resource_id: Id,
    ) -> Result:
        """Returns that of one record."""

    async def list(
        self,
        business_id: Id,
        builders: Iterable[Buildable] | None = None,
    ) -> ListResult:
        """Returns those of all records."""

    async def create(
        self,
        business_id: Id,
        resource_id: Id,
        data: Any,
    ) -> Result:
        """Sets that of one record for the first time, and returns it."""

    async def update(
        self,
        business_id: Id,
        resource_id: Id,
        data: Any,
    ) -> Result:
        """Changes that of one record, and returns it."""

    async def delete(
        self,
        business_id: Id,
        resource_id: Id,
    ) -> Result:
        """Deletes that of one record, where the service offers it."""


class AwaitedEventsResource(AwaitedAccountingResource, Protocol):
    """Records of an account, with the calls that verify an address for webhooks."""

    async def verify(
        self,
        account_id: str,
        resource_id: Id,
        verifier: str,
    ) -> Result:
        """Proves that the address is ours, by the word that the service sent there."""

    async def resend_verification(
        self,
        account_id: str,
        resource_id: Id,
    ) -> Result:
        """Has the service send its word once more."""


class AwaitedFileResource(Protocol):
    """Files that are reached by the ids that their address has, in its order."""

    async def get(
        self,
        *ids: object,
        stream: bool = False,
        **named: object,
    ) -> Any:
        """Returns a file: a response of requests, with a ``save(path)`` more."""


class AwaitedPaymentsResource(Protocol):
    """What another record of an account has one of; ``resource_id`` is the other's."""

    async def defaults(
        self,
        account_id: str,
    ) -> Result:
        """Returns what the account's next record will have."""

    async def get(
        self,
        account_id: str,
        resource_id: Id,
    ) -> Result:
        """Returns that of one record."""

    async def create(
        self,
        account_id: str,
        resource_id: Id,
        data: Any,
    ) -> Result:
        """Sets that of one record by a dict, and returns it."""


class AwaitedTimetrackingResource(AwaitedProjectsResource, Protocol):
    """Records of a business, with the calls that projects have."""


class AwaitedUploadsResource(Protocol):
    """Files of an account, each named by the ``jwt`` that its upload answered."""

    async def upload(
        self,
        account_id: str,
        file_stream: Any = None,
        file_path: str | os.PathLike[str] | None = None,
    ) -> Result:
        """Uploads a file, and returns what names it: ``.jwt`` for other records, ``.link``."""

    async def get(
        self,
        jwt: str,
        *,
        stream: bool = False,
    ) -> Any:
        """Returns a file: a response of requests, with a ``save(path)`` more."""
