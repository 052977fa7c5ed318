"""Expenses: what the business spent."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "java node php spec",
        parts.ID,
        parts.also("expenseid"),
        *parts.texts("notes", "taxName1", "taxName2", "vendor"),
        *parts.integers("clientid", "invoiceid", "categoryid", "projectid", "staffid"),
        *parts.integers("taxPercent1", "taxPercent2"),
        *parts.decimals("markup_percent"),
        *parts.moneys("amount", "taxAmount1", "taxAmount2"),
        *parts.dates("date"),
        *parts.flags("has_receipt"),
        Field(
            "status",
            "integer",
            read_only=True,
            note="0 internal, 1 outstanding, 2 invoiced, 4 recouped.",
        ),
        parts.ACCOUNT,
        parts.UPDATED,
        parts.VIS_STATE,
    ),
    *parts.seen(
        "java node php",
        *parts.texts("account_name", "bank_name"),
        *parts.integers("accountid", "ext_invoiceid", "ext_systemid", "profileid"),
        *parts.integers("transactionid"),
        *parts.flags("from_bulk_import", "include_receipt", "is_cogs", "isduplicate"),
    ),
    *parts.seen(
        "java php",
        *parts.texts("ext_accountid"),
        *parts.integers("modern_projectid"),
        *parts.flags("billable", "potential_bill_payment"),
    ),
    *parts.seen(
        "java",
        *parts.integers("background_jobid", "converse_projectid"),
        Field("bill_matches", "array"),
    ),
    *parts.seen("docs", *parts.included("account", "expense_profile", "project"), parts.VERSION),
    *parts.seen("java php docs", parts.upload("attachment", include=True)),
    *parts.seen("node docs", Field("category", "object", fields=parts.CATEGORY, include=True)),
    *parts.seen("java node spec", *parts.flags("compounded_tax")),
)

RESOURCE = Resource(
    name="expenses",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "php", "java", "docs"),
    attribute="expenses",
    sdk=True,
    scope="account_id",
    path="expenses/expenses",
    single_path="expenses/expenses/{id}",
    methods=parts.CRUD,
    delete="PUT",
    deleted=("vis_state", 1),
    single="expense",
    plural="expenses",
    key="id",
    alias="expenseid",
    paging="beside",
    required=("amount", "categoryid", "staffid", "date"),
    fields=_FIELDS,
    includes=("attachment", "category", "expense_profile", "project", "account"),
    filters=(
        *parts.filters(
            "equals",
            "expenseid",
            "clientid",
            "clientid_not",
            "staffid",
            "profileid",
            "categoryid",
            "projectid",
            "vendor",
            "vis_state",
        ),
        *parts.filters(
            "in", "expenseids", "clientids", "staffids", "profileids", "categoryids", "projectids"
        ),
        *parts.filters("boolean", "has_receipt"),
        *parts.filters(
            "between",
            "date_min",
            "date_max",
            "amount_min",
            "amount_max",
            "updated_min",
            "updated_max",
        ),
    ),
    ignored_filters=parts.ignored("status"),
    scopes=parts.scopes("expenses"),
)
