"""Where an answer leads on to, for requests of any method.

What only reads may be asked for elsewhere. What writes never is: it would arrive
as something else, or at a stranger's.
"""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from refreshbooks.transports.pools import Request

__all__ = ["MOST", "onward"]

#: How often one request may be led on.
MOST = 5

_READING = frozenset({"GET", "HEAD"})
_STATUSES = frozenset({301, 302, 303, 307, 308})


def onward(request: Request, status: int, headers: Mapping[str, str]) -> Request | None:
    """Returns the request that follows on an answer, or None where it is the last.

    >>> asked = Request("GET", "https://api.example.com/a", {"Authorization": "Bearer x"})
    >>> onward(asked, 302, {"Location": "/b"}).url
    'https://api.example.com/b'
    >>> onward(asked, 302, {"Location": "https://cdn.example.com/b"}).headers
    {}

    A credential goes to no other host, and nothing goes from https to http.

    Args:
        headers: The answer's, whatever case their names are looked up in.
    """
    location = headers.get("Location")
    if request.method not in _READING or status not in _STATUSES or not location:
        return None
    url = urljoin(request.url, location)
    here, there = urlsplit(request.url), urlsplit(url)
    if there.scheme not in ("https", here.scheme) or not there.hostname:
        return None
    kept = request.headers
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        kept = {name: kept[name] for name in kept if name.lower() != "authorization"}
    return Request(request.method, url, kept)
