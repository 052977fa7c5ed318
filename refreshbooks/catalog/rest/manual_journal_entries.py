"""Manual journal entries: bookings by hand on ledger accounts."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_DETAIL = (
    Field("accountId", note="Of a ledger account."),
    Field("amount", "object", fields=(Field("amount", "number"), Field("code"))),
    Field("type", values=("TYPE_CREDIT", "TYPE_DEBIT")),
)

_FIELDS = (
    *parts.seen(
        "docs",
        *parts.texts("name", "description", "journalEntryNumber"),
        Field("userEnteredDate", "object", fields=parts.integers("year", "month", "day")),
        Field("details", "array", fields=_DETAIL),
    ),
)

RESOURCE = Resource(
    name="manual_journal_entries",
    family="accounting_businesses",
    certainty="documented",
    seen_in=("docs",),
    attribute="manual_journal_entries",
    scope="business_uuid",
    path="journal_entries",
    methods=("list", "create"),
    single="manualJournalEntry",
    paging="page_number",
    api_version="2023-09-25",
    fields=_FIELDS,
    scopes=parts.scopes("journal_entries"),
    note="The key around a list is not known.",
)
