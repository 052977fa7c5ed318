"""What an application can be allowed to do."""

from collections.abc import Iterable

__all__ = ["ALL", "ALWAYS", "unknown", "with_always"]

# Granted with whatever else is granted.
ALWAYS = "user:profile:read"

_BOTH = (
    "account",
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
    "riskhub",
    "taxes",
    "teams",
    "time_entries",
    "uploads",
)
_READ_ONLY = ("notifications", "profile", "reports")

ALL = tuple(
    sorted(
        [f"user:{name}:{verb}" for name in _BOTH for verb in ("read", "write")]
        + [f"user:{name}:read" for name in _READ_ONLY]
    )
)


def unknown(scopes: Iterable[str]) -> list[str]:
    """Returns those that there are not.

    >>> unknown(["user:clients:read", "user:clients:eat"])
    ['user:clients:eat']
    """
    return [scope for scope in scopes if scope not in ALL]


def with_always(scopes: Iterable[str]) -> tuple[str, ...]:
    """Returns each of them once, and the one that is always granted first.

    >>> with_always(["user:clients:read", "user:clients:read"])
    ('user:profile:read', 'user:clients:read')
    """
    return tuple(dict.fromkeys((ALWAYS, *scopes)))
