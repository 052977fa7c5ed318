"""The resources' classes, under the official SDK's names; each family has its own.

Which class a resource is of follows from its row in the catalog: that of its family, or
:class:`~refreshbooks.rest.api.addressed.AddressedResource` where its address has more
ids or fewer.
"""

import functools
from collections.abc import Mapping

from refreshbooks.catalog import rest as catalog
from refreshbooks.catalog.rest.model import Resource as Row
from refreshbooks.rest.api.accounting import AccountingResource
from refreshbooks.rest.api.accounting_business import AccountingBusinessResource
from refreshbooks.rest.api.addressed import AddressedResource
from refreshbooks.rest.api.auth import AuthResource
from refreshbooks.rest.api.comments import CommentsResource, CommentsSubResource
from refreshbooks.rest.api.events import EventsResource
from refreshbooks.rest.api.files import FileResource
from refreshbooks.rest.api.payments import PaymentsResource
from refreshbooks.rest.api.projects import ProjectsResource
from refreshbooks.rest.api.resource import Caller, Resource
from refreshbooks.rest.api.timetracking import TimetrackingResource
from refreshbooks.rest.api.uploads import UploadsResource

__all__ = ["class_of", "resource_of"]

_CLASSES: Mapping[str, tuple[type[Resource], ...]] = {
    "accounting": (AccountingResource,),
    "accounting_businesses": (AccountingBusinessResource,),
    "auth": (AuthResource,),
    "comments": (CommentsResource, CommentsSubResource),
    "events": (EventsResource,),
    "payments": (PaymentsResource,),
    "projects": (ProjectsResource,),
    "timetracking": (TimetrackingResource,),
    "uploads": (UploadsResource,),
}


def class_of(row: Row) -> type[Resource]:
    """Returns the class that has the calls of a resource."""
    if row.binary:
        return FileResource
    kinds = (kind for kind in _CLASSES[row.family] if kind.fits(row))
    return next(kinds, AddressedResource)


def resource_of(row: Row, client: Caller) -> Resource:
    """Returns the calls of a resource, sent by a client."""
    return _class(row.name)(row, client)


@functools.cache
def _class(name: str) -> type[Resource]:
    row = catalog.find(name)
    assert row is not None
    return class_of(row)
