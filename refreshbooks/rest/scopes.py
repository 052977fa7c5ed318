"""Scopes, looked at before a user is asked to agree to them.

The service looks at scopes only after the user has logged in, and one that it does not
know makes the whole consent fail with no word of which.
"""

from collections.abc import Iterable

from refreshbooks.catalog.rest.scopes import SCOPES
from refreshbooks.exceptions import BadParameter

__all__ = ["checked", "needed"]

_OTHER_KIND = "mcp:"


def checked(scopes: Iterable[str] | None, *, unknown: bool = False) -> tuple[str, ...]:
    """Returns scopes in their order, each once.

    >>> checked(["user:profile:read", "user:invoices:read", "user:profile:read"])
    ('user:profile:read', 'user:invoices:read')

    Args:
        scopes: None asks for all that the application is registered for.
        unknown: Let scopes pass that are not known here: the service may have new ones.

    Raises:
        BadParameter: One is no scope. The message says which, and what is like it.
    """
    if isinstance(scopes, str):
        raise BadParameter("give a list of scopes, one text each", path="scopes")
    asked = tuple(dict.fromkeys(scopes or ()))
    for scope in asked:
        _check(scope, unknown)
    return asked


def needed(scopes: Iterable[str], *, is_read: bool) -> str | None:
    """Returns what a call of a resource needs, of the scopes that its catalog row names.

    >>> needed(("user:invoices:read", "user:invoices:write"), is_read=False)
    'user:invoices:write'
    """
    ending = ":read" if is_read else ":write"
    found = [scope for scope in scopes if scope.endswith(ending)]
    return " and ".join(found) or None


def _check(scope: object, unknown: bool) -> None:
    if not isinstance(scope, str) or not scope or not scope.isascii() or set(scope) & set(' "\\'):
        raise BadParameter(f"{scope!r} is no scope", path="scopes")
    if unknown or scope in SCOPES or scope.startswith(_OTHER_KIND):
        return
    raise BadParameter(
        f"{scope!r} is not a scope that the service is known to have, and an unknown one makes"
        f" the whole consent fail; {_meant(scope)} A new one passes with unknown_scopes=True",
        path="scopes",
    )


def _meant(scope: str) -> str:
    # Most programs make no such mistake.
    import difflib

    name, _, verb = scope.lower().removeprefix("user:").partition(":")
    near = difflib.get_close_matches(name, sorted({each.split(":")[1] for each in SCOPES}), n=2)
    wished = [f"user:{each}:{verb}" for each in near]
    meant = [each if each in SCOPES else f"{each.rpartition(':')[0]}:read" for each in wished]
    return f"did you mean {' or '.join(meant)}?" if meant else "they look like user:invoices:read."
