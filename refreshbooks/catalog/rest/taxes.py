"""Taxes: what lines may be charged with."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "java php spec",
        parts.ID,
        parts.also("taxid"),
        *parts.texts("number"),
        Field("amount", "decimal", note="In percent."),
        Field("name", note="No two taxes share one."),
        parts.ACCOUNT,
        parts.UPDATED,
    ),
    *parts.seen("java spec", Field("compound", "boolean", note="Taxes what the other taxes add.")),
)

RESOURCE = Resource(
    name="taxes",
    family="accounting",
    certainty="certain",
    seen_in=("python", "php", "java", "docs"),
    attribute="taxes",
    sdk=True,
    scope="account_id",
    path="taxes/taxes",
    single_path="taxes/taxes/{id}",
    methods=parts.CRUD,
    delete="DELETE",
    single="tax",
    plural="taxes",
    key="id",
    alias="taxid",
    paging="beside",
    required=("name",),
    fields=_FIELDS,
    filters=(
        *parts.filters("equals", "taxid"),
        *parts.filters("in", "taxids"),
        *parts.filters("like", "name", "number"),
        *parts.filters("boolean", "compound"),
        *parts.filters("between", "updated_min", "updated_max"),
    ),
    scopes=parts.scopes("taxes"),
    contradictions=(
        (
            "The SDKs for Python and Java and the documentation DELETE a tax; PHP sets vis_state"
            " to 1."
        ),
    ),
)
