"""What is not XML: files on their way out, files that come instead of an answer.

An upload is one entity of two or more parts, ``multipart/related``: the request
document, which names each file by its content id, and the files. A download is
the body of an answer, as bytes that know their media type.
"""

import contextlib
import hashlib
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

from requests.structures import CaseInsensitiveDict

from refreshbooks.exceptions import BadParameter

__all__ = [
    "Answer",
    "Attachment",
    "Multipart",
    "NamedBytes",
    "as_answer",
    "attach",
    "is_answer_file",
    "is_file",
    "multipart",
    "read",
    "saving",
]

_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'

# What a receipt may be, by its first bytes and by the end of its name.
_BY_FIRST_BYTES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"%PDF": "application/pdf",
}
_BY_SUFFIX = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".pdf": "application/pdf",
}
_SUFFIX_OF = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "application/pdf": ".pdf",
}

_LONGEST_FILENAME = 100


class Answer(bytes):
    """The body of an HTTP answer.

    >>> answer = Answer(b"%PDF-1.4", headers={"Content-Type": "application/PDF; name=x"})
    >>> answer
    <Answer 200 application/pdf, 8 bytes>
    >>> answer.content_type, answer.headers["content-type"]
    ('application/pdf', 'application/PDF; name=x')

    Attributes:
        status: The HTTP status.
        headers: The answer's headers, whatever case you write them in.
    """

    status: int
    headers: Mapping[str, str]

    def __new__(
        cls, content: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None
    ) -> "Answer":
        answer = super().__new__(cls, content)
        answer.status = status
        answer.headers = CaseInsensitiveDict(headers or {})
        return answer

    @property
    def content_type(self) -> str | None:
        """The media type in lower case and without its parameters, or None."""
        media_type = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return media_type or None

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the bytes to a file, all or nothing, and returns its path.

        A file that was there before is replaced in one step, and only after
        everything has reached the disk.
        """
        with saving(path) as stream:
            stream.write(self)
        return Path(path)

    def __repr__(self) -> str:
        media_type = self.content_type or "of no media type"
        return f"<{type(self).__name__} {self.status} {media_type}, {len(self)} bytes>"

    def __str__(self) -> str:
        # Printed, it shows what came, as plain bytes do.
        return bytes.__repr__(self)

    def __reduce__(self) -> Any:
        return type(self), (bytes(self), self.status, dict(self.headers))


class Multipart(bytes):
    """A request entity of several parts.

    Attributes:
        content_type: The media type with its boundary, as the header wants it.
    """

    content_type: str

    def __new__(cls, content: bytes, content_type: str) -> "Multipart":
        entity = super().__new__(cls, content)
        entity.content_type = content_type
        return entity

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.content_type}, {len(self)} bytes>"

    def __reduce__(self) -> Any:
        return type(self), (bytes(self), self.content_type)


class NamedBytes(bytes):
    """Bytes to be sent as a file.

    >>> NamedBytes(b"GIF89a", "receipt.gif")
    <NamedBytes receipt.gif, 6 bytes>

    Attributes:
        name: The file's name.
    """

    name: str

    def __new__(cls, content: bytes, name: str) -> "NamedBytes":
        named = super().__new__(cls, content)
        named.name = name
        return named

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}, {len(self)} bytes>"

    def __reduce__(self) -> Any:
        return type(self), (bytes(self), self.name)


class Attachment(NamedTuple):
    """One file of an upload, read and ready to be sent.

    Attributes:
        content: Its bytes.
        filename: Its name without folders, in plain ASCII.
        media_type: What it is, by its first bytes or else by its name.
    """

    content: bytes
    filename: str
    media_type: str


@contextlib.contextmanager
def saving(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Gives a stream whose content is at the path after the block, all of it or nothing.

    A file that was there before is replaced in one step, after everything has
    reached the disk. A device or a pipe is written to.
    """
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as stream:
            yield stream
        return
    target = os.path.realpath(path)
    draft = os.path.join(os.path.dirname(target), f".{os.urandom(8).hex()}.part")
    try:
        with open(draft, "xb") as stream:
            if os.path.exists(target):
                os.chmod(draft, stat.S_IMODE(os.stat(target).st_mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)
        raise


def is_file(value: object) -> bool:
    """Says whether an argument stands for a file.

    That is an open file, a path, :class:`NamedBytes`, or a file that came as an
    :class:`Answer`. A file opened as text counts, so that :func:`attach` can say
    what is wrong with it.
    """
    known = isinstance(value, (NamedBytes, Answer, os.PathLike))
    return known or callable(getattr(value, "read", None))


def attach(value: Any) -> Attachment:
    """Reads a file: a path from its beginning, an open file from where it stands.

    Raises:
        BadParameter: It cannot be read, was opened as text, or is empty.
    """
    content, name = read(value)
    media_type = _by_first_bytes(content) or _by_name(name) or _said_by_answer(value)
    return Attachment(content, _filename(name, media_type), media_type)


def read(value: Any) -> tuple[bytes, str]:
    """Returns what is in a file, and the name that it has; empty where it has none.

    Raises:
        BadParameter: It cannot be read, was opened as text, or is empty.
    """
    content, name = _content(value)
    if not content:
        raise BadParameter(
            "the file is empty, or was read to its end before: open it anew, or seek(0)"
        )
    return content, name


def multipart(document: bytes, attachments: Iterable[tuple[str, Attachment]]) -> Multipart:
    """Returns a request document and the files that it names as one entity.

    Args:
        document: The request document, in ASCII and without a declaration.
        attachments: The files, each with the content id by which the document
            names it.
    """
    parts = [
        b"Content-Type: application/xml; charset=utf-8\r\n\r\n" + _DECLARATION + document,
        *(_part(content_id, attachment) for content_id, attachment in attachments),
    ]
    boundary = _boundary(parts)
    delimiter = b"--" + boundary
    lines = b"".join(delimiter + b"\r\n" + part + b"\r\n" for part in parts)
    content_type = f'multipart/related; boundary="{boundary.decode()}"'
    return Multipart(lines + delimiter + b"--\r\n", content_type)


def is_answer_file(entity: object) -> bool:
    """Says whether an answer is a file rather than a response document.

    The first bytes decide, and the media type where they do not tell. A page of
    HTML, text or JSON is no file: such a thing in place of an answer is trouble.
    """
    if not isinstance(entity, bytes):
        return False  # a transport of one's own may hand over text
    if _by_first_bytes(entity):
        return True
    media_type = entity.content_type if isinstance(entity, Answer) else None
    if media_type is None or not entity or entity.lstrip().startswith(b"<"):
        return False
    return not _is_for_reading(media_type)


def as_answer(entity: bytes) -> Answer:
    """Returns the same bytes with what an answer has.

    Bytes that came without headers get the media type that their first bytes
    tell.
    """
    if isinstance(entity, Answer):
        return entity
    media_type = _by_first_bytes(entity)
    return Answer(entity, headers={"Content-Type": media_type} if media_type else {})


def _is_for_reading(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type.endswith(
        ("/xml", "+xml", "/json", "/x-www-form-urlencoded")
    )


def _content(value: Any) -> tuple[bytes, str]:
    if isinstance(value, NamedBytes):
        return bytes(value), value.name
    if isinstance(value, Answer):
        return bytes(value), ""
    if isinstance(value, os.PathLike):
        return _content_of_path(value), os.fsdecode(value)
    return _content_of_stream(value), _name_of_stream(value)


def _said_by_answer(value: object) -> str:
    media_type = value.content_type if isinstance(value, Answer) else None
    return media_type or "application/octet-stream"


def _content_of_path(path: "os.PathLike[str]") -> bytes:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as cause:
        raise BadParameter(f"the file cannot be read: {cause}") from cause


def _content_of_stream(stream: Any) -> bytes:
    as_text = "the file was opened as text: open it with mode 'rb'"
    if isinstance(stream, io.TextIOBase):
        raise BadParameter(as_text)
    try:
        content = stream.read()
    except (OSError, ValueError) as cause:
        raise BadParameter(f"the file cannot be read: {cause}") from cause
    if not isinstance(content, (bytes, bytearray, memoryview)):
        raise BadParameter(as_text)
    return bytes(content)


def _name_of_stream(stream: Any) -> str:
    # A file made from a descriptor is called by its number, one in memory not at all.
    name = getattr(stream, "name", None)
    return os.fsdecode(name) if isinstance(name, (str, bytes, os.PathLike)) else ""


def _filename(name: str, media_type: str) -> str:
    """Returns the last part of a name in characters that no header stumbles over."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^A-Za-z0-9 ._()+,=@-]", "_", last)[-_LONGEST_FILENAME:]
    return plain.strip(" .") or "file" + _SUFFIX_OF.get(media_type, "")


def _by_first_bytes(content: bytes) -> str | None:
    return next(
        (kind for start, kind in _BY_FIRST_BYTES.items() if content.startswith(start)), None
    )


def _by_name(name: str) -> str | None:
    return _BY_SUFFIX.get(os.path.splitext(name)[1].lower())


def _part(content_id: str, attachment: Attachment) -> bytes:
    header = (
        f"Content-Type: {attachment.media_type}\r\n"
        f'Content-Disposition: attachment; filename="{attachment.filename}"\r\n'
        f"Content-ID: <{content_id}>\r\n\r\n"
    )
    return header.encode("ascii") + attachment.content


def _boundary(parts: Iterable[bytes]) -> bytes:
    # Nobody can write a file that holds its own digest. And one upload always
    # gives the same bytes.
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest().encode("ascii")
