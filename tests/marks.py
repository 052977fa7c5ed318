"""One marker for both test runners.

``nosetests --attr=integration`` looks at a function's attribute, pytest at its
marks; :func:`integration` sets both.
"""

from typing import Any, TypeVar

__all__ = ["integration"]

_Marked = TypeVar("_Marked", bound=Any)


def integration(marked: _Marked) -> _Marked:
    """Marks a function or a class of tests that speaks HTTP."""
    marked.integration = True
    try:
        import pytest
    except ImportError:
        return marked
    return pytest.mark.integration(marked)  # type: ignore[no-any-return]
