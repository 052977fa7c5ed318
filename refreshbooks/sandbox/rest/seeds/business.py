"""What is known of the business while its records are being made."""

from dataclasses import dataclass, field
from typing import TypeVar

from refreshbooks.sandbox.rest.seeds.hand import Hand
from refreshbooks.sandbox.seeds.dice import Dice
from refreshbooks.sandbox.seeds.times import Times
from refreshbooks.sandbox.store import Record

__all__ = ["Business"]

_T = TypeVar("_T")


@dataclass
class Business:
    """A business in the making.

    Attributes:
        hand: Makes the records.
        dice: Decides what nothing else decides.
        times: When things happen.
        invoices: How many invoices there will be; the other records follow suit.
        taxes: The taxes that are charged in each currency.
        clients: Those that it has worked for, in the order in which they came.
    """

    hand: Hand
    dice: Dice
    times: Times
    invoices: int
    taxes: dict[str, list[Record]] = field(default_factory=dict)
    items: list[Record] = field(default_factory=list)
    tasks: list[Record] = field(default_factory=list)
    clients: list[Record] = field(default_factory=list)
    projects: list[Record] = field(default_factory=list)

    def one_of(self, kept: list[_T], part: int, whole: int) -> _T:
        """Returns one of those who were there when some parts of the time had passed."""
        return kept[self.dice.below(1 + part * len(kept) // max(whole, 1))]

    def letters(self) -> str:
        """Returns a uuid that the dice have thrown."""
        digits = f"{self.dice.below(16**10):010x}{self.dice.below(16**12):012x}"
        parts = (digits[:8], f"4{digits[8:10]}0", "8000", digits[10:])
        return f"{parts[0]}-{parts[1]}-{parts[2]}-{parts[3]}"
