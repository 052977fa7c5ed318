"""The parts of a form with files: ``multipart/form-data``, read leniently.

>>> body = b'--x\\r\\nContent-Disposition: form-data; name="content"; filename="a.txt"\\r\\n'
>>> parts_of('multipart/form-data; boundary=x', body + b'\\r\\nHello\\r\\n--x--\\r\\n')
[Part(name='content', filename='a.txt', media_type='')]
"""

from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser

__all__ = ["Part", "parts_of"]


@dataclass(frozen=True)
class Part:
    """One field of a form."""

    name: str
    filename: str
    media_type: str
    content: bytes = field(default=b"", repr=False)


def parts_of(content_type: str, body: bytes) -> list[Part]:
    """Returns the fields of a form; none where there is no boundary."""
    header = Message()
    header["Content-Type"] = content_type
    boundary = header.get_boundary()
    if not boundary:
        return []
    # The line break before a boundary belongs to it, and is no part of a file's bytes.
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    return [_part(piece[2:]) for piece in pieces[1:] if not piece.startswith(b"--")]


def _part(piece: bytes) -> Part:
    head, _, content = piece.partition(b"\r\n\r\n")
    headers = BytesHeaderParser().parsebytes(head)
    given = "Content-Type" in headers
    return Part(
        name=str(headers.get_param("name", "", "Content-Disposition")),
        filename=headers.get_filename("") or "",
        media_type=headers.get_content_type() if given else "",
        content=content,
    )
