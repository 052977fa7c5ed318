"""A record of the Classic API, looked for and created."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from os import PathLike
from typing import Any

from refreshbooks.client import RemoteMethod, with_names, with_transport
from refreshbooks.exceptions import BadParameter
from refreshbooks.once.making import Found, found_or_created
from refreshbooks.once.sought import Sought, sought
from refreshbooks.paging import classic
from refreshbooks.paging.listing import Listing

__all__ = ["find_or_create"]


def find_or_create(  # noqa: PLR0913
    create: Any,
    params: Mapping[str, Any],
    *,
    by: str | Iterable[str] | None,
    marker: str | None,
    settle: float | None,
    wait: float,
    locks: str | PathLike[str] | None,
) -> Found:
    """Does what :func:`refreshbooks.once.find_or_create` says."""
    wanted = sought(_resource(create), params, by=by, marker=marker)
    records = _Records(create, wanted, params)
    return found_or_created(wanted, records, settle=settle, wait=wait, locks=locks)


class _Records:
    """How records of one resource are looked for and created."""

    def __init__(self, create: RemoteMethod, wanted: Sought, params: Mapping[str, Any]) -> None:
        self.account = create._host().lower()
        self.method = create._prefix()
        self.repeats = create._rules.repeats
        self.timeout = getattr(create.transport, "timeout", None)
        self._create = create
        self._list = with_names(create, [wanted.resource, "list"])
        self._filters = wanted.filters()
        self._params = wanted.marked(params)

    def listing(self) -> Listing:
        """Returns the list, narrowed as far as it can be."""
        return classic.listing(self._list, 100, self._filters)

    def create(self, begin: Callable[[], None]) -> Any:
        """Creates the record."""
        transport = _Noting(self._create.transport, begin)
        return with_transport(self._create, transport)(**self._params)


class _Noting:
    """A transport that notes each attempt just before it is made."""

    def __init__(self, transport: Any, begin: Callable[[], None]) -> None:
        self.url = getattr(transport, "url", None)
        self._transport = transport
        self._begin = begin

    def __call__(self, entity: Any) -> Any:
        self._begin()
        return self._transport(entity)


def _resource(create: Any) -> str:
    names = create.names if isinstance(create, RemoteMethod) else []
    if len(names) != 2 or names[1] != "create":
        raise BadParameter(
            f"find_or_create takes a method that creates, such as c.client.create, not {create!r}"
        )
    if inspect.iscoroutinefunction(create._driven):
        raise BadParameter(
            "find_or_create takes a method that is not awaited: make the client by api, and await"
            " asyncio.to_thread(api.find_or_create, ...)"
        )
    resource: str = names[0]
    known = set(create._rules.names_under(resource))
    if known and "list" not in known:
        raise BadParameter(f"there is no {resource}.list to look in, so nothing can be found")
    return resource
