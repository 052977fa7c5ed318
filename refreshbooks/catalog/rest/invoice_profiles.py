"""Invoice profiles: what makes recurring invoices."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "docs",
        parts.ID,
        parts.also("profileid"),
        *parts.texts("fname", "lname", "organization", "description", "notes", "terms"),
        *parts.texts("po_number", "vat_name", "vat_number", "payment_details"),
        *parts.texts("street", "street2", "address", "city", "province", "country", "code"),
        *parts.integers("customerid", "due_offset_days", "ext_archive", "ownerid", "retainer_id"),
        *parts.decimals("deposit_percentage", "discount_value"),
        *parts.moneys("deposit_amount", "discount_total"),
        *parts.dates("create_date"),
        *parts.flags("auto_bill", "include_unbilled_time", "require_auto_bill", "send_email"),
        *parts.flags("send_gmail"),
        parts.CURRENCY,
        Field("disable", "boolean", note="True stops it."),
        Field(
            "frequency", note="Such as m for monthly; w, 2w, 4w, 2m, 3m, 6m, y and 2y most likely."
        ),
        parts.LANGUAGE,
        Field("lines", "array", fields=parts.LINE, include=True),
        Field("numberRecurring", "integer", note="How many invoices it makes; 0 for no end."),
        *parts.included(
            "allowed_gateways",
            "audit_logs",
            "contacts",
            "late_fee",
            "late-reminders",
            "presentation",
            "system",
            "tracking",
            "next_issue_date",
            "project_format",
        ),
        *parts.read_only(
            *parts.integers("occurrences_to_date"), *parts.moneys("amount", "total_accrued_revenue")
        ),
        parts.ACCOUNT,
        parts.UPDATED,
        parts.VIS_STATE,
    ),
)

RESOURCE = Resource(
    name="invoice_profiles",
    family="accounting",
    certainty="certain",
    seen_in=("python", "docs"),
    attribute="invoice_profiles",
    sdk=True,
    scope="account_id",
    path="invoice_profiles/invoice_profiles",
    single_path="invoice_profiles/invoice_profiles/{id}",
    methods=parts.CRUD,
    delete="PUT",
    deleted=("vis_state", 1),
    single="invoice_profile",
    plural="invoice_profiles",
    key="id",
    alias="profileid",
    paging="beside",
    required=("customerid", "create_date"),
    fields=_FIELDS,
    includes=(
        "allowed_gateways",
        "audit_logs",
        "contacts",
        "late_fee",
        "late-reminders",
        "lines",
        "presentation",
        "system",
        "tracking",
        "next_issue_date",
        "project_format",
    ),
    filters=(
        *parts.filters("equals", "profileid", "currency_code", "clientid", "include_unbilled_time"),
        *parts.filters("in", "profileids", "clientids"),
    ),
    scopes=parts.scopes("invoices"),
    contradictions=("The include is late-reminders here, and late_reminders for clients.",),
    note="The filters clientid and clientids look at customerid.",
)
