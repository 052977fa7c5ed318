"""Names of methods, and patterns of them such as ``invoice.*`` and ``*.list``."""

from difflib import get_close_matches
from fnmatch import fnmatchcase

from refreshbooks import catalog
from refreshbooks.masking import mask

__all__ = ["check_pattern"]


def check_pattern(pattern: str) -> None:
    """Refuses what no method is like.

    Raises:
        ValueError: With the names that were perhaps meant.
    """
    methods = [method.name for resource in catalog.resources() for method in resource.methods]
    if isinstance(pattern, str) and any(fnmatchcase(name, pattern) for name in methods):
        return
    near = get_close_matches(str(pattern), methods)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise ValueError(
        f"No method is like {mask(repr(pattern))}.{hint}"
        " A method is a name such as 'invoice.create', or '*', 'invoice.*', '*.list'."
    )
