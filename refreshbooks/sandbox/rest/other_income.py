"""Other income: what comes in without an invoice. Its taxes are contained in it."""

from refreshbooks.sandbox.rest.amounts import code_of, decimal_of, money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]


def _complete(call: Call, income: Record, before: Record | None) -> None:
    code = code_of(call.sent.get("amount")) or code_of(before and before["amount"])
    income["amount"] = money_of(decimal_of(income["amount"]), code or call.business.currency_code)
    income["date"] = income.get("date") or call.today
    income["taxes"] = [
        {"amount": tax.get("amount") or "0", "name": tax.get("name") or ""}
        for tax in income.get("taxes") or []
    ]


BEHAVIOUR = Behaviour(
    complete=_complete, defaults={"category_name": "other", "note": "", "source": None}
)
