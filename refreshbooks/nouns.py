"""The few words of the service that the encoder has to know.

The catalog stands above the encoder and knows them all; a test compares.
"""

__all__ = ["LISTS", "MONEY"]

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
