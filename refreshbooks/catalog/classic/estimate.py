"""Estimates: what a piece of work would cost a client."""

from dataclasses import replace

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Resource
from refreshbooks.catalog.shapes import acts, creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_STATUSES = ("draft", "sent", "viewed", "disputed", "replied", "accepted")

_ESTIMATE = (
    Field("number", documented=False, only="sent", note="By default the next one."),
    Field("number", only="answered"),
    Field("client_id", "id", required=True),
    parts.CONTACTS,
    Field("staff_id", "id", read_only=True),
    *parts.RECIPIENT,
    Field("po_number"),
    parts.folder(),
    Field(
        "status",
        "enum",
        _STATUSES,
        note="Ignored where sent: a new one is a draft. May come empty.",
    ),
    Field(
        "amount",
        "decimal",
        only="answered",
        note="What the lines come to, discount and taxes counted.",
    ),
    Field("currency_code", default=parts.BASE_CURRENCY),
    Field("language", "enum", parts.LANGUAGES, default=parts.LANGUAGE_OF_CLIENT),
    Field("date", "date", default=parts.TODAY),
    *parts.texts("notes", "terms"),
    Field("discount", "decimal", default="0", note="In percent, of the whole document."),
    *parts.OLD_LINKS,
    Field("links", "object", read_only=True, fields=(parts.CLIENT_VIEW, parts.VIEW)),
    parts.updated(only="sent"),
    parts.updated(documented=False, only="answered"),
    Field("paid", "decimal", read_only=True, documented=False, only="sent"),
    Field(
        "lines",
        "list",
        item="line",
        fields=(
            replace(parts.LINE_AMOUNT, only="answered"),
            *parts.LINE,
            replace(parts.COMPOUND_TAX, only="sent"),
        ),
        note=parts.LINES_NOTE,
    ),
)

_FILTERS = (
    Field("client_id", "id"),
    *parts.DATED_BETWEEN,
    parts.FOLDER_FILTER,
    parts.ORDER_WISH,
)

RESOURCE = Resource(
    name="estimate",
    record="estimate",
    plural="estimates",
    key="estimate_id",
    folders=True,
    note="The order of the list is guessed from its sisters.",
    methods=open_to(
        f"{parts.ESTIMATES_TAB}, {parts.THEIR_CLIENTS}",
        creates("estimate", _ESTIMATE),
        updates("estimate", _ESTIMATE, note="What is left out keeps its value, all lines too."),
        gets("estimate", _ESTIMATE),
        deletes("estimate", note="Moves it to the folder of deleted ones."),
        lists(
            "estimate",
            _ESTIMATE,
            *_FILTERS,
            order="estimate_id descending",
        ),
        acts("estimate", "accept", note="Refused the second time, with code 50020."),
        acts("estimate", "markAsSent", note="May be done again."),
        acts(
            "estimate",
            "sendByEmail",
            *parts.OWN_WORDS,
            note="Turns a draft into a sent one; may be done again.",
        ),
        acts("estimate", "getPDF", binary=True, note="A PDF; refusals come as XML."),
    ),
)
