"""A service in memory that gives one list, page by page, in the shape of a family."""

import json
import threading
from urllib.parse import parse_qs, urlsplit

from refreshbooks.files import Answer
from refreshbooks.rest import Client

__all__ = ["Listed", "accounting", "bare", "businesses", "meta", "team"]


def accounting(name):
    """Paging stands beside the rows."""
    return lambda rows, place: {"response": {"result": {name: rows, **place}}}


def meta(name):
    """Paging stands in an object of its own."""
    return lambda rows, place: {name: rows, "meta": place}


def team(rows, place):
    """The paging of team members lacks the number of pages."""
    return {"response": rows, "meta": {key: place[key] for key in ("page", "per_page", "total")}}


def bare(name):
    """No paging at all."""
    return lambda rows, place: {name: rows}


def businesses(rows, place):
    """Ledger accounts and their like."""
    return {"data": rows}


class Listed:
    """A transport; ``asked`` are the queries that came.

    Args:
        shape: Makes the body out of the rows of a page and its place.
        rows: The rows of the list; tests may change them.
        before: Called with this and the number of each request before its answer.
    """

    def __init__(self, shape, rows, *, before=None, most=100, default=30):
        self.rows = list(rows)
        self.asked = []
        self._shape = shape
        self._before = before
        self._most = most
        self._default = default
        self._lock = threading.Lock()

    def __call__(self, request):
        with self._lock:
            asked = {
                key: values[0] for key, values in parse_qs(urlsplit(request.url).query).items()
            }
            self.asked.append(asked)
            if self._before is not None:
                self._before(self, len(self.asked))
            body = json.dumps(self._shape(*self._page(asked))).encode()
        return Answer(body, headers={"Content-Type": "application/json"})

    def _page(self, asked):
        page = max(1, int(asked.get("page", asked.get("page_number", 1))))
        size = min(self._most, int(asked.get("per_page", asked.get("page_size", self._default))))
        rows = self.rows[(page - 1) * size : page * size]
        total = len(self.rows)
        # The service says so of lists without rows.
        place = {"page": page, "pages": -(-total // size), "per_page": size, "total": total}
        return rows, place

    def client(self, **options):
        """Returns a client that calls this, and nothing else."""
        return Client("an_app", access_token="a token", transport=self, **options)
