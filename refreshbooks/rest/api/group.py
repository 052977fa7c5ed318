"""Resources that stand together under one name, such as the reports."""

from typing import TYPE_CHECKING

from refreshbooks.catalog import rest as catalog
from refreshbooks.rest.api import resource_of
from refreshbooks.rest.api.resource import Caller, Resource

__all__ = ["Group", "attribute"]


class Group:
    """What ``client.reports`` is: each of its attributes is a resource."""

    def __init__(self, name: str, client: Caller) -> None:
        self._name = name
        self._client = client

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Resource:
            # Copies are asked for such names before they hold a client.
            if name.startswith("_"):
                raise AttributeError(name)
            return attribute(self._client, f"{self._name}.{name}")

    def __dir__(self) -> list[str]:
        inside = f"{self._name}."
        return [
            name.removeprefix(inside) for name in catalog.attributes() if name.startswith(inside)
        ]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._name}>"


def attribute(client: Caller, name: str) -> Resource | Group:
    """Returns what a client has under a name, by the catalog.

    Raises:
        AttributeError: There is no such resource.
    """
    known = catalog.attributes()
    row = catalog.find(known[name]) if name in known else None
    if row is not None:
        return resource_of(row, client)
    if any(each.startswith(f"{name}.") for each in known):
        return Group(name, client)
    raise AttributeError(f"there is no resource {name!r}{_meant(name)}")


def _meant(name: str) -> str:
    # Most programs make no such mistake.
    import difflib

    near = difflib.get_close_matches(name, catalog.attributes(), n=2)
    return f"; did you mean {' or '.join(near)}?" if near else ""
