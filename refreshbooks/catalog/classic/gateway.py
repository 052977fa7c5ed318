"""Gateways: the ways of paying online that the account has switched on."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource

__all__ = ["RESOURCE"]

_AUTOBILL_CAPABLE = Field("autobill_capable", "bool", note="Whether it can charge by itself.")

_GATEWAYS = Field("gateways", "list", item="gateway", fields=(Field("name"), _AUTOBILL_CAPABLE))

RESOURCE = Resource(
    name="gateway",
    record="gateway",
    plural="gateways",
    methods=(
        Method(
            "gateway.list",
            (_AUTOBILL_CAPABLE, *parts.LONG_PAGING),
            (_GATEWAYS,),
            paged=True,
        ),
    ),
)
