"""Expenses: their taxes are inside the amount, their status is worked out."""

from refreshbooks.sandbox import money
from refreshbooks.sandbox.classic.behaviour import Behaviour
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.fields import amount_of, fall_back, is_named, tidy
from refreshbooks.sandbox.credentials import ADMINISTRATOR
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_TAXES = ("tax1", "tax2")


def _complete(call: Call, expense: Record, before: Record | None) -> None:
    fall_back(expense, before, date=call.today, has_receipt="0")
    expense["client_id"] = expense.get("client_id") or "0"
    fall_back(expense, before, staff_id="", category_id="")
    if call.user != ADMINISTRATOR:
        expense["staff_id"] = call.user
    # Nothing puts expenses on invoices here, so none is "2", invoiced.
    expense["status"] = "1" if is_named(expense["client_id"]) else "0"
    tidy(expense, "amount")
    _work_out_taxes(expense)


def _work_out_taxes(expense: Record) -> None:
    """Writes the amount of each tax that has a percentage.

    One without a percentage may have an amount of its own, which stays.
    """
    held = money.contained_taxes(
        amount_of(expense, "amount"), [_tax(expense, tax) for tax in _TAXES]
    )
    for tax, amount in zip(_TAXES, held, strict=True):
        if amount_of(expense, f"{tax}_percent"):
            expense[f"{tax}_amount"] = money.plain(amount)
        elif expense.get(f"{tax}_amount"):
            tidy(expense, f"{tax}_amount")


def _tax(expense: Record, tax: str) -> money.Tax:
    compound = tax == "tax2" and expense.get("compound_tax") == "1"
    percent = amount_of(expense, f"{tax}_percent")
    return money.Tax(expense.get(f"{tax}_name", ""), percent, compound=compound)


BEHAVIOUR = Behaviour(complete=_complete)
