"""The tax summary: what was collected of each tax, and what was paid.

The documentation's example counts other income and, on the other side, expenses
and bills; that credit notes take back what they were charged with is ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import reporting
from refreshbooks.sandbox.rest.amounts import money_of
from refreshbooks.sandbox.rest.behaviour import Behaviour
from refreshbooks.sandbox.rest.call import Call
from refreshbooks.sandbox.rest.dealings import Dealing, dealings
from refreshbooks.sandbox.rest.envelopes import Answer
from refreshbooks.sandbox.store import Record

__all__ = ["BEHAVIOUR"]

_ZERO = Decimal(0)


@dataclass
class _Sums:
    """What one tax came to."""

    taxable_amount_collected: Decimal = _ZERO
    tax_collected: Decimal = _ZERO
    taxable_amount_paid: Decimal = _ZERO
    tax_paid: Decimal = _ZERO


def _get(call: Call) -> Answer:
    start, end = reporting.span(call)
    currency = reporting.currency(call)
    cash_based = reporting.flag(call, "cash_based")
    dealt = list(dealings(call.book, currency, start, end, cash_based=cash_based))
    invoiced = money.summed(one.amounts.gross for one in dealt if one.is_income)
    taxes = sorted(_by_name(dealt).items())
    report = {
        "cash_based": cash_based,
        "currency_code": currency,
        "end_date": end,
        "start_date": start,
        "taxes": [_shown(name, sums, currency) for name, sums in taxes],
        "total_invoiced": money_of(invoiced, currency),
    }
    return reporting.answer(call, report)


def _by_name(dealt: Iterable[Dealing]) -> dict[str, _Sums]:
    found: dict[str, _Sums] = {}
    for one in dealt:
        for part in one.amounts.parts:
            sums = found.setdefault(part.name, _Sums())
            if one.is_income:
                sums.taxable_amount_collected += part.net
                sums.tax_collected += part.tax
            else:
                sums.taxable_amount_paid += part.net
                sums.tax_paid += part.tax
    return found


def _shown(name: str, sums: _Sums, currency: str) -> Record:
    net = sums.taxable_amount_collected - sums.taxable_amount_paid
    amounts = {
        **vars(sums),
        "net_tax": sums.tax_collected - sums.tax_paid,
        "net_taxable_amount": net,
    }
    shown = {field: money_of(amount, currency) for field, amount in amounts.items()}
    return {"tax_name": name, **shown}


BEHAVIOUR = Behaviour(verbs={"get": _get})
