"""Resources of uploads: images and attachments."""

import os
from typing import Any, ClassVar

from refreshbooks.files import Answer
from refreshbooks.rest.api.resource import Resource
from refreshbooks.rest.asked import Asked
from refreshbooks.rest.downloads import Download, downloaded
from refreshbooks.rest.models import Result
from refreshbooks.rest.uploads import form

__all__ = ["UploadsResource"]


class UploadsResource(Resource):
    """Files of an account, each named by the ``jwt`` that its upload answered."""

    takes: ClassVar = {"upload": 1, "get": 1}

    def upload(
        self,
        account_id: str,
        file_stream: Any = None,
        file_path: str | os.PathLike[str] | None = None,
    ) -> Result:
        """Uploads a file, and returns what names it: ``.jwt`` for other records, ``.link``.

        Args:
            file_stream: A file opened with mode ``'rb'``, from where it stands, or
                bytes; it goes before a path.
            file_path: Where the file is.
        """
        return self._one("upload", (account_id,), form=form(file_stream, file_path))

    def get(self, jwt: str, *, stream: bool = False) -> Download:
        """Returns a file: a response of requests, with a ``save(path)`` more.

        Args:
            stream: Whether to read the content as it is asked for, by ``save`` or
                ``iter_content``, rather than at once. Close it if you don't.
        """
        found: Download = self._call("get", (jwt,), streams=stream)
        return found

    def _decoded(self, asked: Asked, answer: Answer) -> Any:
        return downloaded(answer) if asked.is_read else super()._decoded(asked, answer)
