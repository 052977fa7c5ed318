"""Images: logos, banners, photographs."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "python",
        *parts.texts("filename", "media_type", "public_id", "uuid"),
        Field("jwt", note="What other records refer to it by."),
    ),
    *parts.seen(
        "docs", Field("link", note="Where anybody may see it; it stands beside the object.")
    ),
)

RESOURCE = Resource(
    name="images",
    family="uploads",
    certainty="certain",
    seen_in=("python", "php", "docs"),
    attribute="images",
    sdk=True,
    scope="account_id",
    path="images",
    single_path="/uploads/images/{jwt}",
    methods=("upload", "get"),
    single="image",
    wrapped=False,
    key="jwt",
    fields=_FIELDS,
)
