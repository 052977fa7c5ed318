"""A web application that receives deliveries: WSGI, to be mounted or served by itself.

::

    receiver = Receiver(verifiers=kept.values)

    @receiver.on("invoice.create", "invoice.update")
    def fetch(event):
        queue.put((event.account_id, event.object_id))

    @receiver.on_handshake
    def agree(event):
        kept[event.object_id] = webhooks.verify(client, event)

The service waits some seconds for the answer, so what takes long goes into a queue.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from refreshbooks.exceptions import BadParameter
from refreshbooks.webhooks.errors import DeliveryRefused
from refreshbooks.webhooks.events import Event, event_of
from refreshbooks.webhooks.forms import LARGEST
from refreshbooks.webhooks.signatures import received

__all__ = ["Receiver"]

_log = logging.getLogger("refreshbooks")

_Told = Callable[[Event], object]
_Function = TypeVar("_Function", bound=_Told)

_SIGNATURE = "HTTP_X_FRESHBOOKS_HMAC_SHA256"

_OK = "200 OK"
_REFUSED = "400 Bad Request"
_WRONG_METHOD = "405 Method Not Allowed"
_TOO_LARGE = "413 Content Too Large"
_FAILED = "500 Internal Server Error"


class Receiver:
    """Tells functions of the events that they are for.

    Args:
        verifiers: Called for each delivery; returns the verifiers that are kept, those
            of all callbacks that post here.
    """

    def __init__(self, verifiers: Callable[[], Iterable[str]]) -> None:
        self._verifiers = verifiers
        self._functions: list[tuple[str, _Told]] = []
        self._agree: _Told | None = None

    def on(self, *names: str, unknown_events: bool = False) -> Callable[[_Function], _Function]:
        """Has a function told of events.

        Args:
            names: ``"invoice.create"``, or ``"invoice"`` for all that happens to
                invoices; without any name, of every event.
            unknown_events: Let names pass that are not known here: the service may have
                new ones.

        Raises:
            BadParameter: One is no event, so that the function would never be told.
        """
        if not unknown_events:
            for name in names:
                _check(name)

        def told(function: _Function) -> _Function:
            self._functions += [(name, function) for name in names or ("",)]
            return function

        return told

    def on_handshake(self, function: _Function) -> _Function:
        """Has a function told of handshakes, which are not signed: see :func:`verify`.

        Where there is none, handshakes are refused.
        """
        self._agree = function
        return function

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        """Answers a request, as WSGI has it."""
        status = self._answer(environ)
        headers = [("Content-Type", "text/plain"), ("Content-Length", "0")]
        start_response(status, headers + [("Allow", "POST")] * (status == _WRONG_METHOD))
        return []

    def _answer(self, environ: dict[str, Any]) -> str:
        if environ.get("REQUEST_METHOD") != "POST":
            return _WRONG_METHOD
        length = str(environ.get("CONTENT_LENGTH") or "0")
        if not length.isdecimal() or len(length) > len(str(LARGEST)) or int(length) > LARGEST:
            return _TOO_LARGE
        body = environ["wsgi.input"].read(int(length))
        try:
            self._tell(body, environ.get(_SIGNATURE))
        except DeliveryRefused as refusal:
            _log.warning("a webhook's delivery was refused: %s", refusal)
            return _REFUSED
        except Exception as error:  # noqa: BLE001  # a server of somebody's own would die of it
            # The service may post it again, which is better than to lose it.
            _log.exception("a webhook's delivery failed: %s", type(error).__name__)
            return _FAILED
        return _OK

    def _tell(self, body: bytes, signed: str | None) -> None:
        event = event_of(body)
        if event.is_handshake:
            if self._agree is None:
                raise DeliveryRefused("nobody agrees to handshakes here")
            self._agree(event)
            return
        received(body, signed, self._verifiers())
        for name, function in self._functions:
            if name in ("", event.name, event.noun):
                function(event)


def _check(name: str) -> None:
    # Both are needed once, when an application is put together.
    import difflib

    from refreshbooks.catalog.rest.callbacks import EVENTS

    if name in EVENTS:
        return
    near = difflib.get_close_matches(str(name), EVENTS, n=2, cutoff=0.7)
    meant = f"did you mean {' or '.join(near)}?" if near else "they look like invoice.create."
    raise BadParameter(
        f"{name!r} is no event that the service is known to tell of; {meant} A new one passes"
        " with unknown_events=True",
        path="names",
    )
