"""What makes out a record, whatever API it is of: values of its own, a marker, or both."""

from collections.abc import Iterable, Mapping

from refreshbooks.exceptions import BadParameter
from refreshbooks.once import markers

__all__ = ["names_of", "told"]


def names_of(by: str | Iterable[str] | None, marker: str | None) -> list[str]:
    """Returns the names of the values that make out a record.

    Raises:
        BadParameter: There are none, and no marker either.
    """
    names = [by] if isinstance(by, str) else list(by or ())
    if not names and marker is None:
        raise BadParameter(
            "say what makes out the record: by='email', several names, or marker='order 1234'"
        )
    return names


def told(kind: str, values: Mapping[str, object], marker: str) -> str:
    """Returns which record it is, for messages.

    >>> told("client", {"email": "ann@example.com"}, "order 7")
    "client with email='ann@example.com' and the marker '[order 7]'"
    """
    parts = [f"{name}={value!r}" for name, value in values.items()]
    parts += [f"the marker {markers.written(marker)!r}"] if marker else []
    return f"{kind} with {' and '.join(parts)}"
