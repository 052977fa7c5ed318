"""What the admin API does not do, and with which status it says so."""

from collections.abc import Sequence

__all__ = ["Refusal"]


class Refusal(Exception):
    """Answered in place of a result.

    Attributes:
        status: The HTTP status.
        headers: Those that belong to it.
    """

    def __init__(self, status: int, text: str, headers: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(text)
        self.status = status
        self.headers = list(headers)
