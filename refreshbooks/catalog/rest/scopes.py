"""What a user can allow an application: scopes, such as ``user:invoices:read``.

Which of them a resource needs, stands in its row.
"""

__all__ = ["SCOPES"]

_READ_AND_WRITE = (
    "bill_payments",
    "bill_vendors",
    "billable_items",
    "bills",
    "business",
    "clients",
    "credit_notes",
    "estimates",
    "expenses",
    "invoices",
    "journal_entries",
    "online_payments",
    "other_income",
    "payments",
    "projects",
    "retainers",
    "taxes",
    "teams",
    "time_entries",
    # Where applications are registered these can be chosen; the documentation lacks them.
    "account",
    "riskhub",
    "uploads",
)

# The documentation has them with "write", but where applications are registered there is
# no such thing to choose.
_READ_ONLY = ("notifications", "profile", "reports")

SCOPES = tuple(
    sorted(
        [f"user:{name}:{verb}" for name in _READ_AND_WRITE for verb in ("read", "write")]
        + [f"user:{name}:read" for name in _READ_ONLY]
    )
)
"""All of them, but for those that begin with ``mcp:``."""
