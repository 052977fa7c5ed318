"""What each kind of fault does to a call, and what can be said about it.

Each kind is a dataclass: its fields are the details that the kind takes, and
``outcome`` is what becomes of the call. It is handed the way to carry the call
out as usual, and takes it or not.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any

from refreshbooks.sandbox.answers import NO_ANSWER, Answer, page, redirect
from refreshbooks.sandbox.details import (
    check,
    check_seconds,
    is_header,
    is_pair,
    is_whole,
    retry_after_text,
)
from refreshbooks.sandbox.manners import Manner
from refreshbooks.sandbox.rest import shapes

__all__ = [
    "KINDS",
    "Deactivated",
    "Delay",
    "Disabled",
    "DropAfter",
    "DropBefore",
    "Html",
    "Moved",
    "Refuse",
    "Revoked",
    "Slow",
    "Status",
    "Trouble",
    "Truncate",
    "UnknownSystem",
]

_HTML = "text/html; charset=utf-8"
_JSON = "application/json"
_REDIRECTS = (301, 302, 303, 307, 308)
# The power of e that floats still hold: whoever waits that long waits for ever.
_WIDEST = 700.0


_Usual = Callable[[], Answer]


class Trouble:
    """One kind of fault, with its details.

    ``outcome`` is handed the way to carry the call out, and the manner of its API.
    """

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Returns what goes out. Unless a kind knows better, that is the usual answer."""
        return usual()


@dataclass(frozen=True, kw_only=True)
class Delay(Trouble):
    """The call is taken up later, and then answered as usual.

    Attributes:
        seconds: How long it waits.
        between: Or the least and the most, any time between them equally likely.
        median: Or, as it is with networks, a log-normal distribution: half of the
            calls wait less than this.
        sigma: How wide it is.
    """

    seconds: float | None = None
    between: tuple[float, float] | None = None
    median: float | None = None
    sigma: float = 0.5

    def __post_init__(self) -> None:
        ways = {"seconds": self.seconds, "between": self.between, "median": self.median}
        given = {name: value for name, value in ways.items() if value is not None}
        check(len(given) == 1, "delay", "takes seconds=, between=(least, most) or median=")
        check_seconds("delay", sigma=self.sigma)
        if self.between is None:
            check_seconds("delay", **given)
        else:
            check(is_pair(self.between), "delay", "takes between=(least, most)")
            object.__setattr__(self, "between", tuple(self.between))
            for bound in self.between:
                check_seconds("delay", between=bound)
            check(
                self.between[0] <= self.between[1],
                "delay",
                "takes between= with the smaller one first",
            )

    def drawn(self, random: Random) -> float:
        """Returns how many seconds one call waits."""
        if self.between is not None:
            return random.uniform(*self.between)
        if self.median is not None:
            return self.median * math.exp(min(random.gauss(0, self.sigma), _WIDEST))
        return self.seconds or 0.0


@dataclass(frozen=True, kw_only=True)
class Refuse(Trouble):
    """Connections are refused, for windows of so many seconds."""

    seconds: float = 0.2

    def __post_init__(self) -> None:
        check_seconds("refuse", seconds=self.seconds)
        check(self.seconds > 0, "refuse", "takes seconds= above 0")


@dataclass(frozen=True, kw_only=True)
class Status(Trouble):
    """Refused with an HTTP status.

    Attributes:
        code: The status.
        retry_after: What ``Retry-After`` says: seconds, a text, or a moment.
        body: What is said: a text as it goes out, or what JSON can hold. By default
            what the API, or the family of its addresses, says.
        shape: Or one of the forms in which the REST API was seen to refuse, by name.
        media_type: What the body is said to be.
    """

    code: int = 503
    retry_after: float | str | datetime | None = None
    body: Any = None
    shape: str | None = None
    media_type: str | None = None

    def __post_init__(self) -> None:
        check(is_whole(self.code) and 200 <= self.code < 600, "status", "takes code= 200 to 599")
        check(self.body is None or self.shape is None, "status", "takes body= or shape=, not both")
        names = ", ".join(shapes.SHAPES)
        check(self.shape in (None, *shapes.SHAPES), "status", f"takes shape= one of {names}")
        is_type = self.media_type is None or is_header(self.media_type)
        check(is_type, "status", "takes media_type= such as application/json")
        check(_is_json(self.body), "status", "takes body= a text, or what JSON can hold")
        object.__setattr__(self, "retry_after", retry_after_text(self.retry_after))

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Returns what the API says with that status, or what it was told to say."""
        answer = self._said(manner)
        if self.retry_after is None:
            return answer
        return answer.with_header("Retry-After", str(self.retry_after))

    def _said(self, manner: Manner) -> Answer:
        if self.shape is not None:
            return manner.shaped(self.shape, self.code)
        if self.body is None:
            return manner.refused(self.code)
        if isinstance(self.body, str):
            return Answer.of(self.code, self.media_type or _HTML, self.body.encode())
        return Answer.of(self.code, self.media_type or _JSON, json.dumps(self.body).encode())


@dataclass(frozen=True)
class DropBefore(Trouble):
    """The connection is cut before anything is done."""

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Returns no answer."""
        return NO_ANSWER


@dataclass(frozen=True)
class DropAfter(Trouble):
    """The call is carried out, and the connection cut before the answer."""

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Carries the call out, and returns no answer."""
        return replace(NO_ANSWER, applied=usual().applied)


@dataclass(frozen=True, kw_only=True)
class Truncate(Trouble):
    """The call is carried out, and its answer comes cut off.

    Attributes:
        at: Where: a share of the body such as 0.5, or so many bytes.
        connection: Whether the connection is cut there; else the answer is a
            complete one of HTTP, with a broken document.
    """

    at: float = 0.5
    connection: bool = False

    def __post_init__(self) -> None:
        is_number = isinstance(self.at, (int, float)) and not isinstance(self.at, bool)
        check(is_number and self.at >= 0, "truncate", "takes at= a share below 1, or bytes")
        check(
            is_whole(self.at) or self.at < 1,
            "truncate",
            "takes at= a share below 1, or whole bytes",
        )
        check(isinstance(self.connection, bool), "truncate", "takes connection= True or False")

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Carries the call out, and returns the beginning of its answer."""
        answer = usual()
        at = self.at if is_whole(self.at) else self.at * len(answer.body)
        # At least the last sign of the document is lost.
        cut = max(0, min(int(at), len(answer.body.rstrip()) - 1))
        if self.connection:
            return replace(answer, sent=cut)
        return replace(answer, body=answer.body[:cut])


@dataclass(frozen=True, kw_only=True)
class Html(Trouble):
    """A page for people, with HTTP 200.

    Attributes:
        applied: Whether the call is carried out first.
    """

    applied: bool = False

    def __post_init__(self) -> None:
        check(isinstance(self.applied, bool), "html", "takes applied= True or False")

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Returns the page."""
        shown = page(200, "We will be back in a few minutes.", title="Scheduled maintenance")
        return replace(shown, applied=self.applied and usual().applied)


@dataclass(frozen=True, kw_only=True)
class Slow(Trouble):
    """The call is carried out, and its answer dribbles.

    Attributes:
        seconds: How long the whole of it takes.
        pieces: In how many pieces it comes.
    """

    seconds: float = 1.0
    pieces: int = 10

    def __post_init__(self) -> None:
        check_seconds("slow", seconds=self.seconds)
        check(is_whole(self.pieces) and self.pieces > 1, "slow", "takes pieces= 2 or more")

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Carries the call out, and returns its answer to be sent slowly."""
        return replace(usual(), pieces=self.pieces, seconds=self.seconds)


@dataclass(frozen=True, kw_only=True)
class Moved(Trouble):
    """The account is at another address.

    Attributes:
        location: The address; by default one that fits the call.
        code: The status of the redirect.
    """

    location: str | None = None
    code: int = 301

    def __post_init__(self) -> None:
        is_place = self.location is None or is_header(self.location)
        check(is_place, "moved", "takes location= an address")
        is_fit = is_whole(self.code) and self.code in _REDIRECTS
        check(is_fit, "moved", f"takes code= one of {_REDIRECTS}")

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Returns the redirect."""
        return redirect(self.code, self.location or manner.elsewhere())


@dataclass(frozen=True)
class Revoked(Trouble):
    """The credential is not good any more."""

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Returns what a stranger gets."""
        return manner.refused(401)


@dataclass(frozen=True)
class UnknownSystem(Trouble):
    """No account has the name or the id in the address."""

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Returns what the API says."""
        return manner.unknown_account()


@dataclass(frozen=True)
class Disabled(Trouble):
    """The account has not switched the API on."""

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Returns what the API says."""
        return manner.disabled()


@dataclass(frozen=True, kw_only=True)
class Deactivated(Trouble):
    """The account is closed.

    Attributes:
        location: The page to which Classic redirects; ``deactivated`` stands in its
            address. REST refuses by itself.
    """

    location: str = "https://www.example.com/deactivated.php"

    def __post_init__(self) -> None:
        is_fit = is_header(self.location) and "deactivated" in self.location
        check(is_fit, "deactivated", "takes location= an address with 'deactivated' in it")

    def outcome(self, usual: _Usual, manner: Manner) -> Answer:
        """Returns what the API says."""
        return manner.deactivated(self.location)


KINDS: Mapping[str, type[Trouble]] = {
    "status": Status,
    "delay": Delay,
    "refuse": Refuse,
    "drop_before": DropBefore,
    "drop_after": DropAfter,
    "truncate": Truncate,
    "html": Html,
    "slow": Slow,
    "moved": Moved,
    "revoked": Revoked,
    "unknown_system": UnknownSystem,
    "disabled": Disabled,
    "deactivated": Deactivated,
}


def _is_json(value: object) -> bool:
    try:
        json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        return False
    return True
