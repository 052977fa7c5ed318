"""The few words of the service that the encoder has to know.

The catalog stands above the encoder and knows them all; a test compares.
"""

__all__ = ["FILTERS", "KEYS", "LISTS", "MONEY", "NOTES", "RESOURCE_KEYS", "UNLISTED", "UNPAGED"]

LISTS: dict[str, str] = {
    "addons": "addon",
    "balances": "balance",
    "callbacks": "callback",
    "categories": "category",
    "clients": "client",
    "contacts": "contact",
    "contractors": "contractor",
    "credits": "credit",
    "currencies": "currency",
    "default_terms": "terms",
    "email_templates": "email_template",
    "estimates": "estimate",
    "expenses": "expense",
    "gateways": "gateway",
    "invoices": "invoice",
    "items": "item",
    "languages": "language",
    "licenses": "license",
    "lines": "line",
    "optional_params": "optional_param",
    "payments": "payment",
    "projects": "project",
    "recurrings": "recurring",
    "reports": "report",
    "required_params": "required_param",
    "staff": "staff",
    "staff_members": "member",
    "subcategories": "category",
    "tasks": "task",
    "taxes": "tax",
    "time_entries": "time_entry",
}
"""Elements that hold a list of records, and the name of each record in them."""

KEYS: dict[str, str] = {"addon": "id", "member": "staff_id"}
"""Records whose id is not called by their own name, such as ``invoice_id`` is."""

MONEY: frozenset[str] = frozenset(
    {
        "amount",
        "amount_outstanding",
        "credit",
        "discount",
        "paid",
        "rate",
        "tax1_amount",
        "tax1_percent",
        "tax2_amount",
        "tax2_percent",
        "unit_cost",
    }
)
"""Elements whose value ends up in a sum of money."""

RESOURCE_KEYS: dict[str, str] = {
    "addon": "id",
    "default_terms": "type",
    "email_template": "type",
    "receipt": "expense_id",
}
"""What names a resource's records, where that is not the resource's name and ``_id``."""

FILTERS: dict[str, tuple[str, ...]] = {
    "callback": ("event", "uri"),
    "category": ("parent_id",),
    "client": ("email", "username"),
    "estimate": ("client_id",),
    "expense": ("client_id", "category_id", "project_id", "vendor"),
    "invoice": ("client_id", "number"),
    "payment": ("client_id", "invoice_id"),
    "project": ("client_id",),
    "recurring": ("client_id",),
    "time_entry": ("project_id", "task_id"),
}
"""What narrows a resource's list down to a record that was sent: filters of the
list that are elements of the record too."""

NOTES: dict[str, str] = {
    "client": "notes",
    "estimate": "notes",
    "expense": "notes",
    "invoice": "notes",
    "item": "description",
    "payment": "notes",
    "project": "description",
    "recurring": "notes",
    "task": "description",
    "time_entry": "notes",
}
"""Where a record has room for words of the caller's own, and its list shows them."""

UNLISTED: dict[str, frozenset[str]] = {
    "client": frozenset({"password"}),
    "staff": frozenset({"email_credentials", "fax", "home_phone", "notes", "password"}),
}
"""What can be sent with a new record, and its list never shows."""

UNPAGED: dict[str, str] = {
    "default_terms": "default_terms",
    "email_template": "email_templates",
    "report": "reports",
}
"""Resources whose lists come whole, and take no page: each with its list's element."""
