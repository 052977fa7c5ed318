"""What goes out for a call, before it is HTTP; and the pages that both APIs answer with."""

from dataclasses import dataclass, replace
from http import HTTPStatus

__all__ = ["NO_ANSWER", "Answer", "page", "redirect", "status_line"]

_HTML = "text/html; charset=utf-8"
_PAGE = """<!DOCTYPE html>
<html>
<head><title>{title}</title></head>
<body><h1>{title}</h1><p>{text}</p></body>
</html>
"""
# What these statuses come with is no body.
_BARE = (204, 304)


@dataclass(frozen=True)
class Answer:
    """What goes out, and how.

    Attributes:
        status: The HTTP status and its phrase; empty for no answer at all.
        headers: Those that say something; the length is not among them.
        body: The whole body.
        applied: Whether the call was carried out, and well.
        sent: How many bytes of the body go out before the connection is cut;
            None for all of them, and no cut.
        pieces: In how many pieces it goes out.
        seconds: How long that takes.
    """

    status: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    applied: bool = False
    sent: int | None = None
    pieces: int = 1
    seconds: float = 0.0

    @classmethod
    def of(cls, code: int, media_type: str, body: bytes) -> "Answer":
        """Returns one with a body of some kind."""
        shown = b"" if code in _BARE else body
        return cls(status_line(code), (("Content-Type", media_type),), shown)

    @property
    def code(self) -> int | None:
        """The HTTP status as a number; None for no answer."""
        return int(self.status.partition(" ")[0]) if self.status else None

    @property
    def seen(self) -> bytes:
        """As much of the body as goes out."""
        return self.body[: self.sent]

    def with_header(self, name: str, value: str) -> "Answer":
        """Returns the same with one header more."""
        return replace(self, headers=(*self.headers, (name, value)))


NO_ANSWER = Answer("")


def page(code: int, text: str, *, title: str = "") -> Answer:
    """Returns a page for people."""
    body = _PAGE.format(title=title or status_line(code), text=text)
    return Answer.of(code, _HTML, body.encode())


def redirect(code: int, location: str) -> Answer:
    """Returns what sends the caller to another address."""
    return page(code, "The page is elsewhere.").with_header("Location", location)


def status_line(code: int) -> str:
    """Returns a status with its phrase.

    >>> status_line(404), status_line(599)
    ('404 Not Found', '599 Unknown')
    """
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return f"{code} Unknown"
