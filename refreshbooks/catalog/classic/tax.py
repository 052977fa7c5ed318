"""Taxes: names and rates that lines can be given."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, updates

__all__ = ["RESOURCE"]

_TAX = (
    Field("name", required=True, note="No two share it; most likely 15 characters at most."),
    Field("rate", "decimal", default="0", note="In percent."),
    Field("number", note="What the account is registered under for it."),
    Field("compound", "bool", default="0", note="1: charged on the other tax too."),
    parts.updated(documented=False),
)

RESOURCE = Resource(
    name="tax",
    record="tax",
    plural="taxes",
    key="tax_id",
    methods=(
        creates("tax", _TAX),
        updates("tax", _TAX),
        gets("tax", _TAX),
        deletes("tax"),
        lists(
            "tax",
            _TAX,
            Field("compound", "bool", note="1: only compound ones; 0: only simple ones."),
            parts.ORDER_WISH,
            at="taxes/tax",
            order="tax_id descending",
        ),
    ),
)
