"""Add-ons of the old store. None of it is documented."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource

__all__ = ["RESOURCE"]

_ADDON = (
    Field("id", "id"),
    *parts.texts("name", "author", "type", "price", "logo_image", "setup_url", "eula_uri"),
    *parts.texts("contact_email", "consumer_key"),
    Field("trial_days", "int"),
)

RESOURCE = Resource(
    name="addon",
    record="addon",
    plural="addons",
    key="id",
    methods=(
        Method(
            "addon.list",
            answer=(Field("addons", "list", item="addon", fields=_ADDON),),
            order="id descending",
            documented=False,
        ),
    ),
)
