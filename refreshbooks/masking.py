"""Secrets out of reprs, logs and messages.

Whatever text leaves the library for a person to read goes through :func:`mask`
first. It knows secrets by the shape of the place they stand in (an
``Authorization`` header, an ``oauth_token`` parameter, a ``<password>``
element) and by their own shape (Classic tokens are 32 hexadecimal digits).
"""

import re
from typing import Generic, NoReturn, TypeVar

__all__ = ["MASK", "Secret", "excerpt", "mask", "mask_bytes"]

MASK = "***"

_Value = TypeVar("_Value")

# Where a secret stands, and what is left of that place. Kept as text: importing
# the library should not wait for patterns that only a log line needs.
_CONTENT = r"(?:<!\[CDATA\[.*?(?:\]\]>|\Z)|[^<])+"
_PLACES = (
    # A user in an address.
    (r"(?<=://)[^\s/@'\"<>]+@", rf"{MASK}@"),
    # A credential of HTTP.
    (r"(?i)\b(Basic|Bearer)(\s+)[A-Za-z0-9+/=._~-]+", rf"\1\2{MASK}"),
    # A parameter of a form, a header, a repr or JSON.
    (
        r"(?i)(?<![A-Za-z])((?:oauth_(?:token_secret|token|signature|verifier|nonce)|access_token"
        r"|refresh_token|id_token|consumer_secret|token_secret|client_secret|password|verifier)"
        r"[\"']?\s*[=:]\s*)(?:(\")(?:\\.|[^\"\\])*(?:\"|\Z)|(')[^']*(?:'|\Z)"
        r"|(?!null\b)[^\s\"'&,;<>)}]+)",
        rf"\1\2\3{MASK}\2\3",
    ),
    # A part of a form.
    (
        r"(?i)(\bname=\"(?:access_token|refresh_token|token|client_secret|password|code_verifier"
        r"|code)\"[^\r\n]{0,200}(?:\r?\n[^\r\n]{1,200}){0,5}\r?\n\r?\n)[^\r\n]+",
        rf"\1{MASK}",
    ),
    # A code that is exchanged for tokens; currencies have codes too, of three letters.
    (r"(?i)(\bcode[\"']?\s*[=:]\s*[\"']?)[A-Za-z0-9._~-]{20,}", rf"\1{MASK}"),
    # A token in JSON, where nothing else says which one it is.
    (r"(?i)(\"token\"\s*:\s*\")(?:\\.|[^\"\\])*", rf"\1{MASK}"),
    # An element.
    (
        r"(?is)(<(?:\w+:)?(?:password|token|oauth_token|token_secret|access_token|verifier)\b"
        rf"[^<>]*(?<!/)>){_CONTENT}",
        rf"\1{MASK}",
    ),
    # A parameter of an address.
    (r"(?i)\b((?:token|secret|api_?key)=)[^\s&\"'<>]+", rf"\1{MASK}"),
    # The number of a card; invoices have numbers too.
    (
        r"(?is)(<(?:\w+:)?card\b[^<>]*(?<!/)>(?:(?!</?(?:\w+:)?card\b).)*?"
        rf"<(?:\w+:)?number\b[^<>]*(?<!/)>){_CONTENT}",
        rf"\1{MASK}",
    ),
    # A token of the Classic API, wherever it stands.
    (r"(?<![0-9A-Za-z])[0-9a-fA-F]{32}(?![0-9A-Za-z])", MASK),
)


class Secret(Generic[_Value]):
    """A value that shows itself to nobody who prints or dumps what holds it.

    >>> Secret("open sesame")
    ***
    >>> Secret("open sesame").reveal()
    'open sesame'
    """

    __slots__ = ("_value",)

    def __init__(self, value: _Value) -> None:
        self._value = value

    def reveal(self) -> _Value:
        """Returns the value, to be used and not to be kept."""
        return self._value

    def __repr__(self) -> str:
        return MASK

    def __copy__(self) -> "Secret[_Value]":
        return self

    def __deepcopy__(self, memo: object) -> "Secret[_Value]":
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled: hand it over by itself where it is needed")


def mask(text: str) -> str:
    """Returns the text with every secret in it replaced by ``***``.

    >>> mask("Authorization: Basic YWJjOlg=")
    'Authorization: Basic ***'
    >>> mask("<password>open sesame</password>")
    '<password>***</password>'
    >>> mask('{"access_token": "abc", "refresh_token": null}')
    '{"access_token": "***", "refresh_token": null}'
    """
    for pattern, kept in _PLACES:
        text = re.sub(pattern, kept, text)
    return text


def mask_bytes(content: bytes, *, most: int = 10_000) -> bytes:
    """Returns bytes with every secret in them replaced, and of many the beginning.

    >>> mask_bytes(b"<password>open sesame</password>")
    b'<password>***</password>'
    """
    # Masked before it is cut, so that no half of a secret survives the cut.
    text = mask(content[: 2 * most].decode("utf-8", "surrogateescape"))
    shown = text.encode("utf-8", "surrogateescape")
    return shown if len(content) <= most else shown[:most] + b"... of %d bytes" % len(content)


def excerpt(content: bytes, *, length: int = 120) -> str:
    """Returns the beginning of an answer as one masked line of text.

    >>> excerpt(b"<html>\\n <title>Log in</title>")
    '<html> <title>Log in</title>'

    Args:
        length: How many characters to show at the most; what was cut off is
            marked by an ellipsis.
    """
    # Masked before it is cut, so that no half of a secret survives the cut.
    # Zero bytes are halves of signs in UTF-16, and would part the letters of a name.
    beginning = content[: 20 * length].replace(b"\0", b"").decode("utf-8", "replace")
    text = " ".join(mask(beginning).split())
    return text if len(text) <= length else text[: length - 1] + "…"
