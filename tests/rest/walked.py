"""Goes through whatever a call returned, to the last attribute, as a program would."""

import copy
import datetime
import decimal
import pickle
import warnings
from typing import Any

from refreshbooks.rest.errors import IncludeWarning
from refreshbooks.rest.models import ListResult, Result

__all__ = ["used", "walked"]

_ENOUGH = 20
_PROPERTIES = ("vis_state", "identity_id", "full_name", "business_memberships")

_PLAIN = (str, int, decimal.Decimal, type(None))


def walked(found: Any) -> Any:
    """Returns all that can be read of a result, as plain objects.

    Raises:
        AssertionError: A value is of a class that nobody was told of.
    """
    if isinstance(found, ListResult):
        return [walked(row) for row in found]
    if isinstance(found, Result):
        return None if found.data is None else _read(found)
    if isinstance(found, datetime.date):
        return found.isoformat()
    if isinstance(found, list | dict):
        return found
    assert isinstance(found, _PLAIN), type(found)
    return str(found) if isinstance(found, decimal.Decimal) else found


def _read(record: Result) -> dict[str, Any]:
    # Names of our own, and of every object, hide what has the same in the data.
    own = {*dir(type(record)), "data", "_name", "_shape", "_fields"} - {*_PROPERTIES}
    return {
        name: value if name in own else walked(getattr(record, name))
        for name, value in record.data.items()
    }


def used(found: Any) -> None:
    """Does with a result what programs do: reads what may be lacking, copies, slices, adds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", IncludeWarning)
        if isinstance(found, Result) and found.data is not None:
            for name in {*dir(found)} - {"__abstractmethods__"}:
                getattr(found, name)
            assert not hasattr(found, "no such name at all")
            assert found.vis_state in (None, 0, 1, 2)
    for again in (copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert (type(again), str(again)) == (type(found), str(found))
        assert walked(again) == walked(found)
    if isinstance(found, ListResult):
        _use_list(found)


def _use_list(found: ListResult) -> None:
    assert len(found) == len([*found]) == len([*reversed(found)]) == len(found[:])
    both = found + found[:1]
    assert len(both) == len(found) + len(found[:1])
    assert both.pages == found.pages
    assert found.pages is None or all(
        isinstance(each, int | None) for each in (*found.pages, found.pages.page)
    )
    for row in found[:_ENOUGH]:
        if isinstance(row, Result):
            used(row)
            assert row in found
