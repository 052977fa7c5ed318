"""Default terms: what new documents say about paying."""

from dataclasses import replace

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource
from refreshbooks.catalog.shapes import open_to

__all__ = ["RESOURCE"]

_TYPE = Field("type", "enum", ("invoice", "estimate", "credit"))
_TERMS = (_TYPE, Field("message"))
_NEW_TERMS = tuple(replace(field, required=True) for field in _TERMS)

RESOURCE = Resource(
    name="default_terms",
    record="terms",
    plural="default_terms",
    key="type",
    methods=open_to(
        parts.INVOICES_TAB,
        Method(
            "default_terms.get",
            (replace(_TYPE, required=True),),
            (Field("terms", "object", fields=_TERMS),),
        ),
        Method(
            "default_terms.list",
            answer=(Field("default_terms", "list", item="terms", fields=_TERMS),),
            note="All three, and no pages.",
        ),
        Method(
            "default_terms.update",
            (Field("terms", "object", required=True, fields=_NEW_TERMS),),
        ),
    ),
)
