"""Recurring profiles: invoices that make themselves at intervals."""

from dataclasses import replace

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import (
    adds_lines,
    creates,
    deletes,
    deletes_a_line,
    gets,
    lists,
    open_to,
    updates,
    updates_lines,
)

__all__ = ["FREQUENCIES", "RESOURCE"]

# What is sent, and the code that comes back for it.
FREQUENCIES = {
    "weekly": "w",
    "2 weeks": "2w",
    "4 weeks": "4w",
    "monthly": "m",
    "2 months": "2m",
    "3 months": "3m",
    "6 months": "6m",
    "yearly": "y",
    "2 years": "2y",
}

_EXPIRATION = (
    Field("month", "int", required=True, only="sent", note="Not one that is over."),
    Field("month", only="answered", note="Two digits."),
    Field("year", "int", required=True, note="Four digits."),
)
_CARD = (
    Field("number", required=True, note="All but its last four digits come back as stars."),
    Field("name", required=True),
    Field("expiration", "object", required=True, fields=_EXPIRATION),
)
_AUTOBILL = Field(
    "autobill",
    "object",
    fields=(
        Field("gateway_name", required=True, note="One of gateway.list that can charge."),
        Field("card", "object", required=True, fields=_CARD),
    ),
    note="Whole or left out. Sent empty, an update ends it; it comes empty where there is none.",
)

_RECURRING = (
    Field("frequency", "enum", tuple(FREQUENCIES), default="monthly", only="sent"),
    Field("frequency", "enum", tuple(FREQUENCIES.values()), only="answered"),
    Field("occurrences", "int", default="0", note="How many invoices; 0 for no end."),
    Field("stopped", "bool", note="1: makes no more invoices."),
    Field("client_id", "id", required=True),
    parts.CONTACTS,
    Field("staff_id", "id", read_only=True),
    *parts.RECIPIENT,
    Field("po_number"),
    Field("status", read_only=True, note="Comes empty."),
    Field(
        "amount",
        "decimal",
        read_only=True,
        note="What the lines come to, discount and taxes counted.",
    ),
    Field("currency_code", default=parts.BASE_CURRENCY),
    Field("language", "enum", parts.LANGUAGES, default=parts.LANGUAGE_OF_CLIENT),
    Field(
        "date",
        "date",
        default=parts.TODAY,
        note="Of the first invoice, which is made at once if that is today. None in the past.",
    ),
    *parts.texts("notes", "terms"),
    Field("discount", "decimal", default="0", note="In percent, of the whole document."),
    Field("return_uri", note="May hold ::invoice id:: and ::invoice number::."),
    Field("send_snail_mail", "bool", default="0"),
    Field("send_email", "bool", default="1"),
    parts.folder(),
    _AUTOBILL,
    parts.updated(documented=False),
    Field(
        "lines",
        "list",
        item="line",
        fields=(
            Field("line_id", "id", read_only=True),
            parts.LINE_AMOUNT,
            *parts.LINE,
            replace(parts.COMPOUND_TAX, only="sent"),
        ),
        note=parts.LINES_NOTE,
    ),
)

_LINE = (parts.LINE_AMOUNT, *parts.LINE, parts.COMPOUND_TAX)

_FILTERS = (
    Field("client_id", "id"),
    Field("autobill", "bool", note="1: those that charge by themselves."),
    *parts.DATED_BETWEEN,
    *parts.CHANGED_BETWEEN,
    parts.FOLDER_FILTER,
)

_FIRST_INVOICE = Field(
    "invoice_id",
    "id",
    documented=False,
    note="Of the first invoice, where the profile starts today.",
)

RESOURCE = Resource(
    name="recurring",
    record="recurring",
    plural="recurrings",
    key="recurring_id",
    folders=True,
    methods=open_to(
        f"{parts.INVOICES_TAB}, {parts.THEIR_CLIENTS}",
        creates("recurring", _RECURRING, answer=(_FIRST_INVOICE,)),
        updates(
            "recurring",
            _RECURRING,
            note="What is left out keeps its value, autobill and all lines too.",
        ),
        gets("recurring", _RECURRING),
        deletes("recurring", note="Its invoices stay; there will be no more."),
        lists("recurring", _RECURRING, *_FILTERS, order="recurring_id descending"),
        adds_lines("recurring", _LINE),
        updates_lines("recurring", _LINE),
        deletes_a_line("recurring"),
    ),
)
