"""Names of both APIs' methods, and patterns of them such as ``invoice.*`` and ``*.list``."""

from collections.abc import Iterable
from difflib import get_close_matches
from fnmatch import fnmatchcase

from refreshbooks import catalog
from refreshbooks.masking import mask
from refreshbooks.sandbox.rest.manner import method_names

__all__ = ["check_pattern"]


def check_pattern(pattern: str) -> None:
    """Refuses what no method is like.

    Raises:
        ValueError: With the names that were perhaps meant.
    """
    classic = [method.name for resource in catalog.resources() for method in resource.methods]
    if _fits_any(classic, pattern) or _fits_any(method_names(), pattern):
        return
    methods = [*classic, *method_names()]
    near = get_close_matches(str(pattern), methods)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise ValueError(
        f"No method is like {mask(repr(pattern))}.{hint}"
        " A method is a name such as 'invoice.create', or '*', 'invoice.*', '*.list'."
    )


def _fits_any(methods: Iterable[str], pattern: object) -> bool:
    return isinstance(pattern, str) and any(fnmatchcase(name, pattern) for name in methods)
