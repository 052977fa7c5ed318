"""What the details of a fault must be like.

>>> check_seconds("delay", seconds=-1)
Traceback (most recent call last):
    ...
ValueError: The fault 'delay' takes seconds= a number of 0 or more, not -1.
"""

import math
from datetime import datetime, timezone
from email.utils import format_datetime

__all__ = ["check", "check_seconds", "is_header", "is_pair", "is_whole", "retry_after_text"]


def retry_after_text(value: object) -> str | None:
    """Returns what ``Retry-After`` says; None for none.

    Raises:
        ValueError: If it is neither seconds nor a text nor a moment with a zone.
    """
    if isinstance(value, datetime):
        check(value.utcoffset() is not None, "status", "takes retry_after= a moment with a zone")
        return format_datetime(value.astimezone(timezone.utc), usegmt=True)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    takes = "takes retry_after= seconds, a text or a datetime"
    check(value is None or is_number or is_header(value), "status", takes)
    return None if value is None else str(value)


def check(is_fit: bool, kind: str, takes: str) -> None:
    """Raises ValueError with words about what the kind takes, unless all is well."""
    if not is_fit:
        raise ValueError(f"The fault {kind!r} {takes}.")


def check_seconds(kind: str, **details: object) -> None:
    """Raises ValueError if one of these is no number of seconds."""
    for name, value in details.items():
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        is_fit = is_number and 0 <= float(str(value)) < math.inf
        check(is_fit, kind, f"takes {name}= a number of 0 or more, not {value!r}")


def is_pair(value: object) -> bool:
    """Says whether it is two values."""
    return isinstance(value, (tuple, list)) and len(value) == 2


def is_whole(value: object) -> bool:
    """Says whether it is a whole number, and no truth."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_header(value: object) -> bool:
    """Says whether it can stand in a header."""
    return isinstance(value, str) and value.isprintable() and value.isascii() and bool(value)
