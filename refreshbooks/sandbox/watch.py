"""An account's calls watched: faults applied on the way, and everything written down.

A WSGI application around another one. What is no call, but a page that people
open, goes through untouched.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from io import BytesIO
from time import perf_counter
from typing import Any

from refreshbooks.masking import mask
from refreshbooks.sandbox.answers import Answer
from refreshbooks.sandbox.classic.app import APPLIED
from refreshbooks.sandbox.classic.manner import ClassicManner
from refreshbooks.sandbox.conversation import Application, HangUp
from refreshbooks.sandbox.faults import Faults, Strike
from refreshbooks.sandbox.journal import Journal
from refreshbooks.sandbox.manners import Manner

__all__ = ["Watch"]

_PAGES = ("/view/", "/link/")
_LONGEST_NAME = 200
_BROKEN = Answer("500 Internal Server Error")

_StartResponse = Callable[[str, list[tuple[str, str]]], object]
_Wait = Callable[[float], bool]


class Watch:
    """Stands before an account's application.

    Who called, and whether that was carried out, is taken from the environment,
    where the application leaves it: ``REMOTE_USER`` and ``APPLIED``.

    Args:
        application: What answers the calls.
        clock: Returns the time, with a zone.
        faults: What befalls the calls.
        user: Says who calls where a fault keeps the application from saying it.
        manner: Returns in which manner a call's API speaks.
        wait: Waits so many seconds, and says whether they have passed; False
            means that the call is to be given up. By default it really waits,
            until :meth:`give_up`.

    Attributes:
        journal: Where the calls are written down.
    """

    def __init__(  # noqa: PLR0913  # all but two have a default that tests replace
        self,
        application: Application,
        *,
        clock: Callable[[], datetime],
        faults: Faults | None = None,
        user: Callable[[dict[str, Any]], str | None] | None = None,
        manner: Callable[[dict[str, Any]], Manner] = ClassicManner,
        wait: _Wait | None = None,
    ) -> None:
        self._application = application
        self._clock = clock
        self.faults = Faults() if faults is None else faults
        self.journal = Journal()
        self._is_open = True
        self._user = user or _remote_user
        self._manner = manner
        self._given_up = threading.Event()
        self._wait = wait

    def __call__(self, environ: dict[str, Any], start_response: _StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(_PAGES):
            return self._application(environ, start_response)
        at, began, wait = self._clock(), perf_counter(), self._waiting()
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        manner = self._manner(environ)
        method = manner.method(body)
        strike = self.faults.strike(method)
        if strike.seconds and not wait(strike.seconds):
            raise HangUp
        answer = _BROKEN
        try:
            answer = self._answer(environ, body, strike, manner)
        finally:
            user = self._user(environ) if strike.fault else _remote_user(environ)
            self.journal.record(
                method=_shown(method, manner),
                verb=environ.get("REQUEST_METHOD", ""),
                address=_address(environ),
                status=answer.code,
                applied=answer.applied,
                fault=strike.kind,
                user=user,
                auth=manner.auth if user else None,
                at=at,
                seconds=perf_counter() - began,
                request=body,
                response=answer.seen,
            )
        return _sent(answer, start_response, wait)

    def give_up(self) -> None:
        """Ends all waiting: calls that wait are not carried out, answered or written down."""
        given_up, self._given_up = self._given_up, threading.Event()
        given_up.set()

    def reset(self) -> None:
        """Ends all faults and all waiting, and empties the journal."""
        self.faults.clear()
        self.give_up()
        self.journal.clear()

    def close(self) -> None:
        """Ends all faults and all waiting for good."""
        self.faults.close()
        self._is_open = False
        self.give_up()
        self.journal.close()

    def _waiting(self) -> _Wait:
        """Returns how a call waits that has come by now."""
        return self._wait or partial(self._really_wait, self._given_up)

    def _really_wait(self, given_up: threading.Event, seconds: float) -> bool:
        return self._is_open and not given_up.wait(min(seconds, threading.TIMEOUT_MAX))

    def _answer(
        self, environ: dict[str, Any], body: bytes, strike: Strike, manner: Manner
    ) -> Answer:
        def usual() -> Answer:
            return _carried_out(self._application, environ, body)

        return strike.fault.trouble.outcome(usual, manner) if strike.fault else usual()


def _sent(answer: Answer, start_response: _StartResponse, wait: _Wait) -> Iterable[bytes]:
    if not answer.status:
        raise HangUp
    headers = [*answer.headers, ("Content-Length", str(len(answer.body)))]
    start_response(answer.status, headers)
    is_plain = answer.pieces == 1 and answer.sent is None
    return [answer.body] if is_plain else _pieces(answer, wait)


def _pieces(answer: Answer, wait: _Wait) -> Iterator[bytes]:
    body = answer.seen
    for number in range(answer.pieces):
        if number and not wait(answer.seconds / (answer.pieces - 1)):
            raise HangUp
        start, end = (len(body) * n // answer.pieces for n in (number, number + 1))
        yield body[start:end]
    if answer.sent is not None:
        raise HangUp


def _carried_out(application: Application, environ: dict[str, Any], body: bytes) -> Answer:
    started: list[tuple[str, list[tuple[str, str]]]] = []
    environ["wsgi.input"] = BytesIO(body)
    content = b"".join(
        application(environ, lambda status, headers: started.append((status, headers)))
    )
    status, headers = started[-1]
    kept = tuple(header for header in headers if header[0] != "Content-Length")
    return Answer(status, kept, content, applied=environ.get(APPLIED, False))


def _shown(method: str, manner: Manner) -> str:
    # What is no method's name may be anything, a secret too.
    return method if manner.is_known(method) else mask(method[:_LONGEST_NAME])


def _address(environ: dict[str, Any]) -> str:
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def _remote_user(environ: dict[str, Any]) -> str | None:
    return environ.get("REMOTE_USER")
