"""Items: what is sold, with up to two different taxes."""

from refreshbooks.sandbox.rest import refusals
from refreshbooks.sandbox.rest.amounts import code_of, decimal_of, plain_of, price_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_TWICE = 1019
_TAXES = ("tax1", "tax2")


def _check(call: Call, values: Record, before: Record | None) -> None:
    for field in _TAXES:
        if values.get(field):
            call.find("taxes", values[field], field)
    first, second = ((before or {}) | values).get("tax1"), ((before or {}) | values).get("tax2")
    if first and first == second:
        text = "An item cannot have the same tax twice."
        raise refusals.Refusal(422, refusals.Problem(_TWICE, "duplicate", "tax2", second, text))


def _complete(call: Call, item: Record, before: Record | None) -> None:
    item["qty"] = plain_of(item.get("qty"))
    price = item.get("unit_cost")
    code = code_of(call.sent.get("unit_cost")) or code_of(before and before["unit_cost"])
    item["unit_cost"] = price_of(decimal_of(price), code or call.business.currency_code)
    for field in _TAXES:
        item[field] = item.get(field) or 0


BEHAVIOUR = Behaviour(check=_check, complete=_complete, defaults={"description": ""})
