"""Markers for both test runners.

``nosetests --attr=integration`` looks at a function's attribute, pytest at its
marks; :func:`integration` sets both.
"""

import sys
import unittest
from typing import Any, TypeVar

__all__ = ["integration", "shown_once"]

_Marked = TypeVar("_Marked", bound=Any)


def integration(marked: _Marked) -> _Marked:
    """Marks a function or a class of tests that speaks HTTP."""
    marked.integration = True
    try:
        import pytest
    except ImportError:
        return marked
    return pytest.mark.integration(marked)  # type: ignore[no-any-return]


def shown_once(marked: _Marked) -> _Marked:
    """Marks a class of tests that take long, and show the same under either runner.

    Pytest runs them; nose finds them, and leaves them at that.
    """
    by_nose = "nose" in sys.modules
    return unittest.skipIf(by_nose, "pytest's run shows it")(marked)  # type: ignore[no-any-return]
