"""Calls to addresses that no resource has: the same token, repeats and errors."""

import re
from collections.abc import Mapping
from typing import Any

from refreshbooks.exceptions import BadParameter
from refreshbooks.exchange import Call
from refreshbooks.files import Answer
from refreshbooks.rest import advice, values, written
from refreshbooks.rest.api.resource import Caller
from refreshbooks.rest.asked import Asked
from refreshbooks.rest.families import Family
from refreshbooks.rest.request import Request, address, plain_query

__all__ = ["unlisted"]

_JSON = "application/json"


def unlisted(  # noqa: PLR0913
    client: Caller,
    family: Family,
    method: str,
    path: str,
    *,
    query: Any = None,
    json: Any = None,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Call:
    """Returns the call of an address of one's own; see ``Client.request``.

    Args:
        path: A path that :func:`refreshbooks.rest.request.path_of` has looked at.
    """
    verb = str(method).upper()
    asked = Asked(f"{verb} {path}", verb.lower(), verb)

    def encode() -> Request:
        if not re.fullmatch("[A-Z]+", verb):
            raise BadParameter("this is the name of an HTTP method, such as 'GET'", path="method")
        url = address(client.base_url, path, plain_query(query))
        said, body = _body(family, json, content)
        return Request(verb, url, {**client.headers(), **said, **_checked(headers)}, body)

    return Call(
        method=asked.method,
        is_read=asked.is_read,
        encode=encode,
        decode=_decoded,
        explain=lambda error: advice.explained(error, asked),
        rules=client.rules,
    )


def _body(family: Family, json: Any, content: bytes | None) -> tuple[dict[str, str], bytes | None]:
    if json is None:
        if content is not None and not isinstance(content, bytes):
            raise BadParameter("content is bytes; what is to be JSON goes by json=", path="content")
        return {}, content
    if content is not None:
        raise BadParameter("a request has json= or content=, not both", path="content")
    try:
        return {"Content-Type": _JSON}, written.document(json, times=family.times)
    except BadParameter as error:
        raise error.within("json") from error.__cause__


def _checked(headers: Mapping[str, str] | None) -> Mapping[str, str]:
    for name in headers or {}:
        if name.lower() == "authorization":
            raise BadParameter("the client says by itself who it is", path=f"headers[{name!r}]")
    return headers or {}


def _decoded(answer: Answer) -> Any:
    """Returns JSON as Python has it, a file as its bytes, and None for nothing."""
    if not answer:
        return None
    says_json = "json" in (answer.content_type or "")
    return values.loads(answer) if says_json or answer.lstrip()[:1] in (b"{", b"[") else answer
