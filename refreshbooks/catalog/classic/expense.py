"""Expenses: what the account spent, for itself or for a client."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_EXPENSE = (
    Field("staff_id", "id", required=True, note="For callers who are staff, always their own."),
    Field("category_id", "id", required=True),
    Field("project_id", "id"),
    Field("client_id", "id", note="0 for none."),
    Field(
        "amount", "decimal", required=True, note="With its taxes in it: 105 at 5% are 100 and 5."
    ),
    Field("vendor"),
    Field("date", "date", default=parts.TODAY),
    Field("notes"),
    Field(
        "status",
        "enum",
        ("0", "1", "2"),
        note="0 for no client, 1 unbilled, 2 invoiced. Ignored where sent.",
    ),
    Field("tax1_name"),
    Field("tax1_percent", "decimal"),
    Field("tax1_amount", "decimal"),
    Field("tax2_name"),
    Field("tax2_percent", "decimal"),
    Field("tax2_amount", "decimal"),
    Field("compound_tax", "bool", documented=False),
    parts.folder(),
    Field("has_receipt", "bool", read_only=True, documented=False),
    parts.updated(documented=False),
)

_FILTERS = (
    Field("client_id", "id"),
    Field("category_id", "id"),
    Field("project_id", "id"),
    Field("vendor"),
    *parts.DATED_BETWEEN,
    parts.FOLDER_FILTER,
    parts.ORDER_WISH,
)

RESOURCE = Resource(
    name="expense",
    record="expense",
    plural="expenses",
    key="expense_id",
    folders=True,
    methods=open_to(
        f"staff, for themselves and {parts.THEIR_CLIENTS}",
        creates("expense", _EXPENSE),
        updates("expense", _EXPENSE),
        gets("expense", _EXPENSE),
        deletes("expense", note="Moves it to the folder of deleted ones."),
        lists("expense", _EXPENSE, *_FILTERS),
    ),
)
