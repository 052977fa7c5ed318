"""Amounts of money as this API writes them: ``{"amount": "10.00", "code": "CAD"}``.

The amount is a text with two digits after the dot. Percentages, quantities and
taxes are plain texts without trailing zeros.

    >>> money_of(Decimal("2.5"), "CAD")
    {'amount': '2.50', 'code': 'CAD'}
    >>> decimal_of({"amount": "2.50", "code": "CAD"}) + decimal_of("1") + decimal_of(None)
    Decimal('3.50')
"""

import functools
import re
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.store import Record

__all__ = ["code_of", "decimal_of", "money_of", "plain_of", "price_of"]

_ZERO = Decimal(0)
_DIGITS = 2
# Products of what was sent have more digits than anything that may be sent.
_NUMBER = re.compile(r"[+-]?(?:\d{1,27}(?:\.\d{0,27})?|\.\d{1,27})", re.ASCII)


def money_of(amount: Decimal, code: str) -> Record:
    """Returns an amount of a currency as it stands in answers."""
    return {"amount": money.two_digits(amount), "code": code}


def price_of(amount: Decimal, code: str) -> Record:
    """Returns a price, which may go below the cent.

    >>> price_of(Decimal("0.125"), "CAD"), price_of(Decimal("4"), "CAD")
    ({'amount': '0.125', 'code': 'CAD'}, {'amount': '4.00', 'code': 'CAD'})
    """
    whole, _, parts = money.plain(amount).partition(".")
    return {"amount": f"{whole}.{parts:0<{_DIGITS}}", "code": code}


def decimal_of(value: object) -> Decimal:
    """Returns the number in what was sent or kept: money, text, number or nothing.

    Raises:
        ValueError: If there is something, and no number in it.
    """
    if isinstance(value, dict):
        value = value.get("amount")
    if value is None or value == "":
        return _ZERO
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise ValueError(f"not an amount: {value!r}")
    return _number(value if isinstance(value, str) else f"{value:f}")


# The same few texts come again and again.
@functools.lru_cache(4096)
def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(f"not an amount: {text!r}")
    return Decimal(text.strip())


def code_of(value: object) -> str:
    """Returns the currency that money names, or an empty text."""
    code = value.get("code") if isinstance(value, dict) else None
    return code if isinstance(code, str) else ""


def plain_of(value: object) -> str:
    """Returns a number as texts without a currency have it.

    >>> plain_of("13.00"), plain_of(None)
    ('13', '0')
    """
    return money.plain(decimal_of(value))
