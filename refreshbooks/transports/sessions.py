"""A session of requests: made, checked, asked for what it says, its answers read.

What every transport over requests needs of it, whatever it sends.
"""

import http.client
import http.cookiejar
from collections.abc import Mapping
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

from refreshbooks.exceptions import BadParameter
from refreshbooks.transports import bodies, pools

__all__ = ["ERRORS", "as_it_is", "checked", "content", "pooled", "reconnect", "standing_headers"]

ERRORS: tuple[type[Exception], ...] = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,
)
"""What comes out of requests, and from below it, where no answer comes."""

_REQUESTS_AGENT = requests.utils.default_user_agent()


def pooled() -> requests.Session:
    """Returns a session with a pool for many threads, and without cookies."""
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, pools.PooledAdapter())
    # The API needs no cookies, and threads should not share any.
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    return session


def checked(session: Any, call: str) -> Any:
    """Returns a user's session; anything that calls as one does is good.

    Args:
        call: The method that it is called by.

    Raises:
        BadParameter: It has no such method, or is a class.
    """
    if isinstance(session, type) or not hasattr(session, call):
        given = session.__name__ if isinstance(session, type) else type(session).__name__
        raise BadParameter(
            f"a session is an object such as requests.Session() makes, not {given}",
            path="session",
        )
    return session


def standing_headers(session: Any) -> Mapping[str, str]:
    """Returns a session's headers, its agent only where it was set on purpose."""
    headers: Mapping[str, str] = getattr(session, "headers", {})
    if headers.get("User-Agent") != _REQUESTS_AGENT:
        return headers
    return {name: headers[name] for name in headers if name.lower() != "user-agent"}


def content(response: requests.Response) -> bytes:
    """Returns the body of an answer, read up to the limit.

    Raises:
        requests.RequestException: If it breaks off, stalls or is damaged.
        BadResponse: If it is too large.
    """
    raw = getattr(response, "raw", None)
    if raw is None:
        # An adapter that answers out of its own pocket sets the content itself.
        return response.content or b""
    if isinstance(raw, urllib3.HTTPResponse) and not response._content_consumed:
        return pools.body(raw)
    try:
        return bodies.joined(response.iter_content(bodies.CHUNK))
    except BaseException:
        response.close()
        raise


def as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An auth that does nothing keeps netrc from replacing ours."""
    return request


def reconnect(session: requests.Session) -> list[object]:
    """Gives a session's adapters new pools, and returns the old ones."""
    adapters = getattr(session, "adapters", {}).values()
    pooled = [adapter for adapter in adapters if isinstance(adapter, HTTPAdapter)]
    old: list[object] = [(adapter.poolmanager, adapter.proxy_manager) for adapter in pooled]
    for adapter in pooled:
        adapter.__setstate__(adapter.__getstate__())
    return old
