"""Other income: what came in without an invoice."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "java node spec",
        *parts.texts("note", "payment_type", "source"),
        *parts.moneys("amount"),
        *parts.dates("date"),
        Field("incomeid", "integer", read_only=True, note="There is no id."),
        Field(
            "category_name",
            values=("advertising", "in_person_sales", "online_sales", "rentals", "other"),
        ),
        Field(
            "taxes", "array", fields=(Field("name"), Field("amount", "decimal", note="In percent."))
        ),
        Field("updated_at", "datetime", read_only=True),
        parts.CREATED,
        parts.VIS_STATE,
    ),
    *parts.seen("java", *parts.integers("sourceid", "userid")),
)

RESOURCE = Resource(
    name="other_income",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "java", "docs"),
    attribute="other_income",
    sdk=True,
    scope="account_id",
    path="other_incomes/other_incomes",
    single_path="other_incomes/other_incomes/{id}",
    methods=parts.CRUD,
    delete="DELETE",
    single="other_income",
    plural="other_income",
    key="incomeid",
    paging="beside",
    required=("amount", "payment_type"),
    fields=_FIELDS,
    filters=parts.filters("equals", "incomeid", "category_name", "vis_state"),
    scopes=parts.scopes("other_income"),
    note="The key around a list is other_income as well.",
)
