"""Invoices: what a client is asked to pay."""

from dataclasses import replace

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import (
    acts,
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

__all__ = ["RESOURCE"]

_SETTABLE_STATUSES = ("disputed", "draft", "sent", "viewed")
_LISTED_STATUSES = (*_SETTABLE_STATUSES, "paid", "auto-paid", "retry", "failed", "partial")

_LINE = (parts.LINE_AMOUNT, *parts.LINE, parts.COMPOUND_TAX)

_INVOICE = (
    Field("client_id", "id", required=True),
    parts.CONTACTS,
    Field("number", default=parts.NEXT_NUMBER, note="A generated one has seven digits."),
    Field(
        "amount",
        "decimal",
        read_only=True,
        note="What the lines come to, discount and taxes counted.",
    ),
    Field("amount_outstanding", "decimal", read_only=True, note="The amount less payments."),
    Field("paid", "decimal", read_only=True, documented=False, note="The sum of payments."),
    Field(
        "status",
        "enum",
        _SETTABLE_STATUSES,
        default="draft",
        only="sent",
        note="Payments decide the others; after a payment it can be no draft again.",
    ),
    Field("status", "enum", (*_LISTED_STATUSES, "pending", "declined"), only="answered"),
    Field("date", "date", default=parts.TODAY),
    Field("po_number"),
    Field("discount", "decimal", default="0", note="In percent, of the whole document."),
    *parts.texts("notes", "terms"),
    Field("currency_code", default=parts.BASE_CURRENCY),
    parts.folder(),
    Field("language", "enum", parts.LANGUAGES, default=parts.LANGUAGE_OF_CLIENT),
    *parts.OLD_LINKS,
    Field(
        "links",
        "object",
        read_only=True,
        fields=(parts.CLIENT_VIEW, parts.VIEW, Field("edit")),
    ),
    Field("return_uri", note="Offered to the client after paying, exactly as given."),
    parts.updated(),
    Field("recurring_id", "id", read_only=True, note="Empty where no profile made it."),
    Field("estimate_id", "id", documented=False),
    *parts.RECIPIENT,
    Field("staff_id", "id", read_only=True, note="Whoever made it."),
    Field("gateways", "object", documented=False, note="How to pay; what it holds is unknown."),
    Field(
        "lines",
        "list",
        item="line",
        fields=(
            Field("line_id", "id", read_only=True),
            *_LINE,
            Field(
                "order",
                "int",
                documented=False,
                note="The service sends it, yet refuses it as unknown.",
                only="answered",
            ),
        ),
        note=parts.LINES_NOTE,
    ),
)

_FILTERS = (
    Field("client_id", "id"),
    Field("recurring_id", "id", note="The profile that made them."),
    Field(
        "status",
        "enum",
        (*_LISTED_STATUSES, "unpaid"),
        note="unpaid: disputed, sent, viewed, retry, failed; and partial, most likely.",
    ),
    Field("number", note="A part of the number."),
    *parts.DATED_BETWEEN,
    *parts.CHANGED_BETWEEN,
    parts.FOLDER_FILTER,
    parts.ORDER_WISH,
)

RESOURCE = Resource(
    name="invoice",
    record="invoice",
    plural="invoices",
    key="invoice_id",
    folders=True,
    methods=(
        *open_to(
            f"{parts.INVOICES_TAB}, {parts.THEIR_CLIENTS}",
            creates("invoice", _INVOICE),
            updates("invoice", _INVOICE, note="What is left out keeps its value, all lines too."),
            gets("invoice", _INVOICE),
            deletes("invoice", note="Moves it to the folder of deleted ones."),
            lists("invoice", _INVOICE, *_FILTERS, order="invoice_id descending"),
            acts(
                "invoice",
                "sendByEmail",
                *parts.OWN_WORDS,
                note="Turns a draft into a sent one.",
            ),
            acts("invoice", "sendBySnailMail", note="A printed copy goes out by post."),
            acts("invoice", "getPDF", binary=True, note="A PDF; refusals come as XML."),
            adds_lines("invoice", _LINE),
            updates_lines("invoice", _LINE),
            deletes_a_line("invoice"),
        ),
        replace(acts("invoice", "undelete", note="Undoes invoice.delete."), documented=False),
    ),
)
