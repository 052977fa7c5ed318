"""Client contacts: further people at a client."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "docs",
        *parts.texts("fname", "lname", "email", "phone1", "phone2", "face_url"),
        *parts.integers("contactid", "userid"),
    ),
)

RESOURCE = Resource(
    name="client_contacts",
    family="accounting",
    certainty="inferred",
    seen_in=("docs",),
    attribute="client_contacts",
    scope="account_id",
    single_path="users/contacts/{id}",
    methods=("update", "delete"),
    delete="DELETE",
    single="contact",
    key="contactid",
    fields=_FIELDS,
    note="The path is not sure; an update of the client can replace its contacts.",
)
