"""E-mail templates: what the service writes in the account's name."""

from dataclasses import replace

from refreshbooks.catalog.model import Field, Method, Resource

__all__ = ["RESOURCE"]

SWITCHED = (
    "payment_notification",
    "credit_card_expiry",
    "credit_card_failure",
    "late_payment_reminder_first",
    "late_payment_reminder_second",
    "late_payment_reminder_third",
)
TYPES = (
    "new_invoice",
    "new_estimate",
    "new_client",
    "new_credit",
    "new_staff",
    *SWITCHED[:3],
    "new_support_ticket",
    "update_support_ticket",
    *SWITCHED[3:],
)

TYPE = Field("type", "enum", TYPES)
BODY = Field("body", note="May hold ::variables::. The element's name is a likely guess.")

TEMPLATE = (
    TYPE,
    Field("subject"),
    BODY,
    Field("enabled", "bool", note=f"Only of {', '.join(SWITCHED)}."),
    Field(
        "required_params",
        "list",
        item="required_param",
        note="The variables that the body has to hold; absent where it is free.",
    ),
    Field("optional_params", "list", item="optional_param"),
)

NEW_TEMPLATE = (
    replace(TYPE, required=True),
    Field("subject"),
    BODY,
    Field("enabled", "bool", documented=False),
)

RESOURCE = Resource(
    name="email_template",
    record="email_template",
    plural="email_templates",
    key="type",
    methods=(
        Method(
            "email_template.get",
            (replace(TYPE, required=True),),
            (Field("email_template", "object", fields=TEMPLATE),),
        ),
        Method(
            "email_template.list",
            answer=(Field("email_templates", "list", item="email_template", fields=TEMPLATE),),
            note="All thirteen, and no pages.",
        ),
        Method(
            "email_template.update",
            (Field("email_template", "object", required=True, fields=NEW_TEMPLATE),),
        ),
    ),
)
