"""Chance that falls alike everywhere: the same seed, the same throws."""

import random
from collections.abc import Sequence
from typing import TypeVar

__all__ = ["Dice"]

_T = TypeVar("_T")


class Dice:
    """Throws that depend on nothing but a seed.

    Of Python's generator only ``random()`` is used: its sequence is the one that
    is promised to stay the same in every version.

        >>> Dice(1).pick("abc") == Dice(1).pick("abc")
        True
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def below(self, end: int) -> int:
        """Returns a number from 0, and less than the end."""
        return int(self._random() * end)

    def between(self, least: int, most: int) -> int:
        """Returns a number between two, both of them possible."""
        return least + self.below(most - least + 1)

    def pick(self, choices: Sequence[_T]) -> _T:
        """Returns one of several things."""
        return choices[self.below(len(choices))]

    def one_in(self, many: int) -> bool:
        """Says yes once in so many times."""
        return self.below(many) == 0
