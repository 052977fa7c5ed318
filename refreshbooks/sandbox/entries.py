"""One call in the journal.

Its documents are kept as they came and masked when somebody looks at them: that
takes its time, and few are ever looked at.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from lxml import etree

from refreshbooks.masking import MASK, Secret, mask

__all__ = ["Entry"]

# How much of a method's name is shown.
_SHOWN = 80
# Within so many bytes a document says how it is written.
_START = 200
_SPACE_AND_MARKS = b" \t\r\n\0\xff\xfe\xef\xbb\xbf"
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding=.(?!utf-?8|us-ascii|iso-8859-1)", re.IGNORECASE)
_DISGUISE = re.compile(rb"<!|<\?(?!xml )|[A-Za-z]\s+>")
_SECRETS = re.compile(rb"password|token|secret|verifier|card", re.IGNORECASE)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True, repr=False, slots=True)
class Entry:
    """A call, and what came of it.

    Attributes:
        number: Which call of this account it was, counted from 1.
        method: The method's name; empty where the request names none.
        verb: The HTTP method, such as ``POST``.
        status: The HTTP status of the answer; None where no answer was given.
        applied: Whether the call was carried out and well: of a write True exactly
            when it has changed the books.
        fault: The kind of the fault that struck it, or None.
        user: The ``staff_id`` of who called; None of a stranger.
        auth: By which means: ``token`` or ``oauth`` in Classic, ``bearer`` in REST,
            ``client`` at OAuth's own addresses; None of a stranger.
        at: When it came, by the account's clock.
        seconds: How long it took until the answer began to go out.
    """

    number: int
    method: str = ""
    status: int | None = None
    applied: bool = False
    fault: str | None = None
    user: str | None = None
    auth: str | None = None
    at: datetime = _EPOCH
    seconds: float = 0.0
    verb: str = ""
    _address: Secret[str] = field(default=Secret(""), repr=False)
    _request: Secret[bytes] = field(default=Secret(b""), repr=False)
    _response: Secret[bytes] = field(default=Secret(b""), repr=False)

    def __repr__(self) -> str:
        by = f"user {self.user} by {self.auth}" if self.user else "nobody"
        facts = [
            "no answer" if self.status is None else str(self.status),
            "applied" if self.applied else "not applied",
            *([self.fault] if self.fault else []),
            f"by {by}",
            f"{self.seconds:.3f} s",
        ]
        method = mask(ascii(self.method[:_SHOWN])[1:-1]) or "no method"
        return f"<Entry {self.number}: {method} -> {', '.join(facts)}>"

    @property
    def path(self) -> str:
        """The address without its host, with its query, and with secrets masked."""
        return mask(self._address.reveal())

    @property
    def request(self) -> bytes:
        """The body that came, with secrets masked."""
        return _masked(self._request.reveal())

    @property
    def response(self) -> bytes:
        """The body that went out, with secrets masked; empty where none did."""
        return _masked(self._response.reveal())

    @property
    def size(self) -> int:
        """How many bytes both bodies have."""
        return len(self._request.reveal()) + len(self._response.reveal())

    def has(self, text: bytes) -> bool:
        """Says whether a text stands in one of the bodies as they are shown."""
        bodies = (self._request.reveal(), self._response.reveal())
        # Most bodies do not have it however they are shown, and masking takes long.
        if not any(text in body or _is_devious(body) or MASK.encode() in text for body in bodies):
            return False
        return text in self.request or text in self.response

    def facts(self) -> dict[str, Any]:
        """Returns all of this as what JSON can hold, the bodies as text."""
        names = ("number", "status", "applied", "fault", "user", "auth", "seconds", "verb", "path")
        return {
            "method": mask(self.method),
            **{name: getattr(self, name) for name in names},
            "at": self.at.isoformat(),
            "request": self.request.decode("utf-8", "replace"),
            "response": self.response.decode("utf-8", "replace"),
        }


def _masked(body: bytes) -> bytes:
    text = _plain(body) if _is_devious(body) else body.decode("utf-8", "surrogateescape")
    return mask(text).encode("utf-8", "surrogateescape")


def _is_devious(body: bytes) -> bool:
    """Says whether a secret may stand in a document other than plainly as its tag and text."""
    if b"\0" in body[:_START] or _OTHER_ENCODING.search(body[:_START]):
        return body.lstrip(_SPACE_AND_MARKS)[:1] == b"<"
    return bool(_DISGUISE.search(body) and _SECRETS.search(body))


def _plain(body: bytes) -> str:
    """Returns a document without comments, odd spaces and the like; a mask if it is none."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return str(etree.tostring(etree.fromstring(body, parser), encoding="unicode"))
    except (etree.XMLSyntaxError, ValueError):
        return MASK
