"""Resources whose records are files, such as the PDF of an invoice."""

import mimetypes
import re
from typing import Any

from refreshbooks.files import Answer
from refreshbooks.rest.api.resource import Resource
from refreshbooks.rest.asked import Asked
from refreshbooks.rest.downloads import downloaded
from refreshbooks.rest.request import Request
from refreshbooks.rest.uploads import Form

__all__ = ["FileResource"]


class FileResource(Resource):
    """Files that are reached by the ids that their address has, in its order."""

    def get(self, *ids: object, stream: bool = False, **named: object) -> Any:
        """Returns a file: a response of requests, with a ``save(path)`` more.

        Args:
            stream: Whether to read the content as it is asked for, by ``save`` or
                ``iter_content``, rather than at once. Close it if you don't.
        """
        found = self._bound("get", ids, named)
        return self._call("get", found, parameters=named, streams=stream)

    def _request(self, asked: Asked, form: Form | None, streams: bool) -> Request:
        request = super()._request(asked, form, streams)
        # What the address ends in tells the kind: .../pdf, ...csv
        kind, _ = mimetypes.guess_type(f"file.{re.split('[/.]', self._row.single_path)[-1]}")
        return request.saying({"Accept": kind}) if kind else request

    def _decoded(self, asked: Asked, answer: Answer) -> Any:
        return downloaded(answer)
