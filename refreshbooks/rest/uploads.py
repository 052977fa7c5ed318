"""Files on their way out: a form of one part."""

import hashlib
import os
from pathlib import Path
from typing import Any, NamedTuple

from urllib3.fields import RequestField
from urllib3.filepost import encode_multipart_formdata

from refreshbooks.exceptions import BadParameter

__all__ = ["Form", "form"]

_PART = "content"

_BOUNDARY_LENGTH = 32


class Form(NamedTuple):
    """The body of an upload.

    Attributes:
        body: Its bytes.
        content_type: The media type with its boundary.
    """

    body: bytes
    content_type: str

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self.body)} bytes>"


def form(file_stream: Any = None, file_path: str | os.PathLike[str] | None = None) -> Form:
    """Returns the form that carries a file.

    Args:
        file_stream: An open file, from where it stands, or bytes; it goes before a path.
        file_path: Where the file is.

    Raises:
        BadParameter: There is no file, or it cannot be read.
    """
    content, name = _file(file_stream, file_path)
    if not content:
        raise BadParameter(
            "the file is empty, or was read to its end before: open it anew, or seek(0)"
        )
    part = RequestField(_PART, content, filename=name)
    part.make_multipart()
    # Nobody can write a file that holds its own digest; and one file always gives one form.
    boundary = hashlib.sha256(content).hexdigest()[:_BOUNDARY_LENGTH]
    return Form(*encode_multipart_formdata([part], boundary=boundary))


def _file(stream: Any, path: str | os.PathLike[str] | None) -> tuple[bytes, str]:
    if stream is None and path is None:
        raise BadParameter("give the file: file_stream=open(..., 'rb'), or file_path='...'")
    try:
        if stream is None:
            assert path is not None
            return Path(path).read_bytes(), os.path.basename(os.fsdecode(path))
        if isinstance(stream, bytes | bytearray | memoryview):
            return bytes(stream), _name(stream)
        return _read(stream), _name(stream)
    except (OSError, ValueError) as cause:
        if isinstance(cause, BadParameter):
            raise
        raise BadParameter(f"the file cannot be read: {cause}") from cause


def _read(stream: Any) -> bytes:
    if not callable(getattr(stream, "read", None)):
        raise BadParameter(
            f"a {type(stream).__name__} is no open file; a path goes by file_path=",
            path="file_stream",
        )
    content = stream.read()
    if not isinstance(content, bytes):
        raise BadParameter("the file was opened as text: open it with mode 'rb'")
    return content


def _name(stream: Any) -> str:
    # A file made from a descriptor is called by its number, one in memory not at all.
    name = getattr(stream, "name", None)
    given = os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else ""
    return os.path.basename(given) or _PART
