"""What the business earned and spent, with the taxes in it, for the reports.

Counted as it was charged, or as it was paid. Paid is what came in or went out
in money: an invoice counts by the part that a payment covers, a credit note not
at all. Both are this sandbox's reading of the words *accrual* and *cash based*.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from refreshbooks.sandbox import money
from refreshbooks.sandbox.rest import taxed
from refreshbooks.sandbox.rest.amounts import decimal_of
from refreshbooks.sandbox.rest.ledger.entries import DATES
from refreshbooks.sandbox.rest.ledger.journal import documents
from refreshbooks.sandbox.rest.taxed import Part, Taxed
from refreshbooks.sandbox.store import Book, Record

__all__ = ["Dealing", "dealings"]


@dataclass(frozen=True)
class Dealing:
    """One document, or the part of it that was paid.

    Attributes:
        word: What profit and loss call such documents.
        date: The day on which it counts.
        currency: All amounts are of this one.
        amounts: Net amount and taxes, below zero where a credit takes them back.
        spent: What was spent, by number of expense category; nothing for income.
    """

    word: str
    date: str
    currency: str
    amounts: Taxed
    spent: tuple[tuple[int, Decimal], ...] = ()

    @property
    def is_income(self) -> bool:
        """Whether it is earned, or takes back what was."""
        return not self.spent


def dealings(
    book: Book, currency: str, start: str, end: str, *, cash_based: bool
) -> Iterator[Dealing]:
    """Yields what was earned and spent in a currency, from one day to another."""
    makers = _PAID if cash_based else _CHARGED
    for resource, make in makers.items():
        for document in documents(book, resource, start, end):
            if document["amount"]["code"] == currency:
                yield from make(book, document)


def _of_invoice(book: Book, invoice: Record) -> Iterator[Dealing]:
    yield _dealing("Invoice", "invoices", invoice, taxed.of_lines(invoice))


def _of_credit_note(book: Book, note: Record) -> Iterator[Dealing]:
    # What is paid in advance is earned when it pays an invoice.
    if note["credit_type"] != "prepayment":
        amounts = _part_of(taxed.of_lines(note), Decimal(-1))
        yield _dealing("Credit", "credit_notes", note, amounts)


def _of_other_income(book: Book, income: Record) -> Iterator[Dealing]:
    yield _dealing("Other Income", "other_income", income, taxed.of_other_income(income))


def _of_expense(book: Book, expense: Record) -> Iterator[Dealing]:
    amounts = taxed.of_expense(expense)
    spent = ((int(expense["categoryid"]), amounts.net),)
    yield _dealing("Expenses", "expenses", expense, amounts, spent)


def _of_bill(book: Book, bill: Record) -> Iterator[Dealing]:
    yield _dealing("Bills", "bills", bill, taxed.of_bill(bill), _spent(bill))


def _of_payment(book: Book, payment: Record) -> Iterator[Dealing]:
    invoice = book.get("invoices", int(payment["invoiceid"] or 0))
    if invoice and not payment["from_credit"]:
        applied = decimal_of(payment["amount"]) - decimal_of(payment.get("overpaid"))
        amounts = _paid_part(taxed.of_lines(invoice), applied)
        yield _dealing("Invoice", "payments", payment, amounts)


def _of_bill_payment(book: Book, payment: Record) -> Iterator[Dealing]:
    bill = book.get("bills", int(payment["billid"]))
    if bill:
        amounts = _paid_part(taxed.of_bill(bill), decimal_of(payment["amount"]))
        spent = _divided(amounts.net, _spent(bill))
        yield _dealing("Bills", "bill_payments", payment, amounts, spent)


_CHARGED = {
    "invoices": _of_invoice,
    "credit_notes": _of_credit_note,
    "other_income": _of_other_income,
    "expenses": _of_expense,
    "bills": _of_bill,
}
_PAID = {
    "payments": _of_payment,
    "other_income": _of_other_income,
    "expenses": _of_expense,
    "bill_payments": _of_bill_payment,
}


def _dealing(
    word: str,
    resource: str,
    record: Record,
    amounts: Taxed,
    spent: tuple[tuple[int, Decimal], ...] = (),
) -> Dealing:
    return Dealing(word, record[DATES[resource]], record["amount"]["code"], amounts, spent)


def _spent(bill: Record) -> tuple[tuple[int, Decimal], ...]:
    return tuple((int(line["categoryid"]), decimal_of(line["amount"])) for line in bill["lines"])


def _paid_part(whole: Taxed, paid: Decimal) -> Taxed:
    part = _part_of(whole, paid / whole.gross) if whole.gross else Taxed(paid)
    return Taxed(paid, part.parts)


def _part_of(whole: Taxed, share: Decimal) -> Taxed:
    parts = (
        Part(part.name, money.cents(part.net * share), money.cents(part.tax * share))
        for part in whole.parts
    )
    return Taxed(money.cents(whole.gross * share), tuple(parts))


def _divided(
    net: Decimal, spent: tuple[tuple[int, Decimal], ...]
) -> tuple[tuple[int, Decimal], ...]:
    """Returns an amount divided as what was spent is; the last one takes what is left."""
    whole = money.summed(amount for _, amount in spent)
    divided: list[tuple[int, Decimal]] = []
    left = net
    for category, amount in spent[:-1]:
        part = money.cents(net * amount / whole) if whole else Decimal(0)
        divided.append((category, part))
        left -= part
    return (*divided, (spent[-1][0], left))
