"""Bytes by requests: the default transport.

One session with one pool of connections serves a client and all its threads. A
call goes straight to the session's adapter wherever a whole trip through the
session would come to the same: that costs little more than half as much.
Whatever you set on the session (auth, cookies, hooks, parameters, proxies,
certificates, adapters) is honoured, if need be by the longer way.

A connection that the service closed while it lay idle is noticed before the
next request goes out on it. If the service closes it in the very moment in
which a request is on its way, nobody can tell whether it was read:
:class:`~refreshbooks.exceptions.NoResponse` says so by ``sent=True``, and
nothing is repeated here.
"""

import functools
import http.client
import http.cookiejar
import os
from collections.abc import Callable, Mapping
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict

from refreshbooks import address
from refreshbooks.files import Answer
from refreshbooks.transports import bodies, failures, statuses, timeouts
from refreshbooks.transports.forks import ForkGuard
from refreshbooks.transports.headers import completed

__all__ = ["Transport"]

_CONNECTIONS = 64

_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    UnicodeError,
)
_NEVER_LEFT = (requests.ConnectTimeout, requests.exceptions.ProxyError)

# The steps of a session's long way. Who replaces one of them wants it taken.
_STEPS = ("post", "request", "prepare_request", "merge_environment_settings", "send")
# Tracers wrap them, perhaps before this module is imported.
_REQUESTS_OWN = [
    step if not hasattr(step, "__wrapped__") else None
    for step in (getattr(requests.Session, name) for name in _STEPS)
]
_REQUESTS_AGENT = requests.utils.default_user_agent()

# What requests reads from the environment for each request.
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_ENVIRONMENT = (
    *_PROXIES,
    *(name.upper() for name in _PROXIES),
    "REQUEST_METHOD",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
)


class Transport(timeouts.Waiting):
    """Sends request documents to one address by a ``requests.Session``.

    Attributes:
        url: The address.
        headers_factory: Asked for a new dict of headers at each call.
        session: The session, with whatever you mount or set on it.
    """

    def __init__(
        self,
        url: str,
        headers_factory: Callable[[], Mapping[str, str]],
        *,
        timeout: timeouts.Seconds = None,
        session: requests.Session | None = None,
    ) -> None:
        self.url = url
        self.headers_factory = headers_factory
        self.timeout = timeouts.limits(timeout)
        self.session = _own_session() if session is None else session
        self._closes_session = session is None
        self._forks = ForkGuard()
        self._settings: tuple[object, dict[str, Any]] = (None, {})

    def __repr__(self) -> str:
        return f"<{__name__}.Transport to {address.without_credentials(self.url)}>"

    def __call__(self, entity: bytes) -> Answer:
        """Returns the answer to a request document.

        Args:
            entity: The document. Its ``content_type``, where it has one, is what
                it is sent as, otherwise ``application/xml``.

        Raises:
            TransportException: For an HTTP status of 300 or more.
            NoResponse: If no answer came.
            BadResponse: If the answer is too large to be one.
        """
        standing = _standing_headers(self.session)
        headers = completed(self.headers_factory(), entity, standing)
        self._forks.check(_reconnect, self.session)
        try:
            response = self._post(entity, headers)
            content = _content(response)
        except _ERRORS as error:
            sent = False if isinstance(error, _NEVER_LEFT) else None
            raise failures.no_response(error, self.url, sent=sent) from error
        return statuses.answered(response.status_code, content, response.headers)

    def close(self) -> None:
        """Closes the connections; a later call opens new ones.

        A session of the caller's own is left to its owner.
        """
        if self._closes_session:
            self.session.close()

    def _post(self, entity: bytes, headers: dict[str, str]) -> requests.Response:
        if isinstance(entity, bytes | str) and _is_plain(self.session):
            return self._post_straight(entity, headers)
        return self._post_by_session(entity, headers)

    def _post_straight(self, entity: bytes | str, headers: dict[str, str]) -> requests.Response:
        session = self.session
        request = _prepared(self.url).copy()
        request.body = entity.encode() if isinstance(entity, str) else entity
        request.prepare_headers(_merged(session.headers, headers))
        request.headers["Content-Length"] = str(len(request.body))
        response = session.get_adapter(self.url).send(
            request, stream=True, timeout=self.timeout, **self._environment(self.url)
        )
        if "set-cookie" in response.headers:
            requests.cookies.extract_cookies_to_jar(session.cookies, request, response.raw)
        return response

    def _post_by_session(self, entity: Any, headers: dict[str, str]) -> requests.Response:
        settings: dict[str, Any] = {"stream": True, "timeout": self.timeout}
        if not getattr(self.session, "auth", None):
            # A truthy auth that does nothing keeps netrc from replacing ours.
            settings["auth"] = _as_it_is
        return self.session.post(
            self.url,
            data=entity,
            headers=headers,
            allow_redirects=False,
            **settings,
        )

    def _environment(self, url: str) -> dict[str, Any]:
        """Returns proxies and certificates, from the session and the environment.

        Working them out costs more than sending, so they are kept for as long
        as nothing that they come from has changed.
        """
        session = self.session
        source = (
            url,
            session.verify,
            session.cert,
            session.trust_env,
            dict(session.proxies),
            [os.environ.get(name) for name in _ENVIRONMENT],
        )
        known, settings = self._settings
        if known != source:
            settings = dict(session.merge_environment_settings(url, {}, True, None, None))
            del settings["stream"]
            self._settings = source, settings
        return settings


def _own_session() -> requests.Session:
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(pool_connections=4, pool_maxsize=_CONNECTIONS))
    # The API needs no cookies, and threads should not share any.
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    return session


def _is_plain(session: requests.Session) -> bool:
    """Says whether a trip through the session would change nothing."""
    return (
        type(session) is requests.Session
        and not (session.auth or session.params or session.cookies)
        and not any(session.hooks.values())
        and vars(session).keys().isdisjoint(_STEPS)
        and [getattr(requests.Session, step) for step in _STEPS] == _REQUESTS_OWN
    )


@functools.lru_cache(maxsize=64)
def _prepared(url: str) -> requests.PreparedRequest:
    return requests.Request("POST", url).prepare()


def _standing_headers(session: requests.Session) -> Mapping[str, str]:
    """Returns the headers that were set on a session on purpose."""
    headers: Mapping[str, str] = getattr(session, "headers", {})
    if headers.get("User-Agent") != _REQUESTS_AGENT:
        return headers
    return {name: headers[name] for name in headers if name.lower() != "user-agent"}


def _merged(session_headers: Mapping[str, Any], headers: Mapping[str, Any]) -> dict[str, str]:
    """Returns both, ours before the session's, without those that are None."""
    both = CaseInsensitiveDict(session_headers)
    both.update(headers)
    return {name: value for name, value in both.items() if value is not None}


def _content(response: requests.Response) -> bytes:
    """Returns the body, read up to the limit."""
    if response.raw is None:
        # An adapter that answers out of its own pocket sets the content itself.
        return response.content or b""
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
    old = [(adapter.poolmanager, adapter.proxy_manager) for adapter in pooled]
    for adapter in pooled:
        adapter.__setstate__(adapter.__getstate__())
    return list(old)
