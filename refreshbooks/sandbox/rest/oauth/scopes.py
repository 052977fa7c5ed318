"""What an application can be allowed to do."""

from collections.abc import Iterable

from refreshbooks.catalog.rest.scopes import SCOPES

__all__ = ["ALWAYS", "unknown", "with_always"]

# Granted with whatever else is granted.
ALWAYS = "user:profile:read"


def unknown(scopes: Iterable[str]) -> list[str]:
    """Returns those that there are not.

    >>> unknown(["user:clients:read", "user:clients:eat"])
    ['user:clients:eat']
    """
    return [scope for scope in scopes if scope not in SCOPES]


def with_always(scopes: Iterable[str]) -> tuple[str, ...]:
    """Returns each of them once, and the one that is always granted first.

    >>> with_always(["user:clients:read", "user:clients:read"])
    ('user:profile:read', 'user:clients:read')
    """
    return tuple(dict.fromkeys((ALWAYS, *scopes)))
