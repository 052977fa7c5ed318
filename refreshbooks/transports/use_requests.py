"""Bytes by requests: the default transport.

One session with one pool of connections serves a client and all its threads. A
call goes straight to the pool wherever a trip through the session would come to
the same: that costs about half as much. Whatever you set on the session (auth,
cookies, hooks, parameters, proxies, certificates, adapters) is honoured, if need
be by the longer way, and so is a session of your own.

A connection that the service closed while it lay idle is noticed before the
next request goes out on it. If the service closes it in the very moment in
which a request is on its way, nobody can tell whether it was read:
:class:`~refreshbooks.exceptions.NoResponse` says so by ``sent=True``, and
nothing is repeated here.
"""

import http.client
import http.cookiejar
from collections.abc import Callable, Mapping
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

from refreshbooks.exceptions import BadParameter, NoResponse
from refreshbooks.transports import bodies, failures, pools, timeouts
from refreshbooks.transports.forks import ForkGuard
from refreshbooks.transports.posting import Posting

__all__ = ["Transport"]

_REQUESTS_AGENT = requests.utils.default_user_agent()


class Transport(Posting):
    """Sends request documents to one address by a ``requests.Session``.

    Attributes:
        url: The address.
        headers_factory: Asked for a new dict of headers at each call.
        session: The session, with whatever you mount or set on it.
    """

    _errors = (
        requests.RequestException,
        urllib3.exceptions.HTTPError,
        http.client.HTTPException,
        OSError,
        ValueError,
    )

    def __init__(
        self,
        url: str,
        headers_factory: Callable[[], Mapping[str, str]],
        *,
        timeout: timeouts.Seconds = None,
        session: requests.Session | None = None,
    ) -> None:
        super().__init__(url, headers_factory, timeout)
        self.session = _own_session() if session is None else _checked(session)
        self._closes_session = session is None
        self._forks = ForkGuard()

    def close(self) -> None:
        """Closes the connections; a later call opens new ones.

        A session of the caller's own is left to its owner.
        """
        if self._closes_session:
            self.session.close()

    def _standing_headers(self) -> Mapping[str, str]:
        """Returns the session's headers, its agent only where it was set on purpose."""
        headers: Mapping[str, str] = getattr(self.session, "headers", {})
        if headers.get("User-Agent") != _REQUESTS_AGENT:
            return headers
        return {name: headers[name] for name in headers if name.lower() != "user-agent"}

    def _exchange(self, entity: bytes, headers: dict[str, str]) -> tuple[int, bytes, Any]:
        self._forks.check(_reconnect, self.session)
        if isinstance(entity, bytes) and pools.is_short(self.session, self.url):
            return pools.post(self.session, self.url, entity, headers, self.timeout)
        response = self._post(entity, headers)
        return response.status_code, _content(response), response.headers

    def _silence(self, error: Exception) -> NoResponse:
        return failures.no_response(error, self.url, kind=pools.kind_in_requests(error))

    def _post(self, entity: bytes, headers: dict[str, str]) -> requests.Response:
        settings: dict[str, Any] = {}
        if not getattr(self.session, "auth", None):
            # An auth that does nothing keeps netrc from replacing ours.
            settings["auth"] = _as_it_is
        return self.session.post(
            self.url,
            data=entity,
            headers=headers,
            timeout=self.timeout,
            proxies=pools.unproxied(self.url),
            allow_redirects=False,
            stream=True,
            **settings,
        )


def _own_session() -> requests.Session:
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, pools.PooledAdapter())
    # The API needs no cookies, and threads should not share any.
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    return session


def _checked(session: Any) -> Any:
    """Returns a user's session; anything that posts as one does is good."""
    if isinstance(session, type) or not hasattr(session, "post"):
        given = session.__name__ if isinstance(session, type) else type(session).__name__
        raise BadParameter(
            f"a session is an object such as requests.Session() makes, not {given}",
            path="session",
        )
    return session


def _content(response: requests.Response) -> bytes:
    """Returns the body, read up to the limit."""
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


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _reconnect(session: requests.Session) -> list[object]:
    """Gives a session's adapters new pools, and returns the old ones."""
    adapters = getattr(session, "adapters", {}).values()
    pooled = [adapter for adapter in adapters if isinstance(adapter, HTTPAdapter)]
    old: list[object] = [(adapter.poolmanager, adapter.proxy_manager) for adapter in pooled]
    for adapter in pooled:
        adapter.__setstate__(adapter.__getstate__())
    return old
