"""Markers: a program's own name for a record, written into the record's notes.

>>> print(added("order 1234", "Thanks!"))
Thanks!
[order 1234]
>>> is_in("order 12", "Thanks! [order 123]")
False
"""

import re

from refreshbooks.exceptions import BadParameter

__all__ = ["added", "checked", "is_in", "squeezed", "written"]

_UNFIT = re.compile(r"[\[\]\x00-\x1f]")


def checked(marker: object) -> str:
    """Returns a marker as it is written and looked for.

    Raises:
        BadParameter: It could not be found again.
    """
    if not isinstance(marker, str) or not marker.strip() or _UNFIT.search(marker):
        raise BadParameter(
            "a marker is a text in one line without square brackets, such as 'order 1234'",
            path="marker",
        )
    return squeezed(marker)


def written(marker: str) -> str:
    """Returns how a marker stands in a text."""
    # The brackets are its ends: "order 12" is not in "[order 123]".
    return f"[{marker}]"


def is_in(marker: str, text: str) -> bool:
    """Says whether a marker stands in a text."""
    return written(marker) in squeezed(text)


def added(marker: str, text: str) -> str:
    """Returns a text with the marker at its end, unless it is in it already."""
    return text if is_in(marker, text) else f"{text.rstrip()}\n{written(marker)}".lstrip()


def squeezed(text: str) -> str:
    """Returns a text with one space wherever there is any white space."""
    return " ".join(text.split())
