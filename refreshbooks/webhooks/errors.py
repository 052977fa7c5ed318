"""The one error of this room."""

from refreshbooks import masking
from refreshbooks.exceptions import RefreshbooksError

__all__ = ["DeliveryRefused"]


class DeliveryRefused(RefreshbooksError, ValueError):
    """What came as a webhook's delivery is none, or nobody can tell that it is the service's."""

    def __init__(self, message: str) -> None:
        super().__init__(message)

    def __str__(self) -> str:
        return masking.mask(self.args[0])
