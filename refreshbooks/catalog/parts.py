"""Elements and words that several resources share.

Addresses, lines, folders, links, paging; the words for defaults that the
service works out; and the words for who may call.
"""

from refreshbooks.catalog.model import Call, Field

__all__ = [
    "ADMINISTRATOR",
    "BASE_CURRENCY",
    "BILLING_ADDRESS",
    "CALLER",
    "CHANGED_BETWEEN",
    "CLIENT_VIEW",
    "COMPOUND_TAX",
    "COMPUTED_DEFAULTS",
    "CONTACTS",
    "DATED_BETWEEN",
    "ESTIMATES_TAB",
    "FIRST_AND_LAST_NAME",
    "FOLDERS",
    "FOLDER_FILTER",
    "INVOICES_TAB",
    "LANGUAGES",
    "LANGUAGE_OF_CLIENT",
    "LINE",
    "LINES_NOTE",
    "LINE_AMOUNT",
    "LONG_PAGING",
    "NEXT_NUMBER",
    "OLD_LINKS",
    "ORDER_WISH",
    "OWN_WORDS",
    "PAGING",
    "RANDOM",
    "RECIPIENT",
    "THEIR_CLIENTS",
    "TIME_TRACKING_TAB",
    "TODAY",
    "VIEW",
    "folder",
    "texts",
    "updated",
]

# Defaults that the service works out when the call comes.
TODAY = "today"  # in US Eastern time
CALLER = "the caller"
RANDOM = "random"
NEXT_NUMBER = "last number + 1"
FIRST_AND_LAST_NAME = "first name + last name"
BASE_CURRENCY = "base currency of the account"
LANGUAGE_OF_CLIENT = "language of the client"
COMPUTED_DEFAULTS = frozenset(
    {
        TODAY,
        CALLER,
        RANDOM,
        NEXT_NUMBER,
        FIRST_AND_LAST_NAME,
        BASE_CURRENCY,
        LANGUAGE_OF_CLIENT,
    }
)

# Who may call beside the administrator: staff, as far as the web pages let them.
ADMINISTRATOR = "administrator only"
INVOICES_TAB = "staff with the Invoices tab"
ESTIMATES_TAB = "staff with the Estimates tab"
TIME_TRACKING_TAB = "staff with the Time Tracking tab"
THEIR_CLIENTS = "for clients assigned to them"

FOLDERS = ("active", "archived", "deleted")
LANGUAGES = ("en", "fr", "da", "nl", "et", "de", "it", "no", "pt", "es", "es-419", "sv")


def texts(*names: str, only: Call = "") -> tuple[Field, ...]:
    """Returns a plain text element for each name."""
    return tuple(Field(name, only=only) for name in names)


def folder() -> Field:
    """Returns the folder a record lies in."""
    return Field("folder", "enum", FOLDERS, read_only=True)


def updated(*, documented: bool = True, only: Call = "") -> Field:
    """Returns the time of a record's last change."""
    return Field("updated", "datetime", read_only=True, documented=documented, only=only)


# Lists.
_PAGE = Field("page", "int", default="1", note="Beyond the last one the list is empty.")
PAGING = (_PAGE, Field("per_page", "int", default="25", note="The service gives at most 100."))
LONG_PAGING = (_PAGE, Field("per_page", "int", default="100", note="The most there is."))
FOLDER_FILTER = Field(
    "folder",
    "enum",
    FOLDERS,
    note="Left out, the list holds active and archived records and no deleted ones.",
)
DATED_BETWEEN = (
    Field("date_from", "date", note="That day counts."),
    Field("date_to", "date", note="That day counts."),
)
CHANGED_BETWEEN = (
    Field("updated_from", "datetime", note="That moment counts; a bare day will do."),
    Field("updated_to", "datetime", note="That moment counts; a bare day will do."),
)
ORDER_WISH = Field("order", documented=False, note="One client sends it; what it does is unknown.")

# Whom a document goes to.
BILLING_ADDRESS = (
    *texts("p_street1", "p_street2", "p_city", "p_state"),
    Field("p_country", note="The English name in full, such as Canada."),
    Field("p_code"),
)
CONTACTS = Field(
    "contacts",
    "list",
    item="contact",
    fields=(Field("contact_id", "id", required=True),),
    note="The client's contacts who get it too.",
)
RECIPIENT = (
    *(
        Field(name, note="Taken from the client where left out.")
        for name in ("first_name", "last_name", "organization")
    ),
    *BILLING_ADDRESS,
    Field("vat_name", note="What the number is called, such as VAT Number."),
    Field("vat_number", note="Printed after vat_name."),
)

# Where a document can be looked at.
CLIENT_VIEW = Field("client_view", note="The client's page: secret, and open without a login.")
VIEW = Field("view", note="The page for those who log in.")
OLD_LINKS = (
    Field("url", read_only=True, attributes=("deprecated",), note="Now links/client_view."),
    Field("auth_url", read_only=True, attributes=("deprecated",), note="Now links/view."),
)

# What an e-mail says instead of the account's template.
OWN_WORDS = (
    Field("subject", condition="when message is sent", note="May hold ::variables::."),
    Field("message", condition="when subject is sent", note="May hold ::variables::."),
)

# What a document charges for.
LINES_NOTE = "On update: left out they stay, sent they replace all, sent empty they are removed."
LINE = (
    Field("name", note="Of an item or a task."),
    Field("description", note="Plain text; no HTML."),
    Field("unit_cost", "decimal", default="0", note="May be negative."),
    Field("quantity", "decimal", default="0"),
    *texts("tax1_name", "tax2_name"),
    Field("tax1_percent", "decimal"),
    Field("tax2_percent", "decimal"),
    Field("type", "enum", ("Item", "Time"), default="Item", note="Also sent in lower case."),
)
LINE_AMOUNT = Field(
    "amount",
    "decimal",
    read_only=True,
    note="The bare product of unit_cost and quantity.",
)
COMPOUND_TAX = Field(
    "compound_tax",
    "bool",
    documented=False,
    note="1: what the first tax adds is taxed by the second.",
)
