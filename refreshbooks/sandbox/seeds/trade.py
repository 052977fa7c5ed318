"""What is known of a business of either API while its records are being made."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from refreshbooks.sandbox.seeds.dice import Dice
from refreshbooks.sandbox.seeds.times import Times
from refreshbooks.sandbox.store import Record

__all__ = ["Trade"]

_Hand = TypeVar("_Hand")
_T = TypeVar("_T")


@dataclass
class Trade(Generic[_Hand]):
    """A business in the making.

    Attributes:
        hand: Makes the records, by the calls of one API.
        dice: Decides what nothing else decides.
        times: When things happen.
        invoices: How many invoices there will be; the other records follow suit.
        taxes: The taxes that are charged in each currency.
        clients: Those that it has worked for, in the order in which they came.
    """

    hand: _Hand
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
