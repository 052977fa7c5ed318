"""What an application is registered with: its name and secret, scopes, addresses.

Users are sent back to registered addresses alone. One on this machine stands for
every port of it, by http or https: programs there listen where there is room.

    >>> is_registered("http://127.0.0.1:5000/callback", ["https://127.0.0.1/callback"])
    True
    >>> is_registered("https://example.com/other", ["https://example.com/callback"])
    False
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from refreshbooks.catalog.rest.scopes import SCOPES
from refreshbooks.sandbox.rest.oauth.applications import Application

__all__ = ["Registration", "check", "is_registered"]

_DEFAULT = "https://127.0.0.1/callback"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass
class Registration:
    """One application as its developer registered it.

    Attributes:
        application: What it is known by.
        account: The name of the account that it belongs to.
        redirect_uris: Where users may be sent back to; the first one is meant where
            nobody names one.
        scopes: What it may ask for, and asks for where it names nothing.
    """

    application: Application
    account: str
    redirect_uris: tuple[str, ...] = (_DEFAULT,)
    scopes: tuple[str, ...] = SCOPES


def check(redirect_uri: str) -> str:
    """Returns an address that can be registered.

    Raises:
        ValueError: If it is none: neither https nor on this machine, or with a
            query string or a fragment.
    """
    if _is_fit(redirect_uri):
        return redirect_uri
    raise ValueError(
        f"{redirect_uri!r} cannot be a redirect URI: an address with https, or on this"
        " machine, without a query string or a fragment can."
    )


def is_registered(redirect_uri: str, registered: Iterable[str]) -> bool:
    """Says whether users may be sent to an address."""
    return any(_fits(redirect_uri, one) for one in registered)


def _is_fit(redirect_uri: object) -> bool:
    if not isinstance(redirect_uri, str):
        return False
    try:
        parts = urlsplit(redirect_uri)
        _ = parts.port
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    is_plain = redirect_uri.isprintable() and redirect_uri.isascii() and " " not in redirect_uri
    return is_safe and is_plain and bool(parts.hostname) and not (parts.query or parts.fragment)


def _fits(redirect_uri: str, registered: str) -> bool:
    if redirect_uri == registered or not _is_fit(redirect_uri):
        return redirect_uri == registered
    asked, known = urlsplit(redirect_uri), urlsplit(registered)
    is_of_this_machine = known.hostname in _LOOPBACK and asked.username is None
    return is_of_this_machine and (asked.hostname, asked.path) == (known.hostname, known.path)
