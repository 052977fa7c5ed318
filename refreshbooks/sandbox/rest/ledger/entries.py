"""What each document does to the ledger: entries whose two sides agree.

An entry is made from a record whenever it is asked for, and nowhere kept: the
ledger cannot fall behind the books. Debits stand above zero and credits below,
so that an entry that is right comes to nothing.

Accounts are named by what they are for; those of expense categories by the
category's number, those of manual entries by the account's own. How the service
itself posts is not documented; this is plain double entry:

- An invoice that is no draft: receivable against sales and sales tax.
- What is paid of it: cash against receivable; what is paid beyond it is the
  client's credit, and what is paid out of credits is taken from there.
- A credit note: sales and sales tax against the client's credit, or cash where
  it was paid for in advance.
- An expense, other income: cash; taxes are contained in their amounts.
- A bill: payable against its lines' categories and sales tax; paid out of cash.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from refreshbooks.sandbox.rest import taxed
from refreshbooks.sandbox.rest.amounts import decimal_of
from refreshbooks.sandbox.store import Record

__all__ = [
    "CASH",
    "CREDIT",
    "DATES",
    "ENTRIES",
    "OTHER_INCOME",
    "PAYABLE",
    "RECEIVABLE",
    "SALES",
    "TAX",
    "Entry",
    "Posting",
    "account",
    "category",
]

# The field that says on which day a document counts.
DATES = {
    "invoices": "create_date",
    "credit_notes": "create_date",
    "payments": "date",
    "expenses": "date",
    "other_income": "date",
    "bills": "issue_date",
    "bill_payments": "paid_date",
    "journal_entries": "user_entered_date",
}

CASH, RECEIVABLE, PAYABLE, CREDIT = "cash", "receivable", "payable", "credit"
SALES, OTHER_INCOME, TAX = "sales", "other income", "sales tax"


@dataclass(frozen=True)
class Posting:
    """One side of an entry.

    Attributes:
        account: What the account is for.
        amount: Above zero for a debit, below for a credit.
        kind: What it is, as details of the journal name it.
        description: What it was for.
    """

    account: str
    amount: Decimal
    kind: str
    description: str = ""


@dataclass(frozen=True)
class Entry:
    """What one document does to the ledger.

    Attributes:
        resource: Of which resource the document is.
        number: Its number there.
        date: The day, as ``YYYY-MM-DD``.
        currency: All amounts are of this one.
        name: What the journal calls it.
        postings: Amounts of nothing are left out.
        client: The number of whom it concerns, or None.
    """

    resource: str
    number: int
    date: str
    currency: str
    name: str
    postings: tuple[Posting, ...]
    client: int | None = None


def category(number: object) -> str:
    """Returns what an expense category's account is called here."""
    return f"category {number}"


def account(number: object) -> str:
    """Returns what an account that manual entries name by its number is called here."""
    return f"account {number}"


def _of_invoice(invoice: Record) -> Entry:
    amounts = taxed.of_lines(invoice)
    said = invoice.get("description") or ""
    postings = [
        Posting(RECEIVABLE, amounts.gross, "invoice", said),
        Posting(SALES, -amounts.net, "sales", said),
        *_taxes(amounts, -1),
    ]
    name = f"Invoice {invoice['invoice_number']}"
    return _entry("invoices", invoice, name, postings)


def _of_credit_note(note: Record) -> Entry:
    amounts = taxed.of_lines(note)
    postings = [Posting(CREDIT, -amounts.gross, "credit")]
    if note["credit_type"] == "prepayment":
        postings += [Posting(CASH, amounts.gross, "payment")]
    else:
        postings += [Posting(SALES, amounts.net, "credit"), *_taxes(amounts, 1)]
    name = f"Credit {note['credit_number']}"
    return _entry("credit_notes", note, name, postings)


def _of_payment(payment: Record) -> Entry:
    whole = decimal_of(payment["amount"])
    beyond = decimal_of(payment.get("overpaid"))
    source = CREDIT if payment["from_credit"] else CASH
    postings = [
        Posting(source, whole, "payment", payment.get("note") or ""),
        Posting(RECEIVABLE, beyond - whole, "payment"),
        Posting(CREDIT, -beyond, "overpayment"),
    ]
    name = f"Payment {payment['id']}"
    return _entry("payments", payment, name, postings)


def _of_expense(expense: Record) -> Entry:
    amounts = taxed.of_expense(expense)
    spent = category(expense["categoryid"])
    postings = [
        Posting(spent, amounts.net, "expense", expense.get("notes") or ""),
        *_taxes(amounts, 1),
        Posting(CASH, -amounts.gross, "payment"),
    ]
    name = expense.get("vendor") or f"Expense {expense['id']}"
    return _entry("expenses", expense, name, postings)


def _of_other_income(income: Record) -> Entry:
    amounts = taxed.of_other_income(income)
    postings = [
        Posting(CASH, amounts.gross, "payment"),
        Posting(OTHER_INCOME, -amounts.net, "other_income", income.get("note") or ""),
        *_taxes(amounts, -1),
    ]
    name = income.get("source") or f"Other income {income['incomeid']}"
    return _entry("other_income", income, name, postings)


def _of_bill(bill: Record) -> Entry:
    amounts = taxed.of_bill(bill)
    postings = [
        *(
            Posting(
                category(line["categoryid"]),
                decimal_of(line["amount"]),
                "bill",
                line["description"] or "",
            )
            for line in bill["lines"]
        ),
        *_taxes(amounts, 1),
        Posting(PAYABLE, -amounts.gross, "bill"),
    ]
    return _entry("bills", bill, f"Bill {bill['bill_number']}", postings)


def _of_bill_payment(payment: Record) -> Entry:
    whole = decimal_of(payment["amount"])
    postings = [Posting(PAYABLE, whole, "payment"), Posting(CASH, -whole, "payment")]
    name = f"Bill payment {payment['id']}"
    return _entry("bill_payments", payment, name, postings)


def _of_manual(entry: Record) -> Entry:
    postings = [
        Posting(
            account(detail["sub_accountid"]),
            decimal_of(detail["debit"]) - decimal_of(detail["credit"]),
            "adjustment",
            detail.get("description") or "",
        )
        for detail in entry["details"]
    ]
    return _entry("journal_entries", entry, entry["name"], postings)


def _taxes(amounts: taxed.Taxed, sign: int) -> list[Posting]:
    return [Posting(TAX, sign * part.tax, "tax", part.name) for part in amounts.parts]


def _entry(resource: str, record: Record, name: str, postings: Iterable[Posting]) -> Entry:
    amount = record.get("amount")
    told = tuple(posting for posting in postings if posting.amount)
    client = record.get("customerid") or record.get("clientid")
    return Entry(
        resource=resource,
        number=record["serial"],
        date=record[DATES[resource]],
        currency=amount["code"] if amount else record["currency_code"],
        name=name,
        postings=told,
        client=client or None,
    )


# How documents of each resource become entries.
ENTRIES = {
    "invoices": _of_invoice,
    "credit_notes": _of_credit_note,
    "payments": _of_payment,
    "expenses": _of_expense,
    "other_income": _of_other_income,
    "bills": _of_bill,
    "bill_payments": _of_bill_payment,
    "journal_entries": _of_manual,
}
