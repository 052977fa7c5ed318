"""What the REST API offers, as data: every resource, its fields, its filters.

The catalog is what the client and the sandbox are made from. Nothing of it is
loaded before the first look-up, and then only the resource asked for:

    >>> clients = find("clients")
    >>> clients.single_path, clients.single, clients.delete
    ('users/clients/{id}', 'client', 'PUT')
    >>> find("giraffes")

A resource is one file beside this one, found by its name. Where it stands on
the client is known without loading it:

    >>> attributes()["expenses_categories"], attributes()["reports.profitloss"]
    ('expense_categories', 'report_profitloss')
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from refreshbooks.catalog.rest.model import Resource

__all__ = ["attributes", "find", "names"]

# What is no resource: what the resource files are written with, scopes, and words about all.
_BESIDE = {"description", "model", "parts", "scopes", "synonyms"}

# Attributes that are not the resource's name, where no rule says so.
_ATTRIBUTES = {"expense_categories": "expenses_categories"}

# Reached by calls of their own: client.current_user(), client.get_access_token() ...
_NO_ATTRIBUTE = {"oauth_revoke", "oauth_token", "users_me"}


@functools.cache
def find(name: str) -> Resource | None:
    """Returns the resource of this name, or None where there is none."""
    if name not in names():
        return None
    found: Resource = importlib.import_module(f"{__name__}.{name}").RESOURCE
    return found


@functools.cache
def names() -> tuple[str, ...]:
    """Returns the names of all resources, sorted."""
    import pkgutil

    return tuple(sorted({module.name for module in pkgutil.iter_modules(__path__)} - _BESIDE))


@functools.cache
def attributes() -> Mapping[str, str]:
    """Returns the client's attributes and the name of the resource behind each."""
    return {_attribute(name): name for name in names() if name not in _NO_ATTRIBUTE}


def _attribute(name: str) -> str:
    if name.startswith("report_"):
        return name.replace("_", "s.", 1)
    return _ATTRIBUTES.get(name, name)
