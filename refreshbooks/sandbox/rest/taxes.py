"""Taxes: no two share a name."""

from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.amounts import plain_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]

_DUPLICATE = 1026
_KEPT = Condition("folder", "in", ("active", "archived"))


def _check(call: Call, values: Record, before: Record | None) -> None:
    name = values.get("name")
    if name is None:
        return
    namesakes = call.book.select("taxes", Condition("name", "is", name), _KEPT)
    if any(before is None or one["id"] != before["id"] for one in namesakes):
        text = f"A tax is called {name!r} already."
        problem = refusals.Problem(_DUPLICATE, "duplicate", "name", name, text)
        raise refusals.Refusal(422, problem)


def _complete(call: Call, tax: Record, before: Record | None) -> None:
    tax["amount"] = plain_of(tax.get("amount"))


BEHAVIOUR = Behaviour(check=_check, complete=_complete, defaults={"compound": False})
