"""E-mail templates: what the service writes in the account's name."""

from dataclasses import replace

from refreshbooks.catalog.model import Field, Method, Resource

__all__ = ["RESOURCE"]

_SWITCHED = (
    "payment_notification",
    "credit_card_expiry",
    "credit_card_failure",
    "late_payment_reminder_first",
    "late_payment_reminder_second",
    "late_payment_reminder_third",
)
_TYPES = (
    "new_invoice",
    "new_estimate",
    "new_client",
    "new_credit",
    "new_staff",
    *_SWITCHED[:3],
    "new_support_ticket",
    "update_support_ticket",
    *_SWITCHED[3:],
)

_TYPE = Field("type", "enum", _TYPES)
_BODY = Field("body", note="May hold ::variables::. The element's name is a likely guess.")

_TEMPLATE = (
    _TYPE,
    Field("subject"),
    _BODY,
    Field("enabled", "bool", note=f"Only of {', '.join(_SWITCHED)}."),
    Field(
        "required_params",
        "list",
        item="required_param",
        note="The variables that the body has to hold; absent where it is free.",
    ),
    Field("optional_params", "list", item="optional_param"),
)

_NEW_TEMPLATE = (
    replace(_TYPE, required=True),
    Field("subject"),
    _BODY,
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
            (replace(_TYPE, required=True),),
            (Field("email_template", "object", fields=_TEMPLATE),),
        ),
        Method(
            "email_template.list",
            answer=(Field("email_templates", "list", item="email_template", fields=_TEMPLATE),),
            note="All thirteen, and no pages.",
        ),
        Method(
            "email_template.update",
            (Field("email_template", "object", required=True, fields=_NEW_TEMPLATE),),
        ),
    ),
)
