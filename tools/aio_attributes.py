"""Makes the types of an awaited REST client's attributes out of the catalog."""

from pathlib import Path

from tools import aio_resources, attribute_classes

__all__ = ["WRITTEN", "source"]

WRITTEN = Path(__file__).parent.parent / "refreshbooks" / "aio" / "attributes.py"

_PREFIX = "Awaited"

_HEAD = '''\
"""What an awaited REST client has as attributes; for type checkers and editors alone.

Made from the catalog by ``make stubs``: change the catalog, and not this file.
"""
'''


def source() -> str:
    """Returns the module's source."""
    imported = "".join(f"    {aio_resources.named(kind)},\n" for kind in attribute_classes.kinds())
    exported = ", ".join(f'"{name}"' for name in attribute_classes.named(_PREFIX))
    classes = attribute_classes.classes(_PREFIX)
    imports = f"from refreshbooks.aio.resources import (\n{imported})"
    return f"{_HEAD}\n{imports}\n\n__all__ = [{exported}]\n\n\n{classes}"
