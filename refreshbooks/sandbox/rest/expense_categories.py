"""Expense categories: those that every business starts with. Calls change none."""

from refreshbooks.sandbox.rest import records
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.ledger import chart
from refreshbooks.sandbox.store import Condition, Record

__all__ = ["BEHAVIOUR"]


def _seed(call: Call) -> None:
    for category in chart.categories():
        said = {
            "category": category.name,
            "parentid": category.parent or None,
            "is_cogs": category.is_cost_of_goods,
            "is_editable": False,
        }
        records.make(call, said)


def _view(call: Call, category: Record) -> Record:
    spent_on_it = Condition("categoryid", "is", category["id"])
    return {
        **category,
        "transaction_posted": bool(call.book.select("expenses", spent_on_it, limit=1)),
    }


BEHAVIOUR = Behaviour(view=_view, seeds=_seed)
