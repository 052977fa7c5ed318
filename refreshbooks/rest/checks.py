"""What the service would take without a word, and leave undone.

A filter that nobody reads brings the whole list; a misspelt field is dropped; of two
things that one update asks for, one is done. The catalog knows better, so a warning
says what was perhaps meant; with ``Client(check=True)`` it is an error before anything
is sent. Nothing here changes what is sent.
"""

import enum
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from refreshbooks.catalog.rest.model import Field, Filter, Resource
from refreshbooks.catalog.rest.synonyms import SYNONYMS
from refreshbooks.exceptions import BadParameter
from refreshbooks.rest.asked import Asked
from refreshbooks.rest.builders.filter import FilterBuilder
from refreshbooks.rest.builders.includes import IncludesBuilder
from refreshbooks.rest.builders.sort import SortBuilder
from refreshbooks.rest.errors import IgnoredWarning
from refreshbooks.rest.families import FAMILIES
from refreshbooks.rest.models import Result

__all__ = ["check"]

_PACKAGE = __name__.partition(".")[0]

# The families that drop half of a mixed update.
_PHASED = frozenset({"accounting", "events"})

# What their updates do at a time, and what goes first.
_PHASES = ("ext_vis_state", "vis_state", "action_")

# What goes along with an action without being a phase of its own.
_BESIDE_ACTIONS = ("email_", "invoice_customized_email", "estimate_customized_email")


def check(asked: Asked, *, refuses: bool = False) -> None:
    """Warns of what the service would ignore.

    Args:
        refuses: Whether to raise instead.

    Raises:
        BadParameter: There is something of the kind, and it is refused; or what should
            be a dict is none.
    """
    if asked.verb in ("create", "update") and not isinstance(asked.record, Mapping | Result):
        given = type(asked.record).__name__
        raise BadParameter(f"this is a dict of fields, not {given}", path="data")
    for path, problem in _problems(asked, asked.row) if asked.row else ():
        if refuses:
            raise BadParameter(problem, path=path)
        text = f"{asked.method}: {path}: {problem}"
        warnings.warn(text, IgnoredWarning, stacklevel=_outside())


def _problems(asked: Asked, row: Resource) -> Iterator[tuple[str, str]]:
    for builder in asked.builders:
        if isinstance(builder, FilterBuilder):
            yield from _filters(row, builder)
        elif isinstance(builder, IncludesBuilder):
            yield from _includes(row, builder)
        elif isinstance(builder, SortBuilder):
            yield from _sorts(row, builder)
    if asked.parameters:
        known = [each.name for each in row.filters]
        yield from _unknown("parameter", asked.parameters, known)
    if asked.verb in ("create", "update") and isinstance(asked.record, Mapping):
        yield from _fields(asked.record, row.fields, row.single)
    if asked.verb == "update" and row.family in _PHASED and isinstance(asked.record, Mapping):
        yield from _phases(asked.record)


def _filters(row: Resource, builder: FilterBuilder) -> Iterator[tuple[str, str]]:
    known = {each.name.removesuffix("[]"): each for each in row.filters}
    ignored = {each.name: each.instead for each in row.ignored_filters}
    bracketed = FAMILIES[row.family].is_bracketed
    for key, value, _ in builder.parameters(bracketed=bracketed):
        name, in_brackets = _name_in(key)
        if in_brackets and not bracketed:
            yield key, f"{row.family} ignores search[...]{_spelt(known.get(name))}"
        elif name in ignored:
            yield key, f"the service ignores it{_instead(row, ignored[name])}"
        elif name in known:
            plain = known[name].kind == "plain"
            if plain == in_brackets and bracketed:
                yield key, f"the service ignores this spelling{_spelt(known[name])}"
            elif problem := _on_value(row, known[name], value):
                yield key, problem
        elif known:
            near = _near(name, known)
            yield key, f"{row.name} has no such filter{_asking(row, near)}"


def _on_value(row: Resource, known: Filter, value: object) -> str | None:
    """Returns what is wrong with the value of a filter, or None."""
    sought = value.value if isinstance(value, enum.Enum) else value
    if known.kind == "boolean":
        told = str(sought).lower() in ("true", "false")
        return None if told else f"it is True or False, and {sought!r} is neither"
    words = next((each.values for each in row.fields if each.name == known.name), ())
    if not words or not isinstance(sought, str) or sought in words:
        return None
    # Perhaps it is a word of another field, by which nobody can ask.
    theirs = {each.name for each in row.fields if sought in each.values}
    instead = [each.instead for each in row.ignored_filters if each.name in theirs]
    hint = _instead(row, instead[0]) if instead else _meant(sought, words)
    return f"{sought!r} is none of its words{hint}"


def _includes(row: Resource, builder: IncludesBuilder) -> Iterator[tuple[str, str]]:
    asked = [str(each.value if "[" in each.key else each.key) for each in _parameters(row, builder)]
    known = [*row.includes, *(each.name for each in row.filters if each.kind == "plain")]
    return _unknown("include", asked, known if row.includes else ())


def _sorts(row: Resource, builder: SortBuilder) -> Iterator[tuple[str, str]]:
    keys = [str(each.value) for each in _parameters(row, builder)]
    plain = [key.removeprefix("-").removesuffix("_asc").removesuffix("_desc") for key in keys]
    return _unknown("sort", plain, row.sorts)


def _fields(
    record: Mapping[Any, Any], fields: Iterable[Field], path: str
) -> Iterator[tuple[str, str]]:
    known = {field.name: field for field in fields}
    if not known:
        return
    for name, value in record.items():
        field = known.get(name)
        if field is None:
            yield f"{path}.{name}", f"the service knows no such field{_meant(str(name), known)}"
            continue
        if field.values and not field.read_only and isinstance(value, str):
            yield from _words(f"{path}.{name}", value, field.values)
        inner = field.fields
        for place, each in enumerate(value) if isinstance(value, list | tuple) else [(None, value)]:
            if isinstance(each, Mapping):
                at = "" if place is None else f"[{place}]"
                yield from _fields(each, inner, f"{path}.{name}{at}")


def _words(path: str, value: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    if value not in known:
        yield path, f"the service knows no {value!r} there{_meant(value, known)}"


def _phases(record: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    ordered: dict[int, list[str]] = {}
    for name in map(str, record):
        ordered.setdefault(_phase(name), []).append(name)
    phases = sorted(phase for phase in ordered if phase >= 0)
    for phase in phases[1:]:
        for name in ordered[phase]:
            first = ordered[phases[0]][0]
            yield name, f"it is dropped where {first} stands too: send it in an update of its own"


def _phase(name: str) -> int:
    """Returns a field's place in the order; -1 for what goes along with an action."""
    for place, beginning in enumerate(_PHASES):
        if name == beginning or (beginning.endswith("_") and name.startswith(beginning)):
            return place
    return -1 if name.startswith(_BESIDE_ACTIONS) else len(_PHASES)


def _unknown(what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    known = list(known)
    for name in names if known else ():
        if name not in known:
            yield name, f"there is no such {what}{_meant(name, known)}"


def _parameters(row: Resource, builder: Any) -> Any:
    return builder.parameters(bracketed=FAMILIES[row.family].is_bracketed)


def _name_in(key: str) -> tuple[str, bool]:
    """Returns a parameter's own name, and whether it stands in search[...].

    >>> _name_in("search[ids][]"), _name_in("active")
    (('ids', True), ('active', False))
    """
    if key.startswith("search["):
        return key[len("search[") :].partition("]")[0], True
    return key.removesuffix("[]"), False


def _spelt(known: Filter | None) -> str:
    if known is None:
        return ""
    call = {
        "plain": f"boolean({known.name!r}, ...)",
        "in": f"in_list({known.name!r}, [...])",
        "like": f"like({known.name!r}, ...)",
    }
    return f"; write {call.get(known.kind, f'equals({known.name!r}, ...)')}"


def _instead(row: Resource, names: Iterable[str]) -> str:
    meant = " or ".join(_asked_by(row, name) for name in names)
    return f"; {meant} does what it seems to mean" if meant else ""


def _asking(row: Resource, names: Iterable[str]) -> str:
    meant = " or ".join(_asked_by(row, name) for name in names)
    return f"; did you mean {meant}?" if meant else ""


def _asked_by(row: Resource, name: str) -> str:
    """Returns how a filter is asked by: one that is or is not so has but one way."""
    is_flag = any(each.name == name and each.kind == "boolean" for each in row.filters)
    return f"equals({name!r}, True)" if is_flag else name


def _meant(name: str, known: Iterable[str]) -> str:
    near = _near(name, known)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _near(name: str, known: Iterable[str]) -> list[str]:
    # Most programs make no such mistake.
    import difflib

    known = list(known)
    meant = [each for each in SYNONYMS.get(name, ()) if each in known]
    return meant or difflib.get_close_matches(name, known, n=2, cutoff=0.7)


def _outside() -> int:
    """Returns how many frames above the caller the one is that is none of ours."""
    frame, depth = sys._getframe(1), 1
    while frame.f_back is not None and _is_ours(frame.f_globals.get("__name__", "")):
        frame, depth = frame.f_back, depth + 1
    return depth


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == _PACKAGE
