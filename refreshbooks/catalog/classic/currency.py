"""Currencies: the ones that the service knows."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource

__all__ = ["RESOURCE"]

_CURRENCIES = Field(
    "currencies",
    "list",
    item="currency",
    fields=(Field("code", note="Three capitals, as in ISO 4217."),),
)

RESOURCE = Resource(
    name="currency",
    record="currency",
    plural="currencies",
    methods=(Method("currency.list", parts.LONG_PAGING, (_CURRENCIES,), paged=True),),
)
