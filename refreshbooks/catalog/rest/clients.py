"""Clients: whom the account works for."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_CONTACT = parts.integers("contactid", "userid") + parts.texts(
    "fname", "lname", "email", "phone1", "phone2", "face_url"
)

_FIELDS = (
    *parts.seen(
        "java node php python spec",
        parts.ID,
        *parts.texts("fname", "lname", "organization", "email", "bus_phone", "mob_phone"),
        *parts.texts("home_phone", "fax", "note", "vat_name", "vat_number"),
        *parts.texts("p_street", "p_street2", "p_city", "p_province", "p_country", "p_code"),
        *parts.texts("s_street", "s_street2", "s_city", "s_province", "s_country", "s_code"),
        parts.CURRENCY,
        parts.LANGUAGE,
        Field("signup_date", "utc", read_only=True, note="UTC, unlike other times of accounting."),
        parts.ACCOUNT,
        parts.UPDATED,
        parts.VIS_STATE,
    ),
    *parts.seen(
        "node python",
        *parts.texts("username", "direct_link_token", "retainer_id", "role", "statement_token"),
        *parts.texts("subdomain"),
        *parts.flags("has_retainer", "notified", "pref_email", "pref_gmail"),
        Field("last_login", "datetime"),
        *parts.read_only(*parts.integers("level", "num_logins")),
    ),
    *parts.seen(
        "docs",
        Field(
            "contacts",
            "array",
            fields=_CONTACT,
            note="Sent with an update, they replace those there are.",
        ),
        *parts.balances("credit_balance", include=True),
        *parts.balances("draft_balance", include=True),
        *parts.included("late_fee"),
        *parts.included("late_reminders"),
        *parts.balances("overdue_balance", include=True),
    ),
    *parts.seen(
        "java node php python",
        parts.also("userid"),
        *parts.texts("company_industry", "company_size"),
        Field("last_activity", note="Filled where an include asks for it."),
    ),
    *parts.seen("python", *parts.texts("uuid"), *parts.flags("allow_email_include_pdf")),
    *parts.seen("node python spec", *parts.flags("allow_late_fees", "allow_late_notifications")),
    *parts.seen(
        "python docs",
        *parts.balances("grand_total_balance", include=True),
        *parts.balances("outstanding_balance", include=True),
    ),
    *parts.seen(
        "node", Field("user_id", "integer", write_only=True, note="One SDK writes userid so.")
    ),
)

RESOURCE = Resource(
    name="clients",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "php", "java", "docs"),
    attribute="clients",
    sdk=True,
    scope="account_id",
    path="users/clients",
    single_path="users/clients/{id}",
    methods=parts.CRUD,
    delete="PUT",
    deleted=("vis_state", 1),
    single="client",
    plural="clients",
    key="id",
    alias="userid",
    paging="beside",
    required=("email|organization|fname|lname",),
    fields=_FIELDS,
    includes=(
        "outstanding_balance",
        "credit_balance",
        "draft_balance",
        "overdue_balance",
        "grand_total_balance",
        "last_activity",
        "late_reminders",
        "late_fee",
    ),
    filters=(
        *parts.filters("equals", "email", "username", "userid", "vis_state"),
        *parts.filters("in", "userids"),
        *parts.filters(
            "like",
            "fname_like",
            "lname_like",
            "organization_like",
            "email_like",
            "address_like",
            "note_like",
            "phone_like",
            "user_like",
        ),
        *parts.filters("between", "updated_min", "updated_max"),
        *parts.filters("boolean", "has_credit", "has_draft", "has_outstanding", "has_overdue"),
    ),
    ignored_filters=(
        *parts.ignored("fname", instead=("fname_like",)),
        *parts.ignored("lname", instead=("lname_like",)),
        *parts.ignored("organization", instead=("organization_like",)),
    ),
    sorts=(
        "client_id",
        "organization_name",
        "email",
        "bus_phone",
        "updated",
        "fullname",
        "primarycontact",
        "outstanding",
        "overdue",
        "credit",
    ),
    scopes=parts.scopes("clients"),
    note="Contacts are set by an update of the client.",
)
