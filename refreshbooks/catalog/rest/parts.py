"""Fields and words that several REST resources share.

A run of fields of one type is written by their names alone:

    >>> [field.name for field in texts("fname", "lname")]
    ['fname', 'lname']

and :func:`seen` says who knows a run of fields:

    >>> (field,) = seen("node python", *texts("role"))
    >>> field.seen_in
    ('node', 'python')
"""

from dataclasses import replace

from refreshbooks.catalog.rest.model import Field, FieldType, Filter, FilterKind, IgnoredFilter

__all__ = [
    "ACCOUNT",
    "ADDRESS",
    "CATEGORY",
    "CREATED",
    "CREATED_UTC",
    "CRUD",
    "CURRENCY",
    "ENTRY",
    "ID",
    "LANGUAGE",
    "LINE",
    "ONE_BALANCE",
    "PAYMENT_TYPES",
    "PRESENTATION",
    "PROFIT_AND_LOSS",
    "REPORT_PERIOD",
    "UPDATED",
    "UPDATED_UTC",
    "VENDOR",
    "VERSION",
    "VIS_STATE",
    "also",
    "balances",
    "dates",
    "decimals",
    "filters",
    "flags",
    "ignored",
    "included",
    "integers",
    "mail_words",
    "moneys",
    "of_type",
    "read_only",
    "scopes",
    "seen",
    "texts",
    "upload",
]

CRUD = ("get", "list", "create", "update", "delete")


def of_type(kind: FieldType, *names: str) -> tuple[Field, ...]:
    """Returns a plain field of a type for each name."""
    return tuple(Field(name, kind) for name in names)


def texts(*names: str) -> tuple[Field, ...]:
    """Returns a text for each name."""
    return of_type("string", *names)


def integers(*names: str) -> tuple[Field, ...]:
    """Returns a whole number for each name."""
    return of_type("integer", *names)


def decimals(*names: str) -> tuple[Field, ...]:
    """Returns a number written as text for each name."""
    return of_type("decimal", *names)


def flags(*names: str) -> tuple[Field, ...]:
    """Returns a boolean for each name."""
    return of_type("boolean", *names)


def dates(*names: str) -> tuple[Field, ...]:
    """Returns a date for each name."""
    return of_type("date", *names)


def moneys(*names: str) -> tuple[Field, ...]:
    """Returns an amount with its currency for each name."""
    return of_type("money", *names)


def balances(*names: str, include: bool = False) -> tuple[Field, ...]:
    """Returns a list with one amount for each currency, empty for none, for each name."""
    return tuple(Field(name, "array", fields=ONE_BALANCE, include=include) for name in names)


def seen(where: str, *fields: Field) -> tuple[Field, ...]:
    """Returns the fields, each saying who knows it."""
    seen_in = tuple(where.split())
    return tuple(replace(field, seen_in=seen_in) for field in fields)


def read_only(*fields: Field) -> tuple[Field, ...]:
    """Returns the fields, of no use in what is sent."""
    return tuple(replace(field, read_only=True) for field in fields)


def included(*names: str) -> tuple[Field, ...]:
    """Returns what only an include brings; what it holds, or whether many, is not known."""
    return tuple(Field(name, "object", include=True, read_only=True) for name in names)


def filters(kind: FilterKind, *names: str) -> tuple[Filter, ...]:
    """Returns a filter of one kind for each name."""
    return tuple(Filter(name, kind) for name in names)


def ignored(*names: str, instead: tuple[str, ...] = ()) -> tuple[IgnoredFilter, ...]:
    """Returns filters that do nothing, with those that do what they seem to mean."""
    return tuple(IgnoredFilter(name, instead) for name in names)


def scopes(noun: str) -> tuple[str, str]:
    """Returns the OAuth scopes to read and to write a kind of record."""
    return f"user:{noun}:read", f"user:{noun}:write"


def also(name: str, of: str = "id") -> Field:
    """Returns a second name under which answers repeat an id."""
    return Field(name, "integer", read_only=True, note=f"The same as {of}.")


def mail_words(name: str) -> Field:
    """Returns the own words of an e-mail that an action sends."""
    words = texts("subject", "body")
    return Field(name, "object", fields=words, write_only=True, note="Beside action_email.")


def upload(name: str, *, include: bool = False) -> Field:
    """Returns a file that was uploaded before and is named by its token."""
    return Field(
        name,
        "object",
        fields=(
            *integers("id", "attachmentid"),
            Field("jwt", note="What an upload answered."),
            Field("media_type"),
        ),
        include=include,
        note="Sent with jwt and media_type alone.",
    )


ID = Field("id", "integer", read_only=True)
ACCOUNT = Field("accounting_systemid", read_only=True, note="The account's id.")
CREATED = Field("created_at", "datetime", read_only=True)
CREATED_UTC = Field("created_at", "utc", read_only=True)
UPDATED = Field("updated", "datetime", read_only=True)
UPDATED_UTC = Field("updated_at", "utc", read_only=True)
VERSION = Field("version", "datetime", read_only=True, note="With a fraction of a second.")
VIS_STATE = Field("vis_state", "integer", note="0 active, 1 deleted, 2 archived.")
CURRENCY = Field("currency_code", note="Three letters, such as USD.")
LANGUAGE = Field("language", note="Two letters, such as en.")
ONE_BALANCE = moneys("amount")

PAYMENT_TYPES = (
    "Check",
    "Credit",
    "Cash",
    "Bank Transfer",
    "Credit Card",
    "Debit",
    "PayPal",
    "2Checkout",
    "VISA",
    "MASTERCARD",
    "DISCOVER",
    "AMEX",
    "DINERS",
    "JCB",
    "ACH",
    "Other",
)

REPORT_PERIOD = filters("plain", "start_date", "end_date", "currency_code")

# What an invoice, an estimate, a recurring profile or a credit note charges for.
LINE = (
    Field("lineid", "integer", read_only=True),
    Field("type", "integer", note="0 an item, 1 a rebilled expense."),
    *texts("name", "description"),
    *decimals("qty"),
    *moneys("unit_cost"),
    Field("amount", "money", read_only=True, note="qty times unit_cost, no tax, no discount."),
    *texts("taxName1", "taxName2"),
    Field("taxAmount1", "decimal", note="In percent, with up to three places."),
    Field("taxAmount2", "decimal", note="In percent, with up to three places."),
    Field("taxNumber1", read_only=True, note="Taken from the tax since 2023."),
    Field("taxNumber2", read_only=True, note="Taken from the tax since 2023."),
    *flags("compounded_tax"),
    Field("date", "datetime"),
    *integers("invoiceid", "expenseid", "creditid", "basecampid", "taskno"),
    *integers("modern_project_id", "retainer_id", "retainer_period_id"),
    Field("modern_time_entries", "array"),
    UPDATED,
)

# How an invoice or an estimate looks.
PRESENTATION = (
    *integers("id", "invoiceid"),
    Field("theme_layout", values=("simple", "modern", "classic")),
    Field("theme_font_name", values=("modern", "classic")),
    Field("theme_primary_color", note="As #rrggbb."),
    Field("image_logo_src", note="As /uploads/images/ and what an upload answered as jwt."),
    Field("image_banner_src", note="As /uploads/images/ and what an upload answered as jwt."),
    *integers("image_banner_position_y"),
    Field("date_format", note="Such as mm/dd/yyyy."),
    *texts("label", "description_heading", "unit_cost_heading", "quantity_heading"),
    *texts("rate_heading", "hours_heading", "time_entry_notes_heading", "task_heading"),
    *texts("item_heading"),
)

# What money is spent on.
CATEGORY = (
    ID,
    also("categoryid"),
    *texts("category"),
    Field("parentid", "integer", note="The category that it is a part of."),
    Field("is_cogs", "boolean", note="Whether it is the cost of goods sold."),
    *flags("is_editable", "transaction_posted"),
    CREATED,
    Field("updated_at", "datetime", read_only=True),
    VIS_STATE,
)

_TAX_DEFAULT = (
    *integers("vendorid", "taxid", "tax_id", "system_taxid"),
    *flags("enabled"),
    *texts("name"),
    *decimals("amount"),
    *texts("tax_authorityid"),
    CREATED_UTC,
    UPDATED_UTC,
)

# Who sends bills.
VENDOR = (
    Field("vendorid", "integer", read_only=True, note="There is no id."),
    *texts("vendor_name", "account_number"),
    *texts("primary_contact_first_name", "primary_contact_last_name", "primary_contact_email"),
    *texts("phone", "website", "note"),
    *texts("street", "street2", "city", "province", "country", "postal_code"),
    CURRENCY,
    LANGUAGE,
    *flags("is_1099"),
    *balances("outstanding_balance", "overdue_balance"),
    Field("tax_defaults", "array", fields=_TAX_DEFAULT),
    CREATED_UTC,
    UPDATED_UTC,
    VIS_STATE,
)

# Where a business is.
ADDRESS = (ID, *texts("street", "street2", "city", "province", "country", "postal_code"))

_LEAF = (
    *texts("description", "entry_type"),
    *moneys("total"),
    Field("data", "array", item="money", note="One for each span of time."),
)
_BRANCH = (*_LEAF, Field("children", "array", fields=(*_LEAF, Field("children", "array"))))

# A line of a profit and loss report; none is known with more than three generations.
ENTRY = (*_LEAF, Field("children", "array", fields=_BRANCH))

# What both reports of profit and loss answer.
PROFIT_AND_LOSS = (
    *texts("company_name", "download_token", "resolution"),
    *dates("start_date", "end_date"),
    *flags("cash_based"),
    CURRENCY,
    Field("dates", "array", fields=dates("start_date", "end_date")),
    Field("expenses", "array", fields=ENTRY),
    Field("gross_margin", "object", fields=ENTRY),
    Field("income", "array", fields=ENTRY),
    Field("labels", "array", item="string"),
    Field("net_profit", "object", fields=ENTRY),
    Field("total_expenses", "object", fields=ENTRY),
    Field("total_income", "object", fields=ENTRY),
)
