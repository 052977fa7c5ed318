"""Which records a list is to hold."""

import datetime
import enum
from collections.abc import Iterable, Iterator
from typing import TypeVar

from refreshbooks.rest.builders import Builder, Parameter

__all__ = ["FilterBuilder"]

_Self = TypeVar("_Self", bound="FilterBuilder")

_LIMITS = ("_min", "_max", "_date")


class FilterBuilder(Builder):
    """Conditions that records must meet, all of them.

    >>> active = FilterBuilder().boolean("active", True)
    >>> active.in_list("clientid", [12, 34])
    FilterBuilder(&active=True&search[clientids][]=12&search[clientids][]=34)
    """

    def __init__(self) -> None:
        # Each as it is spelt with brackets, and without.
        self._filters: list[tuple[Parameter, Parameter]] = []

    def equals(self: _Self, field: str, value: object) -> _Self:
        """Asks for records of which a field has this value.

        >>> FilterBuilder().equals("username", "Ann").build("ProjectsResource")
        '&username=Ann'
        """
        bare = Parameter(field, value, _built(value))
        self._filters.append((bare._replace(key=f"search[{field}]"), bare))
        return self

    def in_list(self: _Self, field: str, values: Iterable[object]) -> _Self:
        """Asks for records of which a field has one of these values.

        An empty list asks for nothing, and so lists everything.
        """
        plural = field if field.endswith("s") else f"{field}s"
        for value in values:
            self._add(f"search[{plural}][]", value, _built(value))
        return self

    def like(self: _Self, field: str, value: object) -> _Self:
        """Asks for records of which a field holds this text, where the service offers that.

        >>> FilterBuilder().like("email_like", "@example.com")
        FilterBuilder(&search[email_like]=@example.com)
        """
        return self._add(f"search[{field}]", value, _built(value))

    def between(
        self: _Self,
        field: str,
        min: object = None,  # noqa: A002 (the official SDK's name)
        max: object = None,  # noqa: A002
    ) -> _Self:
        """Asks for records of which a field lies between two values, or beyond one.

        The field is given as such, or as the service's name for one of its limits:

        >>> FilterBuilder().between("amount", 1, 10)
        FilterBuilder(&search[amount_min]=1&search[amount_max]=10)
        >>> FilterBuilder().between("start_date", datetime.date(2026, 4, 16))
        FilterBuilder(&search[start_date]=2026-04-16)

        Args:
            min: The least value; the service takes it in.
            max: The greatest value; the service mostly leaves it out. Of a
                datetime the day counts, by its own clock.
        """
        for limit, value in (("min", min), ("max", max)):
            key = field if field.endswith(_LIMITS) else f"{field}_{limit}"
            if value is not None and value != "":
                day = value.date() if isinstance(value, datetime.datetime) else value
                # The official SDK takes a limit of 0 for none.
                self._add(f"search[{key}]", day, _built(day) if value else None)
        return self

    def boolean(self: _Self, field: str, value: object) -> _Self:
        """Asks for records by something that is or is not so, mostly on projects.

        >>> FilterBuilder().boolean("complete", False)
        FilterBuilder(&complete=False)
        """
        return self._add(field, value, _built(value))

    def date_time(self: _Self, field: str, value: object) -> _Self:
        """Asks for records by a moment, such as ``updated_since``.

        >>> FilterBuilder().date_time("updated_since", datetime.datetime(2026, 4, 16, 13, 14, 7))
        FilterBuilder(&updated_since=2026-04-16T13:14:07)

        Args:
            value: A datetime, or a text as the service writes them. One without
                a zone is in UTC.
        """
        built = value.isoformat() if isinstance(value, datetime.datetime) else _built(value)
        return self._add(field, value, built)

    def parameters(self, *, bracketed: bool) -> Iterator[Parameter]:
        """Returns the conditions in the order in which they were asked for."""
        return (in_brackets if bracketed else bare for in_brackets, bare in self._filters)

    def _add(self: _Self, key: str, value: object, built: str | None) -> _Self:
        self._filters.append((Parameter(key, value, built),) * 2)
        return self


def _built(value: object) -> str:
    # What str() makes of an enum's member differs between versions of Python.
    return str(value.value if isinstance(value, enum.Enum) else value)
