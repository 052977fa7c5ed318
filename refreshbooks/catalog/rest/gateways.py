"""Gateways: what takes online payments."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "docs",
        parts.ID,
        parts.also("sgid"),
        Field("connectionid", note="No two in all of FreshBooks share one."),
        Field("gateway_name", values=("stripe", "fbpay", "paypal")),
    ),
)

RESOURCE = Resource(
    name="gateways",
    family="accounting",
    certainty="certain",
    seen_in=("python", "docs"),
    attribute="gateways",
    sdk=True,
    scope="account_id",
    path="systems/gateways",
    single_path="systems/gateways/{id}",
    methods=("list", "delete"),
    delete="DELETE",
    single="gateway",
    plural="gateways",
    key="id",
    alias="sgid",
    paging="beside",
    fields=_FIELDS,
    scopes=("user:online_payments:read",),
    contradictions=("One page of the documentation writes /system/gateways, a slip most likely.",),
    note="A deleted one comes back only by the web pages.",
)
