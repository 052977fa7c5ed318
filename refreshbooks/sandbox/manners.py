"""In which manner an API speaks: what its calls are called, and how it refuses them.

The watch and the faults before an account's books serve both APIs. What differs
between the two is asked of a manner, of which each API has its own.
"""

from typing import Protocol

from refreshbooks.sandbox.answers import Answer

__all__ = ["Manner"]


class Manner(Protocol):
    """One call, as its API looks at it before anything is done."""

    def method(self, body: bytes) -> str:
        """Returns the method that is called; nothing where it cannot be read."""

    def is_known(self, method: str) -> bool:
        """Says whether the API has a method of that name."""

    @property
    def auth(self) -> str:
        """By what the caller says who it is, in one word."""

    def refused(self, code: int) -> Answer:
        """Returns what the API says along with an HTTP status."""

    def unknown_account(self) -> Answer:
        """Returns what it says where the address names no account."""

    def disabled(self) -> Answer:
        """Returns what it says where it is not to be used."""

    def deactivated(self, location: str) -> Answer:
        """Returns what it says where the account is closed."""

    def elsewhere(self) -> str:
        """Returns another address that this call might have moved to."""

    def shaped(self, shape: str, code: int) -> Answer:
        """Returns a refusal in one of the shapes that were seen of the API.

        Raises:
            LookupError: If there is no such shape.
        """
