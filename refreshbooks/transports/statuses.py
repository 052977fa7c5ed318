"""What an HTTP status means: an answer, or one of our errors."""

import time
from collections.abc import Mapping
from email.utils import mktime_tz, parsedate_tz

from refreshbooks.exceptions import AccountMoved, RateLimited, TransportException
from refreshbooks.files import Answer

__all__ = ["answered", "retry_after"]

_REDIRECTION = 300
_REFUSAL = 400
_TOO_MANY = 429


def answered(status: int, content: bytes, headers: Mapping[str, str]) -> Answer:
    """Returns the answer of a call that went well.

    Raises:
        AccountMoved: For a status of 300 to 399: a redirect is never followed,
            because a POST would arrive as a GET or at a stranger's.
        RateLimited: For 429.
        TransportException: For any other status of 400 or more.
    """
    if status < _REDIRECTION:
        return Answer(content, status=status, headers=headers)
    if status < _REFUSAL:
        raise AccountMoved(status, content, _header(headers, "location"))
    pause = retry_after(_header(headers, "retry-after"))
    if status == _TOO_MANY:
        raise RateLimited(status, content, pause)
    refusal = TransportException(status, content)
    refusal.retry_after = pause
    raise refusal


def retry_after(value: str | None, *, now: float | None = None) -> float | None:
    """Returns the seconds that a ``Retry-After`` header asks to wait.

    The header is a number of seconds or a date; what is neither counts as if it
    were not there:

        >>> retry_after('30')
        30.0
        >>> retry_after('Thu, 01 Jan 1970 00:02:00 GMT', now=60)
        60.0
        >>> retry_after('soon')

    Args:
        now: Seconds since 1970; the clock's where it is left out.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    then = _moment(text)
    if then is None:
        return None
    return max(0.0, then - (time.time() if now is None else now))


def _moment(text: str) -> float | None:
    parts = parsedate_tz(text)
    if parts is None:
        return None
    try:
        # A date that names no zone is in GMT, as all dates of HTTP are.
        return float(mktime_tz((*parts[:9], parts[9] or 0)))
    except (ValueError, OverflowError):
        return None


def _header(headers: Mapping[str, str], name: str) -> str | None:
    for known, value in headers.items():
        if known.lower() == name:
            return value
    return None
