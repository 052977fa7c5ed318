"""Which of a user's businesses is meant, with the three ids that its calls take.

Clients and invoices are asked for by an ``account_id``, projects and time by a
``business_id``, ledger accounts by a ``business_uuid``, and who gives one for another is
told no more than that there is no such thing. A :class:`Business` has all three, and
gives each resource its own::

    business = client.business("Barnes Gardening")
    business.invoices.get(17)        # client.invoices.get(business.account_id, 17)
    business.projects.list()         # client.projects.list(business.business_id)
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from refreshbooks.catalog import rest as catalog
from refreshbooks.exceptions import BadParameter
from refreshbooks.rest.api.group import Group
from refreshbooks.rest.api.resource import VERBS, Resource
from refreshbooks.rest.models import Identity

__all__ = ["Business", "businesses", "chosen"]

# So many are listed in an error.
_SHOWN = 20


@dataclass(frozen=True)
class Business:
    """One business, as one user sees it. Its attributes are the client's resources.

    Attributes:
        name: What it is called.
        role: What the user is in it, such as ``"owner"``.
        account_id: For accounting, events, payments and uploads; None where the user is
            but a client of that business.
        business_id: For projects, time and services.
        business_uuid: For ledger accounts.
    """

    name: str
    role: str | None
    account_id: str | None
    business_id: int | None
    business_uuid: str | None
    _client: Any = field(default=None, repr=False, compare=False)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return _bound(getattr(self._client, name), self, name)

    def __dir__(self) -> list[str]:
        names = {name.partition(".")[0] for name in catalog.attributes()}
        return sorted(names.union(super().__dir__()))

    def __str__(self) -> str:
        ids = f"account_id {self.account_id}, business_id {self.business_id}"
        return f"{self.name!r} ({self.role}, {ids})"


class _Bound:
    """A resource, or a group of them, whose calls need not be told the business."""

    def __init__(self, unbound: Any, business: Business) -> None:
        self._unbound = unbound
        self._business = business
        # So that help() tells what there is to call.
        self.__doc__ = unbound.__doc__

    def __repr__(self) -> str:
        return f"<{repr(self._unbound).strip('<>')} of {self._business.name!r}>"

    def __dir__(self) -> list[str]:
        return [name for name in dir(self._unbound) if not name.startswith("_")]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = getattr(self._unbound, name)
        if isinstance(self._unbound, Group):
            return _bound(found, self._business, name)
        return self._call(name, found)

    def _call(self, name: str, call: Any) -> Any:
        row = self._unbound._row
        # Some calls of a resource, such as getting an image by its token, name no business.
        # One that it does not have is refused when it is made.
        takes = self._unbound._wanted(name) if name in row.methods else [row.scope]
        if name not in VERBS or not row.scope or takes[:1] != [row.scope]:
            return call
        return _BoundCall(call, getattr(self._business, row.scope))


class _BoundCall(functools.partial[Any]):
    """A call that need not be told the business."""

    def __repr__(self) -> str:
        return f"<{self.func.__qualname__} of {self.args[0]!r}>"

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        # Of the call, so that help() tells what it takes.
        import inspect

        doc = inspect.getdoc(self.func) or ""
        return f"{self.func.__name__}{inspect.signature(self)}\n\n{doc}"


def businesses(identity: Identity, client: Any = None) -> list[Business]:
    """Returns a user's businesses, each once.

    Args:
        identity: What ``client.current_user()`` returned.
        client: Whose resources the businesses have.
    """
    found: dict[object, Business] = {}
    for membership in _dicts(identity.data.get("business_memberships")):
        for told in _dicts([membership.get("business")]):
            business = Business(
                name=told.get("name") or "",
                role=membership.get("role"),
                account_id=told.get("account_id"),
                business_id=told.get("id"),
                business_uuid=told.get("business_uuid"),
                _client=client,
            )
            found.setdefault(business.business_id or business, business)
    return list(found.values())


def chosen(identity: Identity, which: str | int | None = None, client: Any = None) -> Business:
    """Returns the business that a name or an id names.

    Args:
        identity: What ``client.current_user()`` returned.
        which: Its name in any case, or one of its ids. It can be left out where there is
            only one.
        client: Whose resources the business has.

    Raises:
        BadParameter: There is none, or there are several; the message lists them all.
    """
    known = businesses(identity, client)
    text = "" if which is None else str(which)
    met = known
    if which is not None:
        met = [each for each in known if text in _ids(each)]
        met = met or [each for each in known if each.name == text]
        met = met or [each for each in known if each.name.casefold() == text.casefold()]
    if len(met) != 1:
        raise BadParameter(_problem(which, met, known), path="business")
    return met[0]


def _problem(which: object, met: list[Business], known: list[Business]) -> str:
    if not known:
        return "the user has no business"
    if which is None:
        question = f"the user has {len(known)} businesses, so say which"
    elif met:
        question = f"{len(met)} businesses are called {which!r}, so say which by an id"
    else:
        question = f"the user has no business {which!r}"
    shown = "; ".join(map(str, (met or known)[:_SHOWN]))
    more = len(met or known) - _SHOWN
    return f"{question}: {shown}" + (f"; and {more} more" if more > 0 else "")


def _ids(business: Business) -> set[str]:
    ids = (business.account_id, business.business_id, business.business_uuid)
    return {str(each) for each in ids if each is not None}


def _dicts(found: Any) -> Iterator[dict[str, Any]]:
    """Yields the objects of a list, in which the service has nulls as well."""
    yield from (each for each in found or () if isinstance(each, dict))


def _bound(found: Any, business: Business, name: str) -> _Bound:
    if not isinstance(found, Resource | Group):
        raise AttributeError(f"a business has no {name!r}")
    return _Bound(found, business)
