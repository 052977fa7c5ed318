"""What is known of the business while its records are being made."""

from dataclasses import dataclass, field

from refreshbooks.sandbox.seeds.hand import Hand
from refreshbooks.sandbox.seeds.trade import Trade
from refreshbooks.sandbox.store import Record

__all__ = ["Business"]


@dataclass
class Business(Trade[Hand]):
    """A business in the making, with what it has in Classic alone."""

    categories: list[Record] = field(default_factory=list)
    staff: list[Record] = field(default_factory=list)
