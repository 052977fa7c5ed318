"""Requests of any method to any address, by requests.

One session with one pool of connections serves a client and all its threads, as
in :mod:`~refreshbooks.transports.use_requests`, and goes the same short way. What
differs is what comes back: an answer of whatever status, since the API says in its
body what a status means.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

import requests

from refreshbooks.exceptions import BadResponse
from refreshbooks.files import Answer
from refreshbooks.transports import failures, pools, redirections, sessions, timeouts
from refreshbooks.transports.forks import ForkGuard
from refreshbooks.transports.headers import DEFAULT_USER_AGENT

__all__ = ["Request", "Transport", "going_out"]

_Came = TypeVar("_Came")


class Request(Protocol):
    """What is sent; anything with these attributes."""

    @property
    def method(self) -> str:
        """Such as ``"GET"``."""

    @property
    def url(self) -> str:
        """The whole address, all parts of it escaped."""

    @property
    def headers(self) -> Mapping[str, str]:
        """What it says about itself."""

    @property
    def body(self) -> bytes | None:
        """What it carries; None for nothing."""


class Transport(timeouts.Waiting):
    """Sends requests by a ``requests.Session``.

    A redirect is followed where the request only reads, without the authorization
    where it leads to another host; any other one is an answer like the rest.

    Args:
        timeout: Seconds for both waits, or a pair of them: until connected, and
            between two pieces of the answer.
        session: A session of your own, which you close yourself.

    Attributes:
        session: The session, with whatever you mount or set on it.
    """

    def __init__(
        self,
        *,
        timeout: timeouts.Seconds = None,
        session: requests.Session | None = None,
    ) -> None:
        self.timeout = timeouts.limits(timeout)
        self.session: Any = (
            sessions.pooled() if session is None else sessions.checked(session, "request")
        )
        self._closes_session = session is None
        self._forks = ForkGuard()

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.Transport>"

    def __call__(self, request: Request) -> Answer:
        """Returns the answer to a request, whatever its status.

        Raises:
            NoResponse: If no answer came.
            BadResponse: If the answer is too large to be one.
        """
        going = going_out(request, sessions.standing_headers(self.session))
        for _ in range(redirections.MOST):
            status, content, headers = self._sent(self._exchange, going)
            onward = redirections.onward(going, status, headers)
            if onward is None:
                break
            going = onward
        return Answer(content, status=status, headers=headers)

    def open(self, request: Request) -> requests.Response:
        """Returns the answer to a request, of which the body is still to be read.

        Raises:
            NoResponse: If no answer came.
        """
        going = going_out(request, sessions.standing_headers(self.session))
        for _ in range(redirections.MOST):
            response = self._sent(self._response, going)
            onward = redirections.onward(going, response.status_code, response.headers)
            if onward is None:
                break
            response.close()
            going = onward
        return response

    def close(self) -> None:
        """Closes the connections; a later call opens new ones.

        A session of the caller's own is left to its owner.
        """
        if self._closes_session:
            self.session.close()

    def _sent(self, send: Callable[[pools.Request], _Came], going: pools.Request) -> _Came:
        self._forks.check(sessions.reconnect, self.session)
        try:
            return send(going)
        except BadResponse:
            raise
        except sessions.ERRORS as error:
            kind = pools.kind_in_requests(error)
            raise failures.no_response(error, going.url, kind=kind) from error

    def _exchange(self, going: pools.Request) -> tuple[int, bytes, Mapping[str, str]]:
        if pools.is_short(self.session, going.url):
            return pools.send(self.session, going, self.timeout)
        response = self._response(going)
        return response.status_code, sessions.content(response), response.headers

    def _response(self, going: pools.Request) -> requests.Response:
        settings: dict[str, Any] = {}
        if not getattr(self.session, "auth", None):
            settings["auth"] = sessions.as_it_is
        response: requests.Response = self.session.request(
            going.method,
            going.url,
            data=going.body,
            headers=going.headers,
            timeout=self.timeout,
            proxies=pools.unproxied(going.url),
            allow_redirects=False,
            stream=True,
            **settings,
        )
        return response


def going_out(request: Request, standing: Mapping[str, str]) -> pools.Request:
    """Returns a request with all its headers, each once, however it is spelt.

    Args:
        standing: What is said with every request, unless it says so itself.
    """
    once: dict[str, tuple[str, str]] = {"user-agent": ("User-Agent", DEFAULT_USER_AGENT)}
    for said in (standing, request.headers):
        once.update({name.lower(): (name, value) for name, value in said.items()})
    headers = {name: value for name, value in once.values() if value is not None}
    return pools.Request(request.method, request.url, headers, request.body)
