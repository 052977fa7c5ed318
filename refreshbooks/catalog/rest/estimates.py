"""Estimates: what a client may agree to."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "spec docs",
        parts.ID,
        parts.also("estimateid"),
        *parts.texts("estimate_number", "notes", "terms"),
        *parts.integers("customerid"),
        *parts.decimals("discount_value"),
        *parts.moneys("discount_total"),
        *parts.dates("create_date"),
        parts.CURRENCY,
        Field("display_status", values=("draft", "sent", "viewed"), read_only=True),
        parts.LANGUAGE,
        Field("lines", "array", fields=parts.LINE, include=True),
        Field(
            "status",
            "integer",
            note="1 draft, 2 sent, 3 viewed, 4 replied, 5 accepted, 6 invoiced.",
        ),
        Field(
            "ui_status",
            values=("created", "draft", "sent", "viewed", "replied", "accepted", "invoiced"),
            read_only=True,
        ),
        *parts.read_only(*parts.moneys("amount"), *parts.flags("invoiced")),
        parts.ACCOUNT,
        parts.VIS_STATE,
    ),
    *parts.seen(
        "docs",
        *parts.texts("fname", "lname", "organization", "description", "po_number"),
        *parts.flags("require_client_signature", "rich_proposal"),
        Field(
            "action_accept",
            "boolean",
            write_only=True,
            note="Accepts it in the name of the client.",
        ),
        Field("action_email", "boolean", write_only=True, note="Sends it by e-mail."),
        Field(
            "email_recipients", "array", item="string", write_only=True, note="Beside action_email."
        ),
        parts.mail_words("estimate_customized_email"),
        *parts.included(
            "audit_logs",
            "comments",
            "contacts",
            "owner",
            "presentation",
            "project",
            "invoices",
            "system",
        ),
        *parts.read_only(*parts.texts("current_organization"), *parts.flags("accepted")),
        parts.CREATED,
        parts.UPDATED,
    ),
)

RESOURCE = Resource(
    name="estimates",
    family="accounting",
    certainty="certain",
    seen_in=("python", "docs"),
    attribute="estimates",
    sdk=True,
    scope="account_id",
    path="estimates/estimates",
    single_path="estimates/estimates/{id}",
    methods=parts.CRUD,
    delete="DELETE",
    single="estimate",
    plural="estimates",
    key="id",
    alias="estimateid",
    paging="beside",
    required=("customerid", "create_date"),
    fields=_FIELDS,
    includes=(
        "audit_logs",
        "comments",
        "contacts",
        "lines",
        "owner",
        "presentation",
        "project",
        "invoices",
        "system",
    ),
    filters=(
        *parts.filters("equals", "estimateid", "estimate_number", "statusid"),
        *parts.filters("in", "estimateids", "statusids"),
        *parts.filters("like", "estimate_number_like", "notes"),
    ),
    scopes=parts.scopes("estimates"),
    contradictions=(
        "The official Python SDK DELETEs an estimate; the documentation sets vis_state to 1.",
    ),
)
