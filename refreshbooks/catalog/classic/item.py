"""Items: goods and flat services that lines name again and again."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_NO_TAXES = "By the documentation an item's taxes cannot be set."

_ITEM = (
    Field("name", required=True),
    Field("description"),
    Field("unit_cost", "decimal"),
    Field("quantity", "decimal"),
    Field("inventory", "int", note="What is in stock; empty where that is not counted."),
    parts.folder(),
    parts.updated(documented=False),
    Field("tax1_id", "id", documented=False, note=_NO_TAXES),
    Field("tax2_id", "id", documented=False, note=_NO_TAXES),
)

RESOURCE = Resource(
    name="item",
    record="item",
    plural="items",
    key="item_id",
    folders=True,
    methods=open_to(
        parts.INVOICES_TAB,
        creates("item", _ITEM),
        updates("item", _ITEM),
        gets("item", _ITEM),
        deletes("item", note="Moves it to the folder of deleted ones."),
        lists("item", _ITEM, parts.FOLDER_FILTER, order="item_id descending"),
    ),
)
