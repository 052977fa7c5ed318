"""The one reader of JSON."""

import decimal
import json
from typing import Any, NoReturn

from refreshbooks.rest.errors import BadAnswer

__all__ = ["UNREADABLE", "loads"]

UNREADABLE = "Failed to parse response"
"""What the official SDK says of a body that is not JSON."""

# As many as Python itself takes by default, whatever it is set to.
_MOST_DIGITS = 4300

# How a body begins that was never meant to be JSON.
_BEGINNINGS = ((b"<", "it is a page of HTML or XML"), (b"%PDF", "it is a PDF"))


def loads(content: bytes) -> Any:
    """Reads a body; numbers with a fraction are Decimal, to the last digit.

    >>> loads(b'{"amount": 100.10, "paid": null}')
    {'amount': Decimal('100.10'), 'paid': None}

    Raises:
        BadAnswer: It is no JSON. The second of the error's ``messages`` tells
            why, and so does a traceback.
    """
    try:
        # Bytes alone would let halves of characters through.
        text = content.decode(json.detect_encoding(content))
        return json.loads(text, parse_float=_fraction, parse_int=_whole, parse_constant=_constant)
    except (ValueError, RecursionError) as cause:
        raise _unreadable(content, cause) from cause


def _fraction(text: str) -> decimal.Decimal:
    try:
        return decimal.Decimal(text)
    except decimal.InvalidOperation as cause:
        raise ValueError("a number is too large") from cause


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"a number has more than {_MOST_DIGITS} digits")
    return int(text)


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _unreadable(content: bytes, cause: Exception) -> BadAnswer:
    text = content.decode("utf-8", "replace")
    error = BadAnswer(getattr(content, "status", 200), UNREADABLE, raw_response=text)
    error.messages = (UNREADABLE, f"the answer is not JSON: {_problem(content, cause)}")
    error.note(content)
    return error


def _problem(content: bytes, cause: Exception) -> str:
    start = content.lstrip()
    if not start:
        return "it is empty"
    for beginning, what in _BEGINNINGS:
        if start.startswith(beginning):
            return what
    if isinstance(cause, RecursionError):
        return "it is nested too deeply"
    # The decoder's own text for bytes shows one of them at the most.
    return str(cause)
