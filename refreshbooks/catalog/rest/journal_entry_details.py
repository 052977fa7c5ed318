"""Journal entry details: the lines of all bookings."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_ACCOUNT = (
    parts.ID,
    parts.also("accountid"),
    *parts.texts("account_name", "account_number", "account_type"),
    parts.ACCOUNT,
)

_SUB_ACCOUNT = (
    parts.ID,
    parts.also("sub_accountid"),
    *parts.integers("parentid"),
    *parts.texts("account_sub_name", "account_sub_number"),
    parts.ACCOUNT,
)

_ENTRY = (
    parts.ID,
    parts.also("entryid"),
    *parts.integers("clientid", "invoiceid", "paymentid", "creditid", "expenseid"),
    *parts.integers("incomeid", "categoryid"),
    parts.ACCOUNT,
)

_FIELDS = (
    *parts.seen(
        "node",
        parts.ID,
        parts.also("detailid"),
        *parts.texts("name", "description", "detail_type"),
        *parts.moneys("balance", "credit", "debit"),
        *parts.dates("user_entered_date"),
        Field("account", "object", fields=_ACCOUNT),
        Field("entry", "object", fields=_ENTRY, note="What was booked."),
        Field("sub_account", "object", fields=_SUB_ACCOUNT),
        parts.ACCOUNT,
    ),
)

RESOURCE = Resource(
    name="journal_entry_details",
    family="accounting",
    certainty="certain",
    seen_in=("node", "docs"),
    attribute="journal_entry_details",
    scope="account_id",
    path="journal_entries/journal_entry_details",
    methods=("list",),
    single="journal_entry_detail",
    plural="journal_entry_details",
    key="id",
    alias="detailid",
    paging="beside",
    fields=_FIELDS,
    filters=parts.filters("equals", "sub_accountid", "start_date", "end_date"),
    scopes=("user:journal_entries:read",),
)
