"""The system: the account itself."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource
from refreshbooks.catalog.shapes import open_to

__all__ = ["RESOURCE"]

ADDRESS = Field(
    "address",
    "object",
    fields=parts.texts("street1", "street2", "city", "province", "postal_code", "country"),
)

SYSTEM = (
    *parts.texts("company_name", "profession"),
    ADDRESS,
    Field(
        "api",
        "object",
        fields=(
            Field("requests", "int", note="Today's."),
            Field("request_limit", "int", attributes=("deprecated",), note="Means nothing now."),
        ),
    ),
)

REMINDERS = tuple(f"late_payment_reminder{number}" for number in (1, 2, 3))

NEW_SYSTEM = (
    *parts.texts("name", "email", "username", "password", "first_name", "last_name"),
    *parts.texts("work_phone", "profession", "currency_code"),
    ADDRESS,
    Field("notifications", "object", fields=parts.texts(*REMINDERS)),
    Field("terms"),
)

OPENED = (
    Field("domain", note="The new account's host."),
    *parts.texts("access_token", "access_token_secret"),
)

RESOURCE = Resource(
    name="system",
    record="system",
    methods=(
        *open_to(
            parts.ADMINISTRATOR,
            Method("system.current", answer=(Field("system", "object", fields=SYSTEM),)),
        ),
        Method(
            "system.create",
            (Field("system", "object", required=True, fields=NEW_SYSTEM),),
            (Field("system", "object", fields=OPENED),),
            documented=False,
            note="Opens an account; signed with the consumer key alone.",
        ),
    ),
)
