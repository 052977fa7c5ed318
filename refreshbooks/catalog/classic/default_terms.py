"""Default terms: what new documents say about paying."""

from dataclasses import replace

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource
from refreshbooks.catalog.shapes import open_to

__all__ = ["RESOURCE"]

TYPE = Field("type", "enum", ("invoice", "estimate", "credit"))
TERMS = (TYPE, Field("message"))
NEW_TERMS = tuple(replace(field, required=True) for field in TERMS)

RESOURCE = Resource(
    name="default_terms",
    record="terms",
    plural="default_terms",
    key="type",
    methods=open_to(
        parts.INVOICES_TAB,
        Method(
            "default_terms.get",
            (replace(TYPE, required=True),),
            (Field("terms", "object", fields=TERMS),),
        ),
        Method(
            "default_terms.list",
            answer=(Field("default_terms", "list", item="terms", fields=TERMS),),
            note="All three, and no pages.",
        ),
        Method(
            "default_terms.update",
            (Field("terms", "object", required=True, fields=NEW_TERMS),),
        ),
    ),
)
