"""What comes as a file: a ``requests.Response`` that can be saved.

Programs written for the official SDK read ``.content``, ``.headers``, ``.text``,
``.status_code`` and ``.iter_content()`` of what ``client.images.get(jwt)`` returns, so it
goes on being a response of requests, however it travelled.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import requests

from refreshbooks.files import Answer, saving
from refreshbooks.transports import failures

__all__ = ["Download", "downloaded", "filename"]

_CHUNK = 64 * 1024


class Download(requests.Response):
    """A file of the service's, on its way or here.

    >>> picture = Download.of(Answer(b"GIF89a", headers={"X-filename": "logo.gif"}))
    >>> picture.filename, picture.content, picture.status_code
    ('logo.gif', b'GIF89a', 200)
    """

    @classmethod
    def of(cls, came: "Answer | requests.Response") -> "Download":
        """Returns an answer, read or still to be read, as a download."""
        download = cls()
        if isinstance(came, requests.Response):
            download.__dict__.update(came.__dict__, request=_without_token(came.request))
        else:
            download.status_code = came.status
            download.headers.update(came.headers)
            download._content = bytes(came)
            download._content_consumed = True
            download.encoding = requests.utils.get_encoding_from_headers(download.headers)
        return download

    @property
    def status(self) -> int:
        """The HTTP status, under the name that it has on other answers."""
        return self.status_code

    @property
    def filename(self) -> str | None:
        """The file's name as it was uploaded, without folders; None where it is not told."""
        return filename(self.headers)

    def beginning(self) -> bytes:
        """Returns what comes first, and closes the connection on the rest."""
        with contextlib.closing(self):
            return bytes(next(self.iter_content(_CHUNK), b""))

    def iter_content(self, *args: Any, **options: Any) -> Iterator[Any]:
        """Yields the content in pieces, as requests does.

        Raises:
            NoResponse: The connection broke before its end.
        """
        pieces = super().iter_content(*args, **options)
        try:
            yield from pieces
        except requests.RequestException as error:
            raise failures.no_response(error, self.url or "the service", sent=True) from error

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the content to a file as it comes, all or nothing, and returns its path.

        A file that was there before is replaced in one step, and only after
        everything has come and reached the disk.

        Raises:
            NoResponse: The connection broke before the content's end; nothing was
                replaced.
        """
        with saving(path) as stream:
            for piece in self.iter_content(_CHUNK):
                stream.write(piece)
        return Path(path)


def _without_token(request: Any) -> Any:
    """Returns what was asked, as it may be kept: responses are pickled with it."""
    if not isinstance(request, requests.PreparedRequest):
        return request
    asked = request.copy()
    asked.headers.pop("Authorization", None)
    return asked


def downloaded(came: Any) -> Any:
    """Returns what came for a file; what is still to be read is a download already."""
    return Download.of(came) if isinstance(came, Answer) else came


def filename(headers: Mapping[str, str]) -> str | None:
    """Returns a file's name as it was uploaded, without folders; None where it is not told."""
    name = headers.get("X-filename")
    return os.path.basename(name.replace("\\", "/")) or None if name else None
