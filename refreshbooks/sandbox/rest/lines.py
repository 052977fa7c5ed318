"""Lines of invoices, estimates, recurring invoices and credit notes, and their sums.

A line is quantity times unit cost, with up to two taxes by name and percentage.
The second one is taken on the first as well where the line is compounded. A
discount is a percentage of the whole document and comes off before taxes: the
documentation's example of an invoice can be worked out in no other way.

    >>> bowls = {"qty": "4", "unit_cost": {"amount": "5.00"}, "taxName1": "HST", "taxAmount1": "13"}
    >>> mugs = {"qty": "6", "unit_cost": {"amount": "4.00"}}
    >>> invoice = {"currency_code": "CAD", "discount_value": "10", "lines": [bowls, mugs]}
    >>> work_out(invoice)
    >>> invoice["amount"], invoice["discount_total"]
    ({'amount': '41.94', 'code': 'CAD'}, {'amount': '-4.40', 'code': 'CAD'})
"""

from collections.abc import Callable
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest.amounts import decimal_of, money_of, plain_of, price_of
from refreshbooks.sandbox.store import Record

__all__ = ["TaxOf", "complete", "no_tax", "work_out"]

_PLACES = ("1", "2")
# What a line says where nothing was sent.
_PLAIN_LINE: Record = {
    "basecampid": 0,
    "compounded_tax": False,
    "date": None,
    "description": "",
    "expenseid": 0,
    "modern_project_id": None,
    "modern_time_entries": [],
    "name": "",
    "qty": "1",
    "retainer_id": None,
    "retainer_period_id": None,
    "taxAmount1": None,
    "taxAmount2": None,
    "taxName1": "",
    "taxName2": "",
    "type": 0,
    "unit_cost": None,
}

# Returns the account's tax of a name, or None.
TaxOf = Callable[[str], "Record | None"]


def no_tax(name: str) -> Record | None:
    """Knows no taxes."""
    return None


def complete(
    lines: list[Record], currency: str, key: Record, stamp: str, tax_of: TaxOf = no_tax
) -> list[Record]:
    """Returns lines as they are kept: numbered, with all that was left out.

    Args:
        lines: What was sent.
        currency: The document's.
        key: What every line says of the document, such as its number.
        stamp: The time, as answers write it.
        tax_of: Finds percentage and number of a tax that a line only names.
    """
    return [
        _complete({**_PLAIN_LINE, **line, **key}, place, currency, tax_of) | {"updated": stamp}
        for place, line in enumerate(lines, 1)
    ]


def _complete(line: Record, place: int, currency: str, tax_of: TaxOf) -> Record:
    # Lines count from one within a document, as in the documentation's examples.
    line |= {"lineid": place, "taskno": place}
    for which in _PLACES:
        known = tax_of(line[f"taxName{which}"] or "") or {}
        percent = line[f"taxAmount{which}"]
        line[f"taxAmount{which}"] = plain_of(known.get("amount") if percent is None else percent)
        line[f"taxNumber{which}"] = known.get("number")
    line["qty"] = plain_of(line["qty"])
    line["unit_cost"] = price_of(decimal_of(line["unit_cost"]), currency)
    line["amount"] = money_of(_counted(line).amount, currency)
    return line


def _totals(document: Record) -> money.Totals:
    return money.total(_lines(document), decimal_of(document.get("discount_value")))


def _taxed(document: Record, counted: money.Totals) -> list[Record]:
    """Returns what each tax of a document is charged on, and what it comes to."""
    if not counted.taxes:
        return []
    nets = money.taxed_amounts(_lines(document), decimal_of(document.get("discount_value")))
    return [
        {"name": tax.name, "net": money.plain(nets[tax]), "tax": money.plain(amount)}
        for tax, amount in counted.taxes.items()
    ]


def work_out(document: Record) -> None:
    """Writes amount, discount, taxes and description into a document, from its lines."""
    counted, currency = _totals(document), document["currency_code"]
    document["amount"] = money_of(counted.total, currency)
    document["discount_value"] = plain_of(document.get("discount_value"))
    # What comes off stands below zero; nothing is plainly nothing.
    off = -counted.discount or Decimal(0)
    document["discount_total"] = money_of(off, currency)
    # Reports ask for these of all documents, and nobody else does.
    document["taxed"] = _taxed(document, counted)
    lines: list[Record] = document.get("lines") or []
    # The examples describe a document by what its first line says.
    document["description"] = next((line.get("description") or "" for line in lines), "")


def _lines(document: Record) -> list[money.Line]:
    lines: list[Record] = document.get("lines") or []
    return [_counted(line) for line in lines]


def _counted(line: Record) -> money.Line:
    taxes = [_tax(line, which) for which in _PLACES]
    quantity = decimal_of(line.get("qty"))
    unit_cost = decimal_of(line.get("unit_cost"))
    return money.Line(unit_cost, quantity, tuple(tax for tax in taxes if tax.percent))


def _tax(line: Record, which: str) -> money.Tax:
    name = line.get(f"taxName{which}") or ""
    compound = which == "2" and bool(line.get("compounded_tax"))
    return money.Tax(name, decimal_of(line.get(f"taxAmount{which}")), compound=compound)
