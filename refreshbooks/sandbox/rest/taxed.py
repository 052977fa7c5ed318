"""What a document holds of net amount and of each tax, for ledger and reports.

Taxes come on top of what invoices, credit notes and bills charge, and are
contained in what expenses and other income come to: the documentation's example
of a tax summary (1,327.43 taxed with 13 per cent, 172.57) adds up so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest.amounts import decimal_of
from refreshbooks.sandbox.store import Record

__all__ = ["Part", "Taxed", "of_bill", "of_expense", "of_lines", "of_other_income"]

_PLACES = ("1", "2")


@dataclass(frozen=True)
class Part:
    """One tax in a document.

    Attributes:
        name: The tax.
        net: What it was taken on.
        tax: What it comes to.
    """

    name: str
    net: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Taxed:
    """A document's amount, and the taxes in it."""

    gross: Decimal
    parts: tuple[Part, ...] = ()

    @property
    def net(self) -> Decimal:
        """The amount without taxes."""
        return self.gross - money.summed(part.tax for part in self.parts)


def of_lines(document: Record) -> Taxed:
    """Returns what an invoice or credit note holds."""
    parts = (
        Part(one["name"], decimal_of(one["net"]), decimal_of(one["tax"]))
        for one in document["taxed"]
    )
    return Taxed(decimal_of(document["amount"]), tuple(parts))


def of_expense(expense: Record) -> Taxed:
    """Returns what an expense holds."""
    gross = decimal_of(expense["amount"])
    taxes = [
        (expense.get(f"taxName{which}") or "", decimal_of(expense.get(f"taxAmount{which}")))
        for which in _PLACES
    ]
    return _containing(gross, taxes)


def of_other_income(income: Record) -> Taxed:
    """Returns what other income holds."""
    gross = decimal_of(income["amount"])
    taxes = [money.Tax(tax["name"], decimal_of(tax["amount"])) for tax in income["taxes"]]
    contained = money.contained_taxes(gross, taxes)
    return _containing(gross, zip((tax.name for tax in taxes), contained, strict=True))


def of_bill(bill: Record) -> Taxed:
    """Returns what a bill holds."""
    parts = [
        Part(line.get(f"tax_name{which}") or "", decimal_of(line["amount"]), tax)
        for line in bill["lines"]
        for which in _PLACES
        if (tax := decimal_of(line[f"tax_amount{which}"]))
    ]
    return Taxed(decimal_of(bill["total_amount"]), tuple(parts))


def _containing(gross: Decimal, taxes: Iterable[tuple[str, Decimal]]) -> Taxed:
    charged = [(name, tax) for name, tax in taxes if tax]
    net = gross - money.summed(tax for _, tax in charged)
    return Taxed(gross, tuple(Part(name, net, tax) for name, tax in charged))
