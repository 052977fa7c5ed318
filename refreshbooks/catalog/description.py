"""A method of the catalog as plain text, one line for each element.

The indent shows what stands inside what. :func:`refreshbooks.catalog.describe`
is the way in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method

__all__ = ["described"]

_STEP = "  "
_TYPES = {
    "string": "text",
    "bool": "bool (1 or 0)",
    "date": "date (YYYY-MM-DD)",
    "datetime": "datetime (YYYY-MM-DD HH:MM:SS)",
    "binary": "a file",
}
_PAGE_ATTRIBUTES = ("page", "per_page", "pages", "total")


def described(method: Method) -> str:
    """Returns what the catalog says of a method: what it takes, what it gives."""
    takes = _block("Takes", method.params, "nothing")
    gives = _block("Gives", _answer(method), "the file" if method.binary else "an empty answer")
    return "\n".join([*_opening(method), *takes, *gives])


def _opening(method: Method) -> Iterator[str]:
    yield method.name
    if method.note:
        yield method.note
    if method.access:
        yield f"Who may call: {method.access}."
    if method.order:
        yield f"Order: {method.order}."
    if not method.documented:
        yield "Not in the service's documentation."


def _answer(method: Method) -> tuple[Field, ...]:
    if not method.paged or not method.answer:
        return method.answer
    paged, *beside = method.answer
    return (replace(paged, attributes=(*paged.attributes, *_PAGE_ATTRIBUTES)), *beside)


def _block(title: str, fields: tuple[Field, ...], nothing: str) -> list[str]:
    if not fields:
        return [f"{title}: {nothing}."]
    rows = list(_rows(fields, _STEP))
    width = max(len(name) for name, _ in rows)
    return [f"{title}:", *(f"{name:{width}}  {facts}" for name, facts in rows)]


def _rows(fields: Iterable[Field], indent: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield indent + field.name, _facts(field)
        yield from _rows((*field.fields, *field.beside), indent + _STEP)


def _facts(field: Field) -> str:
    facts = ", ".join([_kind(field), *_marks(field)])
    return f"{facts}. {field.note}" if field.note else facts


def _kind(field: Field) -> str:
    if field.type == "enum":
        return f"{'one of' if len(field.values) > 1 else 'only'} {' | '.join(field.values)}"
    if field.type != "list":
        return _TYPES.get(field.type, field.type)
    plain = "" if field.fields else f" ({_TYPES.get(field.item_type, field.item_type)})"
    return f"list of <{field.item}>{plain}"


def _marks(field: Field) -> Iterator[str]:
    if field.required or field.condition:
        yield f"required {field.condition}".rstrip()
    if field.default is not None:
        colon = ":" if field.default in parts.COMPUTED_DEFAULTS else ""
        yield f"default{colon} {field.default}"
    if field.read_only:
        yield "read-only"
    if not field.documented:
        yield "undocumented"
    if field.attributes:
        yield f"attributes: {', '.join(field.attributes)}"
