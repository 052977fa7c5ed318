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

from collections.abc import Callable, Mapping
from typing import Any

import requests

from refreshbooks.exceptions import NoResponse
from refreshbooks.transports import failures, pools, sessions, timeouts
from refreshbooks.transports.forks import ForkGuard
from refreshbooks.transports.posting import Posting

__all__ = ["Transport"]


class Transport(Posting):
    """Sends request documents to one address by a ``requests.Session``.

    Attributes:
        url: The address.
        headers_factory: Asked for a new dict of headers at each call.
        session: The session, with whatever you mount or set on it.
    """

    _errors = sessions.ERRORS

    def __init__(
        self,
        url: str,
        headers_factory: Callable[[], Mapping[str, str]],
        *,
        timeout: timeouts.Seconds = None,
        session: requests.Session | None = None,
    ) -> None:
        super().__init__(url, headers_factory, timeout)
        self.session = sessions.pooled() if session is None else sessions.checked(session, "post")
        self._closes_session = session is None
        self._forks = ForkGuard()

    def close(self) -> None:
        """Closes the connections; a later call opens new ones.

        A session of the caller's own is left to its owner.
        """
        if self._closes_session:
            self.session.close()

    def _standing_headers(self) -> Mapping[str, str]:
        return sessions.standing_headers(self.session)

    def _exchange(self, entity: bytes, headers: dict[str, str]) -> tuple[int, bytes, Any]:
        self._forks.check(sessions.reconnect, self.session)
        if isinstance(entity, bytes) and pools.is_short(self.session, self.url):
            request = pools.Request("POST", self.url, headers, entity)
            return pools.send(self.session, request, self.timeout)
        response = self._post(entity, headers)
        return response.status_code, sessions.content(response), response.headers

    def _silence(self, error: Exception) -> NoResponse:
        return failures.no_response(error, self.url, kind=pools.kind_in_requests(error))

    def _post(self, entity: bytes, headers: dict[str, str]) -> requests.Response:
        settings: dict[str, Any] = {}
        if not getattr(self.session, "auth", None):
            settings["auth"] = sessions.as_it_is
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
