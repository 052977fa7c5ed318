"""A request that brings a file along: ``multipart/related``, read leniently.

Two parts: the request document, and a file that the document names by its
content id (``<image>cid:X</image>``). Programs write this in their own ways,
and the service took them all: a line before the first boundary, no dashes after
the last, content ids with and without angle brackets, header names in any case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from refreshbooks.sandbox.classic.failures import malformed

__all__ = ["Part", "is_multipart", "parts_of"]

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
# None of them may stand in a header, nor in the document that would name it.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEADERS_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class Part:
    """One part of a multipart body: its headers, by lower-case name, and its bytes."""

    headers: dict[str, str]
    content: bytes = field(repr=False)

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def content_id(self) -> str:
        """The content id without angle brackets; empty where there is none."""
        return self.headers.get("content-id", "").strip().strip("<>")


def is_multipart(content_type: str) -> bool:
    """Says whether a body of this content type has parts."""
    return content_type.strip().lower().startswith("multipart/")


def parts_of(content_type: str, body: bytes) -> tuple[bytes, dict[str, Part]]:
    """Returns the request document, and the other parts by content id.

    Raises:
        Failure: 40010, where there is no boundary or no document.
    """
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise malformed()
    parts = list(_split(body, boundary.group(1).strip().encode("latin-1")))
    if not parts:
        raise malformed()
    document = next((part for part in parts if not part.content_id), parts[0])
    return document.content, {part.content_id: part for part in parts if part is not document}


def _split(body: bytes, boundary: bytes) -> Iterator[Part]:
    # A boundary counts only at the beginning of a line. The line break before
    # it belongs to it, and is no part of a file's bytes.
    mark = re.compile(rb"(?:^|\r?\n)--" + re.escape(boundary) + rb"(?P<end>--)?[ \t]*(?=\r?\n|$)")
    marks = list(mark.finditer(body))
    for here, following in zip_longest(marks, marks[1:]):
        if here.group("end"):
            return
        text = body[here.end() : following.start() if following else len(body)]
        if text.strip():
            yield _part(text)


def _part(text: bytes) -> Part:
    # The line break that ends the boundary's line is still there; with it a
    # part without headers begins with its empty line.
    end = _HEADERS_END.search(text)
    if end is None or _CONTROLS.search(text, 0, end.start()):
        raise malformed()
    lines = text[: end.start()].decode("latin-1").splitlines()
    pairs = (line.partition(":") for line in lines if ":" in line)
    return Part(
        {name.strip().lower(): value.strip() for name, _, value in pairs}, text[end.end() :]
    )
