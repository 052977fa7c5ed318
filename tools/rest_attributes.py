"""Makes the types of a REST client's attributes out of the catalog.

A client finds its resources in the catalog while it runs; type checkers and editors
cannot. For them there is a module with a class that has them all, and only they read
it: ``make stubs`` writes it, a test says when it is out of date.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from refreshbooks.rest.api.group import Group
from tools import attribute_classes

__all__ = ["WRITTEN", "source"]

WRITTEN = Path(__file__).parent.parent / "refreshbooks" / "rest" / "attributes.py"

_HEAD = '''\
"""What a REST client has as attributes; for type checkers and editors alone.

Made from the catalog by ``make stubs``: change the catalog, and not this file.
"""
'''


def source() -> str:
    """Returns the module's source."""
    imports = "\n".join(_imports([Group, *attribute_classes.kinds()]))
    exported = ", ".join(f'"{name}"' for name in attribute_classes.named())
    classes = attribute_classes.classes(group_base="Group")
    return f"{_HEAD}\n{imports}\n\n__all__ = [{exported}]\n\n\n{classes}"


def _imports(kinds: Iterable[type]) -> Iterator[str]:
    homes = {kind.__name__: kind.__module__ for kind in kinds}
    for module in sorted(set(homes.values())):
        names = ", ".join(sorted(name for name, home in homes.items() if home == module))
        yield f"from {module} import {names}"
