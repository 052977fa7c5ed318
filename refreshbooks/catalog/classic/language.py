"""Languages: the ones that documents can be written in."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource

__all__ = ["RESOURCE"]

_LANGUAGES = Field(
    "languages",
    "list",
    item="language",
    fields=(
        Field("code", "enum", parts.LANGUAGES, note="As in RFC 5646."),
        Field("name", note="In English."),
    ),
)

RESOURCE = Resource(
    name="language",
    record="language",
    plural="languages",
    methods=(Method("language.list", parts.PAGING, (_LANGUAGES,), paged=True),),
)
