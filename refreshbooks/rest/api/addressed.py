"""Resources whose addresses hold more ids than others, or fewer: reports, teams, threads."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from refreshbooks.rest.api.resource import Resource
from refreshbooks.rest.builders.includes import IncludesBuilder
from refreshbooks.rest.query import Buildable

__all__ = ["AddressedResource"]


class AddressedResource(Resource):
    """Records that are reached by the ids that their address has, in its order.

    ::

        client.team_members.get(business_id, uuid)
        client.project_threads.list(business_id=98765, project_id=12)
        client.reports.profitloss.get(account_id, start_date=date(2026, 1, 1))

    The ids may be given by name too. What else a reading call is given by name is a
    parameter of it.
    """

    def get(
        self, *ids: object, includes: IncludesBuilder | None = None, **parameters: object
    ) -> Any:
        """Returns one record, or a report."""
        found = self._bound("get", ids, parameters)
        return self._call("get", found, includes=includes, parameters=parameters)

    def list(
        self, *ids: object, builders: Iterable[Buildable] | None = None, **parameters: object
    ) -> Any:
        """Returns one page of the records, or all of them where there are no pages."""
        found = self._bound("list", ids, parameters)
        return self._call("list", found, builders=builders, parameters=parameters)

    def create(self, *ids: object, **named: object) -> Any:
        """Makes a record out of a dict of its fields, the last argument, and returns it."""
        found, data = self._with_data("create", ids, named)
        return self._call("create", found, record=data)

    def update(self, *ids: object, **named: object) -> Any:
        """Changes the fields that a dict names, the last argument, and returns the record."""
        found, data = self._with_data("update", ids, named)
        return self._call("update", found, record=data)

    def delete(self, *ids: object, **named: object) -> Any:
        """Deletes a record."""
        found = self._bound("delete", ids, named)
        self._refuse_further("delete", named)
        return self._call("delete", found)

    def _with_data(
        self, verb: str, ids: tuple[object, ...], named: dict[str, object]
    ) -> tuple[Sequence[object], Any]:
        data = named.pop("data") if "data" in named else None
        if data is None and ids:
            *first, data = ids
            ids = tuple(first)
        found = self._bound(verb, ids, named)
        self._refuse_further(verb, named)
        return found, data

    def _refuse_further(self, verb: str, named: Mapping[str, object]) -> None:
        if named:
            raise TypeError(f"{self._row.attribute}.{verb} takes no {', '.join(named)}")
