"""One HTTP request of the current API: what is sent, complete but for the token.

A path is put together from parts, and every part is escaped and there: an id that is
missing would turn a call about one record into a call about all of them.
"""

import dataclasses
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from refreshbooks import spelling
from refreshbooks.exceptions import BadParameter
from refreshbooks.rest.query import escaped

__all__ = ["Request", "address", "filled", "path_of", "plain_query", "segment"]

# What may stand in a path as it is, beside letters and digits (RFC 3986).
_OF_PATHS = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True)
class Request:
    """What a transport is handed.

    >>> Request("GET", "https://api.example.com/a?b=c", {"Authorization": "Bearer t"})
    <Request GET https://api.example.com/a>

    Attributes:
        method: The HTTP method, such as ``"GET"``.
        url: The whole address, escaped.
        headers: What goes beside; hidden from reprs, since the token is there.
        body: The bytes to send, or None.
        is_streamed: Whether the answer's body is wanted piece by piece.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    is_streamed: bool = False

    def bearing(self, token: str | None) -> "Request":
        """Returns the same request with a token, if there is one.

        Raises:
            BadParameter: It holds what no token does. The HTTP libraries would say so too,
                and show it.
        """
        if not token:
            return self
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise BadParameter(
                "an access token is a text of plain letters, digits and signs, without the end"
                " of a line",
            )
        return self.saying({"Authorization": f"Bearer {token}"})

    def saying(self, headers: Mapping[str, str]) -> "Request":
        """Returns the same request with further headers."""
        return dataclasses.replace(self, headers={**self.headers, **headers})

    def __repr__(self) -> str:
        # Filters may hold what people would not write into a log.
        return f"<{type(self).__name__} {self.method} {self.url.partition('?')[0]}>"


def address(base: str, path: str, *queries: str) -> str:
    """Returns a whole address, of parts that are escaped.

    >>> address("https://api.example.com/", "/auth/api/v1/users/me", "", "page=2")
    'https://api.example.com/auth/api/v1/users/me?page=2'
    """
    query = "&".join(filter(None, queries))
    return f"{base.rstrip('/')}{path}{'?' if query else ''}{query}"


def filled(template: str, ids: Mapping[str, object]) -> str:
    """Returns a path with ids in the places that its template names.

    >>> filled("/accounting/account/{account_id}/users/clients", {"account_id": "a/b"})
    '/accounting/account/a%2Fb/users/clients'

    Raises:
        BadParameter: An id is none.
    """
    return template.format(**{name: segment(name, value) for name, value in ids.items()})


def segment(name: str, value: object) -> str:
    """Returns one part of a path, escaped.

    >>> segment("resource_id", 12345)
    '12345'

    Raises:
        BadParameter: It is empty, or no id at all: nothing was sent.
    """
    if isinstance(value, bool) or not isinstance(value, int | str | uuid.UUID):
        raise BadParameter(f"an id is a number or a text, not {_shown(value)}", path=name)
    text = _plain(name, value)
    if not value or not text.strip():
        raise BadParameter(f"{text!r} is no id", path=name)
    if text in (".", ".."):
        raise BadParameter(f"{text!r} is no id: it would lead to another address", path=name)
    try:
        return quote(text, safe="")
    except UnicodeEncodeError as cause:
        raise BadParameter("the id holds a character that cannot be sent", path=name) from cause


def path_of(path: object) -> str:
    """Returns a path that was given as a whole, with what it must not hold escaped.

    >>> path_of("/auth/api/v1/users/me")
    '/auth/api/v1/users/me'

    Raises:
        BadParameter: It is no path, or leads elsewhere.
    """
    if not isinstance(path, str) or not path.startswith("/") or path.startswith("//"):
        raise BadParameter(
            "a path begins with one slash, such as '/auth/api/v1/users/me'", path="path"
        )
    if "?" in path or "#" in path:
        raise BadParameter("what follows '?' is given by query=", path="path")
    if {".", ".."} & set(unquote(path).split("/")):
        raise BadParameter("a path has no '.' or '..' in it", path="path")
    return quote(path, safe=_OF_PATHS)


def plain_query(query: Any) -> str:
    """Returns parameters that were given by name, or as pairs, as a query string.

    A list repeats its name; None leaves a parameter out.

    >>> plain_query({"start_date": "2026-01-01", "clientids[]": [1, 2], "page": None})
    'start_date=2026-01-01&clientids%5B%5D=1&clientids%5B%5D=2'

    Raises:
        BadParameter: A value cannot be written so.
    """
    return escaped(_pairs(query.items() if isinstance(query, Mapping) else query or ()))


def _pairs(query: Any) -> Iterator[tuple[str, object]]:
    try:
        pairs = [(name, value) for name, value in query]
    except (TypeError, ValueError) as cause:
        raise BadParameter("a query is a mapping, or a list of pairs", path="query") from cause
    for name, value in pairs:
        if not isinstance(name, str) or not name:
            raise BadParameter(f"the name of a parameter is a text, not {name!r}", path="query")
        each = value if isinstance(value, list | tuple) else [value]
        yield from ((name, one) for one in each if one is not None)


def _plain(name: str, value: int | str | uuid.UUID) -> str:
    """Returns the text of an id, however its class prints itself: an enum's tells its name."""
    if isinstance(value, str):
        return str.__str__(value)
    try:
        return spelling.of_int(value) if isinstance(value, int) else str(value)
    except BadParameter as error:
        raise error.within(name) from error.__cause__


def _shown(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"
