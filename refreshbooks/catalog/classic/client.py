"""Clients: whom the account works for."""

from dataclasses import replace

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import acts, creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_CONTACT = (
    Field("contact_id", "id", note="Most likely keeps the contact of that id on update."),
    *parts.texts("username", "first_name", "last_name"),
    Field("email", required=True),
    *parts.texts("phone1", "phone2"),
)

_CLIENT = (
    *parts.texts("first_name", "last_name", "organization"),
    Field("email", required=True, note="Alone enough for a client; several may share one."),
    Field(
        "username",
        default=parts.FIRST_AND_LAST_NAME,
        note="In the API's first years the e-mail address was the default.",
    ),
    Field("password", default=parts.RANDOM, only="sent", note="Never shown again."),
    Field(
        "contacts",
        "list",
        item="contact",
        fields=_CONTACT,
        note="An update replaces them all. Old answers show one contact without its wrapper.",
    ),
    *parts.texts("work_phone", "home_phone", "mobile", "fax"),
    Field("language", "enum", parts.LANGUAGES),
    Field("currency_code", default=parts.BASE_CURRENCY, note="Sent empty it is refused."),
    Field(
        "credit",
        "decimal",
        read_only=True,
        attributes=("currency", "deprecated"),
        note="Now credits: this one is in the client's currency.",
    ),
    Field(
        "credits",
        "list",
        read_only=True,
        item="credit",
        item_type="decimal",
        attributes=("currency",),
        note="One for each currency; payments change them.",
    ),
    Field("notes"),
    *parts.BILLING_ADDRESS,
    *parts.texts("s_street1", "s_street2", "s_city", "s_state", "s_country", "s_code"),
    *parts.OLD_LINKS,
    Field(
        "links",
        "object",
        read_only=True,
        fields=(
            parts.CLIENT_VIEW,
            parts.VIEW,
            Field("statement", note="The client's statement of account."),
        ),
    ),
    Field("vat_name", note="What the number is called, such as VAT Number."),
    Field("vat_number", note="Printed after vat_name."),
    parts.folder(),
    parts.updated(),
    Field(
        "notifications",
        "object",
        read_only=True,
        documented=False,
        fields=(Field("late_payment_reminders", "bool", documented=False),),
    ),
)

_FILTERS = (
    Field("email", note="The whole address."),
    Field("username", note="The whole name."),
    Field("notes", note="A part of the notes."),
    *parts.CHANGED_BETWEEN,
    parts.FOLDER_FILTER,
    parts.ORDER_WISH,
)

RESOURCE = Resource(
    name="client",
    record="client",
    plural="clients",
    key="client_id",
    folders=True,
    methods=(
        *open_to(
            f"staff with the Clients tab, {parts.THEIR_CLIENTS}",
            creates("client", _CLIENT, note="The account's plan may limit their number."),
            updates("client", _CLIENT),
            gets("client", _CLIENT),
            deletes("client", note="Moves it to the folder of deleted ones."),
            lists("client", _CLIENT, *_FILTERS, order="client_id descending"),
        ),
        replace(acts("client", "undelete", note="Undoes client.delete."), documented=False),
    ),
)
