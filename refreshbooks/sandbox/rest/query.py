"""What stands behind the question mark, with brackets as they are or percent-encoded.

>>> query = Query.read("search[vis_state]=0&search%5Bids%5D%5B%5D=1&search[ids][]=2&page=2")
>>> query.searched("vis_state"), query.searched("ids"), query.plain("page")
('0', ['1', '2'], '2')
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from refreshbooks.catalog.rest.model import Resource

__all__ = ["Query", "boolean"]

_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True)
class Query:
    """The parameters of a call, each with all its values in order."""

    values: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> "Query":
        """Returns the query of an address."""
        values: dict[str, list[str]] = {}
        for name, value in parse_qsl(text, keep_blank_values=True):
            values.setdefault(name, []).append(value)
        return cls(values)

    def plain(self, name: str) -> str | None:
        """Returns the last value of a parameter, or None."""
        values = self.values.get(name)
        return values[-1] if values else None

    def listed(self, name: str) -> list[str]:
        """Returns all values of a parameter that may be repeated, ``name[]=`` or not."""
        return [*self.values.get(f"{name}[]", ()), *self.values.get(name, ())]

    def searched(self, name: str) -> str | list[str] | None:
        """Returns what ``search[name]`` says, a list where it is ``search[name][]``."""
        several = self.values.get(f"search[{name}][]")
        return self.plain(f"search[{name}]") if several is None else several

    def includes(self, resource: Resource, *, is_bracketed: bool) -> frozenset[str]:
        """Returns which of a resource's includes are asked for; others mean nothing."""
        if is_bracketed:
            asked = self.listed("include")
        else:
            asked = [name for name in resource.includes if boolean(self.plain(name) or "")]
        return frozenset(asked).intersection(resource.includes)


def boolean(text: str) -> bool | None:
    """Returns what a word means, in whatever letters; None where it means neither."""
    return _BOOLEANS.get(text.lower())
