"""Items: what lines are filled in from."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "java node php spec",
        parts.ID,
        *parts.texts("name", "description", "sku"),
        *parts.decimals("inventory", "qty"),
        *parts.moneys("unit_cost"),
        Field("tax1", "integer", note="The id of a tax; 0 for none."),
        Field("tax2", "integer", note="The id of a tax; 0 for none."),
        parts.ACCOUNT,
        parts.UPDATED,
        parts.VIS_STATE,
    ),
    *parts.seen("java php", parts.also("itemid")),
)

RESOURCE = Resource(
    name="items",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "php", "java", "docs"),
    attribute="items",
    sdk=True,
    scope="account_id",
    path="items/items",
    single_path="items/items/{id}",
    methods=parts.CRUD,
    delete="PUT",
    deleted=("vis_state", 1),
    single="item",
    plural="items",
    key="id",
    alias="itemid",
    paging="beside",
    required=("name",),
    fields=_FIELDS,
    filters=(
        *parts.filters("equals", "itemid", "sku", "description", "vis_state"),
        *parts.filters("in", "itemids"),
        *parts.filters(
            "between",
            "unit_cost_min",
            "unit_cost_max",
            "inventory_min",
            "inventory_max",
            "qty_min",
            "qty_max",
            "updated_min",
            "updated_max",
        ),
    ),
    scopes=parts.scopes("billable_items"),
)
