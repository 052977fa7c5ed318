"""Journal entries: bookings by hand."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_DETAIL = (
    parts.ID,
    parts.also("detailid"),
    Field("sub_accountid", "integer", note="Of journal_entry_accounts."),
    Field("debit", "decimal", note="A line has this or credit."),
    Field("credit", "decimal", note="A line has this or debit."),
    *parts.texts("name", "description"),
    Field("categoryid", "integer", read_only=True),
    parts.CURRENCY,
    *parts.dates("user_entered_date"),
)

_FIELDS = (
    *parts.seen(
        "node spec",
        *parts.texts("name", "description"),
        *parts.dates("user_entered_date"),
        parts.CURRENCY,
        Field("details", "array", fields=_DETAIL, note="Debits and credits must be equal."),
    ),
    *parts.seen("node", parts.ID, parts.also("entryid")),
)

RESOURCE = Resource(
    name="journal_entries",
    family="accounting",
    certainty="certain",
    seen_in=("node", "docs"),
    attribute="journal_entries",
    scope="account_id",
    path="journal_entries/journal_entries",
    methods=("create",),
    single="journal_entry",
    key="id",
    alias="entryid",
    required=("name", "user_entered_date", "currency_code", "details"),
    fields=_FIELDS,
    scopes=parts.scopes("journal_entries"),
)
