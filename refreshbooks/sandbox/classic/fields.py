"""Fields of records, which are texts, read for what they mean and written back."""

from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.store import Record

__all__ = ["amount_of", "fall_back", "is_named", "tidy"]


def amount_of(record: Record, field: str) -> Decimal:
    """Returns what a record says under a name; nothing and empty are zero.

    What was sent has been checked. What was worked out from it may have more
    digits than anybody can send.
    """
    return Decimal(record.get(field) or "0")


def tidy(record: Record, *fields: str) -> None:
    """Writes amounts the way answers show them, without trailing zeros."""
    for field in fields:
        record[field] = money.plain(amount_of(record, field))


def is_named(number: str | None) -> bool:
    """Says whether an id names a record: empty and 0 name none."""
    return number not in (None, "", "0")


def fall_back(record: Record, before: Record | None, **defaults: str) -> None:
    """Fills fields that cannot be empty: with the old value, or else a default.

    Many programs send every element back, empty ones too.
    """
    for field, default in defaults.items():
        record[field] = record.get(field) or (before or {}).get(field) or default
