"""Invoices: what a client is asked to pay."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_STATUSES = (
    "0 disputed, 1 draft, 2 sent, 3 viewed, 4 paid, 5 auto-paid, 6 retry, 7 failed, 8 partial."
    " Only 0 to 3 can be written, and only as numbers."
)

_FIELDS = (
    *parts.seen(
        "java node php spec",
        parts.ID,
        parts.also("invoiceid"),
        *parts.texts("invoice_number", "notes", "terms", "po_number"),
        *parts.integers("customerid", "due_offset_days"),
        *parts.moneys("deposit_amount", "discount_total"),
        *parts.dates("create_date"),
        Field("accountid", read_only=True, note="The account's id."),
        Field("autobill_status", values=("retry", "failed", "success"), read_only=True),
        parts.CURRENCY,
        Field(
            "deposit_status",
            values=("paid", "unpaid", "partial", "none", "converted"),
            read_only=True,
        ),
        Field("discount_value", "decimal", note="In percent."),
        Field(
            "display_status",
            values=("draft", "created", "sent", "viewed", "outstanding"),
            read_only=True,
        ),
        Field(
            "due_date",
            "date",
            read_only=True,
            note="Sent, it is refused with 1038; due_offset_days sets it.",
        ),
        parts.LANGUAGE,
        Field("lines", "array", fields=parts.LINE, include=True),
        Field("payment_status", values=("unpaid", "partial", "paid", "auto-paid"), read_only=True),
        Field("status", "integer", note=_STATUSES),
        Field(
            "v3_status",
            values=(
                "created",
                "draft",
                "sent",
                "viewed",
                "failed",
                "retry",
                "success",
                "autopaid",
                "paid",
                "partial",
                "disputed",
                "resolved",
                "overdue",
                "declined",
                "pending",
                "deposit-partial",
                "deposit-paid",
            ),
            read_only=True,
        ),
        *parts.read_only(*parts.moneys("amount", "outstanding", "paid")),
        parts.ACCOUNT,
        parts.CREATED,
        parts.UPDATED,
        parts.VIS_STATE,
    ),
    *parts.seen(
        "java node php",
        *parts.texts("fname", "lname", "organization", "vat_name", "vat_number"),
        *parts.texts("discount_description", "last_order_status"),
        *parts.texts("street", "street2", "address", "city", "province", "country", "code"),
        *parts.integers("estimateid", "ownerid", "parent", "sentid"),
        *parts.decimals("deposit_percentage"),
        *parts.dates("generation_date"),
        *parts.flags("auto_bill", "gmail", "show_attachments"),
        *parts.read_only(
            *parts.texts("current_organization", "description"), *parts.dates("date_paid")
        ),
    ),
    *parts.seen(
        "docs",
        Field("action_email", "boolean", write_only=True, note="Sends it by e-mail."),
        Field(
            "allowed_gatewayids",
            "array",
            item="integer",
            write_only=True,
            note="The older way to online payment: 30 FreshBooks Payments, 26 Stripe.",
        ),
        *parts.included("allowed_gateways"),
        Field(
            "attachments",
            "array",
            fields=parts.texts("jwt", "media_type"),
            note="What uploads answered.",
        ),
        Field("email_include_pdf", "boolean", write_only=True, note="Beside action_email."),
        Field(
            "email_recipients", "array", item="string", write_only=True, note="Beside action_email."
        ),
        Field("ext_vis_state", "integer", note="A phase of its own, before vis_state."),
        parts.mail_words("invoice_customized_email"),
        *parts.included(
            "system", "contacts", "late_fee", "late_reminders", "direct_links", "schedules"
        ),
    ),
    *parts.seen(
        "java node",
        *parts.texts("payment_details", "return_uri", "template"),
        *parts.integers("ext_archive"),
        *parts.dates("fulfillment_date"),
        *parts.read_only(*parts.texts("dispute_status")),
    ),
    *parts.seen(
        "java",
        *parts.texts("uuid"),
        *parts.integers("basecampid"),
        *parts.read_only(*parts.moneys("net_paid_amount")),
        parts.VERSION,
    ),
    *parts.seen(
        "java php",
        *parts.flags("use_default_presentation"),
        Field("presentation", "object", fields=parts.PRESENTATION, include=True),
    ),
    *parts.seen(
        "spec docs",
        Field(
            "action_mark_as_sent", "boolean", write_only=True, note="Turns a draft into a sent one."
        ),
    ),
    *parts.seen("node", *parts.texts("email")),
    *parts.seen("node docs", *parts.included("owner")),
)

RESOURCE = Resource(
    name="invoices",
    family="accounting",
    certainty="certain",
    seen_in=("python", "node", "php", "java", "docs"),
    attribute="invoices",
    sdk=True,
    scope="account_id",
    path="invoices/invoices",
    single_path="invoices/invoices/{id}",
    methods=parts.CRUD,
    delete="DELETE",
    single="invoice",
    plural="invoices",
    key="id",
    alias="invoiceid",
    paging="beside",
    required=("customerid", "create_date"),
    fields=_FIELDS,
    includes=(
        "lines",
        "presentation",
        "allowed_gateways",
        "owner",
        "system",
        "contacts",
        "late_fee",
        "late_reminders",
        "direct_links",
        "schedules",
    ),
    filters=(
        *parts.filters(
            "equals", "invoiceid", "customerid", "invoice_number", "v3_status", "vis_state"
        ),
        *parts.filters("in", "invoiceids", "customerids"),
        *parts.filters("between", "date_min", "date_max", "updated_min", "updated_max"),
        *parts.filters("boolean", "paid", "outstanding"),
    ),
    ignored_filters=(
        *parts.ignored("statusid", "status", instead=("v3_status",)),
        *parts.ignored("payment_status", instead=("outstanding",)),
        *parts.ignored("create_date", instead=("date_min", "date_max")),
        *parts.ignored("create_date_min", instead=("date_min",)),
        *parts.ignored("create_date_max", instead=("date_max",)),
    ),
    sorts=("invoice_date",),
    scopes=parts.scopes("invoices"),
    contradictions=(
        (
            "The SDKs for Python, PHP and Java DELETE an invoice; Node and the Postman collection"
            " set vis_state to 1."
        ),
        "The documentation filters by statusid, which does nothing.",
        "A third party takes created_at for UTC; the SDKs, for US Eastern time.",
    ),
    note="Lines come only where an include asks for them.",
)
