"""What is known of the business while its records are being made."""

from refreshbooks.sandbox.rest.seeds.hand import Hand
from refreshbooks.sandbox.seeds.trade import Trade

__all__ = ["Business"]


class Business(Trade[Hand]):
    """A business in the making."""

    def letters(self) -> str:
        """Returns a uuid that the dice have thrown."""
        digits = f"{self.dice.below(16**10):010x}{self.dice.below(16**12):012x}"
        parts = (digits[:8], f"4{digits[8:10]}0", "8000", digits[10:])
        return f"{parts[0]}-{parts[1]}-{parts[2]}-{parts[3]}"
