"""What a list call is asked for: filters, includes, a page, an order.

Builders collect :class:`Parameter`. What a client sends is made of those by
:mod:`refreshbooks.rest.query`, each escaped by itself. :meth:`Builder.build`
gives the unescaped text that the official SDK's builders give, for programs
that print it or compare it.
"""

from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Builder", "Parameter"]

# The resource classes whose family writes filters as search[...] and includes as include[].
_BRACKETED = frozenset({None, "AccountingResource", "EventsResource"})


class Parameter(NamedTuple):
    """One parameter of a query string.

    Attributes:
        key: Its name, as ``"search[userid]"``.
        value: Its value, as it was given.
        built: The text that ``build`` writes for the value; None where the
            official SDK leaves the parameter out.
    """

    key: str
    value: object
    built: str | None


class Builder:
    """Something that list calls take in ``builders=[...]``."""

    def parameters(self, *, bracketed: bool) -> Iterator[Parameter]:
        """Returns what is asked for.

        Args:
            bracketed: Whether in the spelling of accounting and events, which
                writes ``search[userid]`` where the others write ``userid``.
        """
        raise NotImplementedError

    def build(self, resource_name: str | None = None) -> str:
        """Returns the parameters as text, each after an ``&``, with nothing escaped.

        Args:
            resource_name: The class of the resource that is asked, such as
                ``"ProjectsResource"``; accounting where it is left out.
        """
        asked = self.parameters(bracketed=resource_name in _BRACKETED)
        return "".join(f"&{key}={built}" for key, _, built in asked if built is not None)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.build()})"
