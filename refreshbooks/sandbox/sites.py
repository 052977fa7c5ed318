"""Under which name a program reaches the sandbox, and whether that is this machine's own."""

import re
from typing import Any

__all__ = ["is_for_this_machine", "is_of_a_foreign_page", "site"]

# What a program may call this machine; anything else would spoil the links.
_HOST = re.compile(r"[\w.-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?", re.ASCII)
_NAMES = ("127.0.0.1", "localhost", "[::1]")
_PORTS = {"http": "80", "https": "443"}


def site(environ: dict[str, Any]) -> str:
    """Returns the root of the addresses by which a program calls, without a slash at the end."""
    host = environ.get("HTTP_HOST", "")
    if not _HOST.fullmatch(host):
        host = f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return f"{environ['wsgi.url_scheme']}://{host}"


def is_for_this_machine(environ: dict[str, Any]) -> bool:
    """Says whether a request names this machine itself.

    A page whose owner lets its name lead here (DNS rebinding) names another one.
    """
    port = environ["SERVER_PORT"]
    named = {f"{name}:{port}" for name in _NAMES}
    if port == _PORTS.get(environ["wsgi.url_scheme"]):
        named.update(_NAMES)
    return environ.get("HTTP_HOST", "").lower() in named


def is_of_a_foreign_page(environ: dict[str, Any]) -> bool:
    """Says whether a browser sends this on behalf of a page that is not the sandbox's own."""
    origin = environ.get("HTTP_ORIGIN", site(environ))
    fetched = environ.get("HTTP_SEC_FETCH_SITE", "none")
    return origin != site(environ) or fetched not in ("none", "same-origin")
