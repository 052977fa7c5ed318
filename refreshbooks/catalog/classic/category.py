"""Categories: what expenses are sorted by."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_ALL_STAFF = "staff with the Expenses tab"

_PARENT = Field("parent_id", "id", only="answered", note="Empty for one at the top.")

_CATEGORY = (
    Field("name", required=True, note="Most likely no two may share it."),
    Field("parent_id", "id", documented=False, only="sent"),
    _PARENT,
    Field("updated", "datetime", documented=False, only="answered"),
    Field("tax1", documented=False, only="answered"),
    Field("tax2", documented=False, only="answered"),
    Field(
        "subcategories",
        "list",
        item="category",
        fields=(Field("category_id", "id"), Field("name"), _PARENT),
        only="list",
        note="Where parent_id was sent.",
    ),
)

_FILTERS = (
    Field(
        "parent_id",
        "id",
        note="Empty: the top ones with their subcategories, by default 25 on a page."
        " An id: most likely those below it.",
    ),
    parts.ORDER_WISH,
)

RESOURCE = Resource(
    name="category",
    record="category",
    plural="categories",
    key="category_id",
    methods=(
        *open_to(
            _ALL_STAFF,
            creates("category", _CATEGORY),
            gets("category", _CATEGORY),
            lists(
                "category",
                _CATEGORY,
                *_FILTERS,
                at="categories/category",
                paging=parts.LONG_PAGING,
            ),
        ),
        *open_to(parts.ADMINISTRATOR, updates("category", _CATEGORY), deletes("category")),
    ),
)
