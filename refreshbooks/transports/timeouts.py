"""How long to wait: every transport has a limit, for one client or for one call."""

import copy
import math
from typing import TypeVar

from refreshbooks.exceptions import BadParameter

__all__ = ["DEFAULT", "Seconds", "Waiting", "limits"]

#: Seconds for both waits, or for each: until connected, and between two pieces
#: of the answer.
Seconds = float | tuple[float, float] | None

DEFAULT = (10.0, 60.0)

_Transport = TypeVar("_Transport", bound="Waiting")


def limits(timeout: Seconds) -> tuple[float, float]:
    """Returns the two waits, connecting and reading, that a timeout stands for.

    >>> limits(5)
    (5.0, 5.0)
    >>> limits((3, 30))
    (3.0, 30.0)
    >>> limits(None) == DEFAULT
    True

    Raises:
        BadParameter: If it is no time that one can wait.
    """
    waits = DEFAULT if timeout is None else timeout
    both = waits if isinstance(waits, tuple | list) else (waits, waits)
    try:
        # Text and truth would pass as well, and are nearly always a mistake elsewhere.
        connect, read = (math.nan if isinstance(wait, str | bool) else float(wait) for wait in both)
    except (TypeError, ValueError):
        connect = read = 0.0
    if not (0 < connect < float("inf") and 0 < read < float("inf")):
        raise BadParameter(
            "a timeout is a number of seconds above 0, or two of them: until connected, and"
            " between two pieces of the answer",
            path="timeout",
        )
    return connect, read


class Waiting:
    """What transports have in common: waits that can be set for one call.

    Attributes:
        timeout: The two waits in seconds, connecting and reading.
    """

    timeout: tuple[float, float]

    def with_options(self: _Transport, **options: Seconds) -> _Transport:
        """Returns the same transport, over the same connections, with other waits.

        Args:
            **options: ``timeout``, in seconds, the only one there is; None
                stands for the default.

        Raises:
            TypeError: If an option is unknown.
        """
        unknown = options.keys() - {"timeout"}
        if unknown:
            raise TypeError(f"no such option: {', '.join(sorted(unknown))}; there is: timeout")
        other = copy.copy(self)
        if "timeout" in options:
            other.timeout = limits(options["timeout"])
        return other
