"""An invoice as lines of text, for its PDF and its page: how the service's look is its affair.

Amounts end in one column, as wide as the page:

    >>> print(_sum("Total", {"amount": "5.00", "code": "USD"})[-20:])
                5.00 USD
"""

import textwrap
from collections.abc import Iterator
from decimal import Decimal

from refreshbooks.sandbox.rest.amounts import decimal_of, money_of
from refreshbooks.sandbox.store import Record

__all__ = ["printed"]

_WIDTH = 80
_NAME = 34
_HEAD = f"{'Item':<{_NAME}} {'Quantity':>10} {'Price':>14} {'Amount':>19}"


def printed(invoice: Record, business: str) -> Iterator[str]:
    """Returns what an invoice says.

    Args:
        business: Whose invoice it is.
    """
    yield from (business, "", f"Invoice {invoice['invoice_number']}")
    yield f"{invoice['create_date']}, due {invoice['due_date']}"
    yield from ("", invoice["organization"] or "", _name(invoice), "", _HEAD)
    for line in invoice["lines"]:
        yield from _line(line)
    yield ""
    yield from _sums(invoice)
    for text in (invoice["notes"], invoice.get("terms")):
        yield ""
        yield from _broken(text or "")


def _name(invoice: Record) -> str:
    return f"{invoice['fname'] or ''} {invoice['lname'] or ''}".strip()


def _line(line: Record) -> Iterator[str]:
    names = _broken(line["name"] or "", _NAME) or [""]
    price, amount = line["unit_cost"]["amount"], _money(line["amount"])
    yield f"{names[0]:<{_NAME}} {line['qty']:>10} {price:>14} {amount:>19}"
    yield from names[1:]
    yield from (f"  {part}" for part in _broken(line["description"] or "", _WIDTH - 2))


def _sums(invoice: Record) -> Iterator[str]:
    code = invoice["currency_code"]
    amounts = (decimal_of(line["amount"]) for line in invoice["lines"])
    yield _sum("Subtotal", money_of(sum(amounts, Decimal(0)), code))
    if decimal_of(invoice["discount_total"]):
        yield _sum("Discount", invoice["discount_total"])
    for tax in invoice["taxed"]:
        net, amount = (money_of(decimal_of(tax[name]), code) for name in ("net", "tax"))
        yield _sum(f"{tax['name']} on {net['amount']}", amount)
    yield _sum("Total", invoice["amount"])
    yield _sum("Paid", invoice["paid"])
    yield _sum("Amount due", invoice["outstanding"])


def _sum(word: str, amount: Record) -> str:
    said = _money(amount)
    return f"{textwrap.shorten(word, _WIDTH - 20):<{_WIDTH - len(said)}}{said}"


def _money(amount: Record) -> str:
    return f"{amount['amount']} {amount['code']}"


def _broken(text: str, width: int = _WIDTH) -> list[str]:
    return [part for line in text.splitlines() for part in textwrap.wrap(line, width) or [""]]
