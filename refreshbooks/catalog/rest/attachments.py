"""Attachments: files of any kind."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "python",
        *parts.texts("filename", "media_type", "public_id", "uuid"),
        Field("jwt", note="What other records refer to it by."),
    ),
)

RESOURCE = Resource(
    name="attachments",
    family="uploads",
    certainty="certain",
    seen_in=("python", "php", "docs"),
    attribute="attachments",
    sdk=True,
    scope="account_id",
    path="attachments",
    single_path="/uploads/attachments/{jwt}",
    methods=("upload", "get"),
    single="attachment",
    wrapped=False,
    key="jwt",
    fields=_FIELDS,
)
