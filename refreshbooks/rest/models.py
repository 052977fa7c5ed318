"""What a call returns: records and lists, read by the names of their fields.

>>> from refreshbooks.catalog import rest as catalog
>>> body = {"client": {"id": 8, "organization": "Barnes", "updated": "2026-04-16 10:31:59"}}
>>> client = Result("client", body, shape=catalog.find("clients"))
>>> client.organization, client.updated.isoformat(), client.fname
('Barnes', '2026-04-16T14:31:59+00:00', None)

A field that the answer lacks is None if the catalog knows it. A name that
nobody knows is an error, and what is there can always be read:

>>> client.organisation
Traceback (most recent call last):
    ...
AttributeError: client has no field 'organisation'; did you mean 'organization'?
>>> client.data["updated"]
'2026-04-16 10:31:59'
"""

import enum
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, overload

from refreshbooks.catalog import rest as catalog
from refreshbooks.catalog.rest.model import Field, Resource
from refreshbooks.rest import values
from refreshbooks.rest.errors import BadAnswer, IncludeWarning

__all__ = ["Identity", "ListResult", "PageResult", "Result", "Shape", "VisState"]

Shape = Resource | tuple[Field, ...] | None
"""What declares the names and types of a record: its row in the catalog, or fields."""

_MONEY = (Field("amount"), Field("code"))

# Comparing a name with more than these takes long, and no record has so many.
_MOST_NAMES = 1000


class VisState(enum.IntEnum):
    """Whether a record shows up in lists."""

    ACTIVE = 0
    DELETED = 1
    ARCHIVED = 2


_STATES = frozenset(VisState)


class PageResult(NamedTuple):
    """Where in a list its rows stand.

    Attributes:
        page: The number of the page, from 1.
        pages: How many there are.
        per_page: How many rows a page has at the most.
        total: How many rows all pages have together.
    """

    page: int
    pages: int
    per_page: int
    total: int


class _Shaped:
    """What records and lists share: a name, and the fields that are declared."""

    def __init__(self, name: str, shape: Shape) -> None:
        self._name = name
        self._shape = shape
        self._fields = _by_name(shape)

    def __str__(self) -> str:
        return f"{type(self).__name__}({self._name})"

    __repr__ = __str__

    def __getstate__(self) -> dict[str, Any]:
        """Leaves out what the catalog says anew, in a version that may know more."""
        state = {name: value for name, value in self.__dict__.items() if name != "_fields"}
        if isinstance(self._shape, Resource) and catalog.find(self._shape.name) is self._shape:
            state["_shape"] = self._shape.name
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        shape = state["_shape"]
        found = catalog.find(shape) if isinstance(shape, str) else shape
        self.__dict__.update(state, _shape=found, _fields=_by_name(found))


class Result(_Shaped):
    """A record, or an object inside one.

    Attributes:
        data: The record as it came, a dict.
    """

    data: dict[str, Any]

    def __init__(self, name: str, body: Mapping[str, Any], *, shape: Shape = None) -> None:
        super().__init__(name, shape)
        self.data = _part(body, name, dict, {})

    def __setattr__(self, name: str, value: object) -> None:
        # What is assigned to a field would be read again here, and never reach the service.
        if name != "data" and not name.startswith("_") and self._is_field(name):
            raise AttributeError(
                f"a {self._name} that was read does not change{self._change(name)}"
            )
        super().__setattr__(name, value)

    @property
    def vis_state(self) -> VisState | None:
        """Whether the record is active, deleted or archived; None where it does not tell."""
        found = (self.data or {}).get("vis_state")
        return VisState(found) if type(found) is int and found in _STATES else None

    def __getattr__(self, name: str) -> Any:
        if "data" not in self.__dict__:
            raise AttributeError(name)  # nothing is there yet while a copy is being made
        if self.data is None:
            raise AttributeError(f"there is no {self._name}: the answer has null in its place")
        if name in self.data:
            return self._read(name, self.data[name])
        if name not in self._fields:
            raise AttributeError(self._unknown(name))
        if self.data and self._fields[name].include:
            _advise(self._name, name, getattr(self._shape, "includes", ()))
        return None

    def __dir__(self) -> Iterable[str]:
        return sorted({*super().__dir__(), *(self.data or ()), *self._fields})

    def _read(self, name: str, value: Any) -> Any:
        field = self._fields.get(name)
        if isinstance(value, str):
            if field is None or field.type not in values.TIMES:
                return value
            return values.moment(value, field.type, self.data)
        if isinstance(value, dict):
            return Result(name, {name: value}, shape=_inside(field))
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return _nested(name, value, _inside(field))
        return value

    def _is_field(self, name: str) -> bool:
        is_read = isinstance(getattr(type(self), name, None), property)
        return is_read or name in self._fields or name in (self.data or ())

    def _change(self, name: str) -> str:
        """Returns how a field is changed, where that is known."""
        if not isinstance(self._shape, Resource) or "update" not in self._shape.methods:
            return ""
        return f": call client.{self._shape.attribute}.update(..., {{{name!r}: ...}})"

    def _unknown(self, name: str) -> str:
        # Most programs make no such mistake.
        import difflib

        known = [*self._fields, *self.data][:_MOST_NAMES]
        near = difflib.get_close_matches(name, sorted(set(known)))
        meant = " or ".join(f"'{each}'" for each in near)
        text = f"{self._name} has no field '{name}'"
        return f"{text}; did you mean {meant}?" if meant else text


class ListResult(_Shaped):
    """Rows, each a :class:`Result`, and which page of them this is.

    >>> rows = [{"id": 1, "name": "Ann"}, {"id": 2, "name": "Ben"}]
    >>> people = ListResult("people", "person", {"people": rows, "page": 1, "pages": 1})
    >>> len(people), people[-1].name, [person.id for person in people]
    (2, 'Ben', [1, 2])

    Two pages of one list can be added: ``clients = clients + next_page``.

    Attributes:
        data: The part of the answer that holds the rows and their paging.
        pages: The :class:`PageResult`; None where the answer tells of no pages.
            A list inside a record does not have it.
    """

    data: dict[str, Any]
    pages: PageResult | None

    def __init__(
        self, list_name: str, single_name: str, body: Mapping[str, Any], *, shape: Shape = None
    ) -> None:
        super().__init__(list_name, shape)
        self._single_name = single_name
        _part(body, list_name, list, [])
        self.data = body  # type: ignore[assignment]
        self.pages = _pages(self.data)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Result]:
        return map(self._row, self._rows)

    @overload
    def __getitem__(self, index: int) -> Result: ...
    @overload
    def __getitem__(self, index: slice) -> "ListResult": ...
    def __getitem__(self, index: int | slice) -> "Result | ListResult":
        found = self._rows[index]
        return self._with(found) if isinstance(index, slice) else self._row(found)

    def __contains__(self, row: object) -> bool:
        return isinstance(row, Result) and any(row.data is each for each in self._rows)

    def __add__(self, other: "ListResult") -> "ListResult":
        """Returns the rows of both; the page is that of the later one."""
        if not isinstance(other, ListResult) or other._name != self._name:
            raise TypeError("Objects not of same ListResult type")
        both = self._with([*map(_copied, self._rows), *other._rows])
        both.data = {**_copied({**self.data, self._name: []}), self._name: both._rows}
        found = [each for each in map(_pages_of, (self, other)) if each is not None]
        both.pages = max(found, key=lambda pages: pages.page, default=None)
        return both

    @property
    def _rows(self) -> list[Any]:
        return self.data.get(self._name) or []

    def _row(self, row: Any) -> Any:
        if not isinstance(row, dict):
            return row
        result = Result.__new__(Result)
        result.__dict__.update(
            _name=self._single_name, _shape=self._shape, _fields=self._fields, data=row
        )
        return result

    def _with(self, rows: list[Any]) -> "ListResult":
        other = ListResult.__new__(type(self))
        other.__dict__.update(self.__dict__, data={**self.data, self._name: rows})
        return other


class Identity(Result):
    """Who is calling, and which businesses that is good for.

    >>> me = Identity({"identity_id": 8, "first_name": "Ann", "last_name": "Lee"})
    >>> me.full_name, me
    ('Ann Lee', Identity(8))
    """

    def __init__(self, body: Mapping[str, Any], *, shape: Shape = None) -> None:
        super().__init__("identity", {"identity": body}, shape=shape or catalog.find("users_me"))

    @property
    def identity_id(self) -> int | None:
        """The number of the person, whichever business is meant."""
        found: int | None = self.data.get("identity_id")
        return found

    @property
    def full_name(self) -> str:
        """The first and the last name."""
        return f"{self.data.get('first_name')} {self.data.get('last_name')}"

    @property
    def business_memberships(self) -> ListResult:
        """The businesses, each with the ids that its calls take."""
        name = "business_memberships"
        rows = _part(self.data, name, list, [])
        return _nested(name, rows, _inside(self._fields.get(name)))

    def __str__(self) -> str:
        return f"Identity({self.identity_id}, {self.data.get('email')})"

    def __repr__(self) -> str:
        return f"Identity({self.identity_id})"


def _by_name(shape: Shape) -> dict[str, Field]:
    fields = shape.fields if isinstance(shape, Resource) else shape or ()
    return {field.name: field for field in fields}


def _inside(field: Field | None) -> tuple[Field, ...] | None:
    """Returns what a field's objects hold; None where nobody knows."""
    if field is None:
        return None
    return _MONEY if field.type == "money" else field.fields or None


def _nested(name: str, rows: list[Any], shape: Shape) -> ListResult:
    nested = ListResult(name, name, {name: rows}, shape=shape)
    del nested.pages
    return nested


def _part(body: Any, name: str, kind: type[Any], absent: Any) -> Any:
    """Returns what an answer has under a name."""
    found = body.get(name, absent) if isinstance(body, dict) else body
    if not isinstance(body, dict) or not isinstance(found, kind | None):
        raise BadAnswer(200, "Returned an unexpected response", raw_response=body)
    return found


def _pages(data: dict[str, Any]) -> PageResult | None:
    meta = data.get("meta")
    told = meta if meta and isinstance(meta, dict) else data
    page, pages, per_page, total = (_count(told.get(name)) for name in PageResult._fields)
    if not page:
        return None
    if pages is None and total is not None and per_page:
        pages = -(-total // per_page)
    return PageResult(page, pages, per_page, total)  # type: ignore[arg-type]


def _pages_of(rows: ListResult) -> PageResult | None:
    return getattr(rows, "pages", None)


def _count(found: Any) -> int | None:
    """Returns a whole number, which may be written as text."""
    if isinstance(found, str) and found.isdecimal():
        return int(found[:20])
    return found if type(found) is int else None


def _copied(found: Any) -> Any:
    """Returns a copy of JSON; a good deal faster than one of anything."""
    if isinstance(found, dict):
        return {name: _copied(value) for name, value in found.items()}
    return [*map(_copied, found)] if isinstance(found, list) else found


def _advise(record: str, name: str, includes: tuple[str, ...]) -> None:
    include = next((each for each in includes if each in (name, f"include_{name}")), name)
    text = f"{record}.{name} is None here: it comes only if it is asked for, with"
    warnings.warn(f"{text} IncludesBuilder().include({include!r})", IncludeWarning, stacklevel=3)
