"""Writes the types of a REST client's attributes out of the catalog.

A client finds its resources in the catalog while it runs; type checkers and editors
cannot. For them there is a module with a class that has them all, and only they read
it: ``make stubs`` writes it, a test says when it is out of date.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from refreshbooks.catalog import rest
from refreshbooks.catalog.rest.model import Resource
from refreshbooks.rest.api import class_of
from refreshbooks.rest.api.group import Group
from tools.catalog_words import certainty, title

__all__ = ["main", "source"]

WRITTEN = Path(__file__).parent.parent / "refreshbooks" / "rest" / "attributes.py"

_HEAD = '''\
"""What a REST client has as attributes; for type checkers and editors alone.

Made from the catalog by ``make stubs``: change the catalog, and not this file.
"""
'''


def source() -> str:
    """Returns the module's source."""
    rows = {name: _row(one) for name, one in sorted(rest.attributes().items())}
    alone = {name: row for name, row in rows.items() if "." not in name}
    grouped = {name: row for name, row in rows.items() if "." in name}
    groups = sorted({name.partition(".")[0] for name in grouped})
    classes = [_group(group, grouped) for group in groups]
    classes.append(_class("Attributes", _together(alone, groups), "The resources of a client."))
    exported = ", ".join(f'"{name}"' for name in ["Attributes", *map(_class_name, groups)])
    imports = "\n".join(_imports(rows.values()))
    return f"{_HEAD}\n{imports}\n\n__all__ = [{exported}]\n\n\n" + "\n\n\n".join(classes) + "\n"


def main() -> None:
    """Writes the module."""
    WRITTEN.write_text(source(), encoding="utf-8")
    sys.stdout.write(f"{WRITTEN.name} has {len(rest.attributes())} attributes.\n")


def _row(name: str) -> Resource:
    row = rest.find(name)
    assert row is not None
    return row


def _imports(rows: Iterable[Resource]) -> Iterator[str]:
    kinds = {kind.__name__: kind.__module__ for kind in (Group, *map(class_of, rows))}
    for module in sorted(set(kinds.values())):
        names = ", ".join(sorted(name for name, home in kinds.items() if home == module))
        yield f"from {module} import {names}"


def _group(name: str, rows: dict[str, Resource]) -> str:
    inside = {one.partition(".")[2]: row for one, row in rows.items() if one.startswith(f"{name}.")}
    lines = [_attribute(one, class_of(row).__name__, _told(row)) for one, row in inside.items()]
    return _class(f"{_class_name(name)}(Group)", lines, f"What stands under ``client.{name}``.")


def _together(rows: dict[str, Resource], groups: list[str]) -> list[str]:
    lines = {
        name: _attribute(name, class_of(row).__name__, _told(row)) for name, row in rows.items()
    }
    for name in groups:
        lines[name] = _attribute(name, _class_name(name), "Together under one name.")
    return [lines[name] for name in sorted(lines)]


def _told(row: Resource) -> str:
    further = certainty(row)
    return f"{title(row)}\n\n    {further}\n    " if further else title(row)


def _attribute(name: str, kind: str, told: str) -> str:
    return f'    {name}: {kind}\n    """{told}"""'


def _class(declared: str, lines: list[str], told: str) -> str:
    return "\n\n".join([f'class {declared}:\n    """{told}"""', *lines])


def _class_name(group: str) -> str:
    return group.capitalize()


if __name__ == "__main__":
    main()
