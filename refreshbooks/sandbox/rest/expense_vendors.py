"""Vendors of expenses: every name that an expense has, once, in alphabetical order."""

from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.rest.ledger.journal import COUNTED
from refreshbooks.sandbox.rest.listing import page_of

__all__ = ["BEHAVIOUR"]


def _list(call: Call) -> Answer:
    spent = call.book.select("expenses", COUNTED)
    names = {str(expense["vendor"]) for expense in spent if expense.get("vendor")}
    page = page_of(call, [{"vendor": name} for name in sorted(names)])
    return call.family.listing(call.resource, page)


BEHAVIOUR = Behaviour(verbs={"list": _list})
