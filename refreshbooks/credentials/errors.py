"""The one error of this room."""

from refreshbooks import masking
from refreshbooks.exceptions import RefreshbooksError

__all__ = ["StoreFailed"]


class StoreFailed(RefreshbooksError, OSError):
    """The store of tokens could not be read or written; where it is stands in the text.

    Attributes:
        is_busy: Whether others only held its lock for too long.
    """

    def __init__(self, message: str, *, is_busy: bool = False) -> None:
        super().__init__(message)
        self.is_busy = is_busy

    def __str__(self) -> str:
        return masking.mask(self.args[0])
