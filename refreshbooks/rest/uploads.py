"""Files on their way out: a form of one part."""

import hashlib
import os
from pathlib import Path
from typing import Any, NamedTuple

from urllib3.fields import RequestField
from urllib3.filepost import encode_multipart_formdata

from refreshbooks import files
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
    content, name = files.read(_given(file_stream, file_path))
    part = RequestField(_PART, content, filename=os.path.basename(name) or _PART)
    part.make_multipart()
    # Nobody can write a file that holds its own digest; and one file always gives one form.
    boundary = hashlib.sha256(content).hexdigest()[:_BOUNDARY_LENGTH]
    return Form(*encode_multipart_formdata([part], boundary=boundary))


def _given(stream: Any, path: str | os.PathLike[str] | None) -> Any:
    """Returns which of the two is the file."""
    if stream is None and path is None:
        raise BadParameter("give the file: file_stream=open(..., 'rb'), or file_path='...'")
    if stream is None:
        assert path is not None
        return Path(path)
    if isinstance(stream, files.NamedBytes):
        return stream
    if isinstance(stream, bytes | bytearray | memoryview):
        return files.NamedBytes(bytes(stream), "")
    if not callable(getattr(stream, "read", None)):
        raise BadParameter(
            f"a {type(stream).__name__} is no open file; a path goes by file_path=",
            path="file_stream",
        )
    return stream
