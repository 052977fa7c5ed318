"""Code that must type-check: ``mypy`` reads it with the package, nothing runs it.

A line that must not type-check carries a ``type: ignore`` with its code, which
mypy reports as unused on the day the line passes.
"""
