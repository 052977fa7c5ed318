"""E-mail templates: thirteen, each with the variables it may and must hold."""

from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.typed import TypedRecords
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_PERSON = ("company name", "client organization", "first name", "last name")
_INVOICE = ("invoice number", "invoice link", "payment amount", "amount owed", *_PERSON)
_LOGIN = ("login link", "username", "password", *_PERSON)
_CARD = ("client home", *_PERSON)
_TICKET = ("ticket number", "ticket link", *_PERSON)


def _template(  # noqa: PLR0913  # a row of the table below
    name: str,
    subject: str,
    body: str,
    *,
    demanded: tuple[str, ...],
    known: tuple[str, ...],
    enabled: str | None = None,
) -> Record:
    return {
        "type": name,
        "subject": subject,
        "body": body,
        # Left out where the template cannot be switched off.
        "enabled": enabled,
        "required_params": list(demanded) or None,
        "optional_params": list(known),
    }


def _reminder(which: str) -> Record:
    return _template(
        f"late_payment_reminder_{which}",
        "Invoice ::invoice number:: is still open",
        f"This is our {which} reminder: ::amount owed:: is open. See ::invoice link::",
        demanded=("invoice link",),
        known=_INVOICE,
        enabled="0",
    )


_TEMPLATES = TypedRecords(
    "email_template",
    (
        _template(
            "new_invoice",
            "Invoice ::invoice number:: from ::company name::",
            "Hello ::first name::, here is your invoice: ::invoice link::",
            demanded=("invoice link",),
            known=_INVOICE,
        ),
        _template(
            "new_estimate",
            "Estimate ::estimate number:: from ::company name::",
            "Hello ::first name::, here is what it would cost: ::estimate link::",
            demanded=("estimate link",),
            known=("estimate number", "estimate link", "estimate amount", *_PERSON),
        ),
        _template(
            "new_client",
            "Your page at ::company name::",
            "Log in at ::login link:: as ::username:: with ::password::",
            demanded=("username", "password"),
            known=_LOGIN,
        ),
        _template(
            "new_credit",
            "Credit ::credit number:: from ::company name::",
            "We owe you ::payment amount::. See ::credit link::",
            demanded=("credit link",),
            known=("credit number", "credit link", "payment amount", *_PERSON),
        ),
        _template(
            "new_staff",
            "Welcome to ::company name::",
            "Log in at ::login link:: as ::username:: with ::password::",
            demanded=("username", "password"),
            known=_LOGIN,
        ),
        _template(
            "payment_notification",
            "Your payment for invoice ::invoice number::",
            "Thank you: ::payment amount:: has arrived. See ::invoice link::",
            demanded=(),
            known=_INVOICE,
            enabled="0",
        ),
        _template(
            "credit_card_expiry",
            "Your card is about to expire",
            "Please enter the new one at ::client home::",
            demanded=("client home",),
            known=_CARD,
            enabled="1",
        ),
        _template(
            "credit_card_failure",
            "Your card was refused",
            "Please enter another one at ::client home::",
            demanded=("client home",),
            known=_CARD,
            enabled="0",
        ),
        _template(
            "new_support_ticket",
            "Your question ::ticket number::",
            "It has arrived. See ::ticket link::",
            demanded=("ticket link",),
            known=_TICKET,
        ),
        _template(
            "update_support_ticket",
            "An answer to your question ::ticket number::",
            "There is something new at ::ticket link::",
            demanded=("ticket link",),
            known=_TICKET,
        ),
        _reminder("first"),
        _reminder("second"),
        _reminder("third"),
    ),
)


def _get(call: Call) -> dict[str, object]:
    return {"email_template": _TEMPLATES.read(call, call.sent["type"])}


def _list(call: Call) -> dict[str, object]:
    return {"email_templates": _TEMPLATES.all(call)}


def _update(call: Call) -> dict[str, object]:
    values = dict(call.values)
    template = _TEMPLATES.read(call, values["type"])
    body = {**template, **values}["body"]
    for variable in template["required_params"] or ():
        if f"::{variable}::" not in body:
            raise failures.invalid("body", f"It has to hold ::{variable}::.")
    if template["enabled"] is None and values.get("enabled"):
        raise failures.invalid("enabled", "This template is always used.")
    _TEMPLATES.change(call, values)
    return {}


BEHAVIOUR = Behaviour(actions={"get": _get, "list": _list, "update": _update})
