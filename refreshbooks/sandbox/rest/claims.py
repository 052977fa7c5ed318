"""Whose call it is meant to be, by the token or the application that it names.

That proves nothing yet: the account that is meant looks whether it is true.
"""

import base64
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from refreshbooks.sandbox.rest.oauth import grants
from refreshbooks.sandbox.rest.oauth.addresses import VERBS
from refreshbooks.sandbox.rest.oauth.bodies import Unreadable, parameters
from refreshbooks.sandbox.store import Store

__all__ = ["client_id", "owner"]


def owner(store: Store, environ: dict[str, Any]) -> str | None:
    """Returns the name of the account whose access token is shown, be it good or ended."""
    scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    return grants.owner(store, token.strip()) if scheme.lower() == "bearer" else None


def client_id(environ: dict[str, Any]) -> str:
    """Returns which application a request to OAuth's addresses is about.

    It stands in the body or behind the question mark, or is the user of HTTP Basic.
    The body can be read again afterwards.
    """
    if environ.get("PATH_INFO", "").rstrip("/") not in VERBS:
        return ""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = BytesIO(body)
    try:
        sent = parameters(environ.get("CONTENT_TYPE", ""), body)
    except Unreadable:
        sent = []
    asked = dict(parse_qsl(environ.get("QUERY_STRING", "")))
    return dict(sent).get("client_id") or asked.get("client_id") or _basic_user(environ)


def _basic_user(environ: dict[str, Any]) -> str:
    scheme, _, value = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    try:
        shown = base64.b64decode(value) if scheme.lower() == "basic" else b""
        return shown.partition(b":")[0].decode()
    except ValueError:
        return ""
