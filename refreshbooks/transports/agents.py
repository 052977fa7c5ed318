"""Who is calling: the ``User-Agent`` of those who name none."""

import sys

import refreshbooks

__all__ = ["DEFAULT_USER_AGENT"]

_PYTHON = ".".join(str(part) for part in sys.version_info[:2])

DEFAULT_USER_AGENT = f"refreshbooks/{refreshbooks.__version__} python/{_PYTHON}"
