"""A client for FreshBooks: the Classic XML API, and a sandbox to run it against.

Start at :mod:`refreshbooks.api`. This module stays light on purpose: importing
it loads nothing but the version.
"""

__all__ = ["__version__"]

__version__ = "3.0.0.dev0"
