"""The parameters of a request to OAuth's addresses: a form, JSON, or parts.

The standard knows forms alone; the service's own libraries send the others too.

>>> parameters("application/json", b'{"code": "abc", "n": 1, "state": null}')
[('code', 'abc'), ('n', '1')]
>>> parameters("application/x-www-form-urlencoded", b"code=abc&n=1")
[('code', 'abc'), ('n', '1')]
"""

import json
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

__all__ = ["Unreadable", "parameters"]


class Unreadable(ValueError):
    """The body is not what its type says."""


def parameters(content_type: str, body: bytes) -> list[tuple[str, str]]:
    """Returns names and values in the order in which they came.

    Raises:
        Unreadable: If the body is not what its type says.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    try:
        if media_type == "application/json":
            return _of_json(body)
        if media_type == "multipart/form-data":
            return _of_parts(content_type, body)
        return parse_qsl(body.decode(), keep_blank_values=True)
    except (ValueError, RecursionError, LookupError) as error:
        raise Unreadable("The body cannot be read.") from error


def _of_json(body: bytes) -> list[tuple[str, str]]:
    sent = json.loads(body.decode() or "{}")
    if not isinstance(sent, dict):
        raise Unreadable("The body is no object.")
    told = [(name, _text(value)) for name, value in sent.items() if value is not None]
    # JSON can name halves of letters, which are no text.
    "".join(name + text for name, text in told).encode()
    return told


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(_text, value))
    if not isinstance(value, (str, int)):
        raise Unreadable("A parameter is neither a text nor a number.")
    return str(value)


def _of_parts(content_type: str, body: bytes) -> list[tuple[str, str]]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise Unreadable("The body has no parts.")
    return [_of_part(part) for part in message.iter_parts()]


def _of_part(part: object) -> tuple[str, str]:
    name = part.get_param("name", header="content-disposition")  # type: ignore[attr-defined]
    content = part.get_payload(decode=True)  # type: ignore[attr-defined]
    if not isinstance(name, str) or content is None:
        raise Unreadable("A part has no name.")
    return name, content.decode()
