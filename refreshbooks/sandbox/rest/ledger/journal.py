"""All entries of a book, and the balances of its accounts."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from refreshbooks.sandbox.rest.ledger import accounts, entries
from refreshbooks.sandbox.rest.ledger.entries import DATES, Entry
from refreshbooks.sandbox.store import Book, Condition, Record

__all__ = ["COUNTED", "by_account", "documents", "journal"]

# What is deleted counts nowhere.
COUNTED = Condition("folder", "in", ("active", "archived"))
# Drafts are nothing yet; invoices say so by a number.
_DRAFTS = (1, "draft")
# What comes of an overpayment is in the payment's own entry.
_NO_DOCUMENT = "overpayment"


def documents(book: Book, resource: str, start: str = "", end: str = "") -> list[Record]:
    """Returns the documents of a resource that count, from one day to another."""
    field = DATES[resource]
    first = [Condition(field, "from", start)] if start else []
    last = [Condition(field, "to", end)] if end else []
    found = book.select(resource, COUNTED, *first, *last)
    return [document for document in found if _counts(document)]


def journal(book: Book, currency: str = "", start: str = "", end: str = "") -> Iterator[Entry]:
    """Yields the entries of all documents, from one day to another, both included."""
    for resource, make in entries.ENTRIES.items():
        for document in documents(book, resource, start, end):
            entry = make(document)
            if not currency or entry.currency == currency:
                yield entry


def by_account(book: Book, among: Iterable[Entry]) -> dict[int, Decimal]:
    """Returns what entries come to, by the account's number: above zero for debits."""
    known = accounts.by_purpose(book)
    sums: dict[int, Decimal] = {}
    for entry in among:
        for posting in entry.postings:
            number = known[posting.account].number
            sums[number] = sums.get(number, Decimal(0)) + posting.amount
    return sums


def _counts(document: Record) -> bool:
    return document.get("status") not in _DRAFTS and document.get("credit_type") != _NO_DOCUMENT
