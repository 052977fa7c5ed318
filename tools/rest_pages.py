"""The documentation's pages about the resources of the REST API, out of the catalog."""

from collections.abc import Iterable, Iterator, Mapping

from refreshbooks.catalog import rest
from refreshbooks.catalog.rest.model import Field, Resource
from tools import rst
from tools.catalog_words import certainty, title

__all__ = ["pages"]

_KINDS = {
    "equals": "is this",
    "in": "is one of these",
    "like": "has this in it",
    "between": "a limit: _min is counted in, _max is not",
    "boolean": "true or false",
    "plain": "given by its bare name",
}

_TYPES = {
    "decimal": "decimal text",
    "datetime": "datetime (US Eastern)",
    "utc": "datetime (UTC)",
    "local": "datetime (local)",
}

_INTRODUCTION = """\
Each of these is an attribute of a :class:`refreshbooks.rest.client.Client`. How sure it is that
one works as told here is said of each: *certain* where an official SDK has it, *live*
where somebody published an answer of the service, *documented* where only the
documentation or its Postman collection shows it, *inferred* where nobody showed it at
work. What is inferred is sent all the same; the sandbox answers it with 501."""


def pages() -> Mapping[str, str]:
    """Returns the text of each page by its name: an index, and one for each family."""
    rows = [row for row in map(rest.find, rest.names()) if row is not None]
    rows.sort(key=_name)
    families = sorted({row.family for row in rows})
    written = {one: _family(one, [row for row in rows if row.family == one]) for one in families}
    return {"index": _index(rows, families), **written}


def _name(row: Resource) -> str:
    return row.attribute or row.name


def _index(rows: list[Resource], families: list[str]) -> str:
    lines = [(f":ref:`{_name(row)} <{_label(row)}>`", _subject(row), row.certainty) for row in rows]
    columns = ("Attribute", "What it is", "Certainty")
    toctree = ".. toctree::\n   :hidden:\n\n" + "\n".join(f"   {one}" for one in families)
    table = rst.table(columns, lines, "28 54 18")
    return rst.page("Resources of the REST API", _INTRODUCTION, table, toctree)


def _family(name: str, rows: list[Resource]) -> str:
    return rst.page(name.replace("_", " ").capitalize(), *map(_resource, rows))


def _resource(row: Resource) -> str:
    blocks = (
        f".. _{_label(row)}:",
        rst.heading(_name(row)),
        title(row),
        certainty(row),
        row.note,
        rst.fields(_facts(row)),
        _told("Fields", rst.literal(_columns(_lines(row.fields)))),
        _told("Filters", rst.literal(_columns(_filters(row)))),
        _told("What the sources disagree about", rst.bullets(row.contradictions)),
    )
    return "\n\n".join(filter(None, blocks))


def _label(row: Resource) -> str:
    return f"rest-{row.name.replace('_', '-')}"


def _subject(row: Resource) -> str:
    return title(row).rstrip(".")


def _told(what: str, text: str) -> str:
    return f"{what}:\n\n{text}" if text else ""


def _facts(row: Resource) -> Iterator[tuple[str, str]]:
    yield "Certainty", row.certainty
    yield "Seen in", ", ".join(row.seen_in)
    yield "Official Python SDK", "has it under this name" if row.sdk else ""
    yield "Methods", rst.words(row.methods)
    yield "Family", row.family.replace("_", " ")
    yield "List", rst.code(row.path)
    yield "Create", rst.code(row.create_path)
    yield "One", rst.code(row.single_path)
    yield "Deleted by", _deletion(row)
    yield "Needed", rst.words(one.replace("|", " or ") for one in row.required)
    yield "Includes", rst.words(row.includes)
    yield "Sorts", rst.words(row.sorts)
    yield "Scopes", rst.words(row.scopes)
    yield "API version", row.api_version and f"{row.api_version} at least"


def _deletion(row: Resource) -> str:
    if row.deleted is None:
        return row.delete
    name, value = row.deleted
    return f"{row.delete} of ``{name}``: {str(value).lower()}"


def _columns(lines: Iterable[tuple[str, ...]]) -> str:
    rows = list(lines)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _lines(fields: tuple[Field, ...], indent: str = "") -> Iterator[tuple[str, ...]]:
    for field in fields:
        yield indent + field.name, _type(field), " ".join(_notes(field)).strip()
        yield from _lines(field.fields, f"{indent}  ")


def _type(field: Field) -> str:
    of = f" of {_TYPES.get(field.item, field.item)}" if field.item else ""
    return _TYPES.get(field.type, field.type) + of


def _notes(field: Field) -> Iterator[str]:
    if field.include:
        yield "Brought by an include."
    if field.read_only:
        yield "Read-only."
    if field.write_only:
        yield "Only sent."
    if field.values:
        yield f"{' | '.join(field.values)}."
    yield field.note


def _filters(row: Resource) -> Iterator[tuple[str, ...]]:
    for one in row.filters:
        yield one.name, _KINDS[one.kind]
    for ignored in row.ignored_filters:
        instead = f"; use {', '.join(ignored.instead)}" if ignored.instead else ""
        yield ignored.name, f"does nothing{instead}"
