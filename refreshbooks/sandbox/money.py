"""Money: lines, taxes, discounts, payments, balances.

One arithmetic for both APIs, and no more than that: it knows neither XML nor
JSON, neither records nor statuses. Its rules:

- Everything is Decimal; a float is refused.
- A line's amount is unit cost times quantity, to the cent.
- A discount is a percentage of the whole document and comes off before taxes.
- Taxes are added side by side; a compound tax is taken on the amount with the
  taxes before it.
- Each tax is summed over all lines, then rounded half up to the cent; the total
  is the sum of these parts.

How the service itself rounds, and whether its discount comes before tax, is not
documented: both are this sandbox's choice.

    >>> gst, pst = Tax("GST", number("8")), Tax("PST", number("6"))
    >>> plain(total([Line(number("10"), number("4"), (gst, pst))]).total)
    '45.6'
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

__all__ = [
    "Balance",
    "Line",
    "Tax",
    "Totals",
    "balance",
    "cents",
    "contained_taxes",
    "credits_by_currency",
    "hundredths",
    "number",
    "plain",
    "summed",
    "taxed_amounts",
    "total",
    "two_digits",
]

_ZERO = Decimal(0)
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
# Enough that no product or sum of what `number` lets in is ever rounded.
_EXACT = Context(prec=200)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})", re.ASCII)


def number(text: str) -> Decimal:
    """Returns the number that a text says plainly.

    >>> number(" 17.50 ")
    Decimal('17.50')

    Raises:
        ValueError: If it is no number with a dot, or one of more than fifteen
            digits on either side of it.
    """
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(f"not an amount: {text!r}")
    return Decimal(text.strip())


def plain(amount: Decimal) -> str:
    """Returns an amount without trailing zeros, as most answers show it.

    >>> plain(Decimal("45.60")), plain(Decimal("40.00")), plain(Decimal("-0.0"))
    ('45.6', '40', '0')
    """
    text = f"{amount:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def two_digits(amount: Decimal) -> str:
    """Returns an amount with two digits after the dot, as reports show it.

    >>> two_digits(Decimal("2.5"))
    '2.50'
    """
    return f"{cents(amount):f}"


def cents(amount: Decimal) -> Decimal:
    """Returns an amount rounded to the cent, halves away from zero.

    >>> cents(Decimal("0.125"))
    Decimal('0.13')
    """
    rounded = amount.quantize(_CENT, rounding=ROUND_HALF_UP, context=_EXACT)
    return rounded or abs(rounded)  # there is no minus zero among amounts


# Hours are kept to hundredths by the rule that cents are.
hundredths = cents


@dataclass(frozen=True)
class Tax:
    """A tax on a line: its name, its percentage, and whether it is compound."""

    name: str
    percent: Decimal
    compound: bool = False

    def __post_init__(self) -> None:
        _demand_decimals(self.percent)


@dataclass(frozen=True)
class Line:
    """What one line of a document says about money."""

    unit_cost: Decimal = _ZERO
    quantity: Decimal = _ZERO
    taxes: tuple[Tax, ...] = ()

    def __post_init__(self) -> None:
        _demand_decimals(self.unit_cost, self.quantity)

    @property
    def amount(self) -> Decimal:
        """Unit cost times quantity, before discount and taxes."""
        return cents(_EXACT.multiply(self.unit_cost, self.quantity))


@dataclass(frozen=True)
class Totals:
    """What the lines of a document come to.

    Attributes:
        subtotal: The amounts of all lines.
        discount: What comes off, zero or more for a positive subtotal.
        taxes: The sum of each tax over all lines.
    """

    subtotal: Decimal
    discount: Decimal
    taxes: dict[Tax, Decimal] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """What is to be paid: the subtotal less the discount plus all taxes."""
        with localcontext(_EXACT):
            return self.subtotal - self.discount + sum(self.taxes.values(), _ZERO)


def total(lines: Iterable[Line], discount: Decimal = _ZERO) -> Totals:
    """Returns what lines come to.

    Args:
        discount: Per cent of the whole document.
    """
    _demand_decimals(discount)
    subtotal = _ZERO
    taxes: dict[Tax, Decimal] = {}
    with localcontext(_EXACT):
        kept = 1 - discount / _HUNDRED
        for line in lines:
            net = line.amount
            subtotal += net
            for tax, amount in _added_taxes(net * kept, line.taxes):
                taxes[tax] = taxes.get(tax, _ZERO) + amount
        rounded = {tax: cents(amount) for tax, amount in taxes.items()}
        return Totals(cents(subtotal), cents(subtotal * discount / _HUNDRED), rounded)


def taxed_amounts(lines: Iterable[Line], discount: Decimal = _ZERO) -> dict[Tax, Decimal]:
    """Returns what each tax is charged on: amounts less discount, without other taxes.

    Args:
        discount: As for :func:`total`.
    """
    _demand_decimals(discount)
    amounts: dict[Tax, Decimal] = {}
    with localcontext(_EXACT):
        kept = 1 - discount / _HUNDRED
        for line in lines:
            for tax in line.taxes:
                amounts[tax] = amounts.get(tax, _ZERO) + line.amount * kept
        return {tax: cents(amount) for tax, amount in amounts.items()}


def contained_taxes(amount: Decimal, taxes: Iterable[Tax]) -> list[Decimal]:
    """Returns, tax by tax, what an amount that includes its taxes holds of each.

    >>> contained_taxes(Decimal(100), [Tax("GST", Decimal(5))])
    [Decimal('4.76')]
    """
    _demand_decimals(amount)
    taxes = list(taxes)
    with localcontext(_EXACT):
        one = Decimal(1)
        shares = [share for _, share in _added_taxes(one, taxes)]
        whole = one + sum(shares, _ZERO)
        return [cents(amount * share / whole) if whole else cents(_ZERO) for share in shares]


def summed(amounts: Iterable[Decimal]) -> Decimal:
    """Returns the exact sum of amounts."""
    amounts = list(amounts)
    _demand_decimals(*amounts)
    with localcontext(_EXACT):
        return sum(amounts, _ZERO)


@dataclass(frozen=True)
class Balance:
    """How far a document is paid."""

    total: Decimal
    paid: Decimal

    @property
    def outstanding(self) -> Decimal:
        """What is left to pay; below zero where more was paid."""
        return _EXACT.subtract(self.total, self.paid)

    @property
    def is_settled(self) -> bool:
        """Whether something was paid and nothing is left."""
        return self.paid > 0 and self.outstanding <= 0

    @property
    def is_begun(self) -> bool:
        """Whether something was paid and something is left."""
        return self.paid > 0 and self.outstanding > 0


def balance(due: Decimal, payments: Iterable[Decimal]) -> Balance:
    """Returns how far payments cover what is due."""
    _demand_decimals(due)
    return Balance(due, summed(payments))


def credits_by_currency(entries: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Returns the credit left in each currency.

    Args:
        entries: Currency and amount of what was given (above zero) and of what
            was taken (below zero).
    """
    left: dict[str, Decimal] = {}
    with localcontext(_EXACT):
        for currency, amount in entries:
            _demand_decimals(amount)
            left[currency] = left.get(currency, _ZERO) + amount
    return left


def _added_taxes(amount: Decimal, taxes: Iterable[Tax]) -> Iterator[tuple[Tax, Decimal]]:
    before = _ZERO
    for tax in taxes:
        base = amount + before if tax.compound else amount
        added = base * tax.percent / _HUNDRED
        before += added
        yield tax, added


def _demand_decimals(*amounts: object) -> None:
    for amount in amounts:
        if not isinstance(amount, Decimal):
            raise TypeError(f"an amount is a Decimal, not a {type(amount).__name__}")
