"""The system: the account itself."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource
from refreshbooks.catalog.shapes import open_to

__all__ = ["RESOURCE"]

_ADDRESS = Field(
    "address",
    "object",
    fields=parts.texts("street1", "street2", "city", "province", "postal_code", "country"),
)

_SYSTEM = (
    *parts.texts("company_name", "profession"),
    _ADDRESS,
    Field(
        "api",
        "object",
        fields=(
            Field("requests", "int", note="Today's."),
            Field("request_limit", "int", attributes=("deprecated",), note="Means nothing now."),
        ),
    ),
)

_REMINDERS = tuple(f"late_payment_reminder{number}" for number in (1, 2, 3))

_NEW_SYSTEM = (
    *parts.texts("name", "email", "username", "password", "first_name", "last_name"),
    *parts.texts("work_phone", "profession", "currency_code"),
    _ADDRESS,
    Field("notifications", "object", fields=parts.texts(*_REMINDERS)),
    Field("terms"),
)

_OPENED = (
    Field("domain", note="The new account's host."),
    *parts.texts("access_token", "access_token_secret"),
)

RESOURCE = Resource(
    name="system",
    record="system",
    methods=(
        *open_to(
            parts.ADMINISTRATOR,
            Method("system.current", answer=(Field("system", "object", fields=_SYSTEM),)),
        ),
        Method(
            "system.create",
            (Field("system", "object", required=True, fields=_NEW_SYSTEM),),
            (Field("system", "object", fields=_OPENED),),
            documented=False,
            note="Makes a new account; no token signs the call.",
        ),
    ),
)
