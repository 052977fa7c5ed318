"""The classes that have a client's resources as attributes, as source.

There is one for the client, and one for each group of resources, such as the reports.
"""

from collections.abc import Mapping

from refreshbooks.catalog import rest
from refreshbooks.catalog.rest.model import Resource
from refreshbooks.rest.api import class_of
from tools.catalog_words import certainty, title

__all__ = ["classes", "kinds", "named"]


def classes(prefix: str = "", group_base: str = "") -> str:
    """Returns the source of all of them.

    Args:
        prefix: What the names of classes begin with.
        group_base: The class that a group inherits from.
    """
    rows = _rows()
    groups = sorted({name.partition(".")[0] for name in rows if "." in name})
    sources = [_group(group, rows, prefix, group_base) for group in groups]
    lines = {name: _attribute(name, row, prefix) for name, row in rows.items() if "." not in name}
    lines |= {group: _line(group, _class_name(group, prefix), "Together.") for group in groups}
    together = [lines[name] for name in sorted(lines)]
    sources.append(_class(f"{prefix}Attributes", "The resources of a client.", together))
    return "\n\n\n".join(sources) + "\n"


def named(prefix: str = "") -> list[str]:
    """Returns the names of the classes."""
    groups = {_class_name(name.partition(".")[0], prefix) for name in _rows() if "." in name}
    return sorted([f"{prefix}Attributes", *groups])


def kinds() -> list[type]:
    """Returns the classes that the resources are of."""
    return sorted(set(map(class_of, _rows().values())), key=lambda kind: kind.__name__)


def _rows() -> Mapping[str, Resource]:
    found = {attribute: rest.find(name) for attribute, name in sorted(rest.attributes().items())}
    return {attribute: row for attribute, row in found.items() if row is not None}


def _group(name: str, rows: Mapping[str, Resource], prefix: str, base: str) -> str:
    start = f"{name}."
    inside = {one.removeprefix(start): row for one, row in rows.items() if one.startswith(start)}
    declared = _class_name(name, prefix) + (f"({base})" if base else "")
    lines = [_attribute(one, row, prefix) for one, row in inside.items()]
    return _class(declared, f"What stands under ``client.{name}``.", lines)


def _attribute(name: str, row: Resource, prefix: str) -> str:
    further = certainty(row)
    told = f"{title(row)}\n\n    {further}\n    " if further else title(row)
    return _line(name, prefix + class_of(row).__name__, told)


def _line(name: str, kind: str, told: str) -> str:
    return f'    {name}: {kind}\n    """{told}"""'


def _class(declared: str, told: str, lines: list[str]) -> str:
    return "\n\n".join([f'class {declared}:\n    """{told}"""', *lines])


def _class_name(group: str, prefix: str) -> str:
    return prefix + group.capitalize()
