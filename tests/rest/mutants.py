"""JSON answers that went wrong on their way, as many as you like: ``python -m tests.rest.mutants``.

A mutant is a good answer with a few things done to it by chance: bits flipped,
pieces cut out, hostile words put in, values exchanged, names taken away. Its
number decides everything, so each can be made again. It is read as a client
reads it; what comes out is walked to the last attribute, copied, pickled, sliced
and added. An error that is none of ours is an ``Escape``::

    python -m tests.rest.mutants          # 50,000, and a table of what they came to
    python -m tests.rest.mutants 5000     # fewer
"""

import collections
import copy
import functools
import json
import pickle
import random
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from refreshbooks.catalog import rest as catalog
from refreshbooks.catalog.rest.model import Field, Resource
from refreshbooks.exceptions import RefreshbooksError
from refreshbooks.files import Answer
from refreshbooks.rest.families import FAMILIES, Family
from refreshbooks.rest.models import Identity
from tests.rest.walked import used, walked

__all__ = ["Escape", "mutant", "outcomes"]

MOST_CHANGES = 5

STATUSES = (201, 204, 299, 304, 400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 599)

VALUES: dict[str, Any] = {
    "boolean": True,
    "date": "2026-04-16",
    "datetime": "2026-04-16 10:31:59",
    "decimal": "1.50",
    "integer": 7,
    "local": "2026-04-16T10:31:59",
    "money": {"amount": "100.00", "code": "USD"},
    "number": 1.25,
    "object": {"a": 1},
    "string": "Ann Lee",
    "utc": "2026-04-16T10:31:59Z",
}

REFUSALS: tuple[Any, ...] = (
    {"response": {"errors": [{"errno": 1012, "field": "id", "message": "No such tax."}]}},
    {"response": {"errors": {"errno": "1012", "message": "No such tax."}}},
    {"errors": {"message": "no", "details": [{"reason": "a: b", "metadata": {"field": "a"}}]}},
    {"errno": 422, "message": "no", "details": ["a: b", "c: d"]},
    {"errno": 2001, "error": {"title": "needed", "due_date": "no date"}},
    {"error_type": "validation", "message": "no", "errors": [{"field": "a", "message": "b"}]},
    {"error": "unauthenticated", "error_description": "Log in first."},
    {"code": 5, "details": [{"@type": "a", "reason": "7", "metadata": {"message": "b"}}]},
    {"code": 3, "details": [{"@type": "a", "fieldViolations": [{"field": "a"}]}]},
)

# What stands in for a value.
STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 3, 10**30, 1.5, -0.0, "", " ", "0", "²", "2026-04-16", "\ud800"),
    *("0000-00-00", "9999-12-31 23:59:59", "0001-01-01T00:00:00+14:00", "America/Nowhere"),
    *([], {}, [None], [{}], [[]], {"": {}}, {"amount": {}}, [{"a": [{"b": {}}]}, 7]),
)
NAMES = ("data", "_name", "_fields", "_shape", "__class__", "__dict__", "vis_state", "", "meta")
WORDS = (
    *(b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\\u", b"\\ud800", b"null", b"NaN"),
    *(
        b"-",
        b"1e9",
        b"1e99999999999999999999",
        b"9" * 4301,
        b"0x1",
        b"\0",
        b"\xff",
        b"\xed\xa0\x80",
    ),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"<html>", b"//", b"'", b"[" * 3000, b'{"a":' * 3000),
)

Chance = random.Random


class Escape(AssertionError):
    """Something got out that is no error of ours."""


class Mutant(NamedTuple):
    """An answer, and the call that it is given to.

    Attributes:
        verb: ``"get"`` or ``"list"``.
    """

    row: Resource
    verb: str
    answer: Answer


def mutant(number: int) -> Mutant:
    """Returns the mutant of a number, the same one each time."""
    chance = Chance(number)
    row = chance.choice(_rows())
    verb = chance.choice([each for each in ("get", "list") if each in row.methods])
    is_refusal = chance.random() < 0.25
    body = copy.deepcopy(chance.choice(REFUSALS) if is_refusal else _good(row, verb))
    changes = 1 + int(chance.expovariate(1))
    for _ in range(min(MOST_CHANGES, changes)):
        body = chance.choice(TO_VALUES)(chance, body)
    content = json.dumps(body, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    if chance.random() < 0.4:
        content = chance.choice(TO_BYTES)(chance, content)
    status = chance.choice(STATUSES) if is_refusal or chance.random() < 0.05 else 200
    return Mutant(row, verb, Answer(content, status=status, headers={"Retry-After": "soon"}))


def outcomes(numbers: range) -> Iterator[str]:
    """Yields what each mutant came to: "read", or the name of an error of ours.

    Raises:
        Escape: An error of another kind got out.
    """
    for number in numbers:
        try:
            yield _outcome(mutant(number))
        except Exception as error:
            raise Escape(f"mutant number {number}: {error!r}") from error


def _outcome(mutant: Mutant) -> str:
    try:
        found = _read(FAMILIES[mutant.row.family], mutant)
        used(found)
        walked(found)
    except RefreshbooksError as error:
        _tell(error)
        return type(error).__name__
    return "read"


def _tell(error: RefreshbooksError) -> None:
    told = [str(error), repr(error), *traceback.format_exception(error)]
    again = pickle.loads(pickle.dumps(error))
    assert all(told)
    assert (type(again), str(again)) == (type(error), str(error))


def _read(family: Family, mutant: Mutant) -> Any:
    family.refuse(mutant.answer)
    if mutant.row.name == "users_me":
        return Identity(family.record(mutant.row, mutant.answer.status, mutant.answer).data)
    read = family.rows if mutant.verb == "list" else family.record
    return read(mutant.row, mutant.answer.status, mutant.answer)


@functools.cache
def _rows() -> tuple[Resource, ...]:
    rows = [row for row in map(catalog.find, catalog.names()) if row]
    return tuple(row for row in rows if {"get", "list"} & {*row.methods} and not row.binary)


def _good(row: Resource, verb: str) -> Any:
    """Returns a good answer, made of what the catalog says."""
    record = {field.name: _value(field) for field in row.fields}
    paging = {"page": 1, "pages": 3, "per_page": 2, "total": 5}
    name = (row.plural or row.single) if verb == "list" else row.single
    part: Any = [record, record] if verb == "list" else record
    if row.family in ("accounting", "events"):
        return {"response": {"result": {name: part, **paging}}}
    if row.family == "accounting_businesses":
        return {"data": part}
    return {name: part, "meta": paging}


def _value(field: Field) -> Any:
    inside = {each.name: _value(each) for each in field.fields}
    if field.type == "array":
        return [inside or VALUES[field.item or "string"]]
    return inside or VALUES[field.type]


def _places(body: Any) -> list[tuple[Any, Any]]:
    """Returns every place in a body, as what holds it and the key or index there."""
    keys = range(len(body)) if isinstance(body, list) else [*body] if isinstance(body, dict) else []
    found: list[tuple[Any, Any]] = []
    for key in keys:
        found += [(body, key), *_places(body[key])]
    return found


def _changed(change: Callable[[Chance, Any, Any], None]) -> Callable[[Chance, Any], Any]:
    """Makes a change of a body out of a change of one place in it."""

    def everywhere(chance: Chance, body: Any) -> Any:
        places = _places(body)
        if places:
            change(chance, *chance.choice(places))
        return body

    return everywhere


@_changed
def _replaced(chance: Chance, holder: Any, key: Any) -> None:
    holder[key] = copy.deepcopy(chance.choice(STRANGE))


@_changed
def _taken_away(chance: Chance, holder: Any, key: Any) -> None:
    del holder[key]


@_changed
def _renamed(chance: Chance, holder: Any, key: Any) -> None:
    if isinstance(holder, dict):
        holder[chance.choice(NAMES)] = holder.pop(key)


@_changed
def _wrapped(chance: Chance, holder: Any, key: Any) -> None:
    holder[key] = chance.choice(([holder[key]], {"a": holder[key]}, [None, holder[key]]))


@_changed
def _unwrapped(chance: Chance, holder: Any, key: Any) -> None:
    inner = _places(holder[key])
    if inner:
        around, name = chance.choice(inner)
        holder[key] = around[name]


@_changed
def _repeated(chance: Chance, holder: Any, key: Any) -> None:
    if isinstance(holder, list):
        holder *= 3


def _bits_flipped(chance: Chance, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut_off(chance: Chance, content: bytes) -> bytes:
    return content[: chance.randint(0, len(content))]


def _slice_cut_out(chance: Chance, content: bytes) -> bytes:
    start = chance.randint(0, len(content))
    return content[:start] + content[start + int(chance.expovariate(0.05)) :]


def _word_put_in(chance: Chance, content: bytes) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.choice(WORDS) + content[place:]


def _recoded(chance: Chance, content: bytes) -> bytes:
    encoding = chance.choice(("utf-16", "utf-32", "latin-1", "utf-7", "utf-8-sig"))
    return content.decode("utf-8", "replace").encode(encoding, "replace")


TO_VALUES = (
    _replaced,
    _replaced,
    _replaced,
    _taken_away,
    _renamed,
    _wrapped,
    _unwrapped,
    _repeated,
)
TO_BYTES = (_bits_flipped, _cut_off, _slice_cut_out, _word_put_in, _recoded)


if __name__ == "__main__":
    asked = int(sys.argv[1]) if sys.argv[1:] else 50_000
    for name, count in collections.Counter(outcomes(range(asked))).most_common():
        print(f"{count:8,}  {name}")
